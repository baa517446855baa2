"""Public holidays and working days of Vietnam, make-up days counted, from the `holidays` package.

It knows what the government has announced; a future year's make-up days come with a newer version of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

SATURDAY = 5
WEEK = 7


@cache
def _of_year(year: int) -> tuple[frozenset[int], frozenset[int]]:
    """Ordinals of the days off, and of the week-end days worked to make up for one."""
    from holidays import country_holidays  # noqa: PLC0415 - 0.25 s, for stations that use it

    known = country_holidays("VN", years=[year])
    days_off = frozenset(day.toordinal() for day in known if day.year == year)
    worked = frozenset(day.toordinal() for day in known.weekend_workdays if day.year == year)
    return days_off, worked


def is_holiday(day: int) -> bool:
    """Whether the day of ordinal `day` is a public holiday, days off in lieu counted."""
    return day in _of_year(date.fromordinal(day).year)[0]


def is_working_day(day: int) -> bool:
    """Whether offices work on it: no holiday, and no week-end day unless it makes up for one."""
    days_off, worked = _of_year(date.fromordinal(day).year)
    return day in worked or (day not in days_off and (day - 1) % WEEK < SATURDAY)


@dataclass(frozen=True)
class Holidays:
    """Ngày lễ, ngày làm việc, ngày nghỉ."""

    kind: str
    """'holiday', 'working' or 'off' (holidays and week-ends that are not worked)."""

    def holds(self, day: int) -> bool:
        """Whether `day` is one of them."""
        if self.kind == "holiday":
            return is_holiday(day)
        return is_working_day(day) == (self.kind == "working")

    def days(self, first: int, last: int) -> Iterator[int]:
        """Those from `first` to `last`, both counted, in order."""
        return filter(self.holds, range(first, last + 1))
