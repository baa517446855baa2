"""The amplifier as the order of airings needs it: warm when something begins, off when nothing is near."""

from __future__ import annotations

import math

from broadcaster.clock import Clock
from broadcaster.playout.amplifier import Amplifier
from broadcaster.playout.score import Score

COLD = 0.5
"""Seconds by which the amplifier may have been put on too late and what begins still keeps its instant."""


class Warming:
    """Puts an amplifier on and off. `now` is the wall time, POSIX seconds."""

    def __init__(self, amplifier: Amplifier, clock: Clock) -> None:
        self._amplifier = amplifier
        self._clock = clock
        self._last_sound: float | None = None
        self._trial = -math.inf  # until when it is on because somebody tries it, by the clock that never steps

    def cold(self) -> float:
        """Seconds until what begins is heard."""
        return self._amplifier.cold(self._clock.monotonic())

    def ahead(self, score: Score, now: float) -> None:
        """Put it on for what should have begun, or would before it is warm; that waits until it is.

        A switch that was told a moment late holds up nothing, nor does a player that was: what the outputs were told
        ahead has begun by itself.
        """
        begins, cold = score.next_begin(), self.cold()
        if begins is None or not cold or score.state.now < begins <= now:
            return
        if begins + COLD < now + cold:
            self._amplifier.want(self._clock.monotonic(), on=True)
            score.warming(now + self.cold())

    def follow(self, score: Score, now: float) -> None:
        """Have it on, or off, as what sounds, ended and begins next wants it."""
        sounding = score.state.on_air is not None
        if sounding:
            self._last_sound = now
        wanted = self._amplifier.warmth.wanted(now, self._last_sound, score.next_begin(), sounding=sounding)
        steady = self._clock.monotonic()
        self._amplifier.want(steady, on=wanted or steady < self._trial)

    def ended(self, at: float) -> None:
        """Something sounded until then."""
        self._last_sound = at

    def moved(self, by: float) -> None:
        """The wall clock went on by `by` seconds of its own."""
        if self._last_sound is not None:
            self._last_sound += by

    def attempt(self, seconds: float) -> None:
        """Have it on for so long, needed or not."""
        steady = self._clock.monotonic()
        self._trial = steady + seconds
        self._amplifier.want(steady, on=True)

    def instants(self, score: Score, now: float) -> list[float | None]:
        """When it is to be looked at again."""
        if not self._amplifier.there:
            return []
        tried = now + self._trial - self._clock.monotonic()
        return [self._amplifier.warmth.changes(now, self._last_sound, score.next_begin()), tried]
