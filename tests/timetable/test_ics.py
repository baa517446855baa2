"""The plan in a phone's calendar."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from broadcaster.timetable.ics import calendar

TEXT = """
programmes:
  - name: "Bản tin; sáng, chiều"
    at: [5h, 3h15]
    zones: [thôn Đông]
    play: [{jingle: x}, {script: a}, {relay: "https://dai.example/luong", for: 1 phút}, {script: raw}]
"""


def exported(desk: Any) -> str:
    plan = desk.plan(TEXT, "2026-11-23", "2026-11-24", "quiet_hours: 21h-4h45", lengths=90.0)
    return calendar(plan, datetime(2026, 11, 22, tzinfo=UTC), "Đài Truyền thanh xã Quảng Phú, thành phố Huế " * 3)


def test_what_airs_is_an_event_and_what_does_not_is_none(desk: Any) -> None:
    lines = exported(desk).replace("\r\n ", "").split("\r\n")
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
    assert "UID:ban-tin-sang-chieu-20261123T050000@broadcaster" in lines
    assert "DTSTART:20261122T220000Z" in lines
    assert "DTEND:20261122T220130Z" in lines
    assert "SUMMARY:Bản tin\\; sáng\\, chiều" in lines
    assert "LOCATION:thôn Đông" in lines
    (described,) = (line for line in lines if line.startswith("DESCRIPTION:"))
    assert described.startswith("DESCRIPTION:a\\ntiếp sóng https://dai.example/luong\\nphần bị bỏ: bài chưa duyệt")


def test_no_line_is_longer_than_75_octets_and_all_end_with_crlf(desk: Any) -> None:
    text = exported(desk)
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
