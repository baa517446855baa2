"""What was really heard of one airing, and the verdict that follows from it. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from broadcaster.playout.asrun import AsRun, Kind, Outcome
from broadcaster.playout.cover import Cover
from broadcaster.playout.line import Heard
from broadcaster.timetable.reason import length_in_words
from broadcaster.units import RATE, SILENCE_FLOOR_DBFS

LOST_SECONDS = 2.0
LOST_SHARE = 0.05
"""An airing of which more than both is missing was not heard whole."""


class Take:
    """What one output consumed of an airing."""

    def __init__(self) -> None:
        self.frames = 0
        """Frames consumed, those heard twice counted twice."""
        self.began: float | None = None
        """When the first of them left, POSIX seconds."""
        self.ended: float | None = None
        """When the last of them had left."""
        self.over = False
        """Whether its last frame has left."""
        self.loudest = -math.inf
        """The highest level of a second (dBFS)."""
        self.heard = Cover()
        """Which frames of it were heard."""
        self._second = [0, 0.0]

    def add(self, heard: Heard) -> None:
        """Take in a run of frames."""
        self.over = heard.ended
        if not heard.frames:
            return
        self.began = heard.wall if self.began is None else self.began
        self.ended = heard.wall + heard.frames / RATE
        self.frames += heard.frames
        self.heard.add(heard.first, heard.first + heard.frames)
        self._second = [self._second[0] + heard.frames, self._second[1] + heard.energy]
        if self._second[0] >= RATE or heard.ended:
            self._measure()

    def covered(self) -> int:
        """How many different frames of it were heard."""
        return self.heard.frames()

    def audible(self) -> bool:
        """Whether any second of it was above the floor."""
        if self._second[0] >= RATE // 4:
            self._measure()
        return self.loudest > SILENCE_FLOOR_DBFS

    def _measure(self) -> None:
        power = self._second[1] / self._second[0]
        self.loudest = max(self.loudest, 10 * math.log10(power) if power > 0 else -math.inf)
        self._second = [0, 0.0]


@dataclass(eq=False)
class Account:
    """One airing from its first sample to the verdict."""

    airing: str
    """Its id."""
    programme: str
    """What the journal calls it."""
    planned: float
    """When it was due, POSIX seconds."""
    kind: Kind
    """Its priority."""
    tags: frozenset[str]
    """Tags of its texts."""
    length: Callable[[], int | None]
    """Its length in frames, as far as it is known."""
    remarks: list[str] = field(default_factory=list)
    """What happened on the way, in Vietnamese."""
    takes: dict[int, Take] = field(default_factory=dict)
    """What each output consumed."""
    offset: float | None = None
    """What its clock has before one that never steps; None: nothing was heard yet."""
    told: bool = False
    """Whether its beginning has been told."""
    closed_at: float | None = None
    """When the order of airings was done with it, POSIX seconds; None: it is not."""
    broken_off: str = ""
    """Why it was broken off; empty: it was not."""
    spoiled: str = ""
    """Why it was heard and yet is worth nothing; empty: it was not spoiled."""

    def add(self, output: int, heard: Heard, offset: float = 0.0) -> None:
        """Take in the evidence of one output, dated by a clock that is `offset` before one that never steps.

        All is told by the clock of the first: a clock that is set meanwhile makes no airing longer, nor end first.
        """
        if self.offset is None:
            self.offset = offset
        if offset != self.offset:
            heard = replace(heard, wall=heard.wall - offset + self.offset)
        self.takes.setdefault(output, Take()).add(heard)

    def remark(self, text: str) -> None:
        """Keep a sentence about it, once."""
        if text and text not in self.remarks:
            self.remarks.append(text)

    @property
    def best(self) -> Take:
        """The output that brought most of it."""
        return max(self.takes.values(), key=Take.covered, default=Take())

    def ripe(self, now: float, patience: float) -> bool:
        """Whether the verdict can be told: it is over and the device has said its last word, or had time to."""
        if self.closed_at is None:
            return False
        return (self.best.over and not self.broken_off) or now >= self.closed_at + patience

    def beginning(self, at: Callable[[float], datetime]) -> AsRun | None:
        """The first telling, once something was heard."""
        took = self.best.began
        if self.told or took is None or self.closed_at is not None:
            return None
        self.told = True
        return self._told(at, "aired", None)

    def verdict(self, at: Callable[[float], datetime]) -> AsRun:
        """The last telling."""
        outcome, why = self._outcome()
        self.remark(why)
        return self._told(at, outcome, self.best.ended)

    def _outcome(self) -> tuple[Outcome, str]:
        best, length = self.best, self.length()
        if not best.frames:
            return ("cut", self.broken_off) if self.broken_off else ("failed", "không có tiếng nào ra tới loa")
        if self.broken_off:
            return "cut", self.broken_off
        if self.spoiled:
            return "failed", self.spoiled
        if not best.audible():
            return "failed", "chỉ có im lặng ra tới loa"
        lost = max(0, (length or 0) - best.covered()) / RATE
        if lost > max(LOST_SECONDS, LOST_SHARE * (length or 0) / RATE):
            return "failed", f"mất {length_in_words(lost)} không ra tới loa"
        return "aired", f"mất {length_in_words(lost)} không ra tới loa" if lost >= 1 else ""

    def _told(self, at: Callable[[float], datetime], outcome: Outcome, ended: float | None) -> AsRun:
        best = self.best
        return AsRun(
            airing=self.airing,
            programme=self.programme,
            planned=at(self.planned),
            started=None if best.began is None else at(best.began),
            ended=None if ended is None else at(ended),
            outcome=outcome,
            why="; ".join(self.remarks),
            seconds_heard=round(best.frames / RATE, 3),
            kind=self.kind,
            tags=self.tags,
        )
