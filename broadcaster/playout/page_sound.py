"""The sound of a page: the attention signal at once, then the words as they come, as often as wanted."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np

from broadcaster.errors import SoundError
from broadcaster.playout.offer import Words
from broadcaster.playout.sounds import FADE, Blocks, Fault, FileSound, KeptSound, Sound
from broadcaster.units import RATE

BITE = RATE // 20
"""Frames decided at a time while it waits for words."""
PAUSE = RATE * 3 // 2
"""Frames of silence before the words are said again."""
PATIENCE = 60 * RATE
"""Frames it waits for words that do not come; then it is over, so that nothing stays stuck."""


class PageSound:
    """The attention signal, whole, and on until there are words and the amplifier is warm; then the words.

    What follows what is decided once, by whichever output comes there first, so that all outputs sound the same.
    """

    ahead = 0.5  # what is decided too early cannot take in words that come in between

    def __init__(self, signal: KeptSound, words: Words, repeat: int, fault: Fault, least: float = 0.0) -> None:
        self._signal = signal
        self._words = words
        self._repeat = max(1, repeat)
        self._fault = fault
        self._least = round(least * RATE)
        self._pieces: list[Sound] = []
        self._plan = self._planned()
        self._over = False
        self._lock = threading.Lock()
        self.spoke = False
        """Whether any words were reached."""

    @property
    def frames(self) -> int | None:
        """Its length, once its last piece is decided."""
        return self.decided if self._over else None

    @property
    def decided(self) -> int:
        """Frames of it that are decided so far: what plays asks for half a second more than it has played."""
        return sum(piece.frames or 0 for piece in list(self._pieces))

    def blocks(self, first: int) -> Blocks:
        """All blocks from frame `first` on."""
        number = 0
        while piece := self._piece(number):
            length = piece.frames or 0
            if first < length:
                yield from self._guarded(piece, first)
            first = max(0, first - length)
            number += 1

    def _piece(self, number: int) -> Sound | None:
        with self._lock:
            while len(self._pieces) <= number and not self._over:
                piece = next(self._plan, None)
                self._over = piece is None
                self._pieces += [piece] if piece else []
            return self._pieces[number] if number < len(self._pieces) else None

    def _guarded(self, piece: Sound, first: int) -> Blocks:
        try:
            yield from piece.blocks(first)
        except SoundError as error:
            self._fault(str(error))

    def _planned(self) -> Iterator[Sound]:
        yield self._signal
        yield from self._filling()
        for turn in range(self._repeat if self._words.parts else 0):
            if turn:
                yield _silence(PAUSE)
            yield from self._said()
        if not self._words.parts:
            self._fault("lời đọc không kịp có, chỉ phát được tín hiệu báo")

    def _filling(self) -> Iterator[Sound]:
        """The signal again, in small bites, until there is something to say, or too long."""
        signal, place, filled = self._signal.samples, 0, len(self._signal.samples)
        while filled < self._least or not (self._words.parts or self._words.finished or filled > PATIENCE):
            if not len(signal):
                return
            bite = signal[place : place + BITE]
            place = (place + len(bite)) % len(signal)
            filled += len(bite)
            yield KeptSound(bite)
        if place:  # left in the middle of the signal
            tail = signal[place : place + FADE]
            yield KeptSound(tail * np.linspace(1.0, 0.0, len(tail), dtype=np.float32))

    def _said(self) -> Iterator[Sound]:
        said, waited = 0, 0
        while waited < PATIENCE:
            parts = self._words.parts
            if said < len(parts):
                self.spoke, waited = True, 0
                yield FileSound(parts[said].path, parts[said].frames)
                said += 1
            elif self._words.finished:
                return
            else:
                waited += BITE
                yield _silence(BITE)
        self._fault("phần sau của lời đọc không kịp có")


def _silence(frames: int) -> KeptSound:
    return KeptSound(np.zeros(frames, np.float32))
