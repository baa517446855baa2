from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from fakes.door import FakeDoor

from broadcaster.panel.views.logbook import logbook, summary

NOW = datetime(2020, 8, 24, 23, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SINCE = datetime(2020, 8, 23, tzinfo=NOW.tzinfo)
LOG = FakeDoor(lambda: NOW).log(SINCE, SINCE + timedelta(days=2))


def test_days_stand_apart_and_the_last_day_counts() -> None:
    shown = logbook(LOG, SINCE, SINCE + timedelta(days=2), {}, NOW)
    assert [day for day, _ in shown["days"]] == [date(2020, 8, 23), date(2020, 8, 24)]
    assert (shown["first"], shown["last"]) == (date(2020, 8, 23), date(2020, 8, 24))


def test_it_is_narrowed_by_outcome_and_programme() -> None:
    query = {"outcome": "cut", "programme": "Bluezone buổi trưa"}
    shown = logbook(LOG, SINCE, SINCE + timedelta(days=2), query, NOW)
    assert {row.state for _, rows in shown["days"] for row in rows} == {"cut"}
    assert shown["narrowed"]
    assert "Buổi sáng thứ hai, thứ năm" in shown["programmes"]


def test_a_usual_span_is_not_narrowed() -> None:
    today = NOW.replace(hour=0)
    assert not logbook([], today, today + timedelta(days=1), {}, NOW)["narrowed"]
    assert logbook([], today - timedelta(days=3), today, {}, NOW)["narrowed"]


def test_an_empty_book_says_so() -> None:
    assert summary([]) == "Không có lần phát nào."
