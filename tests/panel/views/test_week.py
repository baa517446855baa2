from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fakes.door import FakeDoor
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.panel.views.week import monday_of, week

NOW = datetime(2020, 8, 26, 12, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_a_week_begins_on_monday(day: date) -> None:
    monday = monday_of(day)
    assert monday.weekday() == 0
    assert timedelta(0) <= day - monday < timedelta(days=7)


def test_seven_days_each_with_its_airings() -> None:
    door, monday = FakeDoor(lambda: NOW), date(2020, 8, 24)
    since = datetime.combine(monday, time(), NOW.tzinfo)
    until = since + timedelta(days=7)
    shown = week(door.plan(since, until), door.log(since, until), monday, NOW)
    assert [len(day.rows) for day in shown["days"]] == [4] * 7
    assert [day.today for day in shown["days"]] == [False, False, True, False, False, False, False]
    assert shown["this_week"]
    assert shown["after"] - shown["before"] == timedelta(days=14)


def test_days_short_of_a_quota_are_named() -> None:
    days = [{"date": "2020-08-24", "short": 0}, {"date": "2020-08-25", "short": 1}]
    plan = {"airings": [], "campaigns": [{"name": "Bluezone", "days": days}], "problems": []}
    ((_, short),) = week(plan, [], date(2020, 8, 24), NOW)["campaigns"]
    assert short == [date(2020, 8, 25)]
