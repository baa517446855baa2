"""Finished sounds read through before their hour: what a failing disk spoiled keeps its name and its size."""

from __future__ import annotations

import queue
import threading
from dataclasses import dataclass
from pathlib import Path

from broadcaster.sound.rendered import Rendered
from broadcaster.units import RATE

PACE = 0.02
"""Seconds of rest after each second of sound that was read: a quarter of an hour takes some twenty seconds."""


@dataclass(frozen=True)
class _Copy:
    """A file as it lay there once."""

    path: Path
    changed: int
    size: int
    frames: int


class Proof:
    """Reads each file once, by a thread of its own. FLAC holds a checksum for every few thousand frames."""

    def __init__(self) -> None:
        self._known: dict[_Copy, bool] = {}
        self._asked: queue.SimpleQueue[_Copy] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    def broken(self, rendered: Rendered) -> bool:
        """Whether it is known to be spoiled; one not read yet is read soon. Returns at once."""
        try:
            stat = rendered.path.stat()
        except OSError:
            return False  # it is not there, and told so by whoever looks for it
        copy = _Copy(rendered.path, stat.st_mtime_ns, stat.st_size, rendered.frames)
        if copy not in self._known:
            self._known[copy] = False
            self._asked.put(copy)
            self._begin()
        return self._known[copy]

    def close(self) -> None:
        """Read no more."""
        self._closing.set()

    def _begin(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="đọc soát tiếng", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while not self._closing.is_set():
            copy = self._asked.get()
            self._known[copy] = not self._reads(copy)

    def _reads(self, copy: _Copy) -> bool:
        """Whether all its frames can be read."""
        import soundfile  # noqa: PLC0415 - the player has it; who only asks for sounds needs none

        frames = 0
        try:
            with soundfile.SoundFile(copy.path) as file:
                for block in file.blocks(RATE, dtype="int16"):
                    frames += len(block)
                    if self._closing.wait(PACE):
                        return True
        except (OSError, soundfile.SoundFileError):
            return not copy.path.exists()  # gone meanwhile is not spoiled
        return frames == copy.frames
