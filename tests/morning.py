"""The time zone of a live station: one in which tests always begin in the morning, at whatever hour they are run."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

BEGINS = 10
"""The hour of the day; what a station aired three hours ago and airs in three hours is then of one day."""


def _zone(now: datetime) -> ZoneInfo:
    east = BEGINS - now.astimezone(UTC).hour
    if east < -12:
        east += 24
    return ZoneInfo(f"Etc/GMT{-east:+d}")  # these names count hours west of Greenwich


ZONE = _zone(datetime.now(UTC))
