"""`airings`: the one answer to what is due when, for the plan, the panel, the campaigns, the player and the tests.

An hour that a zone's clock skips (summer time begins) is meant by the clock as it stood before, so 02:30 sounds at
03:30; an hour that comes twice is meant the first time (both as RFC 5545 has it). Vietnam has neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

from broadcaster.timetable.model import Programme
from broadcaster.written.hours import DAY


class Airing(NamedTuple):
    """One programme at one instant. A named tuple, since a busy station's year has tens of thousands of them."""

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
    if since.tzinfo is None:
        raise ValueError("a span needs a zone")
    if since >= until:
        return []
    span = _Span(since, until.astimezone(since.tzinfo), since.tzinfo)
    by_name = sorted(programmes, key=lambda programme: programme.slug)
    found = [airing for programme in by_name for airing in span.airings(programme)]
    found.sort(key=span.instant)
    return found


@dataclass
class _Span:
    """A span of time, and the days in and around it made once for all programmes."""

    since: datetime
    until: datetime
    zone: tzinfo
    _days: dict[int, tuple[date, datetime, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._even = _keeps_its_offset(self.zone, self.since, self.until)

    def instant(self, airing: Airing) -> datetime | float:
        """What orders airings: the wall clock will do where it never steps."""
        return airing.at if self._even else airing.at.timestamp()

    def airings(self, programme: Programme) -> Iterator[Airing]:
        """Those of one programme, in order."""
        times, head = programme.rule.times, programme.slug + "-"
        if not times:
            return
        since, until, latest = self.since, self.until, None
        reach = times[-1] // DAY + 1  # a day more, for hours that a change of the clock has moved
        last = min(until.toordinal() + 1, date.max.toordinal())
        steps = [(timedelta(seconds=second), _stamp(second)) for second in times]
        for ordinal in programme.rule.ordinals(max(1, since.toordinal() - reach), last):
            day, midnight, text = self._days.get(ordinal) or self._day(ordinal)
            for step, stamp in steps:
                at = midnight + step
                if not self._even:
                    at = at.replace(fold=0).astimezone(UTC).astimezone(self.zone)
                if since <= at < until and at != latest:
                    latest = at
                    yield Airing(head + text + stamp, programme, at, day)

    def _day(self, ordinal: int) -> tuple[date, datetime, str]:
        day = date.fromordinal(ordinal)
        midnight = datetime(day.year, day.month, day.day, tzinfo=self.zone)
        made = day, midnight, f"{day.year:04d}{day.month:02d}{day.day:02d}"
        self._days[ordinal] = made
        return made


def _stamp(second: int) -> str:
    return f"T{second // 3600:02d}{second // 60 % 60:02d}{second % 60:02d}"


def _keeps_its_offset(zone: tzinfo, since: datetime, until: datetime) -> bool:
    """Whether the zone's clock never steps in or near the span, looked at twice a month."""
    at, offset = since - timedelta(days=17), zone.utcoffset(since)
    while at < until + timedelta(days=17):
        if zone.utcoffset(at) != offset:
            return False
        at += timedelta(days=15)
    return True
