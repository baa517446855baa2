"""Where a relayed stream arrives: through the ffmpeg program where it is installed, else our own readers."""

from __future__ import annotations

import http.client
import shutil
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import numpy as np

from broadcaster import machine
from broadcaster.errors import SoundError
from broadcaster.playout import mp3_stream, ogg_stream
from broadcaster.playout.basin import Basin
from broadcaster.playout.line_in import LineReceiver
from broadcaster.playout.output import Note
from broadcaster.units import RATE, Samples

TIMEOUT = 5.0
"""Seconds without a byte after which a connection is given up."""
PATIENCE = (0.5, 1.0, 2.0, 5.0)
"""Seconds before each new try to connect; the last one again and again."""


class StreamReceiver(Basin):
    """An HTTP or Icecast stream, connected again and again until it is closed."""

    def __init__(self, url: str, note: Note) -> None:
        super().__init__()
        self._url = url
        self._note = note
        self._closing = threading.Event()
        self._let_go: Callable[[], None] = lambda: None
        self._thread = threading.Thread(target=self._run, name="tiếp sóng", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the connection; does not wait for it."""
        self._closing.set()
        self._let_go()

    def _run(self) -> None:
        machine.normal_priority()  # the reader that made this thread has more, and a decoder must not have it
        tries = 0
        program = shutil.which("ffmpeg")
        while not self._closing.is_set():
            try:
                for piece in self._by_program(program) if program else self._by_ourselves():
                    self.put(piece)
                    tries = 0
            except (OSError, SoundError, http.client.HTTPException, ValueError) as error:
                if not tries:
                    self._note("relay", f"tiếp sóng {self._url}: {error}")
            self._closing.wait(PATIENCE[min(tries, len(PATIENCE) - 1)])
            tries += 1

    def _by_program(self, program: str) -> Iterator[Samples]:
        """Any codec it knows; a program of its own, so that nothing of it is part of this one."""
        wanted = ["-f", "f32le", "-ac", "1", "-ar", str(RATE), "-"]
        quick = ["-fflags", "nobuffer", "-analyzeduration", "500000", "-rw_timeout", str(int(TIMEOUT * 1e6))]
        process = subprocess.Popen(  # noqa: S603 - the officer's own address, handed over as one word
            [program, "-nostdin", "-loglevel", "error", *quick, "-i", self._url, *wanted],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._let_go = process.kill
        if self._closing.is_set():
            process.kill()
        try:
            assert process.stdout
            while raw := process.stdout.read(RATE // 20 * 4):
                yield np.frombuffer(raw[: len(raw) // 4 * 4], np.float32)
        finally:
            process.kill()
            process.wait()

    def _by_ourselves(self) -> Iterator[Samples]:
        """MP3 or Ogg, as it arrives."""
        try:
            answer = urllib.request.urlopen(self._url, timeout=TIMEOUT)  # noqa: S310 - checked when the file was read
        except urllib.error.URLError as error:
            raise SoundError(f"không nối được ({error.reason})") from error
        self._let_go = answer.close
        with answer:
            kind = answer.headers.get_content_type()
            if kind in ogg_stream.KINDS:
                yield from ogg_stream.decoded(lambda: answer.read1(1 << 14))
            elif kind in ("audio/mpeg", "audio/mp3", "application/octet-stream"):
                yield from mp3_stream.decoded(lambda: answer.read1(1 << 14))
            else:
                raise SoundError(f"luồng loại {kind} cần chương trình ffmpeg; hãy gõ: sudo apt-get install -y ffmpeg")


def receiver_of(url: str, note: Note) -> Basin:
    """What receives `url`: a stream, or the line input where it is `line-in`."""
    return LineReceiver(note) if url == "line-in" else StreamReceiver(url, note)
