"""One airing as planned: what becomes of it, when, with what contents, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from broadcaster.timetable.airing import Airing
from broadcaster.timetable.claim import Claim
from broadcaster.timetable.contents import Contents, LeftOut
from broadcaster.timetable.lengths import Length
from broadcaster.timetable.model import Item, Programme
from broadcaster.timetable.rules import Breach, exempt
from broadcaster.written.document import Place

Verdict = Literal["air", "wait", "cut", "drop", "refuse"]


@dataclass(frozen=True)
class Entry:
    """One airing as planned."""

    airing: Airing
    """Which."""
    decision: Verdict
    """On time, late, broken into, crowded out, or refused by a rule."""
    begin: float | None
    """When it has the air first, POSIX seconds; None: never."""
    end: float | None
    """When it has the air last, POSIX seconds; None: never."""
    length: Length
    """How long it is."""
    contents: Contents
    """What of it airs, and what is left out."""
    why: str
    """Why it is not simply aired whole and on time, in Vietnamese; empty: it is."""
    breach: Breach | None = None
    """The rule it breaks; an urgent one airs all the same."""
    claim: Claim | None = None
    """What the player is to be offered; None: it is refused."""
    lost: bool = False
    """Whether it was cut and is not taken up again."""

    @property
    def id(self) -> str:
        """The airing's id."""
        return self.airing.id

    @property
    def programme(self) -> Programme:
        """Whose it is."""
        return self.airing.programme

    @property
    def at(self) -> datetime:
        """When it is planned."""
        return self.airing.at

    @property
    def starts(self) -> datetime | None:
        """When it has the air first, in the station's zone; None: never."""
        return None if self.begin is None else datetime.fromtimestamp(self.begin, self.at.tzinfo)

    @property
    def ends(self) -> datetime | None:
        """When it has the air last, in the station's zone; None: never."""
        return None if self.end is None else datetime.fromtimestamp(self.end, self.at.tzinfo)

    @property
    def day(self) -> date:
        """The day it belongs to."""
        return self.airing.day

    @property
    def place(self) -> Place:
        """Where its programme is written."""
        return self.airing.programme.place

    @property
    def items(self) -> tuple[Item, ...]:
        """What airs."""
        return self.contents.items

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What does not."""
        return self.contents.left_out

    @property
    def tags(self) -> frozenset[str]:
        """Tags it counts for."""
        return self.contents.tags

    @property
    def exemption(self) -> str:
        """That it airs against a house rule because it is urgent, in Vietnamese; empty: it breaks none."""
        return exempt(self.breach) if self.breach and self.claim else ""

    @property
    def airs(self) -> bool:
        """Whether it is heard to its end."""
        return self.decision in ("air", "wait", "cut") and not self.lost

    def as_json(self) -> dict[str, Any]:
        """The shape `plan` promises, and more."""
        programme, starts, ends = self.programme, self.starts, self.ends
        return {
            "id": self.id,
            "programme": programme.name,
            "at": self.at.isoformat(),
            "starts": starts.isoformat() if starts else None,
            "ends": ends.isoformat() if ends else None,
            "seconds": round(self.length.seconds, 3),
            "estimated": self.length.estimated,
            "priority": programme.priority.name.lower(),
            "zones": list(programme.zones),
            "decision": self.decision,
            "why": self.why,
            "left_out": [{"script": one.name, "why": one.why} for one in self.left_out],
            "file": self.place.file,
            "line": self.place.line,
        }
