"""`airings`: the one answer to what is due when, for the plan, the panel, the campaigns, the player and the tests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from broadcaster.timetable.model import Programme
from broadcaster.timetable.recurrence import instants


@dataclass(frozen=True)
class Airing:
    """One programme at one instant."""

    id: str
    """The name's slug and the written hour: 'bluezone-buoi-sang-20200818T050000'; edits and restarts leave it."""
    programme: Programme
    """What is to air."""
    at: datetime
    """When it is planned, in the station's zone."""
    day: date
    """The day it belongs to: the one it was planned on, even past midnight."""


def airings(programmes: Iterable[Programme], since: datetime, until: datetime) -> list[Airing]:
    """Every airing from `since` up to but not including `until`, by instant and then by name.

    Pure: the same span gives the same answer, and so do its parts together. Hours are meant by the clock of the zone
    of `since`. An hour planned past midnight (`between: 22:00-02:00`) belongs to the day it began.
    """
    found = [
        Airing(f"{slug}-{instant.stamp}", programme, instant.at, instant.day)
        for programme in programmes
        for slug in (programme.slug,)
        for instant in instants(programme.rule, since, until)
    ]
    found.sort(key=lambda airing: (airing.at, airing.id))
    return found
