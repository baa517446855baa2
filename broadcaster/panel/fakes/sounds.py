"""A `SoundDesk` with no station behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Note = Callable[[str, Any], None]
"""Keeps what was asked, and raises the trouble a test has set."""


class FakeSoundDesk:
    """Answers believably; every order is told to `note`."""

    def __init__(self, note: Note) -> None:
        self._note = note
