"""Which days: each way of saying it as one small rule over ordinals (`date.toordinal`), so that 1,000 rules stay cheap.

`holds(day)` answers for one day, `days(first, last)` lists those of a span, both ends counted, in order; the two agree.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

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
        return within((when.month, when.day), self.first, self.last)


@dataclass(frozen=True)
class MonthDays:
    """Ngày 15 of each month, ngày 1-10, ngày 25-5, cuối tháng; a month without such a day is passed over."""

    first: int
    """1 to 31, or LAST."""
    last: int
    """The same for the end of the range, counted; in the next month where it is the smaller."""

    def holds(self, day: int) -> bool:
        """Whether `day` is one of them."""
        when = date.fromordinal(day)
        if self.first == LAST:
            return when.day == monthrange(when.year, when.month)[1]
        return within((0, when.day), (0, self.first), (0, self.last))

    def days(self, first: int, last: int) -> Iterator[int]:
        """Those from `first` to `last`."""
        for start, length in _months(first, last):
            for begin, end in self._of_a_month(length):
                yield from range(max(first, start + begin - 1), min(last, start + min(end, length) - 1) + 1)

    def _of_a_month(self, length: int) -> Iterator[tuple[int, int]]:
        if self.first == LAST:
            yield length, length
        elif self.first <= self.last:
            yield self.first, self.last
        else:
            yield 1, self.last
            yield self.first, length


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
class AnyOf:
    """Ngày 1, 10 và 20: the days of several rules."""

    rules: tuple[DayRule, ...]
    """Which."""

    def holds(self, day: int) -> bool:
        """Whether `day` is one of them."""
        return any(rule.holds(day) for rule in self.rules)

    def days(self, first: int, last: int) -> Iterable[int]:
        """Those from `first` to `last`."""
        return sorted({day for rule in self.rules for day in rule.days(first, last)})


def within(when: tuple[int, int], first: tuple[int, int], last: tuple[int, int]) -> bool:
    """Whether a month and day lie from one to another, both counted, past the year's end if need be."""
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
