"""A `TimetableDesk` with no station behind it: one schedule of two programmes, and a memory of what it was asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from broadcaster.errors import Mistake, MistakesError
from broadcaster.station.desks.timetable import Edit
from broadcaster.station.door import RefusedError, UnknownNameError

Note = Callable[[str, Any], None]
"""Keeps what was asked, and raises the trouble a test has set."""

FILE = "buoi-sang.yaml"
TEXT = """# Buổi sáng
programmes:
  - name: Bluezone buổi trưa
    at: "11:00"
    play: [{ script: bluezone-loi-ich }]
"""
VERSION = "buoi-sang-20200823-170000.yaml"
_PLAY: list[dict[str, Any]] = [{"jingle": "nhac-hieu"}, {"script": "bluezone-loi-ich"}]
_FIELDS: dict[str, dict[str, Any]] = {
    "Bluezone buổi trưa": {"name": "Bluezone buổi trưa", "at": "11:00", "play": _PLAY},
    "Buổi sáng thứ hai, thứ năm": {
        "name": "Buổi sáng thứ hai, thứ năm",
        "at": ["05:00", "5h30"],
        "days": ["T2", "T5", "rằm"],
        "except": "02/09/2020",
        "play": [*_PLAY, {"relay": "https://dai.vn/luong", "for": "15 phút"}],
        "bed": "nen-nhe",
        "priority": "cao",
    },
}


class FakeTimetableDesk:
    """Answers believably; `wrong` and `breaches` are what a preview finds, `refusal` is what saving raises."""

    def __init__(self, note: Note) -> None:
        self._note = note
        self.wrong: list[Mistake] = []
        self.breaches: list[Mistake] = []
        self.refusal: RefusedError | None = None
        self.taken = True

    def shelf(self) -> dict[str, Any]:
        """Two texts, a few sounds, one file."""
        self._note("shelf", None)
        texts = [("bluezone-loi-ich", "Lợi ích của Bluezone", None), ("nhap", "Bài nháp", "bài 'nhap' chưa duyệt")]
        return {
            "scripts": [{"name": name, "title": title, "why_not": why} for name, title, why in texts],
            "sounds": ["chuong", "nen-nhe", "nhac-cat", "nhac-hieu"],
            "files": [FILE],
        }

    def programme(self, name: str) -> dict[str, Any]:
        """One of the two."""
        self._note("programme", name)
        if name not in _FIELDS:
            raise UnknownNameError(f"không có chương trình '{name}'; hãy mở lại trang Lịch")
        return {
            "name": name,
            "file": FILE,
            "line": 3,
            "fields": _FIELDS[name],
            "coming": ["2020-08-25T11:00:00+07:00", "2020-08-26T11:00:00+07:00"],
        }

    def preview(self, edit: Edit) -> dict[str, Any]:
        """One airing more, one less, and one that waits."""
        self._note("preview_edit", edit)
        return {
            "file": FILE,
            "seen": "0" * 16,
            "same": False,
            "wrong": [one.as_json() for one in self.wrong],
            "breaches": [one.as_json() for one in self.breaches],
            "mended": [],
            "airings": [_airing(change, hour) for change, hour in (("gone", 11), ("new", 12), ("other", 17))],
        }

    def save(self, edit: Edit, seen: str = "") -> dict[str, Any]:
        """Kept in memory only."""
        if self.refusal:
            raise self.refusal
        if self.wrong:
            raise MistakesError(self.wrong)
        self._note("save", (edit, seen))
        return {"file": FILE, "version": VERSION, "next": "2020-08-25T12:00:00+07:00", "taken": self.taken}

    def files(self) -> list[dict[str, Any]]:
        """The one file."""
        self._note("files", None)
        return [{"file": FILE, "programmes": list(_FIELDS), "mistakes": len(self.wrong)}]

    def file(self, file: str, text: str | None = None) -> dict[str, Any]:
        """Its text and one earlier version."""
        self._note("file", (file, text))
        if file != FILE and text is None:
            raise UnknownNameError(f"không có tệp lịch '{file}'")
        return {
            "file": file,
            "text": TEXT if text is None else text,
            "seen": "0" * 16,
            "mistakes": [one.as_json() for one in self.wrong],
            "problems": [one.as_json() for one in self.breaches],
            "versions": [{"name": VERSION, "until": "2020-08-23T17:00:00+07:00"}],
        }

    def version(self, file: str, version: str) -> dict[str, Any]:
        """The same with another hour."""
        self._note("version", (file, version))
        return {"file": file, "version": version, "text": TEXT.replace("11:00", "10:30"), "now": TEXT}


def _airing(change: str, hour: int) -> dict[str, Any]:
    at = f"2020-08-25T{hour}:00:00+07:00"
    waits = change == "other"
    return {
        "id": f"bluezone-{hour}",
        "programme": "Bluezone buổi trưa",
        "at": at,
        "starts": at.replace(":00:00", ":05:00") if waits else at,
        "seconds": 184.0,
        "priority": "routine",
        "decision": "wait" if waits else "air",
        "why": "chờ 'Buổi chiều' phát xong" if waits else "",
        "change": change,
    }
