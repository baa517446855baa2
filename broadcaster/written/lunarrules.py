"""Which days by the lunar calendar: rules over ordinals, as those of `dayrules.py`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from broadcaster.written.dayrules import LAST, within
from broadcaster.written.lunar import LunarMonth, month_at, months_between


@dataclass(frozen=True)
class LunarDays:
    """Rằm, mùng 1, 23 tháng Chạp, mùng 1-3 tháng Giêng, đêm giao thừa: days of lunar months."""

    first: int
    """1 to 30, or LAST."""
    last: int
    """The same for the end of the range, counted; a month may be too short to have it."""
    month: int = 0
    """1 to 12; 0 for every month."""
    leap: bool | None = None
    """Only in leap months, only outside them, or (None) in both."""
    year: int = 0
    """A lunar year; 0 for every year."""

    def holds(self, day: int) -> bool:
        """Whether `day` is one of them."""
        month = month_at(day)
        return month is not None and self._takes(month) and day in self._days_of(month)

    def days(self, first: int, last: int) -> Iterator[int]:
        """Those from `first` to `last`."""
        for month in months_between(first, last):
            if self._takes(month):
                yield from (day for day in self._days_of(month) if first <= day <= last)

    def _takes(self, month: LunarMonth) -> bool:
        return (
            (not self.month or month.number == self.month)
            and (self.leap is None or month.leap == self.leap)
            and (not self.year or month.year == self.year)
        )

    def _days_of(self, month: LunarMonth) -> range:
        if self.first == LAST:
            return range(month.start + month.length - 1, month.start + month.length)
        return range(month.start + self.first - 1, month.start + min(self.last, month.length))


@dataclass(frozen=True)
class YearsLastNight:
    """Đêm giao thừa: the last day of the lunar year, the 29th or the 30th of Chạp."""

    def holds(self, day: int) -> bool:
        """Whether `day` is it."""
        month = month_at(day)
        return month is not None and month.last and day == month.start + month.length - 1

    def days(self, first: int, last: int) -> Iterator[int]:
        """Those from `first` to `last`."""
        ends = (one.start + one.length - 1 for one in months_between(first, last) if one.last)
        return (day for day in ends if first <= day <= last)


@dataclass(frozen=True)
class LunarSpan:
    """23 tháng Chạp - mùng 7 tháng Giêng: from one lunar day of the year to another, past Tết if need be."""

    first: tuple[int, int]
    """Lunar month and day."""
    last: tuple[int, int]
    """Lunar month and day, counted."""

    def holds(self, day: int) -> bool:
        """Whether `day` is one of them."""
        month = month_at(day)
        return month is not None and within((month.number, day - month.start + 1), self.first, self.last)

    def days(self, first: int, last: int) -> Iterator[int]:
        """Those from `first` to `last`."""
        for month in months_between(first, last):
            for day in range(max(first, month.start), min(last, month.start + month.length - 1) + 1):
                if within((month.number, day - month.start + 1), self.first, self.last):
                    yield day
