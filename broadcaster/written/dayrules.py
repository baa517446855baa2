"""Which days: each way of saying it as one small rule over ordinals (`date.toordinal`), so that 1,000 rules stay cheap.

`holds(day)` answers for one day, `days(first, last)` lists those of a span, both ends counted, in order; the two agree.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from broadcaster.written.lunar import LunarMonth, month_at, months_between

WEEK = 7
YEAR_END = 12
LAST = -1
"""The last of a month, where a count is asked."""


class DayRule(Protocol):
    """Some of all days."""

    def holds(self, day: int) -> bool:
        """Whether the day of ordinal `day` is one of them."""
        ...

    def days(self, first: int, last: int) -> Iterable[int]:
        """Those from `first` to `last`, both counted, in order."""
        ...


class _Filtered:
    """A rule that is asked day by day."""

    def holds(self, day: int) -> bool:
        raise NotImplementedError

    def days(self, first: int, last: int) -> Iterable[int]:
        """Those from `first` to `last`, both counted, in order."""
        return filter(self.holds, range(first, last + 1))


@dataclass(frozen=True)
class EveryDay:
    """Hằng ngày."""

    def holds(self, day: int) -> bool:  # noqa: ARG002 - every one
        """Whether `day` is one of them."""
        return True

    def days(self, first: int, last: int) -> Iterable[int]:
        """Those from `first` to `last`."""
        return range(first, last + 1)


@dataclass(frozen=True)
class WeekDays(_Filtered):
    """T2, CN, T7-T2."""

    weekdays: frozenset[int]
    """0 for Monday."""

    def holds(self, day: int) -> bool:
        """Whether `day` is one of them."""
        return (day - 1) % WEEK in self.weekdays

    def days(self, first: int, last: int) -> Iterable[int]:
        """Those from `first` to `last`."""
        if len(self.weekdays) == 1:
            (weekday,) = self.weekdays
            return range(first + (weekday - (first - 1)) % WEEK, last + 1, WEEK)
        wanted = self.weekdays
        return [day for day in range(first, last + 1) if (day - 1) % WEEK in wanted]


@dataclass(frozen=True)
class Dates:
    """18/08/2020, or all from one date to another."""

    first: int
    """Ordinal of the first day."""
    last: int
    """Ordinal of the last, counted."""

    def holds(self, day: int) -> bool:
        """Whether `day` is one of them."""
        return self.first <= day <= self.last

    def days(self, first: int, last: int) -> Iterable[int]:
        """Those from `first` to `last`."""
        return range(max(first, self.first), min(last, self.last) + 1)


@dataclass(frozen=True)
class YearlyDates(_Filtered):
    """2/9 hằng năm, or a range of such days, past New Year if it ends before it begins."""

    first: tuple[int, int]
    """Month and day."""
    last: tuple[int, int]
    """Month and day, counted."""

    def holds(self, day: int) -> bool:
        """Whether `day` is one of them."""
        when = date.fromordinal(day)
        return _within((when.month, when.day), self.first, self.last)


@dataclass(frozen=True)
class MonthDays:
    """Ngày 15 of each month, ngày 1-10, cuối tháng; a month without such a day is passed over."""

    first: int
    """1 to 31, or LAST."""
    last: int
    """The same for the end of the range, counted."""

    def holds(self, day: int) -> bool:
        """Whether `day` is one of them."""
        when = date.fromordinal(day)
        if self.first == LAST:
            return when.day == monthrange(when.year, when.month)[1]
        return self.first <= when.day <= self.last

    def days(self, first: int, last: int) -> Iterator[int]:
        """Those from `first` to `last`."""
        for start, length in _months(first, last):
            begin, end = (length, length) if self.first == LAST else (self.first, min(self.last, length))
            yield from range(max(first, start + begin - 1), min(last, start + end - 1) + 1)


@dataclass(frozen=True)
class NthWeekday:
    """Thứ hai đầu tháng, thứ ba thứ hai của tháng, thứ sáu cuối tháng."""

    count: int
    """1 to 5, or LAST."""
    weekday: int
    """0 for Monday."""

    def holds(self, day: int) -> bool:
        """Whether `day` is it."""
        return (day - 1) % WEEK == self.weekday and day in self.days(day, day)

    def days(self, first: int, last: int) -> Iterator[int]:
        """Those from `first` to `last`."""
        for start, length in _months(first, last):
            end = start + length - 1
            if self.count == LAST:
                day = end - (end - 1 - self.weekday) % WEEK
            else:
                day = start + (self.weekday - (start - 1)) % WEEK + WEEK * (self.count - 1)
            if first <= day <= min(last, end):
                yield day


@dataclass(frozen=True)
class EveryNDays:
    """3 ngày một lần từ 05/01/2026; none before the anchor."""

    count: int
    """Days from one to the next, 1 or more."""
    anchor: int
    """Ordinal of the first."""

    def holds(self, day: int) -> bool:
        """Whether `day` is one of them."""
        return day >= self.anchor and (day - self.anchor) % self.count == 0

    def days(self, first: int, last: int) -> Iterable[int]:
        """Those from `first` to `last`."""
        first = max(first, self.anchor)
        return range(first + (self.anchor - first) % self.count, last + 1, self.count)


@dataclass(frozen=True)
class EveryNWeeks(_Filtered):
    """T2, T5 cách tuần từ 05/01/2026: these week days of every N-th week, none before the anchor."""

    count: int
    """Weeks from one to the next, 1 or more."""
    anchor: int
    """Ordinal of a day in the first week (Monday to Sunday)."""
    weekdays: frozenset[int]
    """0 for Monday."""

    def holds(self, day: int) -> bool:
        """Whether `day` is one of them."""
        weeks = (day - 1) // WEEK - (self.anchor - 1) // WEEK
        return day >= self.anchor and weeks % self.count == 0 and (day - 1) % WEEK in self.weekdays


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
        return month is not None and _within((month.number, day - month.start + 1), self.first, self.last)

    def days(self, first: int, last: int) -> Iterator[int]:
        """Those from `first` to `last`."""
        for month in months_between(first, last):
            for day in range(max(first, month.start), min(last, month.start + month.length - 1) + 1):
                if _within((month.number, day - month.start + 1), self.first, self.last):
                    yield day


def _within(when: tuple[int, int], first: tuple[int, int], last: tuple[int, int]) -> bool:
    return first <= when <= last if first <= last else when >= first or when <= last


def _months(first: int, last: int) -> Iterator[tuple[int, int]]:
    """First day and length of each month that has a day from `first` to `last`."""
    when = date.fromordinal(first).replace(day=1)
    while (start := when.toordinal()) <= last:
        length = monthrange(when.year, when.month)[1]
        yield start, length
        if start + length > date.max.toordinal():
            return
        when = date.fromordinal(start + length)
