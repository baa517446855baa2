"""The lunar calendar, against an independent one."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import lunar_vn
import pytest

from broadcaster.written.lunar import month_at, months_between, months_of, say_lunar


def test_every_day_from_1990_to_2050_agrees_with_an_independent_calendar() -> None:
    wrong = []
    for ordinal in range(date(1990, 1, 1).toordinal(), date(2050, 12, 31).toordinal() + 1):
        expected = lunar_vn.solar_to_lunar(date.fromordinal(ordinal))
        month = month_at(ordinal)
        assert month is not None
        told = (ordinal - month.start + 1, month.number, month.year, month.leap)
        if told != (expected.day, expected.month, expected.year, bool(expected.leap)):
            wrong.append((date.fromordinal(ordinal), told, expected))
    assert not wrong


@pytest.mark.parametrize(
    ("day", "tet"),
    [
        (2020, date(2020, 1, 25)),
        (2023, date(2023, 1, 22)),
        (2024, date(2024, 2, 10)),
        (2025, date(2025, 1, 29)),
        (2026, date(2026, 2, 17)),
        (2007, date(2007, 2, 17)),
        (2030, date(2030, 2, 2)),
    ],
)
def test_tet(day: int, tet: date) -> None:
    assert date.fromordinal(months_of(day)[0].start) == tet


def test_months_follow_each_other_without_a_gap() -> None:
    months = list(months_between(date(1850, 1, 1).toordinal(), date(2150, 1, 1).toordinal()))
    for month, following in pairwise(months):
        assert month.start + month.length == following.start
        assert month.length in (29, 30)
        assert month.last == (following.year > month.year)


def test_days_beyond_the_table_are_no_lunar_days() -> None:
    assert month_at(date(1, 1, 1).toordinal()) is None
    assert month_at(date.max.toordinal()) is None
    assert say_lunar(date.max.toordinal()) == ""
    assert list(months_between(1, 400)) == []


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 2, 17), "mùng 1 tháng Giêng âm lịch"),
        (date(2026, 11, 23), "rằm tháng 10 âm lịch"),
        (date(2025, 7, 25), "mùng 1 tháng 6 nhuận âm lịch"),
        (date(2026, 2, 16), "29 tháng Chạp âm lịch"),
    ],
)
def test_a_day_is_said_as_the_calendar_names_it(day: date, said: str) -> None:
    assert say_lunar(day.toordinal()) == said
