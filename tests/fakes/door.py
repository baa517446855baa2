"""A door with no station behind it: a believable day in Quảng Phú, and a memory of what it was asked.

For tests of whatever speaks to a door, and for pictures of the pages.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from fakes.day import BODY, SCRIPTS, SESSIONS, one_script, planned, played, problem
from fakes.devices import FakeDeviceDesk
from fakes.sounds import FakeSoundDesk
from fakes.texts import FakeTextDesk
from fakes.timetable import FakeTimetableDesk

from broadcaster.station.door import Json, RefusedError, UnknownNameError, UrgentOrder


class FakeDoor:
    """Answers as a station would at `now()`; every order is kept in `asked`; `trouble` is raised when set."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self.asked: list[tuple[str, Any]] = []
        self.trouble: Exception | None = None
        self.on_air = True
        self.healthy = True
        self.standing: list[Json] = []
        self.waiting: list[Json] = []
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
            "waiting": list(self.waiting),
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
        return [played(entry, now, sounds=self.on_air) for entry in past]

    def check(self) -> list[Json]:
        """One mistake, unless all is well."""
        self._note("check", None)
        return [] if self.healthy else [problem()]

    def scripts(self) -> list[Json]:
        """A few texts and templates."""
        self._note("scripts", None)
        return [one_script(name) for name in SCRIPTS]

    def script(self, name: str) -> Json:
        """One of them whole."""
        self._note("script", name)
        if name not in SCRIPTS:
            raise UnknownNameError(f"không có bài '{name}'")
        return {
            **one_script(name),
            "body": BODY,
            "spoken": BODY.replace("19009095", "một chín không không, chín không chín năm"),
        }

    def why(self, name: str, day: date) -> Json:
        """Always a yes."""
        self._note("why", (name, day))
        return {"programme": name, "date": day.isoformat(), "airs": True, "why": ["phát hằng ngày"]}

    def preview(self, order: UrgentOrder) -> Json:
        """The words with the blanks filled."""
        self._note("preview", order)
        words = "" if order.recording else order.text or " ".join([BODY, *order.sets.values()])
        return {
            "title": order.title or self._title(order),
            "text": words,
            "spoken": words,
            "seconds": 42.0,
            "breaks": "Buổi chiều thứ hai, thứ năm" if self.on_air else None,
            "notice": "" if self.healthy else "chưa được duyệt",
        }

    def play(self, name: str, by: str, *, anyway: bool = False) -> Json:
        """Taken, for a known script; `loi-xuong-sang` only `anyway`. It waits for its sound unless all is well."""
        self._note("play", (name, by, anyway) if anyway else (name, by))
        if name == "loi-xuong-sang" and not anyway:
            raise RefusedError("không phát: đang trong giờ yên tĩnh 21:00–04:45")
        if name not in SCRIPTS and name not in {title for _, title, _ in SESSIONS}:
            raise UnknownNameError(f"không có chương trình hay bài '{name}'")
        order = {"airing": f"{name}-now", "programme": name}
        if not self.healthy:
            self.waiting.append({**order, "since": self._now().isoformat()})
        return {**order, "ready": self.healthy}

    def call_off(self, airing: str, by: str) -> Json:
        """Forgotten, where it waits."""
        self._note("call off", (airing, by))
        found = next((one for one in self.waiting if one["airing"] == airing), None)
        if found is None:
            raise UnknownNameError("lệnh phát ấy không còn chờ nữa; đang phát thì bấm «Dừng tiếng ngay»")
        self.waiting.remove(found)
        return {"airing": airing, "programme": found["programme"]}

    def urgent(self, order: UrgentOrder) -> Json:
        """Taken at once."""
        self._note("urgent", order)
        if order.name is not None and order.name not in SCRIPTS:
            raise UnknownNameError(f"không có bài '{order.name}'")
        if order.text == "từ chối":
            raise RefusedError("đài đang dừng")
        until = order.until.isoformat() if order.until else None
        told = {"page": "khan-1", "title": self._title(order), "breaks": None, "standing": None, "notice": ""}
        return told | {"issued": self._now().isoformat(), "until": until}

    def believe_clock(self, by: str) -> Json:
        """Believed."""
        self._note("clock", by)
        return {"now": self._now().isoformat()}

    def stop(self, by: str) -> Json:
        """Silence."""
        self._note("stop", by)
        self.standing, self.waiting = [], []
        self.on_air = False
        return {"stopped": ["Buổi chiều"], "cancelled": []}

    def _title(self, order: UrgentOrder) -> str:
        return SCRIPTS[order.name][0] if order.name in SCRIPTS else "Thông báo khẩn"

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
            "started": (now - timedelta(minutes=3)).isoformat(),
            "remaining": 318.0,
            "seconds": 498.0,
        }

    def _day(self, day: date) -> list[Json]:
        zone = self._now().tzinfo
        return [
            planned(datetime.fromisoformat(f"{day}T{at}").replace(tzinfo=zone), name, long)
            for at, name, long in SESSIONS
        ]
