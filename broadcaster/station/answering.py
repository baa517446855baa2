"""How far back a station answers for what was planned: while it was off, much may have gone by."""

from __future__ import annotations

from datetime import datetime, timedelta

LOOK_BACK = timedelta(days=31)
"""How far back a station that was off tells what it missed."""


def answerable_since(last: datetime | None, now: datetime) -> datetime:
    """From when on it owes an answer: since it was last alive, or since `now` where it never was."""
    if last is None or last > now:
        return now
    return max(last, now - LOOK_BACK)
