"""A `DeviceDesk` with no station behind it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from broadcaster.station.door import RefusedError, UnknownNameError

Json = dict[str, Any]
Note = Callable[[str, Any], None]
"""Keeps what was asked, and raises the trouble a test has set."""
BACKUP = "sao-luu-20200824-113000.zip"


class FakeDeviceDesk:
    """Answers believably; every order is told to `note`; `rule` forbids trials, `healthy` False breaks the device."""

    def __init__(self, note: Note) -> None:
        self._note = note
        self.rule = ""
        self.healthy = True
        self.volume = 80
        self.panel = {"host": "127.0.0.1", "port": 8090, "tls": False}
        self.restored = b""
        self._shelf = tempfile.TemporaryDirectory()  # goes with the desk

    def rename(self, name: str) -> None:
        """Noted."""
        self._note("rename", name)

    def quiet(self) -> str:
        """No rule but the one a test sets."""
        return self.rule

    def report(self) -> Json:
        """A sound card and a file, a switch, four voices."""
        why = "" if self.healthy else "không tìm thấy thiết bị âm thanh"
        card = {"name": "soundcard", "ok": self.healthy, "why": why, "underruns": 0 if self.healthy else 3, "opened": 1}
        return {
            "outputs": [card, {"name": "file:var/on-air", "ok": True, "why": "", "underruns": 0, "opened": 1}],
            "level_dbfs": -18.4 if self.healthy else None,
            "volume": self.volume,
            "adjustable": True,
            "amplifier": {"switch": "gpio: 17", "on": False, "before": 5.0, "after": 3.0, "why": ""},
            "voices": [
                {"name": "piper", "ok": False, "why": "chưa có giọng trong voices/; tải giọng rồi đặt vào đó"},
                {"name": "kokoro", "ok": True, "why": "", "voices": ["nu-trung"]},
                {"name": "espeak", "ok": True, "why": "", "voices": []},
            ],
            "panel": self.panel,
            "backups": [{"name": BACKUP, "size": 41_300_000, "made": "2020-08-24T11:30:00+07:00"}],
        }

    def examine(self) -> list[Json]:
        """One finding that is well and one that is not."""
        self._note("examine", None)
        mend = "" if self.healthy else "cắm loa hoặc cạc âm thanh, đài tự nhận"
        device = {"name": "Đường ra tiếng soundcard", "ok": self.healthy, "finding": "có thiết bị âm thanh"}
        return [
            {"name": "Tệp của đài", "ok": True, "finding": "cấu hình, bài, lịch đều đúng", "mend": ""},
            {**device, "finding": device["finding"] if self.healthy else "không thấy thiết bị âm thanh", "mend": mend},
        ]

    def try_sound(self, by: str, *, anyway: bool = False) -> Json:
        """Taken, unless a rule forbids it."""
        self._note("try_sound", (by, anyway))
        self._allow(anyway=anyway)
        return {"ready": True}

    def try_tone(self, by: str, *, anyway: bool = False) -> Json:
        """Taken, unless a rule forbids it."""
        self._note("try_tone", (by, anyway))
        self._allow(anyway=anyway)
        return {"seconds": 10.0}

    def try_amplifier(self) -> Json:
        """Obeys."""
        self._note("try_amplifier", None)
        return {"seconds": 10.0}

    def set_volume(self, percent: int) -> None:
        """Kept."""
        self._note("set_volume", percent)
        self.volume = percent

    def open_panel(self, *, to_network: bool, tls: bool) -> None:
        """Kept."""
        self._note("open_panel", (to_network, tls))
        self.panel = {"host": "0.0.0.0" if to_network else "127.0.0.1", "port": 8090, "tls": tls}

    def back_up(self) -> str:
        """Made."""
        self._note("back_up", None)
        return BACKUP

    def backup(self, name: str) -> Path:
        """The one there is."""
        if name != BACKUP:
            raise UnknownNameError(f"không còn bản sao lưu '{name}'")
        path = Path(self._shelf.name) / BACKUP
        path.write_bytes(b"PK")
        return path

    def restore(self, packed: Path, *, at_machine: bool, anyway: bool = False) -> Json:
        """Read, and kept."""
        self._note("restore", (at_machine, anyway))
        self.restored = packed.read_bytes()
        return {"earlier": "var/history/truoc-phuc-hoi-20200824-113000", "files": 12, "problems": 0}

    def _allow(self, *, anyway: bool) -> None:
        if self.rule and not anyway:
            raise RefusedError(f"không phát: {self.rule}")
