"""A `TextDesk` with no station behind it: a few texts, one in each state, and a memory of what it was asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from broadcaster.errors import BroadcasterError, Mistake, MistakesError
from broadcaster.station.door import RefusedError, UnknownNameError
from broadcaster.written.editing import Value

Note = Callable[[str, Any], None]
"""Keeps what was asked, and raises the trouble a test has set."""

VERSION = "nhap-20200823-170000.md"
BODY = "Kính thưa bà con xã Quảng Phú.\n\nTổng đài của Bộ Y tế: 19009095."
_TEXTS = {
    "bluezone-loi-ich": ("Lợi ích của Bluezone", ["bluezone"], "ready", None),
    "nhap": ("Bài nháp về lúa", ["nong-nghiep"], "unapproved", "bài 'nhap' chưa duyệt"),
    "tet": ("Chúc Tết", ["tet"], "early", "bài 'tet' chưa có hiệu lực: từ ngày 01/02/2021 mới được phát"),
    "cu": ("Tin cũ", [], "over", "bài 'cu' hết hiệu lực: chỉ phát đến hết ngày 01/01/2020"),
    "rut": ("Bài đã rút", [], "withdrawn", "bài 'rut' đã bị rút từ ngày 01/08/2020"),
    "hong": ("Bài hỏng", [], "wrong", "bài viết sai: mục 'màu' không có"),
    "khan-bao": ("Thông báo khẩn về bão", ["khan"], "ready", None),
}
_SENTENCES = [
    [{"text": "Kính thưa bà con xã Quảng Phú.", "written": "", "rule": ""}],
    [
        {"text": "Tổng đài của Bộ Y tế: ", "written": "", "rule": ""},
        {"text": "một chín không không, chín không chín năm", "written": "19009095", "rule": "số điện thoại"},
        {"text": ".", "written": "", "rule": ""},
    ],
]


class FakeTextDesk:
    """Answers believably; `wrong` is raised by what writes, `ready` tells whether a sound is made."""

    def __init__(self, note: Note) -> None:
        self._note = note
        self.wrong: list[Mistake] = []
        self.refusal: RefusedError | None = None
        self.ready = True
        self.unapproved = False
        self.taken = True
        self.sound: Path | None = None

    def all(self) -> list[dict[str, Any]]:
        """One text in each state."""
        self._note("all", None)
        return [_told(name) for name in _TEXTS]

    def text(self, name: str) -> dict[str, Any]:
        """One of them."""
        self._note("text", name)
        if name not in _TEXTS:
            raise UnknownNameError(f"không có bài '{name}'; hãy chọn bài ở trang Bài")
        title, tags, state, _ = _TEXTS[name]
        mistakes = [Mistake(f"scripts/vi/{name}.md", 3, 1, "mục 'màu' không có", "xoá dòng này").as_json()]
        return {
            **_told(name),
            "fields": {"title": title, "tags": tags, "valid_until": "31/12/2020", "issued_by": "UBND xã"},
            "mistakes": mistakes if state == "wrong" else [],
            "seen": "0" * 16,
            "used": ["Buổi sáng thứ hai, thứ năm"] if name == "bluezone-loi-ich" else [],
            "recording": False,
            "versions": [{"name": VERSION, "until": "2020-08-23T17:00:00+07:00"}],
            **self.look(BODY, name),
        }

    def look(self, body: str, name: str = "") -> dict[str, Any]:
        """The same two sentences of whatever words."""
        self._note("look", (body, name))
        if "{{ x" in body:
            return {"sentences": [], "seconds": None, "trouble": "dòng 1: ngoặc {{ chưa đóng"}
        return {"sentences": _SENTENCES, "seconds": 12.0, "trouble": ""}

    def save(self, name: str, fields: Mapping[str, Value | None], body: str, seen: str = "") -> dict[str, Any]:
        """Kept in memory only."""
        self._write("save_text", (name, dict(fields), body, seen))
        return {
            "name": name or "bai-moi",
            "version": VERSION if name else None,
            "unapproved": self.unapproved,
            "taken": self.taken,
        }

    def approve(self, name: str, by: str, seen: str = "") -> dict[str, Any]:
        """Kept in memory only."""
        self._write("approve", (name, by, seen))
        return {"name": name, "version": VERSION, "taken": self.taken}

    def withdraw(self, name: str, day: date) -> dict[str, Any]:
        """Kept in memory only."""
        self._write("withdraw", (name, day))
        return {"name": name, "version": VERSION, "taken": self.taken}

    def remove(self, name: str) -> dict[str, Any]:
        """Kept in memory only."""
        self._write("remove", name)
        return {"name": name, "version": VERSION, "taken": self.taken}

    def restore(self, name: str, version: str, *, approved: bool) -> dict[str, Any]:
        """Kept in memory only."""
        self._write("restore", (name, version, approved))
        return {"name": name, "version": VERSION, "taken": self.taken}

    def version(self, name: str, version: str) -> dict[str, Any]:
        """The same with another number."""
        self._note("version", (name, version))
        return {"text": BODY.replace("19009095", "19003228"), "now": BODY}

    def removed(self) -> list[dict[str, Any]]:
        """One text."""
        self._note("removed", None)
        return [{"name": "bo-di", "until": "2020-08-22T09:00:00+07:00", "version": "bo-di-20200822-090000.md"}]

    def hear(self, name: str, body: str | None = None) -> dict[str, Any]:
        """A sound, once `ready`."""
        self._note("hear_text", (name, body))
        if body == "":
            raise BroadcasterError("chưa có lời nào để đọc; hãy viết lời rồi bấm Nghe")
        if not self.ready:
            return {"ready": False, "part": 0.4, "sound": "", "seconds": None, "starts": [], "why": ""}
        return {"ready": True, "part": 1.0, "sound": "abc123", "seconds": 12.0, "starts": [0.0, 4.5], "why": ""}

    def sound_file(self, sound: str) -> Path:
        """The sound a test has laid down."""
        self._note("sound_file", sound)
        if self.sound is None:
            raise UnknownNameError("tiếng này không còn; hãy bấm Nghe lại")
        return self.sound

    def readings(self) -> list[dict[str, Any]]:
        """One reading."""
        self._note("readings", None)
        return [{"written": "VNeID", "spoken": "vi en i ai đi"}]

    def reading(self, written: str, spoken: str = "") -> dict[str, Any]:
        """One effect."""
        self._note("reading", (written, spoken))
        effect = {"name": "nhap", "title": "Bài nháp về lúa", "before": "Cài da lô.", "after": f"Cài {spoken}."}
        return {
            "written": written,
            "now": "da lô",
            "own": "",
            "wrong": [one.as_json() for one in self.wrong],
            "effects": [effect] if spoken and not self.wrong else [],
            "texts": 1 if spoken else 0,
        }

    def teach(self, written: str, spoken: str) -> dict[str, Any]:
        """Kept in memory only."""
        self._write("teach", (written, spoken))
        return {"written": written}

    def forget(self, written: str) -> dict[str, Any]:
        """Kept in memory only."""
        self._write("forget", written)
        return {"written": written}

    def bring(self, came: Path, called: str) -> dict[str, Any]:
        """The file as it is."""
        self._note("bring", called)
        if called.endswith(".pdf"):
            raise BroadcasterError("đài chưa đọc được tệp .pdf: mở tệp, chép lời rồi dán vào ô lời")
        return {"title": "Họp thôn", "body": came.read_text(encoding="utf-8"), "notice": ""}

    def _write(self, what: str, detail: object) -> None:
        if self.refusal:
            raise self.refusal
        if self.wrong:
            raise MistakesError(self.wrong)
        self._note(what, detail)


def _told(name: str) -> dict[str, Any]:
    title, tags, state, why_not = _TEXTS[name]
    approved = state not in {"unapproved", "wrong"}
    return {
        "name": name,
        "title": title,
        "tags": tags,
        "urgent": "khan" in tags,
        "blanks": [{"name": "ten_bao", "example": "bão số 5"}] if name == "khan-bao" else [],
        "issued_by": "UBND xã",
        "approved_by": "Ban Biên tập" if approved else "",
        "approved_on": "2020-08-18" if approved else None,
        "valid_until": "2020-12-31",
        "state": state,
        "why_not": why_not,
        "body": BODY,
    }
