"""Another station's stream, or the line input, on our air for a time; a hole in it is filled before it is heard.

The reader is seconds ahead of the loudspeaker; those seconds, and what lies at the receiver, are the jitter buffer.
Where they run low the other sound takes over while there is still something left to play, until enough lies ready
again. So a relay has no hole, whatever the stream does, and ends at its time.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Protocol

import numpy as np

from broadcaster.errors import SoundError
from broadcaster.playout.cover import Cover
from broadcaster.playout.offer import RelayPart
from broadcaster.playout.output import Note
from broadcaster.playout.sounds import AHEAD, FADE, Blocks, Pace, Sound
from broadcaster.units import RATE, SILENCE_FLOOR_DBFS, Samples

BITE = RATE // 10
"""Frames decided at a time."""
FIRST_MISSES = 25
"""Asks, a tenth of a second apart, that a server gets to answer at the beginning: the reader is that far ahead."""
MISSES = 15
"""Asks in vain before it plays after which the stream is taken to be dead."""
LATE = MISSES * BITE
"""Frames left to play below which the stream is late."""
URGENT = RATE // 2
"""The same at the beginning, while its server has not answered."""
SILENT = 10 * RATE
"""Frames of silence after which the stream is taken to be dead."""
GOOD = 2 * RATE
"""Frames that must lie ready, not silent, before it is believed again."""
MOST = 8 * RATE
"""The same for one that was late again and again: each time twice as much, up to this."""
STEADY = 300 * RATE
"""Frames after which a stream that was late has made up for it."""
OPENING = 6 * RATE
"""Frames that may sound instead, where it begins unannounced, before anything is taken to be wrong."""
ENOUGH = RATE
"""Frames of them that are read ahead: no more, since all that is read is heard before the stream."""
_FLOOR = 10 ** (SILENCE_FLOOR_DBFS / 20)
_IN = np.linspace(0.0, 1.0, FADE, dtype=np.float32)
_NOTHING = np.zeros(0, np.float32)


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


class _Play:
    """One playing of a relay: what is known of whoever plays it, and what it was given."""

    def __init__(self) -> None:
        self.pace: Pace | None = None
        self.instead = False
        """Whether the other sound has its turn."""
        self.lasted = 0
        """Frames of the stream's last turn."""
        self._missed_before: int | None = None

    def hear(self, pace: Pace | None) -> None:
        """Take in how whoever plays it stands."""
        if self._missed_before is None:
            self._missed_before = pace.missed if pace else 0
        self.pace = pace

    @property
    def missed(self) -> int:
        """Frames of this relay that were left silent: their time has passed."""
        return self.pace.missed - (self._missed_before or 0) if self.pace else 0

    @property
    def lead(self) -> int | None:
        """Frames that are left to play; None: it does not play yet."""
        return self.pace.lead if self.pace else None


