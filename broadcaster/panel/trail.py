"""The audit trail: who did what, from where, when, and what came of it; nobody can change a line of it from a page."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from broadcaster.errors import BroadcasterError
from broadcaster.journal.store import Store

KEPT = 20_000
"""Rows kept at most: a busy station's two years. The oldest go first."""
DONE = "xong"
"""The outcome of what was done."""
_TIDY_STEP = 200  # rows between two looks at how many there are
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Deed:
    """One line."""

    at: float
    """When, seconds since 1970."""
    who: str
    """The account, or the command."""
    origin: str
    """The address of the machine it came from."""
    what: str
    """What was ordered, in Vietnamese: `phát ngay`."""
    about: str
    """What it concerned; may be empty."""
    outcome: str
    """`xong`, or why not."""


class Trail:
    """The trail; thread-safe. `now` gives seconds since 1970."""

    def __init__(self, store: Store, now: Callable[[], float]) -> None:
        self._store = store
        self._now = now
        self._since_tidy = 0

    def add(self, who: str, origin: str, what: str, about: str = "", outcome: str = DONE) -> None:
        """Write a line; a disk that is full keeps no person from stopping the sound: it is logged, never raised."""
        try:
            with self._store.change() as db:
                row = (self._now(), who, origin, what, about, outcome)
                db.execute("INSERT INTO trail (at, who, origin, what, about, outcome) VALUES (?, ?, ?, ?, ?, ?)", row)
                self._tidy(db)
        except (sqlite3.Error, BroadcasterError):
            _log.exception("the audit trail could not be written: %s %s %s", who, what, about)

    def read(self, most: int = 200, before: int | None = None, wanted: str = "") -> tuple[list[Deed], int | None]:
        """The latest lines that hold `wanted`, newest first; and the number to ask `before` for earlier ones."""
        pattern = "%" + wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        rows = self._store.query(
            "SELECT id, at, who, origin, what, about, outcome FROM trail WHERE id < ? "
            "AND (who || ' ' || what || ' ' || about || ' ' || origin) LIKE ? ESCAPE '\\' ORDER BY id DESC LIMIT ?",
            (before or 1 << 62, pattern, most + 1),
        )
        more = rows[most - 1][0] if len(rows) > most else None
        return [Deed(*row[1:]) for row in rows[:most]], more

    def _tidy(self, db: sqlite3.Connection) -> None:
        self._since_tidy += 1
        if self._since_tidy >= _TIDY_STEP:
            self._since_tidy = 0
            db.execute("DELETE FROM trail WHERE id <= (SELECT max(id) FROM trail) - ?", (KEPT,))
