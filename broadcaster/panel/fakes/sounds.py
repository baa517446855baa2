"""A `SoundDesk` with no station behind it."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
_CLIP = "20200824-170100-5f0c12ab"


class FakeSoundDesk:
    """Answers believably; every order is told to `note`. `files`: where a test has put its sounds."""

    def __init__(self, note: Note) -> None:
        self._note = note
        self.files: dict[str, Path] = {}
        self.measured = True

    def all(self) -> list[dict[str, Any]]:
        """Some sounds of each kind, one of them spoilt."""
        self._note("sounds", None)
        return [self._told(name) for name in _SOUNDS]

    def file(self, name: str) -> Path:
        """Only what a test has put there."""
        self._note("sound file", name)
        if name not in _SOUNDS:
            raise UnknownNameError(f"không có tiếng '{name}'")
        return self.files.get(name, Path(f"{name}.flac"))

    def add(self, came: Path, called: str, name: str, *, replace: bool = False) -> dict[str, Any]:
        """Taken, but for what is called `hong.mp3`."""
        self._note("add sound", (came.read_bytes(), called, name, replace))
        if called == "hong.mp3":
            raise RefusedError("tệp 'hong.mp3' bị cụt ở cuối; hãy chép lại tệp")
        return {"name": name or "nhac-cat", "facts": _facts(2.1, -17.0, 0)}

    def record(self, came: Path, called: str, script: str) -> dict[str, Any]:
        """Taken."""
        self._note("record", (came.read_bytes(), called, script))
        return {"name": f"bai:{script}", "facts": _facts(71.0, -21.3, 0)}

    def rename(self, name: str, to: str) -> dict[str, Any]:
        """Taken, for what nothing plays."""
        self._note("rename sound", (name, to))
        if _SOUNDS[name][1]:
            raise RefusedError(f"tiếng '{name}' đang được dùng")
        return {"name": to}

    def remove(self, name: str) -> dict[str, Any]:
        """Taken."""
        self._note("remove sound", name)
        return {"name": name}

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

    def _told(self, name: str) -> dict[str, Any]:
        kind, used, seconds, lufs, clipped = _SOUNDS[name]
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


def _facts(seconds: float, lufs: float, clipped: int) -> dict[str, Any]:
    swell = [0.35 + 0.3 * math.sin(at / 9) + 0.25 * math.sin(at * 2.3) * math.sin(at / 23) for at in range(160)]
    peaks = [round(100 * min(1.0, max(0.02, value) * (1.5 if clipped else 1.0))) for value in swell]
    return {"seconds": seconds, "lufs": lufs, "true_peak_dbtp": -1.5, "clipped": clipped, "peaks": peaks}
