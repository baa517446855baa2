"""What a person ordered to be aired now: at once where its sound is made, else as soon as it is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from broadcaster.clock import Clock
from broadcaster.playout.offer import Offer
from broadcaster.station.composition import Composition
from broadcaster.station.stock import Stock
from broadcaster.timetable.claim import AfterCut, Claim, Priority, Start

PATIENCE = 900.0
"""Seconds a person waits for a sound to be made before the order is forgotten."""
GRACE = 1800.0
"""Seconds it may wait behind something urgent."""
TRIAL_GRACE = 60.0
"""Seconds a trial may wait for the end of what airs."""


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
    trial: bool = False
    """Whether it only tries the loudspeakers."""

    def claim(self, at: float) -> Claim:
        """Its claim on the air from `at` (POSIX seconds) on; its length comes from its parts."""
        if self.trial:
            return trial_claim(self.airing, self.title, at)
        return Claim(self.airing, at, 0.0, Priority.HIGH, Start.HARD, GRACE, name=self.title)


def trial_claim(airing: str, title: str, at: float) -> Claim:
    """What tries the loudspeakers waits for whatever airs by then, and cuts nothing."""
    return Claim(airing, at, 0.0, grace=TRIAL_GRACE, after_cut=AfterCut.DROP, name=title)


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
        claim = ordered.claim(self._clock.timestamp())
        self._air_now(Offer(claim, ordered.title, parts, tags=ordered.tags, why=ordered.why))
        return True
