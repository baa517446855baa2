"""Campaigns against the plan and the journal; the real one of August 2020 replayed on the shipped station."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from broadcaster.folder import StationFolder
from broadcaster.timetable.campaign import stand
from broadcaster.timetable.lengths import not_rendered
from broadcaster.timetable.load import load_station
from broadcaster.timetable.rundown import rundown

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
REPOSITORY = Path(__file__).parent.parent.parent
TEXT = """
campaign: {name: Đợt, from: 23/11/2026, until: 26/11/2026, at_least: 2, tag: BlueZone}
programmes:
  - {name: Sáng, at: "05:00", play: [{script: a}]}
  - {name: Chiều, at: "17:00", except: 24/11/2026, play: [{jingle: x}, {script: old}]}
  - {name: Khác, at: "11:00", play: [{script: b}]}
  - {name: Cả buổi, at: "19:00", days: 26/11/2026, tags: bluezone, play: [{script: b}]}
"""


def days_of(desk: Any, now: str | None = None, heard: dict[int, int] | None = None) -> list[tuple[int, int, int]]:
    """Planned, aired and short of each day from the 23rd to the 27th."""

    def aired(tag: str, day: date) -> int | None:
        assert tag == "bluezone"
        return (heard or {}).get(day.day)

    plan = rundown(
        desk.timetable(TEXT), desk.scripts, desk.settings(), not_rendered, desk.at("2026-11-22"), desk.at("2026-11-28"),
        now=desk.at(now) if now else None, aired=aired,
    )  # fmt: skip
    (stands,) = plan.campaigns
    return [(day.planned, day.aired, day.short) for day in stands.days]


def test_each_day_is_held_against_the_plan(desk: Any) -> None:
    # On the 24th the afternoon is left out; from the 26th the afternoon's text has expired, but the evening counts.
    assert days_of(desk) == [(2, 0, 0), (1, 0, 1), (2, 0, 0), (2, 0, 0)]


def test_a_day_that_is_over_is_held_against_what_was_heard(desk: Any) -> None:
    assert days_of(desk, "2026-11-25T12:00", {23: 1, 24: 3, 25: 1})[:3] == [(2, 1, 1), (1, 3, 0), (2, 1, 0)]


def test_today_counts_what_was_heard_and_what_is_still_to_come(desk: Any) -> None:
    assert days_of(desk, "2026-11-25T12:00", {25: 0})[2] == (2, 0, 1)
    assert days_of(desk, "2026-11-25T17:00", {25: 1})[2] == (2, 1, 0)
    assert days_of(desk, "2026-11-25T18:00", {25: 1})[2] == (2, 1, 1)


def test_days_the_journal_knows_nothing_of_are_held_against_the_plan(desk: Any) -> None:
    assert days_of(desk, "2027-01-01") == days_of(desk)


def test_only_days_of_the_span_are_told(desk: Any) -> None:
    (campaign,) = desk.timetable(TEXT).campaigns
    stands = stand(campaign, (), (date(2026, 11, 26), date(2026, 12, 5)), None)
    assert stands is not None
    assert [(day.date.day, day.short) for day in stands.days] == [(26, 2)]
    assert stand(campaign, (), (date(2026, 11, 27), date(2026, 12, 5)), None) is None


def test_what_is_crowded_out_or_refused_does_not_count(desk: Any) -> None:
    text = """
campaign: {name: Đợt, from: 23/11/2026, until: 23/11/2026, at_least: 3, tag: bluezone}
programmes:
  - {name: Dài, at: "05:00", play: [{script: b}]}
  - {name: Bị chen, at: "05:01", grace: 1 phút, play: [{script: a}]}
  - {name: Đêm, at: "23:00", play: [{script: a}]}
  - {name: Chiều, at: "17:00", play: [{script: a}]}
"""
    plan = desk.plan(text, "2026-11-23", "2026-11-24", "quiet_hours: 21h-4h45", lengths=600.0)
    assert plan.campaigns[0].days[0].planned == 1
    assert plan.campaigns[0].days[0].short == 2


@pytest.mark.parametrize("day", [date(2020, 8, 23) + timedelta(days=step) for step in range(9)])
def test_the_campaign_of_august_2020_is_met_by_the_shipped_station_every_day(day: date) -> None:
    loaded = load_station(StationFolder(REPOSITORY))
    since = datetime(day.year, day.month, day.day, tzinfo=ZONE)
    plan = rundown(
        loaded.timetable, loaded.scripts, loaded.settings, not_rendered, since, since + timedelta(days=1), now=since
    )
    (stands,) = (one for one in plan.campaigns if one.campaign.tag == "bluezone")
    (told,) = stands.days
    assert told.date == day
    assert told.planned >= 2
    assert told.short == 0
    assert all(entry.decision == "air" for entry in plan.entries)
