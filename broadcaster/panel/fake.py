"""A door with no station behind it: a believable day in Quảng Phú, and a memory of what it was asked.

For tests of whatever speaks to a door, and for pictures of the pages.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from broadcaster.panel.fakes.devices import FakeDeviceDesk
from broadcaster.panel.fakes.sounds import FakeSoundDesk
from broadcaster.panel.fakes.texts import FakeTextDesk
from broadcaster.panel.fakes.timetable import FakeTimetableDesk
from broadcaster.station.door import Json, RefusedError, UnknownNameError, UrgentOrder

_MINUTE = timedelta(minutes=1)
_SESSIONS = (
    ("05:00", "Buổi sáng thứ hai, thứ năm", 611.0),
    ("11:00", "Bluezone buổi trưa", 184.0),
    ("17:00", "Buổi chiều thứ hai, thứ năm", 498.0),
    ("19:00", "Nhắc cài Bluezone", 41.0),
)
_SCRIPTS = {
    "bluezone-loi-ich": ("Lợi ích của Bluezone", ["bluezone"], []),
    "bluezone-30-giay": ("Nhắc cài Bluezone, 30 giây", ["bluezone"], []),
    "loi-xuong-sang": ("Lời xướng buổi sáng", [], []),
    "khan-bao": ("Thông báo khẩn về bão", ["khan"], [("ten_bao", "bão số 5"), ("gio", "17h00 chiều nay")]),
    "khan-lu": ("Thông báo khẩn về lũ", ["khan"], [("song", "sông Bồ")]),
    "khan-thu-nghiem": ("Thử hệ thống loa", ["khan"], []),
}
_BODY = (
    "Kính thưa bà con xã Quảng Phú. Bluezone là ứng dụng trên điện thoại, báo cho mình biết nếu gần người bệnh.\n\n"
    "Cài Bluezone không mất tiền. Tổng đài của Bộ Y tế: 19009095."
)


class FakeDoor:
    """Answers as a station would at `now()`; every order is kept in `asked`; `trouble` is raised when set."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self.asked: list[tuple[str, Any]] = []
        self.trouble: Exception | None = None
        self.on_air = True
        self.healthy = True
        self.standing: list[Json] = []
        self.timetable = FakeTimetableDesk(self._note)
        self.texts = FakeTextDesk(self._note)
        self.sounds = FakeSoundDesk(self._note)
        self.devices = FakeDeviceDesk(self._note)

    def status(self) -> Json:
        """A programme on air, the next ones, and every part well unless `healthy` is False."""
        self._note("status", None)
        now = self._now()
        return {
            "station": "Đài Truyền thanh xã Quảng Phú",
            "now": now.isoformat(),
            "version": "0.1.0",
            "on_air": self._on_air(now) if self.on_air else None,
            "next": [
                {"id": entry["id"], "programme": entry["programme"], "at": entry["at"]}
                for day in (now.date(), now.date() + timedelta(days=1))
                for entry in self._day(day)
                if datetime.fromisoformat(entry["at"]) > now and entry["decision"] != "refuse"
            ][:3],
            "output": self._output(),
            "clock": {"trusted": self.healthy, "why": "" if self.healthy else "chưa lấy được giờ từ mạng"},
            "disk": {"ok": self.healthy, "free_bytes": 48_300_000_000 if self.healthy else 90_000_000, "why": ""},
            "voices": [
                {"name": "piper", "ok": False, "why": "chưa có giọng trong voices/"},
                {"name": "kokoro", "ok": True, "why": ""},
            ],
            "preparing": None if self.healthy else {"done": 3, "total": 21},
            "standing": self.standing,
            "notices": [] if self.healthy else ["nhật ký 'journal.sqlite' bị hỏng: đã cất và mở tệp mới"],
        }

    def plan(self, since: datetime, until: datetime) -> Json:
        """The same sessions every day, one of them refused, and a campaign one airing short."""
        self._note("plan", (since, until))
        days = range((until - since).days or 1)
        airings = [entry for number in days for entry in self._day((since + timedelta(days=number)).date())]
        told = [
            {"date": (since + timedelta(days=number)).date().isoformat(), "planned": 3, "aired": 1, "short": 0}
            for number in days
        ]
        campaign = {"name": "Tuyên truyền cài đặt Bluezone", "from": "2020-08-23", "until": "2020-08-31"}
        return {"airings": airings, "campaigns": [{**campaign, "at_least": 2, "days": told}], "problems": self.check()}

    def log(self, since: datetime, until: datetime) -> list[Json]:
        """What of the plan is past: aired, but for one cut and one missed."""
        self._note("log", (since, until))
        now = self._now()
        days = range((until - since).days or 1)
        entries = [entry for number in days for entry in self._day((since + timedelta(days=number)).date())]
        past = [entry for entry in entries if datetime.fromisoformat(entry["at"]) <= now]
        return [_played(entry, now, sounds=self.on_air) for entry in past]

    def check(self) -> list[Json]:
        """One mistake, unless all is well."""
        self._note("check", None)
        return [] if self.healthy else [_problem()]

    def scripts(self) -> list[Json]:
        """A few texts and templates."""
        self._note("scripts", None)
        return [_script(name) for name in _SCRIPTS]

    def script(self, name: str) -> Json:
        """One of them whole."""
        self._note("script", name)
        if name not in _SCRIPTS:
            raise UnknownNameError(f"không có bài '{name}'")
        return {
            **_script(name),
            "body": _BODY,
            "spoken": _BODY.replace("19009095", "một chín không không, chín không chín năm"),
        }

    def why(self, name: str, day: date) -> Json:
        """Always a yes."""
        self._note("why", (name, day))
        return {"programme": name, "date": day.isoformat(), "airs": True, "why": ["phát hằng ngày"]}

    def preview(self, order: UrgentOrder) -> Json:
        """The words with the blanks filled."""
        self._note("preview", order)
        words = "" if order.recording else order.text or " ".join([_BODY, *order.sets.values()])
        return {
            "title": order.title or self._title(order),
            "text": words,
            "spoken": words,
            "seconds": 42.0,
            "breaks": "Buổi chiều thứ hai, thứ năm" if self.on_air else None,
            "notice": "" if self.healthy else "chưa được duyệt",
        }

    def play(self, name: str, by: str, *, anyway: bool = False) -> Json:
        """Taken, for a known script; `loi-xuong-sang` only `anyway`."""
        self._note("play", (name, by, anyway) if anyway else (name, by))
        if name == "loi-xuong-sang" and not anyway:
            raise RefusedError("không phát: đang trong giờ yên tĩnh 21:00–04:45")
        if name not in _SCRIPTS and name not in {title for _, title, _ in _SESSIONS}:
            raise UnknownNameError(f"không có chương trình hay bài '{name}'")
        return {"airing": f"{name}-now", "programme": name, "ready": self.healthy}

    def urgent(self, order: UrgentOrder) -> Json:
        """Taken at once."""
        self._note("urgent", order)
        if order.name is not None and order.name not in _SCRIPTS:
            raise UnknownNameError(f"không có bài '{order.name}'")
        if order.text == "từ chối":
            raise RefusedError("đài đang dừng")
        return {"page": "khan-1", "title": self._title(order), "breaks": None, "standing": None, "notice": ""}

    def believe_clock(self, by: str) -> Json:
        """Believed."""
        self._note("clock", by)
        return {"now": self._now().isoformat()}

    def stop(self, by: str) -> Json:
        """Silence."""
        self._note("stop", by)
        self.standing = []
        self.on_air = False
        return {"stopped": ["Buổi chiều"], "cancelled": []}

    def _title(self, order: UrgentOrder) -> str:
        return _SCRIPTS[order.name][0] if order.name in _SCRIPTS else "Thông báo khẩn"

    def _note(self, what: str, detail: object) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.asked.append((what, detail))

    def _output(self) -> Json:
        name = "soundcard"
        if self.healthy:
            return {"name": name, "ok": True, "level_dbfs": -18.4, "underruns": 0, "why": ""}
        why = "không tìm thấy thiết bị âm thanh; kiểm tra dây cắm và loa"
        return {"name": name, "ok": False, "level_dbfs": None, "underruns": 4, "why": why}

    def _on_air(self, now: datetime) -> Json:
        return {
            "airing": "buoi-chieu-now",
            "programme": "Buổi chiều thứ hai, thứ năm",
            "item": "Lợi ích của Bluezone",
            "started": (now - 3 * _MINUTE).isoformat(),
            "remaining": 318.0,
            "seconds": 498.0,
        }

    def _day(self, day: date) -> list[Json]:
        zone = self._now().tzinfo
        return [
            _planned(datetime.fromisoformat(f"{day}T{at}").replace(tzinfo=zone), name, long)
            for at, name, long in _SESSIONS
        ]


def _planned(at: datetime, name: str, seconds: float) -> Json:
    refused = at.hour == 19  # noqa: PLR2004 - the fourth session of the day, past the day's limit
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


def _played(entry: Json, now: datetime, *, sounds: bool) -> Json:
    at = datetime.fromisoformat(entry["at"])
    ended = at + timedelta(seconds=entry["seconds"])
    outcome, why = "aired", ""
    if at.hour == 11:  # noqa: PLR2004 - the midday session was broken into
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


def _script(name: str) -> Json:
    title, tags, blanks = _SCRIPTS[name]
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


def _problem() -> Json:
    return {
        "file": "schedules/buoi-sang.yaml",
        "line": 7,
        "column": 9,
        "message": "giờ '25:00' không có",
        "hint": "viết giờ từ 00:00 đến 23:59",
    }
