from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from broadcaster.panel import words

NOW = datetime(2020, 8, 24, 17, 3, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 giây"),
        (-3, "0 giây"),
        (59.4, "59 giây"),
        (59.6, "1 phút"),
        (83, "1 phút 23 giây"),
        (65, "1 phút 05 giây"),
        (3600, "1 giờ"),
        (3900, "1 giờ 05 phút"),
        (90000, "25 giờ"),
    ],
)
def test_a_length_in_words(seconds: float, said: str) -> None:
    assert words.length(seconds) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.2, "ngay bây giờ"),
        (23, "23 giây nữa"),
        (725, "12 phút nữa"),
        (37300, "10 giờ 21 phút nữa"),
        (3 * 86400, "3 ngày nữa"),
    ],
)
def test_a_wait_in_words(seconds: float, said: str) -> None:
    assert words.wait(seconds) == said


def test_a_coming_instant_is_named_as_one_says_it() -> None:
    assert words.when(NOW + timedelta(hours=2), NOW) == "19:03 hôm nay"
    assert words.when(NOW + timedelta(hours=12), NOW) == "05:03 ngày mai"
    assert words.when(NOW + timedelta(days=3), NOW) == "17:03 thứ năm, 27/08/2020"


def test_days_and_sizes() -> None:
    assert words.long_date(NOW) == "Thứ hai, 24/08/2020"
    assert words.long_date(NOW - timedelta(days=1)) == "Chủ nhật, 23/08/2020"
    assert words.size(48_300_000_000) == "48,3 GB"
    assert words.size(90_000_000) == "90 MB"
    assert (words.iso_date("2020-08-24"), words.iso_date(None)) == ("24/08/2020", "")
    assert words.capitalize_first("đã phát") == "Đã phát"
    assert words.capitalize_first("") == ""
