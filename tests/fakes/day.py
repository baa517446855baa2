"""A believable day in Quảng Phú: what is planned, what became of it, which texts there are."""

from __future__ import annotations

from datetime import datetime, timedelta

from broadcaster.station.door import Json

SESSIONS = (
    ("05:00", "Buổi sáng thứ hai, thứ năm", 611.0),
    ("11:00", "Bluezone buổi trưa", 184.0),
    ("17:00", "Buổi chiều thứ hai, thứ năm", 498.0),
    ("19:00", "Nhắc cài Bluezone", 41.0),
)
"""When, what, how many seconds."""
SCRIPTS = {
    "bluezone-loi-ich": ("Lợi ích của Bluezone", ["bluezone"], []),
    "bluezone-30-giay": ("Nhắc cài Bluezone, 30 giây", ["bluezone"], []),
    "loi-xuong-sang": ("Lời xướng buổi sáng", [], []),
    "khan-bao": ("Thông báo khẩn về bão", ["khan"], [("ten_bao", "bão số 5"), ("gio", "17h00 chiều nay")]),
    "khan-lu": ("Thông báo khẩn về lũ", ["khan"], [("song", "sông Bồ")]),
    "khan-thu-nghiem": ("Thử hệ thống loa", ["khan"], []),
}
"""Title, tags, blanks with their examples."""
BODY = (
    "Kính thưa bà con xã Quảng Phú. Bluezone là ứng dụng trên điện thoại, báo cho mình biết nếu gần người bệnh.\n\n"
    "Cài Bluezone không mất tiền. Tổng đài của Bộ Y tế: 19009095."
)
"""The words of every text."""


def planned(at: datetime, name: str, seconds: float) -> Json:
    """A session of the day as the plan tells it."""
    refused = at.hour == 19
    return {
        "id": f"{name}-{at.isoformat()}",
        "programme": name,
        "at": at.isoformat(),
        "starts": None if refused else at.isoformat(),
        "seconds": seconds,
        "priority": "routine",
        "zones": ["all"],
        "decision": "refuse" if refused else "air",
        "why": "quá số buổi phát trong ngày của nội quy đài (3 buổi)" if refused else "",
    }


def played(entry: Json, now: datetime, *, sounds: bool) -> Json:
    """What the log tells of it by `now`; `sounds`: whether anything is on the air."""
    at = datetime.fromisoformat(entry["at"])
    ended = at + timedelta(seconds=entry["seconds"])
    outcome, why = "aired", ""
    if at.hour == 11:
        outcome, why = "cut", "thông báo khẩn 'Thử hệ thống loa' chen ngang lúc 11:01:10, không kịp phát tiếp"
    elif entry["decision"] == "refuse":
        outcome, why = "refused", entry["why"]
    heard = outcome != "refused"
    sounding = sounds and outcome == "aired" and ended > now
    return {
        "airing": entry["id"],
        "programme": entry["programme"],
        "planned": entry["at"],
        "started": entry["at"] if heard else None,
        "ended": None if sounding or not heard else ended.isoformat(),
        "outcome": outcome,
        "why": why,
        "seconds_heard": 70.0 if outcome == "cut" else entry["seconds"] if heard else 0.0,
        "kind": "routine",
        "tags": ["bluezone"],
    }


def one_script(name: str) -> Json:
    """A text without its body."""
    title, tags, blanks = SCRIPTS[name]
    return {
        "name": name,
        "title": title,
        "tags": tags,
        "urgent": "khan" in tags,
        "blanks": [{"name": blank, "example": example} for blank, example in blanks],
        "issued_by": "Ban chỉ đạo phòng, chống dịch COVID-19 tỉnh",
        "approved_by": "Ban Biên tập Đài Truyền thanh xã",
        "approved_on": "2020-08-18",
        "valid_until": "2020-12-31",
        "why_not": None,
    }


def problem() -> Json:
    """A mistake in a schedule."""
    return {
        "file": "schedules/buoi-sang.yaml",
        "line": 7,
        "column": 9,
        "message": "giờ '25:00' không có",
        "hint": "viết giờ từ 00:00 đến 23:59",
    }
