from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.panel.asking import LONGEST_TEXT, Ask, BadAskError, Upload, read_order, read_span

NOW = datetime(2020, 8, 24, 22, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def order_of(**body: Any) -> Any:
    return read_order(Ask(now=NOW, by="ai đó", body=body, by_command=True))


def test_an_hour_already_past_is_tomorrows() -> None:
    assert order_of(text="Bão", every="30 phút", until="20:00").until == datetime(2020, 8, 25, 20, 0, tzinfo=NOW.tzinfo)
    assert order_of(text="Bão", every="30 phút", until="23h").until == NOW.replace(hour=23, minute=0)


def test_instants_and_seconds_are_taken_as_they_are() -> None:
    order = order_of(text="Bão", every=1800, until="2020-08-25T05:00:00+07:00", repeat="3", now=True)
    assert (order.every, order.repeat, order.now) == (1800.0, 3, True)
    assert order.until == datetime(2020, 8, 25, 5, 0, tzinfo=NOW.tzinfo)


def test_a_path_with_the_token_is_a_recording() -> None:
    assert order_of(recording="/tmp/loi.wav").recording == "/tmp/loi.wav"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": "a", "text": "b"},
        {"text": "  "},
        {"text": 5},
        {"text": "a" * (LONGEST_TEXT + 1)},
        {"text": "a", "repeat": 0},
        {"text": "a", "repeat": 21},
        {"text": "a", "repeat": True},
        {"text": "a", "repeat": "²"},
        {"text": "a", "every": "59s"},
        {"text": "a", "every": "mãi"},
        {"text": "a", "every": float("nan")},
        {"text": "a", "until": "20:00"},
        {"text": "a", "every": "30 phút", "until": "25:00"},
        {"text": "a", "every": "30 phút", "until": "2020-08-24T05:00:00+07:00"},
        {"text": "a", "every": "30 phút", "until": "2020-99-24T05:00:00+07:00"},
        {"name": "a", "set": ["noi"]},
        {"text": "a", "lap": 3},
    ],
)
def test_what_cannot_be_an_order_is_told(body: dict[str, Any]) -> None:
    with pytest.raises(BadAskError):
        order_of(**body)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(
    st.dictionaries(
        st.sampled_from(["name", "text", "recording", "title", "set", "repeat", "every", "until", "now"])
        | st.text(max_size=5),
        _JSON,
        max_size=6,
    )
)
def test_no_body_is_a_surprise(body: dict[str, Any]) -> None:
    try:
        order = order_of(**{str(key): value for key, value in body.items()})
    except BadAskError:
        return
    assert 1 <= order.repeat <= 20
    assert order.every is None or order.every >= 60
    assert order.until is None or order.until > NOW


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 300))
def test_both_days_of_a_span_count_whole(day: date, more: int) -> None:
    query = {"from": day.isoformat(), "until": f"{day + timedelta(days=more):%d/%m/%Y}"}
    since, until = read_span(query, NOW, 7)
    assert since.date() == day
    assert (until - since) == timedelta(days=more + 1)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1899-12-31", "2201-01-01"])
def test_a_day_of_another_age_is_no_day(day: str) -> None:
    with pytest.raises(BadAskError):
        read_span({"from": day}, NOW, 7)


@given(st.dictionaries(st.sampled_from(["from", "until", "days"]), st.text(max_size=30)))
def test_no_span_is_a_surprise(query: dict[str, str]) -> None:
    try:
        since, until = read_span(query, NOW, 7)
    except BadAskError:
        return
    assert since < until


def test_a_file_that_did_not_come_or_is_empty_is_asked_for() -> None:
    sent, empty = Upload(Path("0"), "ca.mp3", 5), Upload(Path("1"), "rỗng.mp3", 0)
    ask = Ask(now=NOW, by="", files={"file": sent, "packed": empty})
    assert ask.file("file", "hãy chọn tệp") == sent
    with pytest.raises(BadAskError, match=r"^hãy chọn tệp$"):
        ask.file("tep", "hãy chọn tệp")
    with pytest.raises(BadAskError, match=r"tệp 'rỗng\.mp3' rỗng"):
        ask.file("packed", "hãy chọn tệp")


def test_only_a_ticked_box_is_ticked() -> None:
    ask = Ask(now=NOW, by="", body={"sure": "1", "anyway": "0", "replace": True})
    assert [ask.ticked(box) for box in ("sure", "anyway", "replace", "whole")] == [True, False, False, False]
