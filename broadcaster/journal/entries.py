"""What the journal holds besides as-run facts, and the shape in which both are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from broadcaster.playout.asrun import AsRun


@dataclass(frozen=True)
class Note:
    """Something that happened beside the airings: a lost device, a clock that stepped, an edit refused."""

    at: datetime
    """When, aware."""
    kind: str
    """A short word to filter by: `device`, `clock`, `edit`, `voice`, `panel`, …"""
    text: str
    """One Vietnamese sentence."""


class Heard(NamedTuple):
    """How far what is sounding has come."""

    airing: str
    """Its id."""
    seconds: float
    """Seconds of it that were heard."""
    reached: datetime
    """When the last of them had left, by the clock that held when it began; aware."""


@dataclass(frozen=True)
class StandingPage:
    """An urgent announcement that is still to sound: once, or again and again until a stated instant; over restarts."""

    id: str
    """Its id; that of its sounding where it sounds once."""
    name: str | None
    """Name of the script or template; None where `text` holds the words."""
    text: str | None
    """The words as written; None where a script is named."""
    title: str
    """What the journal and the panel call it."""
    repeat: int
    """How many times it is said in one sounding."""
    every: float
    """Seconds from one sounding to the next; 0: it sounds once, and is owed until it has."""
    until: datetime | None
    """The last instant a sounding may begin, aware; None: until stopped."""
    issued: datetime
    """When it was ordered, aware: an old bulletin must tell its hour."""
    by: str = ""
    """Who ordered it."""
    sets: Mapping[str, str] = field(default_factory=dict)
    """What fills the template's blanks."""


def as_json(entry: AsRun) -> dict[str, Any]:
    """An as-run entry in the shape `log` and `rehearse` promise."""
    return {
        "airing": entry.airing,
        "programme": entry.programme,
        "planned": entry.planned.isoformat(),
        "started": entry.started.isoformat() if entry.started else None,
        "ended": entry.ended.isoformat() if entry.ended else None,
        "outcome": entry.outcome,
        "why": entry.why,
        "seconds_heard": round(entry.seconds_heard, 3),
        "kind": entry.kind,
        "tags": sorted(entry.tags),
    }
