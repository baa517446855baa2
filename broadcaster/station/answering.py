"""How far back a station answers for what was planned: while it was off, much may have gone by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from broadcaster.journal.journal import Journal
from broadcaster.playout.asrun import Settled

LOOK_BACK = timedelta(days=31)
"""How far back a station that was off tells what it missed."""
BUILT = datetime(2026, 11, 1, tzinfo=UTC)
"""A clock before this is wrong: the program did not exist yet."""
SAME = timedelta(minutes=1)
"""Two beginnings nearer to each other than this are one."""

Lived = Callable[[datetime], datetime | None]
"""The last instant before the one given that the station is known to have lived through; None: none."""


def answerable_since(lived: Lived, began: datetime) -> datetime:
    """From when on a station that began at `began` owes an answer: since it was last alive before that.

    One that never was, or only by a clock that had the program not built yet, has missed nothing.
    """
    last = lived(began)
    return began if last is None or last < BUILT else max(last, began - LOOK_BACK)


def settled_of(journal: Journal, now: datetime) -> Settled:
    """What is over at a start at `now`."""
    since = min(now, journal.last_instant() or now) - LOOK_BACK  # whichever of the two clocks is wrong
    return Settled(frozenset(journal.ids_since(since, heard=True)), frozenset(journal.ids_since(since, heard=False)))


class Answering:
    """The same for a running station, whose clock may be set: the clock as it is now tells when it began."""

    def __init__(self, lived: Lived, monotonic: float) -> None:
        """`monotonic`: when the station began, by the clock that never steps (s)."""
        self._lived = lived
        self._monotonic = monotonic
        self._heard: float | None = None
        self._since: datetime | None = None
        self._set_back: tuple[datetime, datetime] | None = None  # when it began, and what it then owes

    def heard(self, monotonic: float) -> None:
        """Something has sounded until now."""
        self._heard = monotonic

    def since(self, now: datetime, monotonic: float) -> datetime:
        """From when on it owes an answer at `now`, by a clock that is believed.

        A clock set forward tells what it jumped over. One that was ahead from the start and is put right shows when
        the station really began; what it has sounded since is not owed again by another date.
        """
        began = now - timedelta(seconds=monotonic - self._monotonic)
        if self._since is None:
            self._since = answerable_since(self._lived, began)
        if now >= self._since:
            return self._since
        if self._heard is not None:
            return now - timedelta(seconds=monotonic - self._heard)
        if self._set_back is None or abs(self._set_back[0] - began) >= SAME:
            self._set_back = began, answerable_since(self._lived, began)
        return self._set_back[1]
