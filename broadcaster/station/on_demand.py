"""What a person ordered to be aired now: at once where its sound is made, else as soon as it is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from broadcaster.clock import Clock
from broadcaster.playout.offer import Offer
from broadcaster.station.composition import Composition
from broadcaster.station.stock import Stock
from broadcaster.timetable.claim import Claim, Priority, Start

PATIENCE = 900.0
"""Seconds a person waits for a sound to be made before the order is forgotten."""
GRACE = 1800.0
"""Seconds it may wait behind something urgent."""


@dataclass(frozen=True)
class Ordered:
    """One order by hand."""

    airing: str
    """The id it will have in the journal."""
    title: str
    """What the journal calls it."""
    composition: Composition
    """What is to sound."""
    tags: frozenset[str]
    """Tags of its texts."""
    why: str
    """Vietnamese: who ordered it, for the journal."""


class OnDemand:
    """Keeps orders until their sound is made; any thread may add."""

    def __init__(
        self, stock: Stock, clock: Clock, air_now: Callable[[Offer], None], note: Callable[[str, str], None]
    ) -> None:
        self._stock = stock
        self._clock = clock
        self._air_now = air_now
        self._note = note
        self._waiting: list[tuple[float, Ordered]] = []
        self._lock = threading.Lock()

    def add(self, ordered: Ordered) -> bool:
        """Air it; whether its sound was made already, so that it sounds now."""
        now = self._clock.timestamp()
        missing = [order for order in ordered.composition.orders() if not self._stock.want(order, now)]
        if not missing and self._air(ordered):
            return True
        with self._lock:
            self._waiting.append((self._clock.monotonic(), ordered))
        return False

    def look(self) -> None:
        """Air what has been made since."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
        now = self._clock.monotonic()
        for since, ordered in waiting:
            if self._air(ordered):
                continue
            if now - since > PATIENCE:
                self._note("voice", f"không phát được «{ordered.title}» theo lệnh: chờ mãi chưa làm xong tiếng")
                continue
            for order in ordered.composition.orders():
                self._stock.want(order, self._clock.timestamp())
            with self._lock:
                self._waiting.append((since, ordered))

    def cancel(self) -> list[str]:
        """Forget what still waits; the titles."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
        return [ordered.title for _, ordered in waiting]

    def _air(self, ordered: Ordered) -> bool:
        parts = self._stock.parts(ordered.composition)
        if not parts:
            return False
        at = self._clock.timestamp()
        claim = Claim(
            ordered.airing, at, 0.0, Priority.HIGH, Start.HARD, GRACE, name=ordered.title
        )  # its length comes from the parts
        self._air_now(Offer(claim, ordered.title, parts, tags=ordered.tags, why=ordered.why))
        return True
