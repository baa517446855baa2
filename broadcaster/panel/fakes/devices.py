"""A `DeviceDesk` with no station behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from broadcaster.station.door import RefusedError

Note = Callable[[str, Any], None]
"""Keeps what was asked, and raises the trouble a test has set."""


class FakeDeviceDesk:
    """Answers believably; every order is told to `note`."""

    def __init__(self, note: Note) -> None:
        self._note = note
        self.rule = ""

    def rename(self, name: str) -> None:
        """Noted."""
        self._note("rename", name)

    def quiet(self) -> str:
        """No rule but the one a test sets."""
        return self.rule

    def try_sound(self, by: str, *, anyway: bool = False) -> dict[str, Any]:
        """Taken, unless a rule forbids it."""
        self._note("try_sound", (by, anyway))
        if self.rule and not anyway:
            raise RefusedError(f"không phát: {self.rule}")
        return {"ready": True}
