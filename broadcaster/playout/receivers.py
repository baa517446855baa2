"""Where a relayed stream arrives: through the ffmpeg program where it is installed, else our own readers."""

from __future__ import annotations

import contextlib
import http.client
import shutil
import threading
from collections.abc import Callable, Iterator

from broadcaster import machine
from broadcaster.errors import SoundError
from broadcaster.playout import mp3_stream, ogg_stream, source
from broadcaster.playout.basin import Basin
from broadcaster.playout.line_in import LineReceiver
from broadcaster.playout.offer import shown
from broadcaster.playout.output import Note
from broadcaster.playout.program import Program
from broadcaster.playout.source import Source
from broadcaster.units import RATE, Samples

PATIENCE = (0.5, 1.0, 2.0, 5.0)
"""Seconds before each new try to connect; the last one again and again."""
PROOF = 10 * RATE
"""Frames that must have arrived before a stream that was lost is taken for a good one."""
OURS = ("audio/mpeg", "audio/mp3", "audio/x-mpeg", "audio/x-mp3", "application/octet-stream", "")
"""Content types in which we look for MP3 ourselves; the last is none at all."""


class StreamReceiver(Basin):
    """An HTTP or Icecast stream, connected again and again until it is closed."""

    def __init__(self, url: str, note: Note) -> None:
        super().__init__()
        self._url = url
        self._note = note
        self._told = ""
        self._closing = threading.Event()
        self._let_go = list[Callable[[], None]]()  # what ends it, from any thread
        self._thread = threading.Thread(target=self._run, name="tiếp sóng", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the connection; does not wait for it."""
        self._closing.set()
        for let_go in tuple(self._let_go):
            let_go()

    def _run(self) -> None:
        machine.normal_priority()  # the reader that made this thread has more, and a decoder must not have it
        tries = 0
        while not self._closing.is_set():
            arrived, why = 0, "máy chủ đã ngắt luồng"
            try:
                for piece in self._decoded():
                    self.put(piece)
                    arrived += len(piece)
            except SoundError as error:
                why = str(error)
            except (OSError, http.client.HTTPException, ValueError) as error:
                why = source.in_words(error)
            tries = 0 if arrived >= PROOF else tries
            self._tell(why, good=arrived >= PROOF)
            self._closing.wait(PATIENCE[min(tries, len(PATIENCE) - 1)])
            tries += 1

    def _tell(self, why: str, *, good: bool) -> None:
        """Say what went wrong, once for as long as it does not go better."""
        if (good or why != self._told) and not self._closing.is_set():
            self._note("relay", f"tiếp sóng {shown(self._url)}: {why}")
        self._told = why

    def _decoded(self) -> Iterator[Samples]:
        program = shutil.which("ffmpeg")
        with contextlib.ExitStack() as opened:
            if self._url.lower().startswith(("http", "icecast")):
                stream = source.opened(self._url)
                opened.callback(stream.close)
                self._keep(opened, stream.end)
                if stream.hls:
                    yield from self._by_program(opened, program, stream.url)
                elif program:
                    yield from self._by_program(opened, program, stream.url, stream.read)
                else:
                    yield from _by_ourselves(stream)
            else:
                yield from self._by_program(opened, program, self._url)

    def _by_program(
        self, opened: contextlib.ExitStack, program: str | None, url: str, read: Callable[[], bytes] | None = None
    ) -> Iterator[Samples]:
        if not program:
            raise SoundError(_needs_program("kiểu này"))
        running = Program(program, url, read)
        opened.callback(running.close)
        self._keep(opened, running.kill)
        yield from running.decoded()

    def _keep(self, opened: contextlib.ExitStack, let_go: Callable[[], None]) -> None:
        """Have `let_go` called when this is closed, or this try is over."""
        self._let_go.append(let_go)
        opened.callback(self._let_go.remove, let_go)
        opened.callback(let_go)
        if self._closing.is_set():
            let_go()


def _by_ourselves(stream: Source) -> Iterator[Samples]:
    """MP3 or Ogg, as it arrives; what it is called counts less than what it is."""
    if stream.head.startswith(b"OggS") or stream.kind in ogg_stream.KINDS:
        yield from ogg_stream.decoded(stream.read)
    elif stream.kind in OURS or stream.head.startswith(b"ID3") or mp3_stream.header(stream.head[:4]):
        yield from mp3_stream.decoded(stream.read)
    elif stream.kind.startswith("text/"):
        raise SoundError("địa chỉ này là một trang web, không phải luồng tiếng")
    else:
        raise SoundError(_needs_program(stream.kind))


def _needs_program(kind: str) -> str:
    return f"luồng {kind} cần chương trình ffmpeg; hãy gõ: sudo apt-get install -y ffmpeg"


def receiver_of(url: str, note: Note) -> Basin:
    """What receives `url`: a stream, or the line input where it is `line-in`."""
    return LineReceiver(note) if url == "line-in" else StreamReceiver(url, note)
