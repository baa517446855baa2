"""The page "Lịch": a week as it will air, with the mistakes in the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from broadcaster.panel.views.airing import Shown, as_one_day
from broadcaster.panel.views.lunar import is_lunar_feast, long_lunar, short_lunar

DAYS = 7
"""Days of a week."""


@dataclass(frozen=True)
class Day:
    """One day of the week."""

    date: date
    """Which."""
    rows: list[Shown]
    """Its airings in order."""
    today: bool
    """Whether it is today."""

    @property
    def lunar(self) -> str:
        """The day in the lunar calendar, short: `6/7`."""
        return short_lunar(self.date)

    @property
    def lunar_words(self) -> str:
        """The day in the lunar calendar, in words."""
        return long_lunar(self.date)

    @property
    def feast(self) -> bool:
        """Whether it is a first or a fifteenth of the lunar calendar."""
        return is_lunar_feast(self.date)


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week(plan: Mapping[str, Any], log: list[dict[str, Any]], monday: date, now: datetime) -> dict[str, Any]:
    """Everything the page shows of the seven days from `monday`."""
    rows = as_one_day(plan["airings"], log, now)
    days = [monday + timedelta(days=number) for number in range(DAYS)]
    return {
        "days": [Day(day, [row for row in rows if row.at.date() == day], day == now.date()) for day in days],
        "known": {airing["programme"] for airing in plan["airings"]},
        "monday": monday,
        "sunday": days[-1],
        "before": monday - timedelta(days=DAYS),
        "after": monday + timedelta(days=DAYS),
        "this_week": monday == monday_of(now.date()),
        "campaigns": [(campaign, _short(campaign)) for campaign in plan["campaigns"]],
        "problems": plan["problems"],
    }


def _short(campaign: Mapping[str, Any]) -> list[date]:
    """Days on which a campaign's quota is not met by the plan."""
    return [date.fromisoformat(told["date"]) for told in campaign["days"] if told["short"]]
