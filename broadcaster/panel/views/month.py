"""The page "Lịch" by the month: every day with both calendars and what airs on it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from broadcaster.panel.views.airing import as_one_day
from broadcaster.panel.views.week import DAYS, Day, monday_of

_DECEMBER = 12


def first_of(day: date) -> date:
    """The first of a day's month."""
    return day.replace(day=1)


def after(first: date) -> date:
    """The first of the month after."""
    return date(first.year + first.month // _DECEMBER, first.month % _DECEMBER + 1, 1)


def span(first: date) -> tuple[date, date]:
    """The days a month's page shows: whole weeks; the last does not count."""
    end = after(first)
    return monday_of(first), monday_of(end - timedelta(days=1)) + timedelta(days=DAYS)


def month(plan: Mapping[str, Any], log: list[dict[str, Any]], first: date, now: datetime) -> dict[str, Any]:
    """Everything the page shows of the month that begins on `first`."""
    since, until = span(first)
    rows = as_one_day(plan["airings"], log, now)
    days = [since + timedelta(days=number) for number in range((until - since).days)]
    shown = [Day(day, [row for row in rows if row.at.date() == day], day == now.date()) for day in days]
    return {
        "first": first,
        "weeks": [shown[start : start + DAYS] for start in range(0, len(shown), DAYS)],
        "before": first_of(first - timedelta(days=1)),
        "after": after(first),
        "this_month": first == first_of(now.date()),
        "problems": plan["problems"],
    }
