"""The time line of one output: what sounds at which frame. Pure: it is told the wall time of each block.

At any frame at most one cue sounds. A cue that begins at a stated instant begins at the frame nearest to it; one that
joins begins at the very frame where the one before it ended, whatever the two clocks say by then.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from broadcaster.playout.feed import Feed
from broadcaster.playout.sounds import FADE, Sound
from broadcaster.units import RATE, Samples

JOIN_SLACK = 2.0
"""Seconds by which the end of a cue may miss its plan and the next one still joins it."""
HARDLY_LATE = 0.1
"""Seconds by which one that joins nothing may miss its last instant: a block is asked for whole."""
NOMINAL_POWER = 0.025
"""What a counted frame is taken to hold (-16 dBFS): a rehearsal hears nothing."""

Key = tuple[str, int]
"""An airing's id and how many times it has been begun or taken up."""


@dataclass(frozen=True, eq=False)
class Cue:
    """A stretch of sound that is to be played."""

    key: Key
    """Whose it is, and which stretch of it."""
    sound: Sound
    """What sounds."""
    first: int = 0
    """The frame of it to begin from."""
    start: float | None = None
    """The instant its first frame leaves, POSIX seconds; None: at once."""
    latest: float = math.inf
    """The last instant it may begin: past it the clock was set, or it is late beyond its grace, and it is left out."""
    joins: bool = False
    """Whether it begins exactly where the one before it ends."""
    cuts: bool = False
    """Whether it breaks off what sounds at its start; else it waits for its end."""
    restarts: bool = False
    """Whether it must not be joined in the middle when a lost device comes back; else it goes on where it should be."""


class Track:
    """A cue with its sound at hand."""

    def __init__(self, cue: Cue, feed: Feed, first: int) -> None:
        self.cue = cue
        self.feed = feed
        self.first = first
        """The frame of the airing it begins from."""
        self.played = 0
        """Frames of it that have been handed to the device."""
        self.start = cue.start
        """The instant its first frame leaves; None: at once. One that the device comes back to has another."""
        self.latest = cue.latest + (JOIN_SLACK if cue.joins else HARDLY_LATE)
        """The last instant it may begin; one that the device comes back to in its middle may at any."""
        self.began: float | None = None
        """The wall time of its first frame; None: it has not begun."""
        self.offset = 0.0
        """Wall less monotonic time by which its instants were told."""


@dataclass(frozen=True)
class Heard:
    """Evidence: a run of frames that went to the device."""

    key: Key
    """Whose they were."""
    first: int
    """Their place in the airing."""
    frames: int
    """How many."""
    wall: float
    """When the first of them leaves the device, POSIX seconds."""
    energy: float
    """Sum of their squares."""
    ended: bool = False
    """Whether they were the last of their cue."""


@dataclass(frozen=True, eq=False)
class _Order:
    tracks: tuple[Track, ...]
    breaks: bool = False
    fades: bool = False


