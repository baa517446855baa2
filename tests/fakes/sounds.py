"""A `SoundDesk` with no station behind it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from fakes.day import SCRIPTS

from broadcaster.station.door import RefusedError, UnknownNameError, UrgentOrder

Note = Callable[[str, Any], None]
"""Keeps what was asked, and raises the trouble a test has set."""

_SOUNDS = {
    "nhac-hieu": ("jingle", ["Buổi sáng thứ hai, thứ năm", "Buổi chiều thứ hai, thứ năm"], 9.2, -16.4, 0),
    "nhac-cat": ("jingle", ["Bluezone buổi trưa"], 2.1, -17.0, 0),
    "nen-nhe": ("bed", ["Buổi sáng thứ hai, thứ năm"], 36.0, -17.9, 0),
    "hieu-lenh-khan": ("signal", ["hiệu lệnh trước mọi thông báo khẩn"], 3.0, -16.0, 0),
    "bai:bluezone-loi-ich": ("recording", ["Lợi ích của Bluezone"], 71.0, -21.3, 0),
    "doi-ca-thon-phuoc-ly": ("other", [], 184.0, -11.2, 214),
}
_AWAY = (("nhac-hieu", "20200818-080000"), ("bai:khan-lu", "20200810-143000"), ("bai:hop-dan", "20200709-091500"))
"""Sounds that were put away, and when; the text of the last one is gone."""
_CLIP = "20200824-170100-5f0c12ab"


class FakeSoundDesk:
    """Answers believably; every order is told to `note`. `files`: where a test has put its sounds."""

    def __init__(self, note: Note) -> None:
        self._note = note
        self.files: dict[str, Path] = {}
        self.measured = True
        self._here = dict(_SOUNDS)
        self._seconds = itertools.count()
        self._away = [_kept_told(name, stamp) for name, stamp in _AWAY]

    def all(self) -> list[dict[str, Any]]:
        """Some sounds of each kind, one of them spoilt."""
        self._note("sounds", None)
        return [self._told(name) for name in self._here]

    def file(self, name: str) -> Path:
        """Only what a test has put there."""
        self._note("sound file", name)
        if name not in self._here:
            raise UnknownNameError(f"không có tiếng '{name}'")
        return self.files.get(name, Path(f"{name}.flac"))

    def add(self, came: Path, called: str, name: str, *, replace: bool = False) -> dict[str, Any]:
        """Taken, but for what is called `hong.mp3`."""
        self._note("add sound", (came.read_bytes(), called, name, replace))
        if called == "hong.mp3":
            raise RefusedError("tệp 'hong.mp3' bị cụt ở cuối; hãy chép lại tệp")
        kept = name or "nhac-cat"
        self._takes_place(kept, "other", [])
        return {"name": kept, "facts": _facts(2.1, -17.0, 0)}

    def record(self, came: Path, called: str, script: str) -> dict[str, Any]:
        """Taken."""
        self._note("record", (came.read_bytes(), called, script))
        self._takes_place(f"bai:{script}", "recording", [script])
        return {"name": f"bai:{script}", "facts": _facts(71.0, -21.3, 0)}

    def rename(self, name: str, to: str) -> dict[str, Any]:
        """Taken, for what nothing plays."""
        self._note("rename sound", (name, to))
        self._free(name)
        self._here[to] = self._here.pop(name)
        return {"name": to}

    def remove(self, name: str) -> dict[str, Any]:
        """Put away, where nothing plays it."""
        self._note("remove sound", name)
        self._free(name)
        self._put_away(name)
        return {"name": name}

    def put_away(self) -> list[dict[str, Any]]:
        """One that has been replaced, one that nothing stands in for, one whose text is gone."""
        self._note("sounds put away", None)
        return [{**one, "present": one["name"] in self._here} for one in self._away]

    def kept_file(self, kept: str) -> Path:
        """Only what a test has put there."""
        self._kept(kept)
        return self.files.get(kept, Path(kept))

    def take_back(self, kept: str) -> dict[str, Any]:
        """Taken, unless its text is gone."""
        self._note("take back", kept)
        one = self._kept(kept)
        if one["barred"]:
            raise RefusedError(one["barred"])
        self._away.remove(one)
        swapped = self._takes_place(one["name"], "other", [])
        return {"name": one["name"], "swapped": swapped}

    def clip(self, came: Path, called: str) -> dict[str, Any]:
        """Taken."""
        self._note("clip", (came.read_bytes(), called))
        return self.clip_told(_CLIP)

    def clip_told(self, clip: str) -> dict[str, Any]:
        """One, of eleven seconds."""
        if clip != _CLIP:
            raise UnknownNameError("không còn bản ghi âm này; hãy ghi hoặc gửi lại")
        return {"id": clip, "called": "ghi-am.wav", "facts": _facts(11.4, -23.0, 0)}

    def clip_file(self, clip: str) -> Path:
        """Somewhere."""
        self.clip_told(clip)
        return self.files.get(clip, Path("var/recordings") / f"{clip}.flac")

    def hear(self, order: UrgentOrder) -> dict[str, Any]:
        """Spoken at once."""
        self._note("hear", order)
        return {"id": "0123456789abcdef", "seconds": 17.2}

    def heard_file(self, heard: str) -> Path:
        """Only what a test has put there."""
        if heard not in self.files:
            raise UnknownNameError("không còn bản nghe thử này; hãy bấm Nghe thử lại")
        return self.files[heard]

    def _free(self, name: str) -> None:
        self.file(name)
        if self._here[name][1] and not name.startswith("bai:"):
            raise RefusedError(f"tiếng '{name}' đang được dùng")

    def _takes_place(self, name: str, kind: str, used: list[str]) -> bool:
        """A new sound of that name; whether an earlier one was put away for it."""
        earlier = self._here.get(name)
        if earlier:
            kind, used = earlier[:2]
            self._put_away(name)
        self._here[name] = (kind, used, 2.1, -17.0, 0)
        return earlier is not None

    def _put_away(self, name: str) -> None:
        del self._here[name]
        self._away.insert(0, _kept_told(name, f"20200824-1600{next(self._seconds):02}"))

    def _kept(self, kept: str) -> dict[str, Any]:
        found = next((one for one in self._away if one["kept"] == kept), None)
        if found is None:
            raise UnknownNameError("không còn tiếng này trong các tiếng đã cất")
        return found

    def _told(self, name: str) -> dict[str, Any]:
        kind, used, seconds, lufs, clipped = self._here[name]
        beside = name.startswith("bai:")
        return {
            "name": name,
            "file": f"scripts/vi/{name[4:]}.flac" if beside else f"audio/{name}.flac",
            "kind": kind,
            "used": used,
            "script": name[4:] if beside else None,
            "bytes": round(seconds * 41_000),
            "changed": "2020-08-18T08:00:00+07:00",
            "facts": _facts(seconds, lufs, clipped) if self.measured else None,
            "wrong": "",
        }


def _kept_told(name: str, stamp: str) -> dict[str, Any]:
    script = name[4:] if name.startswith("bai:") else None
    gone = script == "hop-dan"
    return {
        "kept": f"scripts/vi/{script}-{stamp}.flac" if script else f"audio/{name}-{stamp}.flac",
        "name": name,
        "script": script,
        "title": SCRIPTS[script][0] if script in SCRIPTS else script,
        "until": datetime.strptime(f"{stamp}+0700", "%Y%m%d-%H%M%S%z").isoformat(),
        "bytes": 380_000,
        "barred": "bài 'hop-dan' của bản ghi âm này đã xoá; hãy lấy lại bài ấy trước, ở cuối trang Bài" if gone else "",
    }


def _facts(seconds: float, lufs: float, clipped: int) -> dict[str, Any]:
    swell = [0.35 + 0.3 * math.sin(at / 9) + 0.25 * math.sin(at * 2.3) * math.sin(at / 23) for at in range(160)]
    peaks = [round(100 * min(1.0, max(0.02, value) * (1.5 if clipped else 1.0))) for value in swell]
    return {"seconds": seconds, "lufs": lufs, "true_peak_dbtp": -1.5, "clipped": clipped, "peaks": peaks}
