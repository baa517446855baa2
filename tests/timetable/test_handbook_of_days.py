"""Every way of writing in docs/ngay-gio.md is read, and means what the page says."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from broadcaster.written.days import parse_days
from broadcaster.written.hours import clock_face, parse_length, parse_span, parse_time, say_length

PAGE = (Path(__file__).parent.parent.parent / "docs/ngay-gio.md").read_text(encoding="utf-8")
FIRST, LAST = date(2026, 2, 1).toordinal(), date(2026, 2, 28).toordinal()


def rows(section: str) -> list[tuple[str, str]]:
    body = PAGE.split(f"## {section}")[1].split("\n## ")[0]
    return re.findall(r"^\| `([^`]+)` \| (.+) \|$", body, flags=re.MULTILINE)


def days_in_february(words: str) -> list[int]:
    return [date.fromordinal(day).day for day in parse_days(words).rule.days(FIRST, LAST)]


@pytest.mark.parametrize(("written", "meant"), rows("Giờ"))
def test_hours(written: str, meant: str) -> None:
    moment = parse_time(written)
    assert clock_face(moment.hour * 3600 + moment.minute * 60 + moment.second) == meant


@pytest.mark.parametrize(("written", "meant"), rows("Khoảng giờ"))
def test_spans(written: str, meant: str) -> None:
    assert str(parse_span(written)) == meant


@pytest.mark.parametrize(("written", "meant"), rows("Độ dài"))
def test_lengths(written: str, meant: str) -> None:
    assert say_length(parse_length(written)) == meant


@pytest.mark.parametrize(("written", "meant"), rows("Ngày"))
def test_days(written: str, meant: str) -> None:
    if meant.startswith("không"):
        assert days_in_february(written) == []
    elif "-" in meant:
        assert days_in_february(written) == list(range(1, 29))
    else:
        assert days_in_february(written) == [int(day) for day in meant.split(", ")]


def test_every_table_is_seen() -> None:
    assert [len(rows(name)) for name in ("Giờ", "Khoảng giờ", "Độ dài", "Ngày")] == [7, 4, 5, 33]