class Line:
    """What sounds at which frame. `arm` and `silence` may be called by any thread, `render` by one only."""

    def __init__(self) -> None:
        self._orders: deque[_Order] = deque()
        self._armed: list[Track] = []
        self._sounding: Track | None = None
        self._ended_here = False
        self._dying: list[tuple[int, Samples]] = []  # what was broken off and sounds on for a fade: from which frame
        self._begun: deque[Key] = deque(maxlen=64)  # none of these begins again
        self.heard: deque[Heard] = deque()
        """Evidence, oldest first; whoever reads it takes it out."""
        self.gain = 1.0
        """How loud what sounds leaves, as a factor from 0 to 1; a change is glided to over one block."""
        self._gain = 1.0

    @property
    def sounding(self) -> Track | None:
        """What sounds now."""
        return self._sounding

    @property
    def armed(self) -> tuple[Track, ...]:
        """What has not begun, as far as the playing thread knows."""
        return tuple(self._armed)

    @property
    def resting(self) -> bool:
        """Whether nothing can sound before the next order; asked by the playing thread, as `render` is."""
        return not (self._orders or self._armed or self._sounding or self._dying or self._ended_here)

    def replace(self, tracks: Sequence[Track], over: Iterable[Key] = ()) -> None:
        """Put `tracks` in the place of everything, the first to sound at once; only while nothing renders.

        `over` is what is not to begin though it is armed once more.
        """
        self._orders.clear()
        self._begun.clear()
        self._begun.extend(over)
        self._sounding, self._armed, self._ended_here, self._dying = None, list(tracks), False, []

    def forget_after(self, wall: float) -> None:
        """The device threw away what was to leave after `wall`: it was not heard. Only while nothing renders."""
        kept = [_until(one, wall) for one in self.heard]
        self.heard.clear()
        self.heard.extend(one for one in kept if one)

    def arm(self, tracks: Sequence[Track]) -> None:
        """Replace all that has not begun."""
        self._orders.append(_Order(tuple(tracks)))

    def restart(self, tracks: Sequence[Track], *, fades: bool) -> None:
        """Break off what sounds, dying away if it `fades`, and replace all that has not begun."""
        self._orders.append(_Order(tuple(tracks), breaks=True, fades=fades))

    def obey(self, out: Samples | None = None) -> None:
        """Take the orders given since the last block; what is broken off dies away over the beginning of `out`."""
        while self._orders:
            order = self._orders.popleft()
            kept = [track.feed for track in order.tracks]
            for track in self._armed:
                if track.feed not in kept:
                    track.feed.close()
            self._armed = [track for track in order.tracks if track.cue.key not in self._begun]
            if order.breaks and self._sounding and not self._is_wanted(order):
                _die_away(self._sounding, out if order.fades else None)
                self._drop()

    def _is_wanted(self, order: _Order) -> bool:
        """Whether what sounds is what `order` breaks in with: it began by itself before the order came, and goes on."""
        if not (self._sounding and order.tracks and order.tracks[0].cue.key == self._sounding.cue.key):
            return False
        if order.tracks[0].feed is not self._sounding.feed:
            order.tracks[0].feed.close()
        return True

    def render(self, frames: int, wall: float, out: Samples | None) -> None:
        """Play `frames` frames, the first of which leaves at `wall`, into `out` (None: count them only)."""
        if out is not None:
            out[:] = 0.0
        if self._orders:
            tail = None if out is None else np.zeros(FADE, np.float32)
            self.obey(tail)
            self._dying += [] if tail is None else [(0, tail)]
        done = 0
        while done < frames:
            done = self._play(done, frames, wall, out) if self._sounding else self._wait(done, frames, wall)
        if out is not None and self._dying:
            left = [_add(out, at, tail, self._gain) for at, tail in self._dying]
            self._dying = [(0, tail) for tail in left if len(tail)]

    def _starts(self, track: Track, wall: float) -> int:
        """The frame of this block at which it wants to begin."""
        return -1 if track.start is None else round((track.start - wall) * RATE)

    def _wait(self, done: int, frames: int, wall: float) -> int:
        """Nothing sounds: go to the frame at which something begins, or to the end of the block."""
        track = self._next(wall)
        if track is None:
            self._ended_here = False
            return frames
        begins = max(done, self._starts(track, wall))
        if self._ended_here and track.cue.joins and begins - done <= JOIN_SLACK * RATE:
            begins = done
        self._ended_here = False
        if begins >= frames:
            return frames
        self._begin(track, begins, wall)
        return begins

    def _next(self, wall: float) -> Track | None:
        """What begins next: whoever armed it will say what becomes of those that are too late."""
        return next((track for track in self._armed if track.latest >= wall), None)

    def _begin(self, track: Track, at: int, wall: float) -> None:
        self._armed.remove(track)
        self._sounding = track
        self._sounding.began = wall + at / RATE
        self._begun.append(self._sounding.cue.key)

    def _play(self, done: int, frames: int, wall: float, out: Samples | None) -> int:
        """Something sounds: play it to the end of the block, to its own end, or to where the next one cuts it."""
        assert self._sounding
        track, follower = self._sounding, self._next(wall)
        cut = self._starts(follower, wall) if follower and follower.cue.cuts else None
        limit = frames if cut is None else min(frames, max(done, cut))
        into = None if out is None else out[done:limit]
        got = track.feed.take(limit - done, into)
        if into is not None:
            _shape(into[:got], track, None if cut is None else cut - done)
            self._attenuate(into[:got])
        at_cut = cut is not None and limit == cut and done + got >= limit and cut < frames
        self._note(track, got, wall + done / RATE, into, ended=track.feed.over)
        if track.feed.over:
            self._drop(ended=True)
        elif follower and at_cut:
            self._drop()
            self._begin(follower, done + got, wall)
        elif follower and cut is not None and cut <= done:
            return self._cut_late(follower, done, wall, out)
        elif done + got < limit:
            return limit  # the reader is late: what is missing is silent, and its sound leaves it out
        return done + got

    def _attenuate(self, sound: Samples) -> None:
        """Make `sound` as loud as it is to be."""
        before, self._gain = self._gain, self.gain
        if before != self._gain:
            sound *= np.linspace(before, self._gain, len(sound), dtype=np.float32)
        elif self._gain != 1.0:
            sound *= np.float32(self._gain)

    def _cut_late(self, follower: Track, done: int, wall: float, out: Samples | None) -> int:
        """What cuts was told of too late for a fade before it: what it cuts dies away under its beginning."""
        assert self._sounding
        tail = None if out is None else np.zeros(FADE, np.float32)
        _die_away(self._sounding, tail)
        self._dying += [] if tail is None else [(done, tail)]
        self._drop()
        self._begin(follower, done, wall)
        return done

    def _drop(self, *, ended: bool = False) -> None:
        assert self._sounding
        self._sounding.feed.close()
        self._sounding, self._ended_here = None, ended

    def _note(self, track: Track, frames: int, wall: float, sound: Samples | None, *, ended: bool) -> None:
        if not frames and not ended:
            return
        energy = frames * NOMINAL_POWER if sound is None else float(np.dot(sound[:frames], sound[:frames]))
        self.heard.append(Heard(track.cue.key, track.first + track.played, frames, wall, energy, ended))
        track.played += frames


