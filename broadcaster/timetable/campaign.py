"""Obligations held against the plan and against what aired: which days fall short, and by how many."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from broadcaster.timetable.model import Campaign

Aired = Callable[[str, date], int | None]
"""How many airings of a tag were heard on a day; None: the journal knows nothing of that day."""


class Planned(Protocol):
    """What a campaign asks of a rundown's entry."""

    @property
    def at(self) -> datetime:
        """When it is planned."""
        ...

    @property
    def ends(self) -> datetime | None:
        """When it is to be over; None: it never begins."""
        ...

    @property
    def day(self) -> date:
        """The day it belongs to."""
        ...

    @property
    def airs(self) -> bool:
        """Whether it is to be heard to its end."""
        ...

    @property
    def tags(self) -> frozenset[str]:
        """Tags it counts for."""
        ...


@dataclass(frozen=True)
class CampaignDay:
    """One day of a campaign."""

    date: date
    """Which."""
    planned: int
    """Airings in the plan of the whole day."""
    aired: int
    """Airings heard so far."""
    short: int
    """How many are missing: of what was heard once the day is over; before, of what was heard, sounds or is to come."""

    def as_json(self) -> dict[str, Any]:
        """The shape `plan` promises."""
        return {"date": self.date.isoformat(), "planned": self.planned, "aired": self.aired, "short": self.short}


@dataclass(frozen=True)
class CampaignPlan:
    """A campaign and how it stands."""

    campaign: Campaign
    """Which."""
    days: tuple[CampaignDay, ...]
    """Its days within the span asked for."""

    def as_json(self) -> dict[str, Any]:
        """The shape `plan` promises."""
        return {
            "name": self.campaign.name,
            "from": self.campaign.first.isoformat(),
            "until": self.campaign.last.isoformat(),
            "at_least": self.campaign.at_least,
            "days": [day.as_json() for day in self.days],
        }


def nothing_aired(tag: str, day: date) -> int | None:  # noqa: ARG001 - an Aired
    """The `Aired` of a station without a journal."""
    return None


def stand(
    campaign: Campaign,
    entries: Iterable[Planned],
    days: tuple[date, date],
    now: datetime | None,
    aired: Aired = nothing_aired,
) -> CampaignPlan | None:
    """How `campaign` stands on each of its days within `days` (both counted); None if it has none there.

    `entries` are all of those days' entries. Without `now` only the plan counts.
    """
    first, last = max(campaign.first, days[0]), min(campaign.last, days[1])
    if first > last:
        return None
    of_day: dict[date, list[Planned]] = {}
    for entry in entries:
        if entry.airs and campaign.tag in entry.tags:
            of_day.setdefault(entry.day, []).append(entry)
    found = []
    for step in range((last - first).days + 1):
        day = first + timedelta(days=step)
        heard = aired(campaign.tag, day) if now is None or day <= now.date() else None
        found.append(_day(campaign, day, of_day.get(day, []), now, heard))
    return CampaignPlan(campaign, tuple(found))


def _day(campaign: Campaign, day: date, planned: list[Planned], now: datetime | None, heard: int | None) -> CampaignDay:
    counted = len(planned)
    if now is not None and heard is not None and day <= now.date():
        to_come = sum(entry.at >= now or (entry.ends is not None and entry.ends > now) for entry in planned)
        counted = heard + to_come
    return CampaignDay(day, len(planned), heard or 0, max(0, campaign.at_least - counted))
