"""The one clock. No other file of the package reads the time."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Where the time comes from: the machine's, or a test's."""

    @property
    def zone(self) -> ZoneInfo:
        """The station's time zone."""
        ...

    def now(self) -> datetime:
        """The wall-clock time, aware, in the station's zone. It may step."""
        ...

    def timestamp(self) -> float:
        """The wall-clock time as seconds since 1970 (UTC). It may step."""
        ...

    def monotonic(self) -> float:
        """Seconds from an arbitrary start; never steps."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait; a manual clock moves forward instead."""
        ...


class SystemClock:
    """The machine's own clock, read in the station's zone."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone

    def now(self) -> datetime:
        """The machine's wall-clock time in the station's zone."""
        return datetime.now(self.zone)

    def timestamp(self) -> float:
        """Seconds since 1970 (UTC) by the machine's clock."""
        return time.time()

    def monotonic(self) -> float:
        """Seconds by the machine's monotonic clock."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait `seconds`; not at all if it is not above 0."""
        if seconds > 0:
            time.sleep(seconds)


class ManualClock:
    """A clock that moves only when told: for tests, `--now` and rehearsals.

    `advance` is time passing; `jump` is the wall clock being set, which leaves `monotonic` where it was.
    """

    def __init__(self, now: datetime, zone: ZoneInfo | None = None) -> None:
        if now.tzinfo is None:
            if zone is None:
                raise ValueError("a naive start needs a zone")
            now = now.replace(tzinfo=zone)
        self.zone = zone or ZoneInfo("UTC")
        self._now = now.astimezone(UTC)
        self._monotonic = 0.0

    def now(self) -> datetime:
        """The time last set or advanced to, in the station's zone."""
        return self._now.astimezone(self.zone)

    def timestamp(self) -> float:
        """The same as seconds since 1970 (UTC)."""
        return self._now.timestamp()

    def monotonic(self) -> float:
        """Seconds advanced since the clock was made."""
        return self._monotonic

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass (not negative)."""
        if seconds < 0:
            raise ValueError("time does not pass backwards: use jump")
        self._now += timedelta(seconds=seconds)
        self._monotonic += seconds

    def sleep(self, seconds: float) -> None:
        """Let `seconds` pass at once."""
        self.advance(max(0.0, seconds))

    def jump(self, to: datetime) -> None:
        """Set the wall clock, as NTP or a hand does; no time passes."""
        self._now = to.astimezone(UTC)
