"""`why`: sentences, down to the line of the file."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from broadcaster.timetable.rundown import rundown
from broadcaster.timetable.why import explain

TEXT = """
programmes:
  - name: Sáng
    at: ["05:00", 03:15]
    days: [T2, T4]
    from: 01/11/2026
    until: 31/12/2026
    except: [25/11/2026]
    play: [{script: a}, {script: old}]
  - name: Sau
    at: "05:10"
    grace: 5 phút
    play: [{script: b}]
"""


def told(desk: Any, name: str, day: date, seconds: float = 60.0) -> str:
    timetable = desk.timetable(TEXT)
    since = desk.at(day.isoformat())
    entries = rundown(
        timetable,
        desk.scripts,
        desk.settings("quiet_hours: 21h-4h45"),
        desk.lengths(seconds),
        since,
        since + timedelta(days=1),
    ).entries
    programme = timetable.programme(name)
    assert programme
    return "\n".join(explain(programme, day, entries))


@pytest.mark.parametrize(
    ("name", "day", "seconds", "said"),
    [
        (
            "Sáng",
            date(2026, 11, 23),
            60.0,
            ["lúc 05:00: phát đúng giờ, dài 1 phút", "(rằm tháng 10 âm lịch)", "schedules/a.yaml:5"],
        ),
        ("Sáng", date(2026, 11, 23), 60.0, ["lúc 03:15: bị từ chối; nằm trong giờ yên tĩnh", "config.yaml:3"]),
        (
            "Sáng",
            date(2026, 11, 24),
            60.0,
            [
                "không phát thứ ba 24/11/2026",
                "Ngày phát là T2, T4 (schedules/a.yaml:5)",
                "Lần phát kế tiếp: thứ hai 30/11/2026",
            ],
        ),
        ("Sáng", date(2026, 11, 25), 60.0, ["Hôm ấy thuộc ngày trừ 25/11/2026 (schedules/a.yaml:8)"]),
        ("Sáng", date(2026, 10, 28), 60.0, ["Chưa đến ngày đầu 01/11/2026 (schedules/a.yaml:6)"]),
        (
            "Sáng",
            date(2027, 1, 4),
            60.0,
            ["Đã quá ngày cuối 31/12/2026 (schedules/a.yaml:7)", "không còn lần phát nào"],
        ),
        (
            "Sáng",
            date(2026, 11, 30),
            60.0,
            ["Phần bị bỏ (schedules/a.yaml:9): bài hết hiệu lực; các phần còn lại vẫn phát"],
        ),
        ("Sau", date(2026, 11, 23), 720.0, ["phát muộn, lúc 05:12:00", "«Sáng»"]),
        ("Sau", date(2026, 11, 23), 1200.0, ["không phát", "«Sáng»", "5 phút"]),
    ],
)
def test_every_reason_is_said(desk: Any, name: str, day: date, seconds: float, said: list[str]) -> None:
    sentences = told(desk, name, day, seconds)
    assert all(words in sentences for words in said), sentences
    assert all(line.endswith(".") for line in sentences.splitlines())
