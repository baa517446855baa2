"""The timetable, as an officer changes it: programmes, airings, rules."""

from __future__ import annotations

from typing import Protocol


class TimetableDesk(Protocol):
    """What a page may ask of the timetable, and change in it."""
