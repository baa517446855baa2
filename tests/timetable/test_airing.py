"""One contract over all rules: sorted, within the span, deterministic, stable ids, the parts make the whole."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import DAILY, FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, YEARLY, rrule, rruleset
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.timetable.airing import airings
from broadcaster.timetable.model import Programme, ScriptItem
from broadcaster.timetable.reading import timetable_of
from broadcaster.timetable.recurrence import Recurrence
from broadcaster.written.days import parse_days
from broadcaster.written.document import Place

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
PLACE = Place("schedules/a.yaml", 1, 1)
WAYS = (
    "T2-T6",
    "T7-T2",
    "rằm",
    "mùng 1",
    "ngày 31",
    "cuối tháng",
    "thứ sáu cuối tháng",
    "3 ngày một lần từ 05/01/2026",
)


def programme(name: str, rule: Recurrence) -> Programme:
    return Programme(name, rule, (ScriptItem("a", PLACE),), PLACE)


days = st.lists(st.sampled_from(WAYS).map(parse_days), max_size=3).map(tuple)
rules = st.builds(
    Recurrence,
    times=st.sets(st.integers(0, 93_600), min_size=1, max_size=4).map(lambda times: tuple(sorted(times))),
    days=days,
    first=st.none() | st.dates(date(2025, 10, 1), date(2026, 3, 1)),
    last=st.none() | st.dates(date(2026, 1, 1), date(2026, 6, 1)),
    excepted=days,
)
programmes = st.lists(rules, min_size=1, max_size=4).map(
    lambda made: [programme(f"P{index}", rule) for index, rule in enumerate(made)]
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 4, 1)).map(  # noqa: DTZ001 - the zone follows
    lambda moment: moment.replace(tzinfo=ZONE)
)
zones = st.sampled_from([ZONE, ZoneInfo("Europe/Paris"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("UTC")])


@given(programmes, moments, moments, moments, zones)
def test_the_contract_of_airings(
    made: list[Programme], one: datetime, two: datetime, three: datetime, zone: Any
) -> None:
    since, cut, until = sorted(moment.replace(tzinfo=zone) for moment in (one, two, three))
    found = airings(made, since, until)
    assert all(since <= airing.at < until for airing in found)
    assert all(before.at <= after.at for before, after in pairwise(found))
    assert found == airings(reversed(made), since, until)
    assert found == airings(made, since, cut) + airings(made, cut, until)
    assert len({airing.id for airing in found}) == len(found)
    assert len({(airing.programme.name, airing.at) for airing in found}) == len(found)
    assert all(airing.at.tzinfo is zone for airing in found)


@given(st.sets(st.integers(0, 86_399), min_size=1, max_size=3), moments, st.integers(1, 20))
def test_plain_days_agree_with_rrule(times: set[int], since: datetime, length: int) -> None:
    until = since + timedelta(days=length)
    start = since.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    expected = sorted(
        moment
        for second in times
        for moment in rrule(DAILY, dtstart=start + timedelta(seconds=second), until=until.replace(tzinfo=None))
        if since.replace(tzinfo=None) <= moment < until.replace(tzinfo=None)
    )
    found = airings([programme("A", Recurrence(tuple(sorted(times))))], since, until)
    assert [airing.at.replace(tzinfo=None) for airing in found] == expected


def at_of(rule: Recurrence, first: date, last: date, zone: ZoneInfo = ZONE) -> list[str]:
    since = datetime(first.year, first.month, first.day, tzinfo=zone)
    until = datetime(last.year, last.month, last.day, tzinfo=zone) + timedelta(days=1)
    return [airing.at.isoformat(timespec="minutes") for airing in airings([programme("A", rule)], since, until)]


SOLAR: dict[str, dict[str, Any]] = {
    "T2-T6": {"freq": WEEKLY, "byweekday": (MO, TU, WE, TH, FR)},
    "T7-T2": {"freq": WEEKLY, "byweekday": (SA, SU, MO)},
    "CN": {"freq": WEEKLY, "byweekday": SU},
    "T3, T5": {"freq": WEEKLY, "byweekday": (TU, TH)},
    "ngày 15": {"freq": MONTHLY, "bymonthday": 15},
    "ngày 31": {"freq": MONTHLY, "bymonthday": 31},
    "ngày 25-5": {"freq": MONTHLY, "bymonthday": (*range(1, 6), *range(25, 32))},
    "ngày 1, 10 và 20": {"freq": MONTHLY, "bymonthday": (1, 10, 20)},
    "cuối tháng": {"freq": MONTHLY, "bymonthday": -1},
    "thứ hai đầu tháng": {"freq": MONTHLY, "byweekday": MO(1)},
    "thứ ba thứ hai của tháng": {"freq": MONTHLY, "byweekday": TU(2)},
    "thứ sáu cuối tháng": {"freq": MONTHLY, "byweekday": FR(-1)},
    "2/9 hằng năm": {"freq": YEARLY, "bymonth": 9, "bymonthday": 2},
    "29/02 hằng năm": {"freq": YEARLY, "bymonth": 2, "bymonthday": 29},
}
hours = st.tuples(st.integers(0, 23), st.integers(0, 59))


@settings(max_examples=80, deadline=None)
@given(
    st.lists(hours, min_size=1, max_size=3, unique=True),
    st.lists(st.sampled_from(sorted(SOLAR)), min_size=1, max_size=3),
    st.lists(st.sampled_from(sorted(SOLAR)), max_size=2),
    st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    st.integers(0, 1500),
)
def test_rules_in_any_combination_agree_with_an_rruleset(
    at: list[tuple[int, int]], days: list[str], excepted: list[str], first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    text = f"programmes:\n  - name: A\n    at: [{', '.join(f'{hour}h{minute:02}' for hour, minute in at)}]\n"
    text += "    days:\n" + "".join(f"      - {rule}\n" for rule in days)
    text += ("    except:\n" + "".join(f"      - {rule}\n" for rule in excepted)) if excepted else ""
    text += f"    from: {first:%d/%m/%Y}\n    until: {last:%d/%m/%Y}\n    play: [{{script: a}}]\n"
    timetable, mistakes = timetable_of({"a.yaml": text})
    assert not mistakes
    expected = rruleset()
    for hour, minute in at:
        span = {"dtstart": datetime(first.year, first.month, first.day, hour, minute),  # noqa: DTZ001 - as it wants it
                "until": datetime(last.year, last.month, last.day, 23, 59)}  # noqa: DTZ001 # fmt: skip
        for rule in days:
            expected.rrule(rrule(**SOLAR[rule], **span))
        for rule in excepted:
            expected.exrule(rrule(**SOLAR[rule], **span))
    since = datetime(first.year, first.month, first.day, tzinfo=ZONE) - timedelta(days=40)
    found = airings(timetable.programmes, since, since + timedelta(days=length + 80))
    assert [airing.at.replace(tzinfo=None) for airing in found] == sorted(set(expected))


def test_the_id_is_the_name_and_the_written_hour() -> None:
    (airing,) = airings(
        [programme("Bluezone buổi sáng – Đợt 2", Recurrence((18_000,)))],
        datetime(2020, 8, 18, tzinfo=ZONE),
        datetime(2020, 8, 19, tzinfo=ZONE),
    )
    assert airing.id == "bluezone-buoi-sang-dot-2-20200818T050000"


def test_from_and_until_both_count_and_except_wins() -> None:
    rule = Recurrence((18_000,), (), date(2020, 8, 18), date(2020, 8, 23), (parse_days("T7"), parse_days("20/08/2020")))
    assert at_of(rule, date(2020, 1, 1), date(2020, 12, 31)) == [
        f"2020-08-{day}T05:00+07:00" for day in (18, 19, 21, 23)
    ]


def test_what_runs_past_midnight_belongs_to_the_day_it_began() -> None:
    rule = Recurrence((82_800, 90_000), (parse_days("T7"),))  # 23:00, and 01:00 after it
    found = airings([programme("A", rule)], datetime(2026, 11, 22, tzinfo=ZONE), datetime(2026, 11, 23, tzinfo=ZONE))
    assert [(airing.at.isoformat(), airing.day, airing.id) for airing in found] == [
        ("2026-11-22T01:00:00+07:00", date(2026, 11, 21), "a-20261121T250000")
    ]


def test_an_hour_summer_time_skips_sounds_as_much_later() -> None:
    assert at_of(Recurrence((9_000,)), date(2026, 3, 28), date(2026, 3, 30), ZoneInfo("Europe/Paris")) == [
        "2026-03-28T02:30+01:00",
        "2026-03-29T03:30+02:00",
        "2026-03-30T02:30+02:00",
    ]


def test_an_hour_that_comes_twice_sounds_the_first_time() -> None:
    assert at_of(Recurrence((9_000,)), date(2026, 10, 25), date(2026, 10, 25), ZoneInfo("Europe/Paris")) == [
        "2026-10-25T02:30+02:00"
    ]


def test_two_hours_that_summer_time_makes_one_sound_once() -> None:
    rule = Recurrence((9_000, 12_600))
    assert at_of(rule, date(2026, 3, 29), date(2026, 3, 29), ZoneInfo("Europe/Paris")) == ["2026-03-29T03:30+02:00"]


def test_a_span_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        airings([programme("A", Recurrence((0,)))], datetime(2026, 1, 1), datetime(2026, 1, 2))  # noqa: DTZ001
