from __future__ import annotations

import pytest

from broadcaster.clock import ManualClock
from broadcaster.panel import trail
from broadcaster.panel.register import Register


def test_a_line_says_who_did_what_from_where_and_when(register: Register, clock: ManualClock) -> None:
    register.trail.add("Chị Lan", "192.168.1.5", "phát ngay", "Bluezone buổi sáng")
    clock.advance(60)
    register.trail.add("Anh Hùng", "127.0.0.1", "dừng tiếng", outcome="không: đài đang dừng")
    deeds, more = register.trail.read()
    assert more is None
    assert [(deed.who, deed.origin, deed.what, deed.about, deed.outcome) for deed in deeds] == [
        ("Anh Hùng", "127.0.0.1", "dừng tiếng", "", "không: đài đang dừng"),
        ("Chị Lan", "192.168.1.5", "phát ngay", "Bluezone buổi sáng", "xong"),
    ]
    assert deeds[0].at - deeds[1].at == 60.0


def test_it_is_read_page_by_page_and_searched(register: Register) -> None:
    for number in range(25):
        register.trail.add("Chị Lan", "a", "phát ngay", f"bài 100% số {number}")
    first, more = register.trail.read(10)
    assert [deed.about for deed in first][:2] == ["bài 100% số 24", "bài 100% số 23"]
    second, _ = register.trail.read(10, more)
    assert second[0].about == "bài 100% số 14"
    found, _ = register.trail.read(wanted="100% số 7")
    assert [deed.about for deed in found] == ["bài 100% số 7"]
    assert register.trail.read(wanted="1_0")[0] == []


def test_the_oldest_lines_go_first(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trail, "KEPT", 50)
    monkeypatch.setattr(trail, "_TIDY_STEP", 10)
    for number in range(100):
        register.trail.add("Chị Lan", "a", "phát ngay", str(number))
    deeds, _ = register.trail.read(1000)
    assert 50 <= len(deeds) <= 60
    assert deeds[0].about == "99"


def test_a_trail_that_cannot_be_written_stops_nobody(register: Register, caplog: pytest.LogCaptureFixture) -> None:
    register.close()
    register.trail.add("Chị Lan", "a", "dừng tiếng")
    assert "dừng tiếng" in caplog.text
