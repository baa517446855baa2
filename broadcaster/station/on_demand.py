"""What a person ordered to be aired now: at once where its sound is made, else as soon as it is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from broadcaster.clock import Clock
from broadcaster.playout.offer import Offer, Part
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


@dataclass(frozen=True)
class Waiting:
    """An order whose sound is still being made."""

    ordered: Ordered
    """What was ordered."""
    since: datetime
    """When, aware."""
    patience: float
    """The monotonic instant at which it is given up."""


class OnDemand:
    """Keeps orders until their sound is made; any thread may add, look at what waits and call it off."""

    def __init__(
        self, stock: Stock, clock: Clock, air_now: Callable[[Offer], None], note: Callable[[str, str], None]
    ) -> None:
        self._stock = stock
        self._clock = clock
        self._air_now = air_now
        self._note = note
        self._waiting: dict[str, Waiting] = {}
        self._lock = threading.Lock()

    def add(self, ordered: Ordered) -> bool:
        """Air it; whether its sound was made already, so that it sounds now."""
        missing = self._missing(ordered)
        if not missing and (parts := self._stock.parts(ordered.composition)):
            self._air(ordered, parts)
            return True
        with self._lock:
            patience = self._clock.monotonic() + PATIENCE
            self._waiting[ordered.airing] = Waiting(ordered, self._clock.now(), patience)
        return False

    def look(self) -> None:
        """Air what has been made since."""
        for one in self.waiting():
            parts = self._stock.parts(one.ordered.composition)
            if not parts and self._clock.monotonic() <= one.patience:
                self._missing(one.ordered)
                continue
            with self._lock:  # whoever calls it off, or silences all, comes before its sound or after, never between
                if self._waiting.pop(one.ordered.airing, None) is None:
                    continue
                if parts:
                    self._air(one.ordered, parts)
            if not parts:
                self._note("voice", f"không phát được «{one.ordered.title}» theo lệnh: chờ mãi chưa làm xong tiếng")

    def waiting(self) -> tuple[Waiting, ...]:
        """What still waits, in the order in which it was ordered."""
        with self._lock:
            return tuple(self._waiting.values())

    def call_off(self, airing: str) -> Waiting | None:
        """Forget the order of that id; None where none waits, or waits no more."""
        with self._lock:
            return self._waiting.pop(airing, None)

    def cancel(self) -> list[str]:
        """Forget all that still waits; the titles."""
        with self._lock:
            waiting, self._waiting = self._waiting, {}
        return [one.ordered.title for one in waiting.values()]

    def _missing(self, ordered: Ordered) -> bool:
        """Whether a sound of it is not made yet; each such is asked for."""
        now = self._clock.timestamp()
        return bool([order for order in ordered.composition.orders() if not self._stock.want(order, now)])

    def _air(self, ordered: Ordered, parts: tuple[Part, ...]) -> None:
        claim = ordered.claim(self._clock.timestamp())
        self._air_now(Offer(claim, ordered.title, parts, tags=ordered.tags, why=ordered.why))
