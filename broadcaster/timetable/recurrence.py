"""When a programme airs: hours on days, within two dates, but for exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from broadcaster.written.days import Days

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
