"""A claim on the air: what the order of airings needs to know of one, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum


class Priority(IntEnum):
    """Who beats whom; a higher number has the air first."""

    ROUTINE = 0
    HIGH = 1
    URGENT = 2


class Start(Enum):
    """What an airing does about one that is still on the air at its hour."""

    NEXT = "next"
    """Waits for its end, up to the grace."""
    HARD = "hard"
    """Cuts it, unless it has a higher priority or is urgent."""


class AfterCut(Enum):
    """What becomes of an airing that was cut, once the air is free again."""

    RESUME = "resume"
    """Goes on from the sentence that was cut."""
    RESTART = "restart"
    """Begins again."""
    DROP = "drop"
    """Is over."""


@dataclass(frozen=True)
class Claim:
    """One airing's claim on the air."""

    id: str
    """The airing's stable id."""
    at: float
    """The instant it is planned for (a page: was ordered at), POSIX seconds."""
    seconds: float
    """Its length; `inf` while it is still growing."""
    priority: Priority = Priority.ROUTINE
    """Who beats whom."""
    start: Start = Start.NEXT
    """Whether it waits for what is on the air, or cuts it. Urgent cuts everything that is not."""
    grace: float = 600.0
    """How many seconds its end may be put off: by waiting to begin, by cuts, and by what is said again after them."""
    after_cut: AfterCut = AfterCut.RESUME
    """What becomes of it when it is cut."""
    marks: tuple[float, ...] = ()
    """Seconds from its beginning where it may be taken up again, ascending; none: anywhere."""
    at_once: bool = False
    """Whether it cuts its equals too: an urgent page ordered with `--now`."""
    heralded: bool = False
    """Whether a signal goes before its words for as long as the loudspeakers need: it waits for no warming."""
    name: str = ""
    """What it is called in sentences; its id where empty."""

    @property
    def called(self) -> str:
        """Its name, or its id."""
        return self.name or self.id

    @property
    def rank(self) -> tuple[int, float, str]:
        """Its place in the total order: priority, then planned instant, then name and id; the lowest goes first."""
        return (-self.priority, self.at, f"{self.name}\0{self.id}")

    @property
    def deadline(self) -> float:
        """The last instant it may begin."""
        return self.at + self.grace

    def cuts(self, other: Claim) -> bool:
        """Whether it may break into `other`. Only ever a higher priority or a later plan: nobody cuts back."""
        if self.priority > other.priority:
            return self.priority is Priority.URGENT or self.start is Start.HARD or self.at_once
        if self.priority < other.priority:
            return False
        if self.at_once and (self.at, self.at_once) > (other.at, other.at_once):
            return True
        return self.start is Start.HARD and self.priority is not Priority.URGENT and self.at > other.at

    def resume_from(self, position: float) -> float:
        """Where it is taken up again when cut at `position`, both in seconds from its beginning."""
        if self.after_cut is AfterCut.RESTART:
            return 0.0
        return max((mark for mark in self.marks if mark <= position), default=0.0) if self.marks else position
