"""From rules to instants: on which days, at which hours.

An hour that a zone's clock skips (summer time begins) is meant by the clock as it stood before, so 02:30 sounds at
03:30; an hour that comes twice is meant the first time (both as RFC 5545 has it). Vietnam has neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cached_property

from broadcaster.written.days import Days
from broadcaster.written.hours import DAY

_EVER = (1, date.max.toordinal())


@dataclass(frozen=True)
class Recurrence:
    """When a programme airs: hours on days, within two dates, but for exceptions."""

    times: tuple[int, ...]
    """Seconds after midnight, ascending; 86,400 and more is past midnight, and still that day's."""
    days: tuple[Days, ...] = ()
    """Any of these; none: every day."""
    first: date | None = None
    """No day before it."""
    last: date | None = None
    """No day after it."""
    excepted: tuple[Days, ...] = ()
    """Never on these."""

    @cached_property
    def bounds(self) -> tuple[int, int]:
        """Ordinals of the first and the last day it may air on."""
        return (
            self.first.toordinal() if self.first else _EVER[0],
            self.last.toordinal() if self.last else _EVER[1],
        )

    def ordinals(self, first: int, last: int) -> list[int]:
        """The days it airs on from `first` to `last`, both counted, in order."""
        low, high = max(first, self.bounds[0]), min(last, self.bounds[1])
        if low > high or not self.times:
            return []
        if not self.days:
            days = list(range(low, high + 1))
        elif len(self.days) == 1:
            days = list(self.days[0].rule.days(low, high))
        else:
            days = sorted({day for one in self.days for day in one.rule.days(low, high)})
        for exception in self.excepted:
            days = [day for day in days if not exception.rule.holds(day)]
        return days

    def airs_on(self, day: date) -> bool:
        """Whether it airs on `day`."""
        ordinal = day.toordinal()
        return bool(self.ordinals(ordinal, ordinal))

    def next_day(self, day: date, horizon: int) -> date | None:
        """The first day from `day` on, at most `horizon` days ahead, on which it airs."""
        start = max(day.toordinal(), self.bounds[0])
        end = min(day.toordinal() + horizon, self.bounds[1], _EVER[1])
        step = 64
        while start <= end:
            found = self.ordinals(start, min(start + step, end))
            if found:
                return date.fromordinal(found[0])
            start, step = start + step + 1, step * 2
        return None


@dataclass(frozen=True)
class Instant:
    """One hour of one day."""

    day: date
    """The day it belongs to, though it may fall after its midnight."""
    at: datetime
    """When, in the station's zone."""
    stamp: str
    """The written hour, for ids: '20200818T050000'."""


def instants(rule: Recurrence, since: datetime, until: datetime) -> Iterator[Instant]:
    """Every instant of `rule` from `since` up to but not including `until`, in order, in the zone of `since`."""
    zone = since.tzinfo
    if zone is None:
        raise ValueError("a span needs a zone")
    if not rule.times or since >= until:
        return
    reach = rule.times[-1] // DAY + 1  # a day more, for hours that a change of the clock has moved
    low = max(since.date().toordinal() - reach, _EVER[0])
    high = min(until.astimezone(zone).date().toordinal() + 1, _EVER[1])
    steps = [(timedelta(seconds=second), _stamp(second)) for second in rule.times]
    plain = _never_steps(zone, since, until)
    latest = None
    for ordinal in rule.ordinals(low, high):
        day = date.fromordinal(ordinal)
        midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
        for step, stamp in steps:
            at = midnight + step if plain else _existing(midnight + step, zone)
            if since <= at < until and at != latest:
                latest = at
                yield Instant(day, at, f"{day.year:04d}{day.month:02d}{day.day:02d}{stamp}")


def _stamp(second: int) -> str:
    return f"T{second // 3600:02d}{second // 60 % 60:02d}{second % 60:02d}"


def _never_steps(zone: tzinfo, since: datetime, until: datetime) -> bool:
    """Whether the zone keeps one offset through the span, looked at month by month."""
    at, offset = since - timedelta(days=3), zone.utcoffset(since)
    while at < until + timedelta(days=33):
        if zone.utcoffset(at) != offset:
            return False
        at += timedelta(days=15)
    return True


def _existing(wall: datetime, zone: tzinfo) -> datetime:
    """`wall` as a moment there is: skipped hours move forward by as much as the clock does."""
    return wall.replace(fold=0).astimezone(UTC).astimezone(zone)
