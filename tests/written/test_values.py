"""Times, lengths, spans, dates, week days and numbers as officers write them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.written.numbers import parse_choice, parse_count, parse_loudness, parse_number, parse_yes_no
from broadcaster.written.values import (
    Span,
    WrongValue,
    parse_date,
    parse_length,
    parse_span,
    parse_time,
    parse_weekday,
    say_length,
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("05:00", time(5)),
        ("5:30", time(5, 30)),
        ("5h", time(5)),
        ("5H", time(5)),
        ("17h30", time(17, 30)),
        ("17h00", time(17)),
        ("5g30", time(5, 30)),
        ("5 giờ", time(5)),
        ("5 giờ 30", time(5, 30)),
        ("5 giờ 30 phút", time(5, 30)),
        ("5h30'", time(5, 30)),
        ("5h30p", time(5, 30)),
        ("5 giờ rưỡi", time(5, 30)),
        ("05:00:30", time(5, 0, 30)),
        ("5 giờ chiều", time(17)),
        ("5h30 chiều", time(17, 30)),
        ("12 giờ trưa", time(12)),
        ("11h30 trưa", time(11, 30)),
        ("7 giờ tối", time(19)),
        ("5 giờ sáng", time(5)),
        ("10 giờ đêm", time(22)),
        ("12 giờ đêm", time(0)),
        ("2 giờ đêm", time(2)),
        ("17 giờ chiều", time(17)),
        ("00:00", time(0)),
        ("23:59:59", time(23, 59, 59)),
        ("\u00a005:00 ", time(5)),
        ("０５:００", time(5)),
    ],
)
def test_a_time_as_it_is_written(written: str, meant: time) -> None:
    assert parse_time(written) == meant


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("5:3", "ý bạn là '5:03' hay '5:30'?"),
        ("25:00", "giờ '25:00' không có"),
        ("24:00", "viết 00:00 của ngày hôm sau"),
        ("24:30", "không có"),
        ("05:60", "không có"),
        ("5:30:99", "không có"),
        ("330", "không đọc được"),
        ("5", "ý bạn là '05:00'?"),
        ("5.30", "ý bạn là '05:30'?"),
        ("05：00", "toàn khổ"),
        ("sáng", "không đọc được"),
        ("-5:30", "không đọc được"),
        ("5:3o", "không đọc được"),
        ("", "không đọc được"),
        ("12 giờ sáng", "không rõ"),
    ],
)
def test_a_wrong_time_is_told(written: str, said: str) -> None:
    with pytest.raises(WrongValue) as caught:
        parse_time(written)
    assert said in str(caught.value)


@given(st.times())
def test_every_clock_face_is_read_back(moment: time) -> None:
    assert parse_time(f"{moment.hour}:{moment.minute:02d}:{moment.second:02d}") == moment.replace(microsecond=0)
    assert parse_time(f"{moment.hour}h{moment.minute:02d}") == moment.replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("15 phút", 900),
        ("15p", 900),
        ("15'", 900),
        ("15 phut", 900),
        ("45s", 45),
        ("45 giây", 45),
        ("1 giờ 30 phút", 5400),
        ("1h30", 5400),
        ("1h", 3600),
        ("1 tiếng rưỡi", 5400),
        ("nửa tiếng", 1800),
        ("1,5 phút", 90),
        ("2 phút 30 giây", 150),
        ("0s", 0),
    ],
)
def test_a_length_as_it_is_written(written: str, meant: float) -> None:
    assert parse_length(written) == meant


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("15", "'15 phút' hoặc '15 giây'"),
        ("-5s", "không đọc"),
        ("15 phát", "không đọc"),
        ("9999h", "quá một tuần"),
        ("", "không"),
    ],
)
def test_a_wrong_length_is_told(written: str, said: str) -> None:
    with pytest.raises(WrongValue, match=said):
        parse_length(written)


@given(st.integers(0, 86_400))
def test_a_length_said_is_read_back(seconds: int) -> None:
    assert parse_length(say_length(seconds)) == seconds


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("21:00-04:45", Span(75_600, 17_100)),
        ("07:00 - 20:00", Span(25_200, 72_000)),
        ("7h – 20h", Span(25_200, 72_000)),
        ("từ 7h đến 20h", Span(25_200, 72_000)),
        ("từ 7h tới 20h", Span(25_200, 72_000)),
        ("từ 9 giờ tối đến 5 giờ sáng", Span(75_600, 18_000)),
        ("22:00-24:00", Span(79_200, 86_400)),
        ("24:00-05:00", Span(0, 18_000)),
    ],
)
def test_a_span_as_it_is_written(written: str, meant: Span) -> None:
    assert parse_span(written) == meant


@pytest.mark.parametrize("written", ["05:00", "05:00-", "05:00-05:00", "25:00-26:00", "a-b", "1:00-2:00-3:00"])
def test_a_wrong_span_is_told(written: str) -> None:
    with pytest.raises(WrongValue):
        parse_span(written)


@given(st.integers(0, 86_399), st.integers(0, 86_400), st.integers(0, 86_399))
def test_a_span_holds_its_start_but_not_its_end(start: int, end: int, second: int) -> None:
    span = Span(start, end)
    assert span.holds(start)
    assert not span.holds(end % 86_400) or end % 86_400 == start
    if start < end:
        assert span.holds(second) == (start <= second < end)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("18/08/2020", date(2020, 8, 18)),
        ("18/8/2020", date(2020, 8, 18)),
        ("18-08-2020", date(2020, 8, 18)),
        ("18.8.2020", date(2020, 8, 18)),
        ("2020-08-18", date(2020, 8, 18)),
        ("ngày 18 tháng 8 năm 2020", date(2020, 8, 18)),
        ("ngày 18/8/2020", date(2020, 8, 18)),
        ("29/02/2024", date(2024, 2, 29)),
    ],
)
def test_a_date_as_it_is_written(written: str, meant: date) -> None:
    assert parse_date(written) == meant


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("30/02/2020", "tháng 2 năm 2020 có 29 ngày"),
        ("31/04/2026", "có 30 ngày"),
        ("2026-02-30", "có 28 ngày"),
        ("08/18/2020", "ý bạn là '18/08/2020'"),
        ("18/13/2020", "không có tháng 13"),
        ("18/08/20", "ý bạn là '18/08/2020'"),
        ("02/09", "thêm năm"),
        ("0/1/2020", "từ 1 đến 31"),
        ("18/08/0020", "không hợp lý"),
        ("hôm nay", "không đọc được"),
    ],
)
def test_a_wrong_date_is_told(written: str, said: str) -> None:
    with pytest.raises(WrongValue) as caught:
        parse_date(written)
    assert said in str(caught.value)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_date_is_read_back(day: date) -> None:
    assert parse_date(f"{day:%d/%m/%Y}") == parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("written", "index"),
    [
        ("T2", 0),
        ("t7", 5),
        ("CN", 6),
        ("thứ hai", 0),
        ("Thứ Tư", 2),
        ("thu 5", 3),
        ("thứ 6", 4),
        ("Chủ nhật", 6),
        ("chu nhat", 6),
        ("Monday", 0),
        ("sun", 6),
    ],
)
def test_a_week_day_as_it_is_written(written: str, index: int) -> None:
    assert parse_weekday(written) == index


@pytest.mark.parametrize(
    ("written", "hint"), [("thứ 9", "ý bạn là 'thứ"), ("T8", "ý bạn là 'T"), ("thứ tám", "ý bạn là 'thứ")]
)
def test_a_week_day_there_is_none_of_is_told(written: str, hint: str) -> None:
    with pytest.raises(WrongValue) as caught:
        parse_weekday(written)
    assert hint in caught.value.hint


def test_numbers_and_levels() -> None:
    assert parse_count(1, 9)("4") == 4
    assert parse_number(0.5, 2)("0,9") == parse_number(0.5, 2)("0.9") == 0.9
    assert parse_loudness("-16 LUFS") == parse_loudness("−16") == -16
    assert parse_loudness("-16,5 lufs") == -16.5


@pytest.mark.parametrize("written", ["10", "0", "4.5", "bốn", "", "1e3", "٤"])
def test_a_wrong_count_is_told(written: str) -> None:
    with pytest.raises(WrongValue):
        parse_count(1, 9)(written)


def test_a_loudness_without_its_sign_is_told() -> None:
    with pytest.raises(WrongValue, match="-16 LUFS"):
        parse_loudness("16 LUFS")


@pytest.mark.parametrize(
    ("written", "meant"), [("có", True), ("on", True), ("yes", True), ("không", False), ("no", False), ("Off", False)]
)
def test_yes_and_no(written: str, meant: object) -> None:
    assert parse_yes_no(written) is meant


def test_a_choice_in_both_languages() -> None:
    parse = parse_choice({"routine": ("thường",), "urgent": ("khẩn",)})
    assert parse("Khẩn") == parse("khan") == parse("urgent") == "urgent"
    with pytest.raises(WrongValue, match="ý bạn là 'urgent'"):
        parse("urgant")


@given(st.text(max_size=40))
def test_no_text_breaks_a_reader(text: str) -> None:
    readers = (
        parse_time,
        parse_length,
        parse_span,
        parse_date,
        parse_weekday,
        parse_loudness,
        parse_yes_no,
        parse_count(0, 9),
    )
    for parse in readers:
        with suppress(WrongValue):
            parse(text)
