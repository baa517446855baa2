"""The Vietnamese lunar calendar (UTC+7) as a table of months; days are proleptic Gregorian ordinals (`date.toordinal`).

The table is Hồ Ngọc Đức's, as carried by the `vnlunar` package: lunar years 1800–2199.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

_JULIAN_DAY = 1_721_425
"""Julian day number of ordinal 0."""

FIRST_YEAR, LAST_YEAR = 1801, 2198
"""Lunar years that are whole in the table."""


@dataclass(frozen=True)
class LunarMonth:
    """One lunar month."""

    start: int
    """Ordinal of its first day (mùng 1)."""
    length: int
    """29 or 30 days."""
    number: int
    """1 (Giêng) to 12 (Chạp)."""
    leap: bool
    """Whether it repeats the number before it (nhuận)."""
    year: int
    """The lunar year it belongs to."""
    last: bool
    """Whether it ends its year."""


@cache
def months_of(year: int) -> tuple[LunarMonth, ...]:
    """The 12 or 13 months of a lunar year."""
    from vnlunar.core import get_year_info  # noqa: PLC0415 - 13 ms, for stations that use lunar days

    months = get_year_info(year)
    starts = [month["jd"] - _JULIAN_DAY for month in months]
    starts.append(get_year_info(year + 1)[0]["jd"] - _JULIAN_DAY)
    return tuple(
        LunarMonth(start, after - start, month["month"], bool(month["leap"]), year, index == len(months) - 1)
        for index, (month, start, after) in enumerate(zip(months, starts, starts[1:], strict=False))
    )


def month_at(ordinal: int) -> LunarMonth | None:
    """The lunar month a day lies in; None beyond the table."""
    year = date.fromordinal(ordinal).year
    for candidate in (year, year - 1):
        if FIRST_YEAR <= candidate <= LAST_YEAR and ordinal >= (months := months_of(candidate))[0].start:
            return months[bisect_right(months, ordinal, key=_start) - 1]
    return None


def _start(month: LunarMonth) -> int:
    return month.start


def months_between(first: int, last: int) -> Iterator[LunarMonth]:
    """Every lunar month that has a day from ordinal `first` to `last`, both counted."""
    years = range(date.fromordinal(max(first, 366)).year - 1, date.fromordinal(last).year + 1)
    for year in years:
        if FIRST_YEAR <= year <= LAST_YEAR:
            months = months_of(year)
            begin = max(0, bisect_right(months, first, key=_start) - 1)
            end = bisect_right(months, last, key=_start)
            yield from (one for one in months[begin:end] if one.start + one.length > first)


def say_lunar(ordinal: int) -> str:
    """A day as the lunar calendar names it: 'mùng 1 tháng Giêng', '15/4 nhuận âm lịch'; empty beyond the table."""
    month = month_at(ordinal)
    if month is None:
        return ""
    day = ordinal - month.start + 1
    name = {1: "tháng Giêng", 12: "tháng Chạp"}.get(month.number, f"tháng {month.number}")
    named = {15: "rằm"}.get(day, f"mùng {day}" if day <= 10 else f"{day}")  # noqa: PLR2004 - the mùng days
    return f"{named} {name}{' nhuận' if month.leap else ''} âm lịch"
