"""One airing as it was played: what the player tells the journal."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Outcome = Literal["aired", "cut", "missed", "refused", "failed"]
"""How an airing ended: heard whole, broken off, its hour let pass, kept off the air by a rule, or gone wrong."""

Kind = Literal["routine", "high", "urgent"]
"""Which of the three priorities had the air."""


@dataclass(frozen=True)
class Settled:
    """Ids of the airings that are over since an earlier start."""

    begun: frozenset[str] = frozenset()
    """They have sounded, and never do again."""
    missed: frozenset[str] = frozenset()
    """They never began: over for as long as their hour is past, by the clock as it is now."""


@dataclass(frozen=True)
class AsRun:
    """One airing as it was played; told twice, when it begins (`ended` is None) and when it is over.

    The first telling is provisional: a power cut leaves it behind, and the journal closes it at the next start.
    """

    airing: str
    """The airing's id; a later telling of the same id replaces the earlier one."""
    programme: str
    """Name of the programme, script or urgent announcement."""
    planned: datetime
    """The instant it was due, aware."""
    started: datetime | None
    """When its first sample left the device; None: it never sounded."""
    ended: datetime | None
    """When its last sample left the device; None: still sounding, or never sounded."""
    outcome: Outcome
    """How it ended; `aired` while it is still sounding."""
    why: str
    """Vietnamese: why not aired, or what happened on the way; empty where all went as planned."""
    seconds_heard: float
    """How much of it the device consumed, in seconds."""
    kind: Kind = "routine"
    """Which priority it aired with."""
    tags: frozenset[str] = field(default_factory=frozenset)
    """Tags of the texts it spoke, so that campaigns count what was heard."""

    @property
    def sounding(self) -> bool:
        """Whether it has begun and is not over."""
        return self.started is not None and self.ended is None
