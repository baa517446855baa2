"""The plan: every airing of a span with what becomes of it and why. The player, the panel and `plan` all go by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from broadcaster.settings import Settings
from broadcaster.timetable.airing import airings
from broadcaster.timetable.campaign import Aired, CampaignPlan, nothing_aired, stand
from broadcaster.timetable.contents import Scripts
from broadcaster.timetable.entry import Entry
from broadcaster.timetable.lengths import Lengths
from broadcaster.timetable.model import Timetable
from broadcaster.timetable.planner import Planner


@dataclass(frozen=True)
class Rundown:
    """A span as planned."""

    entries: tuple[Entry, ...]
    """By instant."""
    campaigns: tuple[CampaignPlan, ...]
    """Those that bind within the span."""

    def as_json(self) -> dict[str, Any]:
        """The shape `plan` promises, but for its problems."""
        return {
            "airings": [entry.as_json() for entry in self.entries],
            "campaigns": [one.as_json() for one in self.campaigns],
        }


def rundown(  # noqa: PLR0913, PLR0917 - a plan depends on all of these, and on nothing else
    timetable: Timetable,
    scripts: Scripts,
    settings: Settings,
    lengths: Lengths,
    since: datetime,
    until: datetime,
    *,
    now: datetime | None = None,
    aired: Aired = nothing_aired,
) -> Rundown:
    """The plan from `since` up to but not including `until` (aware, in the station's zone). Pure.

    Whole days around the span are decided, so that sessions are counted and an overrun from before is seen. `now` and
    `aired` let campaigns count what was heard.
    """
    first = _midnight(since) - timedelta(days=1)
    last = _midnight(until - timedelta(microseconds=1)) + timedelta(days=1)
    planned = airings(timetable.programmes, first, last)
    entries = Planner(scripts, settings.rules, lengths).plan(planned)
    days = since.date(), (until - timedelta(microseconds=1)).date()
    stands = (stand(campaign, entries, days, now, aired) for campaign in timetable.campaigns)
    shown = tuple(entry for entry in entries if since <= entry.at < until)
    return Rundown(shown, tuple(one for one in stands if one is not None))


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
