"""Another station's stream, or the line input, on our air for a time; a hole in it is filled before it is heard.

The reader is seconds ahead of the loudspeaker, and those seconds are the jitter buffer: a stream that stays away for
longer than `MISSES` allows gives way to the other sound while there is still sound left to play.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

import numpy as np

from broadcaster.errors import SoundError
from broadcaster.playout.output import Note
from broadcaster.playout.sounds import AHEAD, FADE, Blocks, Sound
from broadcaster.units import RATE, SILENCE_FLOOR_DBFS, Samples

BITE = RATE // 10
"""Frames decided at a time."""
MISSES = 15
"""Asks in vain, a tenth of a second apart, after which the stream is taken to be dead."""
FIRST_MISSES = 25
"""As many at the beginning: a server takes its time to answer, and the reader is that far ahead."""
SILENT = 10 * RATE
"""Frames of silence after which the stream is taken to be dead."""
GOOD = 2 * RATE
"""Frames that must lie ready, not silent, before it is believed again."""
_FLOOR = 10 ** (SILENCE_FLOOR_DBFS / 20)
_IN = np.linspace(0.0, 1.0, FADE, dtype=np.float32)


class Receiver(Protocol):
    """Where a stream arrives, in its own time."""

    def take(self, frames: int) -> Samples | None:
        """Take out the next frames; None: they have not arrived."""
        ...

    def ready(self) -> int:
        """How many frames have arrived and were not taken."""
        ...

    def level(self) -> float:
        """The level of the last second that arrived (linear RMS)."""
        ...

    def skip_to(self, frames: int) -> None:
        """Throw away the oldest frames until so many are left."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...


class RelaySound:
    """A stream for `frames` frames; where it is dead, late or silent, the other sound over and over, then it again."""

    ahead = AHEAD

    def __init__(
        self, name: str, frames: int, receive: Callable[[], Receiver], instead: tuple[Sound, ...], note: Note
    ) -> None:
        """`instead`: what sounds meanwhile, best first; the next where one cannot be read."""
        self.frames = frames
        self._name = name
        self._receive = receive
        self._instead = instead
        self._note = note

    def blocks(self, first: int) -> Blocks:
        """Its blocks; an empty one stands for «not there yet, ask again»."""
        receiver = self._receive()
        try:
            left = self.frames - first
            for block in self._woven(receiver):
                yield block[:left]
                left -= len(block)
                if left <= 0:
                    return
        finally:
            receiver.close()

    def _woven(self, receiver: Receiver) -> Iterator[Samples]:
        """The stream while it is good, the other sound while it is not, joined by short fades."""
        patience = FIRST_MISSES
        while True:
            yield from _faded(self._streamed(receiver, patience))
            patience = MISSES
            self._note("relay", f"tiếp sóng {self._name} bị mất hoặc im lặng, đang phát tệp thay thế")
            yield from _faded(self._replaced(receiver))
            self._note("relay", f"tiếp sóng {self._name} đã có lại")

    def _streamed(self, receiver: Receiver, patience: int) -> Iterator[Samples]:
        misses = silent = 0
        while misses < patience and silent < SILENT:
            piece = receiver.take(BITE)
            if piece is not None:
                misses, patience = 0, MISSES
            else:
                misses += 1
            if piece is None:
                yield np.zeros(0, np.float32)
                continue
            silent = 0 if _rms(piece) > _FLOOR else silent + len(piece)
            yield piece

    def _replaced(self, receiver: Receiver) -> Iterator[Samples]:
        for block in self._endless():
            for start in range(0, len(block), BITE):
                yield block[start : start + BITE]
                if receiver.ready() >= GOOD and receiver.level() > _FLOOR:
                    receiver.skip_to(GOOD)
                    return
                receiver.skip_to(2 * GOOD)

    def _endless(self) -> Iterator[Samples]:
        """The other sound over and over; silence where there is none that can be read."""
        for sound in self._instead:
            heard = True
            while heard:
                heard = False
                try:
                    for block in sound.blocks(0):
                        heard = True
                        yield block
                except SoundError as error:
                    self._note("relay", str(error))
                    break
        while True:
            yield np.zeros(BITE, np.float32)


def _rms(piece: Samples) -> float:
    return float(np.sqrt(np.mean(np.square(piece)))) if len(piece) else 0.0


def _faded(pieces: Iterator[Samples]) -> Iterator[Samples]:
    """`pieces` with a fade at their beginning and their end; the last frames are held back until it is known."""
    held, begun = np.zeros(0, np.float32), False
    for piece in pieces:
        if not len(piece):
            yield piece
            continue
        together = np.concatenate([held, piece])
        if not begun and len(together) >= FADE:
            together[:FADE] *= _IN
            begun = True
        cut = max(0, len(together) - FADE)
        held = together[cut:]
        yield together[:cut]
    yield held * _IN[: len(held)][::-1]