def _until(heard: Heard, wall: float) -> Heard | None:
    frames = min(heard.frames, round((wall - heard.wall) * RATE))
    if frames <= 0:
        return None
    if frames == heard.frames:
        return heard
    return replace(heard, frames=frames, energy=heard.energy * frames / heard.frames, ended=False)


def _shape(sound: Samples, track: Track, cut: int | None) -> None:
    """Fade in what begins in the middle, fade out what is about to be cut `cut` frames on."""
    if track.first and track.played < FADE:
        place = np.arange(track.played, track.played + len(sound), dtype=np.float32)
        sound *= np.minimum(1.0, place / FADE)
    if cut is not None and cut - len(sound) < FADE:
        left = np.arange(cut, cut - len(sound), -1, dtype=np.float32)
        sound *= np.minimum(1.0, left / FADE)


def _add(out: Samples, at: int, tail: Samples, gain: float) -> Samples:
    """Lay `tail` over `out` from frame `at` on; what of it is left for the next block."""
    fits = min(len(tail), len(out) - at)
    out[at : at + fits] += tail[:fits] * np.float32(gain)
    return tail[fits:]


def _die_away(track: Track, out: Samples | None) -> None:
    """The first frames that would have followed, dying away."""
    if out is not None and len(out):
        got = track.feed.take(len(out), out)
        out[:got] *= np.linspace(1.0, 0.0, got, dtype=np.float32)
