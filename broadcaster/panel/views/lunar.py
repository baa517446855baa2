"""A day in the other calendar, as a wall calendar prints it. Pure."""

from __future__ import annotations

from datetime import date

from broadcaster.written.lunar import month_at, say_lunar


def short_lunar(day: date) -> str:
    """`6/7`, `1/4 nhuận`: day and month of the lunar calendar; empty where no table knows it."""
    month = month_at(day.toordinal())
    if month is None:
        return ""
    return f"{day.toordinal() - month.start + 1}/{month.number}{' nhuận' if month.leap else ''}"


def long_lunar(day: date) -> str:
    """`mùng 6 tháng 7 âm lịch`; empty where no table knows it."""
    return say_lunar(day.toordinal())


def is_lunar_feast(day: date) -> bool:
    """Whether it is a first or a fifteenth, on which many stations have programmes of their own."""
    month = month_at(day.toordinal())
    return month is not None and day.toordinal() - month.start in {0, 14}
