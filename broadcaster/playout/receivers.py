"""Where a relayed stream arrives: through the ffmpeg program where it is installed, else our own readers."""

from __future__ import annotations

import contextlib
import http.client
import shutil
import subprocess
import threading
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from broadcaster import machine
from broadcaster.errors import SoundError
from broadcaster.playout import mp3_stream, ogg_stream
from broadcaster.playout.output import Note
from broadcaster.units import RATE, Samples

LONGEST = 30 * RATE
"""Frames that are kept when nobody takes them."""
TIMEOUT = 5.0
"""Seconds without a byte after which a connection is given up."""
LINE_MISSES = 30
"""Asks in vain after which the line input is opened again."""
PATIENCE = (0.5, 1.0, 2.0, 5.0)
"""Seconds before each new try to connect; the last one again and again."""


class Basin:
    """Sound that arrives on one thread and is taken on another."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pieces: deque[Samples] = deque()
        self._ready = 0
        self._last = np.zeros(0, np.float32)
        self.arrived = 0
        """How many pieces have arrived."""

    def put(self, piece: Samples) -> None:
        """Take in what has arrived; the oldest goes where nobody takes it."""
        with self._lock:
            self._pieces.append(piece)
            self.arrived += 1
            self._ready += len(piece)
            self._last = np.concatenate([self._last, piece])[-RATE:]
        self.skip_to(LONGEST)

    def take(self, frames: int) -> Samples | None:
        """The next frames; None: they have not all arrived."""
        with self._lock:
            return self._taken(frames) if self._ready >= frames else None

    def ready(self) -> int:
        """How many frames lie ready."""
        return self._ready

    def level(self) -> float:
        """RMS of the last second that arrived."""
        with self._lock:
            return float(np.sqrt(np.mean(np.square(self._last)))) if len(self._last) else 0.0

    def skip_to(self, frames: int) -> None:
        """Throw away the oldest."""
        with self._lock:
            if self._ready > frames:
                self._taken(self._ready - frames)

    def close(self) -> None:
        """Nothing more will come."""

    def _taken(self, frames: int) -> Samples:
        pieces, wanted = list[Samples](), frames
        while wanted > 0:
            piece = self._pieces.popleft()
            if len(piece) > wanted:
                self._pieces.appendleft(piece[wanted:])
                piece = piece[:wanted]
            pieces.append(piece)
            wanted -= len(piece)
        self._ready -= frames
        return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)


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


class LineReceiver(Basin):
    """The line input of the sound card; opened again when nothing comes from it. Raises SoundError if there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._stream: Any = None
        self._seen = self._misses = 0
        self._open()

    def take(self, frames: int) -> Samples | None:
        """The next frames; None: they have not all arrived."""
        self._look()
        return super().take(frames)

    def ready(self) -> int:
        """How many frames lie ready."""
        self._look()
        return super().ready()

    def close(self) -> None:
        """Close the input."""
        if self._stream is not None:
            self._stream.close()

    def _look(self) -> None:
        """Open it again where so many asks, a tenth of a second apart, have found nothing new."""
        self._misses = 0 if self.arrived != self._seen else self._misses + 1
        self._seen = self.arrived
        if self._misses >= LINE_MISSES:
            self._misses = 0
            with contextlib.suppress(Exception):  # a stream whose device is gone refuses in many ways
                self.close()
            with contextlib.suppress(SoundError):
                self._open()

    def _open(self) -> None:
        try:
            import sounddevice  # noqa: PLC0415 - a machine without PortAudio is still a station

            self._stream = sounddevice.InputStream(
                samplerate=RATE, channels=1, dtype="float32", latency="high", callback=self._heard
            )
            self._stream.start()
        except Exception as error:
            raise SoundError(f"không mở được đường vào (line-in): {error}") from error

    def _heard(self, sound: Any, _frames: int, _time: Any, _status: Any) -> None:
        self.put(sound[:, 0].copy())


def receiver_of(url: str, note: Note) -> Basin:
    """What receives `url`: a stream, or the line input where it is `line-in`."""
    return LineReceiver() if url == "line-in" else StreamReceiver(url, note)