class RelaySound:
    """A stream for `frames` frames; where it is dead, late or silent, the other sound over and over, then it again."""

    ahead = AHEAD

    def __init__(
        self, part: RelayPart, receive: Callable[[], Receiver], instead: Sound | None, last_rung: Sound, note: Note
    ) -> None:
        """`instead`: what sounds meanwhile, None: nothing was written; `last_rung`: what sounds where it cannot."""
        self.name = part.name
        """Its address, as the journal may tell it."""
        self.frames = part.frames
        self._receive = receive
        self._instead = (instead, last_rung) if instead else (last_rung,)
        self.written = instead is not None
        """Whether the operator said what sounds instead."""
        self._note = note
        self._given = list[Cover]()  # one a playing, since each output plays it by itself
        self._given_instead = list[Cover]()

    def blocks(self, first: int) -> Blocks:
        """Its blocks; an empty one: not there yet. What was missed is not made up for: its time has passed."""
        receiver, play = self._receive(), _Play()
        given, instead = Cover(), Cover()
        self._given.append(given)
        self._given_instead.append(instead)
        place = first
        try:
            for block in self._woven(receiver, play):
                kept = block[: max(0, self.frames - play.missed - place)]
                if len(kept):
                    (instead if play.instead else given).add(place, place + len(kept))
                    place += len(kept)
                play.hear((yield kept))
                if place + play.missed >= self.frames:
                    return
        finally:
            receiver.close()

    def shares(self, heard: Cover, at: int) -> tuple[int, int]:
        """Of what was `heard` of an airing in which it begins at frame `at`: frames of the stream, and of the other."""
        instead = _moved(self._given_instead, at)
        every = _moved([*self._given, *self._given_instead], at)
        return every.shared(heard) - instead.shared(heard), instead.shared(heard)

    def _woven(self, receiver: Receiver, play: _Play) -> Iterator[Samples]:
        """The stream while it is good, the other sound while it is not, joined by short fades."""
        yield from _awaited(receiver, play)
        opening = OPENING if play.lead == 0 else 0
        cushion = GOOD
        while True:
            play.instead = False
            yield from _faded(_streamed(receiver, play))
            play.instead = True
            cushion = min(MOST, 2 * cushion) if 0 < play.lasted < STEADY else GOOD
            yield from _faded(self._replaced(receiver, play, cushion, opening))
            opening = 0

    def _replaced(self, receiver: Receiver, play: _Play, cushion: int, opening: int) -> Iterator[Samples]:
        """The other sound until the stream is good; for the frames of its `opening` nothing is wrong yet."""
        given, told = 0, False
        for bite in self._endless(opening):
            while given < opening and (play.lead or 0) > ENOUGH and not _is_good(receiver, cushion):
                yield _NOTHING
            if given and _is_good(receiver, cushion):
                break
            receiver.skip_to(2 * cushion)
            if given >= opening and not told:
                told = True
                self._note("relay", f"tiếp sóng {self.name} bị mất, đến chậm hoặc im lặng, đang phát {self._called()}")
            yield bite
            given += len(bite)
        receiver.skip_to(cushion)
        if told:
            self._note("relay", f"tiếp sóng {self.name} đã có lại")

    def _called(self) -> str:
        return "tệp thay thế" if self.written else "nhạc hiệu và lời xướng của đài"

    def _endless(self, opening: int) -> Iterator[Samples]:
        """The other sound over and over, in bites; where none was written, silence for the opening first."""
        quiet = 0 if self.written else opening
        for block in itertools.chain([np.zeros(quiet, np.float32)], self._readable()):
            for start in range(0, len(block), BITE):
                yield block[start : start + BITE]

    def _readable(self) -> Iterator[Samples]:
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


def _awaited(receiver: Receiver, play: _Play) -> Iterator[Samples]:
    """Nothing, until the server has answered and enough is there to begin with, or there is no time left for that."""
    for _ in range(FIRST_MISSES):
        yield _NOTHING
        lead, ready = play.lead, receiver.ready()
        if lead is None and ready >= BITE:
            return
        if lead is not None and (lead < URGENT or lead + ready >= GOOD):
            return


def _streamed(receiver: Receiver, play: _Play) -> Iterator[Samples]:
    """The stream until it is late, dead or silent."""
    misses = silent = play.lasted = 0
    while silent < SILENT:
        piece = receiver.take(BITE)
        if piece is not None:
            misses = 0
            quiet = _rms(piece) <= _FLOOR
            if not play.lasted and receiver.ready() >= GOOD:
                if quiet:
                    continue  # what a station sends before its first sound would be a hole behind the other one
                piece = piece[np.argmax(np.abs(piece) > _FLOOR) :]
            silent = silent + len(piece) if quiet else 0
            play.lasted += len(piece)
            yield piece
            continue
        misses += 1
        if misses >= MISSES if play.lead is None else play.lead < LATE:
            return
        yield _NOTHING


def _is_good(receiver: Receiver, cushion: int) -> bool:
    return receiver.ready() >= cushion and receiver.level() > _FLOOR


def _moved(covers: list[Cover], by: int) -> Cover:
    return Cover((first + by, last + by) for one in covers for first, last in one.stretches())


def _rms(piece: Samples) -> float:
    return float(np.sqrt(np.mean(np.square(piece)))) if len(piece) else 0.0


def _faded(pieces: Iterator[Samples]) -> Iterator[Samples]:
    """`pieces` with a fade at their beginning and their end; the last frames are held back until it is known."""
    held, begun = _NOTHING, False
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
        if cut:
            yield together[:cut]
    if len(held):
        yield held * _IN[: len(held)][::-1]
