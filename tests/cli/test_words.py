from __future__ import annotations

from typing import Any

import pytest

from broadcaster.cli.words import status_lines, urgent_lines

STATUS: dict[str, Any] = {
    "station": "Đài xã",
    "now": "2020-08-18T05:00:00+07:00",
    "on_air": None,
    "next": [],
    "output": {"name": "loa", "ok": True, "underruns": 0, "amplifier": None, "amplifier_why": ""},
    "clock": {"trusted": True},
    "disk": {"ok": True, "free_bytes": 9e9},
    "campaigns": [],
    "preparing": None,
    "waiting": [],
    "standing": [],
    "problems": 0,
    "files": "1",
    "version": "1",
    "notices": [],
}
PIPER = {"name": "piper", "ok": False, "why": "chưa có giọng Piper; chép hai tệp vào thư mục voices/"}
NO_KOKORO = {"name": "kokoro", "ok": False, "why": "hỏng"}
KOKORO, ESPEAK = ({"name": name, "ok": True, "why": ""} for name in ("kokoro", "espeak"))


@pytest.mark.parametrize(
    ("voices", "told"),
    [
        ([KOKORO, ESPEAK], "kokoro"),
        ([PIPER, KOKORO, ESPEAK], "kokoro (piper: chưa có giọng Piper)"),
        ([PIPER, NO_KOKORO], "KHÔNG CÓ GIỌNG NÀO (piper: chưa có giọng Piper; kokoro: hỏng)"),
    ],
)
def test_status_says_who_speaks_and_why_no_better_one(voices: list[dict[str, Any]], told: str) -> None:
    (line,) = [line for line in status_lines({**STATUS, "voices": voices}) if line.startswith("Giọng đọc")]
    assert line == f"Giọng đọc:  {told}"


def test_status_names_what_waits_for_its_sound() -> None:
    waits = {"airing": "phat-ngay-tin-1", "programme": "Tin Bluezone", "since": "2020-08-18T04:58:12+07:00"}
    lines = list(status_lines({**STATUS, "voices": [KOKORO], "waiting": [waits]}))
    assert "Chờ tiếng:  Tin Bluezone, lệnh lúc 04:58, xong sẽ phát ngay" in lines


@pytest.mark.parametrize(
    ("until", "told"),
    [
        ("2026-12-02T20:00:00+07:00", " đến 20:00 ngày mai, thứ tư 02/12/2026 (20:00 hôm nay đã qua)"),
        ("2026-12-01T21:00:00+07:00", " đến 21:00 hôm nay"),
        ("2026-12-04T20:00:00+07:00", " đến 20:00 thứ sáu 04/12/2026"),
        (None, ""),
    ],
)
def test_until_when_an_urgent_message_comes_again_is_told_with_its_day(until: str | None, told: str) -> None:
    answer = {"title": "Bão", "breaks": None, "issued": "2026-12-01T20:05:00+07:00", "until": until}
    assert list(urgent_lines(answer, "30 phút")) == [
        "«Bão»: đang phát khẩn.", f"Nhắc lại sau mỗi 30 phút{told}; thôi nhắc: broadcaster stop",
    ]  # fmt: skip


def test_the_status_tells_it_too() -> None:
    page = {"title": "Bão", "until": "2020-08-19T20:00:00+07:00"}
    lines = list(status_lines({**STATUS, "voices": [KOKORO], "standing": [page]}))
    assert "Nhắc lại:   Bão đến 20:00 ngày mai, thứ tư 19/08/2020" in lines
