"""The browsers that have come in, in SQLite; they outlive a restart, and are asked of the disk only once."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass

from broadcaster.journal.store import Store
from broadcaster.panel import secret
from broadcaster.panel.roles import ALL, Role, Roles, whole

LIFE = 30 * 86_400.0
"""Seconds an unused session lives: an officer signs in about once a month."""
AT_THE_MACHINE = "người ở máy đài"
"""Who has come in by the link that `run` prints: whoever sits at the station's machine."""
_SEEN_STEP = 3600.0  # how often a session's use is written down: not at every click
_REMEMBERED = 500  # sessions kept in memory


@dataclass(frozen=True)
class Session:
    """A browser that may come in."""

    name: str
    """Whose it is."""
    form_key: str
    """What each form and each script request must carry, so that no other site can send one."""
    key: str
    """The cookie's value."""
    roles: Roles = ALL
    """What they may do."""


class Sessions:
    """The sessions; thread-safe. `now` gives seconds since 1970."""

    def __init__(self, store: Store, now: Callable[[], float]) -> None:
        self._store = store
        self._now = now
        self._known: dict[str, tuple[Session, float]] = {}  # by print, with when it was last written down
        self._age = 0
        self._lock = threading.Lock()

    def begin(self, name: str, origin: str) -> Session:
        """A new session of `name` for the browser at `origin` (an address, for the record)."""
        key, now = secret.new_secret(), self._now()
        print_, form_key = secret.fingerprint(key), secret.new_secret()
        with self._store.change() as db:
            db.execute("DELETE FROM session WHERE seen < ?", (now - LIFE,))
            db.execute("INSERT INTO session VALUES (?, ?, ?, ?, ?, ?)", (print_, name, form_key, now, now, origin))
        session = self.find(key)
        assert session is not None, "only for a name that has an account, or for who sits at the machine"
        return session

    def find(self, key: str) -> Session | None:
        """The session a cookie names, if it still lives: from memory where it can, so that no page awaits the disk."""
        print_, now, age = secret.fingerprint(key), self._now(), self._age
        session, seen = self._known.get(print_) or self._read(print_, key)
        if session is None or seen < now - LIFE:
            return None
        if abs(now - seen) > _SEEN_STEP:
            with contextlib.suppress(sqlite3.Error), self._store.change() as db:  # a full disk signs nobody out
                db.execute("UPDATE session SET seen=? WHERE print=?", (now, print_))
            seen = now
        with self._lock:
            if age == self._age:  # else it may have been ended since it was read
                self._known[print_] = (session, seen)
            if len(self._known) > _REMEMBERED:
                self._known.clear()
        return session

    def end(self, key: str) -> None:
        """Sign a browser out."""
        with self._store.change() as db:
            db.execute("DELETE FROM session WHERE print=?", (secret.fingerprint(key),))
            self._read_anew()

    def forget(self, db: sqlite3.Connection, name: str) -> None:
        """Within a change of `name`'s account: end its sessions; with an empty name only read all of them anew."""
        db.execute("DELETE FROM session WHERE name=?", (name,))
        self._read_anew()

    def _read_anew(self) -> None:
        """Forget what is remembered; called while the store is held, so that whoever asks next reads what is new."""
        with self._lock:
            self._age += 1
            self._known.clear()

    def _read(self, print_: str, key: str) -> tuple[Session | None, float]:
        rows = self._store.query(
            "SELECT session.name, form_key, seen, roles FROM session LEFT JOIN account USING (name) WHERE print=?",
            (print_,),
        )
        if not rows:
            return None, 0.0
        name, form_key, seen, roles = rows[0]
        if roles is None and name != AT_THE_MACHINE:
            return None, 0.0  # the account is gone
        return Session(name, form_key, key, ALL if roles is None else read_roles(roles)), seen


def written_roles(roles: Roles) -> str:
    """Roles as they stand in the file."""
    return ",".join(role.name for role in Role if role in roles)


def read_roles(written: str) -> Roles:
    """Roles as they stand in the file; one that this program does not know gives nothing."""
    return whole(Role[name] for name in written.split(",") if name in Role.__members__)
