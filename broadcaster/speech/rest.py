"""How long an engine that fails is left alone."""

from __future__ import annotations

from dataclasses import dataclass

from broadcaster.clock import Clock
from broadcaster.units import Seconds

SHORTEST = Seconds(30.0)
LONGEST = Seconds(1800.0)
"""An engine rests for `SHORTEST` first, twice as long after each further failure, `LONGEST` at most."""


@dataclass(frozen=True)
class _Record:
    failures: int = 0
    """In a row."""
    until: float = 0.0
    """Asked again from then on, by the monotonic clock."""
    rests: int = 0
    """Rests in a row."""


class Rest:
    """Failures of engines, by name."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._records: dict[str, _Record] = {}

    def failed(self, engine: str, patience: int) -> None:
        """`engine` failed once more; at `patience` failures in a row it rests."""
        record = self._records.get(engine, _Record())
        failures = record.failures + 1
        if failures < patience:
            self._records[engine] = _Record(failures, record.until, record.rests)
            return
        length = min(LONGEST, SHORTEST * 2.0 ** min(record.rests, 10))
        self._records[engine] = _Record(0, self._clock.monotonic() + length, record.rests + 1)

    def spoke(self, engine: str) -> None:
        """`engine` spoke: all is forgiven."""
        self._records.pop(engine, None)

    def reason(self, engine: str, *, network: bool) -> str | None:
        """None where `engine` may be asked now, else why not, in Vietnamese."""
        left = self._records.get(engine, _Record()).until - self._clock.monotonic()
        if left <= 0:
            return None
        cause = "mạng hoặc máy chủ vừa trục trặc" if network else "vừa hỏng"
        return f"{cause}, sẽ thử lại sau {max(1, round(left))} giây"
