"""Days in every way Vietnamese say them, against independent oracles."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import lunar_vn
import pytest
from dateutil.rrule import DAILY, FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, rrule
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.written.days import parse_days
from broadcaster.written.wrong import WrongValue

WEEK = (MO, TU, WE, TH, FR, SA, SU)
NAMES = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")

EVERY_WAY = (
    *("hằng ngày", "T2", "CN", "T2-T6", "T7-CN", "T7-T2", "cuối tuần", "trong tuần"),
    *("ngày 15", "ngày 31", "ngày 1-10", "ngày 25-5", "ngày 31-1", "ngày 1, 10 và 20", "đầu tháng", "cuối tháng"),
    *("thứ hai đầu tháng", "thứ sáu cuối tháng", "thứ ba thứ hai của tháng", "thứ năm thứ 5 của tháng"),
    *("3 ngày một lần từ 05/01/2026", "2 tuần một lần từ 05/01/2026", "T2, T5 cách tuần từ 05/01/2026"),
    *(
        "rằm",
        "mùng 1",
        "15 âm",
        "30 âm",
        "10/3 âm",
        "23 tháng Chạp",
        "đêm giao thừa",
        "rằm nhuận",
        "mùng 1 không nhuận",
    ),
    *("mùng 1, 2 và 3 Tết", "ngày 1, 15 âm", "rằm - cuối tháng âm lịch", "15/6 nhuận"),
    *("mùng 1-3 tháng Giêng", "23 tháng Chạp - mùng 7 tháng Giêng", "tết", "cuối tháng âm lịch", "15/8/2026 âm"),
    *("ngày lễ", "ngày làm việc", "ngày nghỉ"),
    *(
        "20/08/2026",
        "20/08/2026-25/08/2026",
        "28/12-05/01/2027",
        "2/9 hằng năm",
        "20/12-05/01 hằng năm",
        "29/02 hằng năm",
    ),
)


def days_of(words: str, first: date, last: date) -> list[date]:
    rule = parse_days(words).rule
    return [date.fromordinal(day) for day in rule.days(first.toordinal(), last.toordinal())]


@pytest.mark.parametrize("words", [way for way in EVERY_WAY if way != "28/12-05/01/2027"])
def test_a_rule_lists_the_days_it_holds_in_order_and_the_parts_of_a_span_make_the_whole(words: str) -> None:
    rule = parse_days(words).rule
    first, last = date(2025, 1, 1).toordinal(), date(2028, 12, 31).toordinal()
    listed = list(rule.days(first, last))
    assert listed == [day for day in range(first, last + 1) if rule.holds(day)]
    for cut in (first + 1, first + 200, first + 777):
        assert [*rule.days(first, cut), *rule.days(cut + 1, last)] == listed
    assert parse_days(words.upper()).rule == parse_days(f"  {words} ").rule == rule


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("23 tháng Chạp", "10/02"),
        ("đêm giao thừa", "16/02"),
        ("30 tết", "16/02"),
        ("mùng 1-3 tháng Giêng", "17/02 18/02 19/02"),
        ("23/12 âm - mùng 2 tháng Giêng", "10/02 11/02 12/02 13/02 14/02 15/02 16/02 17/02 18/02"),
        ("10/03 âm", "26/04"),
        ("trung thu", "25/09"),
        ("thứ hai đầu tháng", "05/01 02/02 02/03 06/04 04/05 01/06 06/07 03/08 07/09 05/10 02/11 07/12"),
        ("thứ sáu cuối tháng", "30/01 27/02 27/03 24/04 29/05 26/06 31/07 28/08 25/09 30/10 27/11 25/12"),
        ("thứ năm thứ 5 của tháng", "29/01 30/04 30/07 29/10 31/12"),
        ("ngày 31", "31/01 31/03 31/05 31/07 31/08 31/10 31/12"),
        ("cuối tháng", "31/01 28/02 31/03 30/04 31/05 30/06 31/07 31/08 30/09 31/10 30/11 31/12"),
        ("2/9 hằng năm", "02/09"),
        ("30/08-02/09/2026", "30/08 31/08 01/09 02/09"),
        ("mùng 1, 2, 3 Tết", "17/02 18/02 19/02"),
        ("20-22/08/2026", "20/08 21/08 22/08"),
    ],
)
def test_days_of_2026(words: str, days: str) -> None:
    assert [f"{day:%d/%m}" for day in days_of(words, date(2026, 1, 1), date(2026, 12, 31))] == days.split()


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("T2 T4 T6", "thứ 2, 4, 6"),
        ("T2, T4", "T2 T4"),
        ("thứ 2 - 6", "T2-T6"),
        ("từ thứ hai đến thứ sáu", "T2-T6"),
        ("Thứ Hai – Thứ Sáu", "T2-T6"),
        ("rằm hằng tháng", "rằm"),
        ("chủ nhật hằng tuần", "CN"),
        ("ngày 15 hằng tháng", "ngày 15"),
        ("first monday", "thứ hai đầu tháng"),
        ("last friday of the month", "thứ sáu cuối tháng"),
        ("thứ hai tuần đầu tháng", "thứ hai đầu tháng"),
        ("cách ngày từ 05/01/2026", "2 ngày một lần từ 05/01/2026"),
        ("every 2 weeks from 2026-01-05", "2 tuần một lần từ 05/01/2026"),
        ("15/4 nhuận âm", "rằm tháng tư nhuận"),
        ("15/4 nhuận", "rằm tháng tư nhuận"),
        ("mùng 1-3 tết", "mùng 1-3 tháng Giêng"),
        ("3 tết", "mùng 3 tháng Giêng"),
        ("29 tết", "29 tháng Chạp"),
        ("ngày 30 Tết", "giao thừa"),
        ("mùng 1, mùng 2, mùng 3 Tết", "mùng 1, 2, 3 tháng Giêng"),
        ("từ mùng 5 đến 20 tháng Giêng", "mùng 5 - 20 tháng Giêng"),
        ("ngày 1, ngày 15", "ngày 1 và 15 hằng tháng"),
        ("từ ngày 1 đến ngày 10 hằng tháng", "ngày 1-10"),
        ("ngày cuối cùng của tháng", "cuối tháng"),
        ("ngày đầu tiên của mỗi tháng", "đầu tháng"),
        ("mỗi thứ hai", "T2"),
        ("T2/T4/T6", "T2 T4 T6"),
        ("cứ 3 ngày một lần từ 05/01/2026", "3 ngày một lần từ 05/01/2026"),
        ("ngày nghỉ lễ", "ngày lễ"),
    ],
)
def test_two_ways_of_saying_the_same(words: str, same: str) -> None:
    assert parse_days(words).rule == parse_days(same).rule


@pytest.mark.parametrize(("words", "day"), [("rằm", 15), ("mùng 1", 1), ("29 âm", 29), ("30 âm", 30)])
def test_lunar_days_agree_with_an_independent_calendar(words: str, day: int) -> None:
    span = [date(2024, 1, 1) + timedelta(days=step) for step in range(1500)]
    assert days_of(words, span[0], span[-1]) == [one for one in span if lunar_vn.solar_to_lunar(one).day == day]


def test_leap_months_count_unless_it_is_said_otherwise() -> None:
    first, last = date(2025, 7, 1), date(2025, 9, 1)  # 2025 has a sixth and a leap sixth month
    assert days_of("rằm tháng 6", first, last) == [date(2025, 7, 9), date(2025, 8, 8)]
    assert days_of("rằm tháng 6 nhuận", first, last) == [date(2025, 8, 8)]
    assert days_of("rằm tháng 6 không nhuận", first, last) == [date(2025, 7, 9)]
    assert days_of("mùng 1 nhuận", date(2024, 1, 1), date(2026, 12, 31)) == [date(2025, 7, 25)]


def test_holidays_and_working_days_know_days_in_lieu_and_make_up_days() -> None:
    late_august = days_of("ngày làm việc", date(2026, 8, 21), date(2026, 9, 4))
    assert date(2026, 8, 22) in late_august  # a Saturday worked for
    assert date(2026, 8, 31) not in late_august  # this Monday off
    assert date(2026, 9, 2) in days_of("ngày lễ", date(2026, 9, 1), date(2026, 9, 5))
    assert date(2026, 2, 17) in days_of("ngày lễ", date(2026, 2, 1), date(2026, 2, 28))
    both = {
        *days_of("ngày làm việc", date(2026, 1, 1), date(2026, 12, 31)),
        *days_of("ngày nghỉ", date(2026, 1, 1), date(2026, 12, 31)),
    }
    assert len(both) == 365


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("thứ 9", "ý bạn là 'thứ 7'?"),
        ("T8", "ý bạn là 'T7'?"),
        ("rằn", "ý bạn là 'rằm'?"),
        ("hằng ngàyy", "ý bạn là 'hằng ngày'?"),
        ("30/02/2026", "tháng 2 năm 2026 có 28 ngày"),
        ("02/09", "thêm năm"),
        ("15 tháng 7", "dương hay âm lịch"),
        ("ngày 32", "từ 'ngày 1' đến 'ngày 31'"),
        ("31 âm", "nhiều nhất 30 ngày"),
        ("mùng 15", "mùng từ 1 đến 10"),
        ("rằm tháng 13", "tháng âm viết từ 1"),
        ("2 tuần một lần", "bắt đầu từ ngày nào"),
        ("thứ ba thứ 6 của tháng", "nhiều nhất có năm tuần"),
        ("25/08/2020-20/08/2020", "kết thúc trước khi bắt đầu"),
        ("mùng 5 - mùng 2", "kết thúc trước khi bắt đầu"),
        ("23 tháng Chạp - mùng 7", "kết thúc ở tháng nào"),
        ("5", "viết 'ngày 5' hoặc '5 âm'"),
        ("thế kỷ", "không hiểu được"),
        ("ngày lẻ", "ý bạn là 'ngày lễ'?"),
        ("tháng 8/2026", "là cả một tháng"),
        ("cách 2 ngày từ 05/01/2026", "viết như '3 ngày một lần từ 05/01/2026'"),
        ("15 tết", "không hiểu được"),
    ],
)
def test_days_there_are_none_of_are_told(words: str, said: str) -> None:
    with pytest.raises(WrongValue) as caught:
        parse_days(words)
    assert said in str(caught.value)


anchors = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(anchors, st.integers(1, 40), st.booleans())
def test_every_n_days_and_weeks_agree_with_rrule(anchor: date, count: int, weekly: bool) -> None:  # noqa: FBT001
    expected = rrule(
        WEEKLY if weekly else DAILY, interval=count, dtstart=_noon(anchor), until=_noon(anchor + timedelta(days=900))
    )
    words = f"{count} {'tuần' if weekly else 'ngày'} một lần từ {anchor:%d/%m/%Y}"
    assert days_of(words, anchor - timedelta(days=30), anchor + timedelta(days=900)) == [
        moment.date() for moment in expected
    ]


@given(anchors, st.integers(0, 6), st.sampled_from([1, 2, 3, 4, 5, -1]))
def test_nth_week_days_agree_with_rrule(first: date, weekday: int, count: int) -> None:
    last = first + timedelta(days=800)
    expected = rrule(MONTHLY, byweekday=WEEK[weekday](count), dtstart=_noon(first), until=_noon(last))
    words = f"{NAMES[weekday]} {'cuối' if count == -1 else f'thứ {count} của'} tháng"
    assert days_of(words, first, last) == [moment.date() for moment in expected]


@given(anchors, st.integers(1, 31))
def test_days_of_the_month_agree_with_rrule(first: date, day: int) -> None:
    last = first + timedelta(days=800)
    expected = rrule(MONTHLY, bymonthday=day, dtstart=_noon(first), until=_noon(last))
    assert days_of(f"ngày {day}", first, last) == [moment.date() for moment in expected]


@given(anchors, st.sets(st.integers(0, 6), min_size=1), st.integers(1, 6))
def test_week_days_of_every_nth_week_agree_with_rrule(anchor: date, weekdays: set[int], count: int) -> None:
    last = anchor + timedelta(days=400)
    expected = rrule(
        WEEKLY, interval=count, byweekday=[WEEK[day] for day in weekdays], dtstart=_noon(anchor), until=_noon(last)
    )
    words = f"{', '.join(NAMES[day] for day in weekdays)} {count} tuần một lần từ {anchor:%d/%m/%Y}"
    assert days_of(words, anchor - timedelta(days=9), last) == [moment.date() for moment in expected]


def _noon(day: date) -> datetime:
    """A naive moment, as the oracle wants it."""
    return datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001


@given(
    st.text(max_size=40)
    | st.sampled_from(EVERY_WAY).flatmap(
        lambda way: st.sampled_from(
            [way[:index] + letter + way[index:] for index in range(len(way)) for letter in "0 9-/th"]
        )
    )
)
def test_no_words_break_it(words: str) -> None:
    try:
        rule = parse_days(words).rule
    except WrongValue as wrong:
        assert wrong.message  # noqa: PT017 - either answer is right
        return
    first = date(2026, 1, 1).toordinal()
    assert list(rule.days(first, first + 40)) == [day for day in range(first, first + 41) if rule.holds(day)]
