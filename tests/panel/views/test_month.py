from __future__ import annotations

from datetime import date

import pytest

from broadcaster.panel.views.lunar import is_lunar_feast, long_lunar, short_lunar
from broadcaster.panel.views.month import after, span


@pytest.mark.parametrize(
    ("first", "since", "until"),
    [
        (date(2020, 8, 1), date(2020, 7, 27), date(2020, 9, 7)),
        (date(2021, 2, 1), date(2021, 2, 1), date(2021, 3, 1)),
        (date(2020, 12, 1), date(2020, 11, 30), date(2021, 1, 4)),
    ],
)
def test_a_month_is_shown_in_whole_weeks(first: date, since: date, until: date) -> None:
    assert span(first) == (since, until)
    assert after(date(2020, 12, 1)) == date(2021, 1, 1)


@pytest.mark.parametrize(
    ("day", "short", "long", "feast"),
    [
        (date(2026, 2, 17), "1/1", "mùng 1 tháng Giêng âm lịch", True),
        (date(2020, 5, 23), "1/4 nhuận", "mùng 1 tháng 4 nhuận âm lịch", True),
        (date(2020, 8, 24), "6/7", "mùng 6 tháng 7 âm lịch", False),
        (date(2020, 9, 2), "15/7", "rằm tháng 7 âm lịch", True),
    ],
)
def test_the_lunar_day(day: date, short: str, long: str, *, feast: bool) -> None:
    assert (short_lunar(day), long_lunar(day), is_lunar_feast(day)) == (short, long, feast)
