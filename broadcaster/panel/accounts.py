"""Who may come in: the station's password and the sessions of browsers, in SQLite; both outlive a restart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from broadcaster.journal.store import Store
from broadcaster.panel import secret
from broadcaster.panel.roles import ALL, Roles

_SCHEMA = (
    """
CREATE TABLE account (name TEXT PRIMARY KEY, sealed TEXT NOT NULL, since REAL NOT NULL) STRICT;
CREATE TABLE session (
  print TEXT PRIMARY KEY, name TEXT NOT NULL, form_key TEXT NOT NULL, since REAL NOT NULL, seen REAL NOT NULL,
  origin TEXT NOT NULL
) STRICT
""",
)

OFFICER = "cán bộ đài"
"""The one account a station starts with."""
LIFE = 30 * 86_400.0
"""Seconds an unused session lives: an officer signs in about once a month."""
_SEEN_STEP = 3600.0  # how often a session's use is written down: not at every click


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


class Accounts:
    """The password and the sessions; thread-safe. `now` gives seconds since 1970."""

    def __init__(self, path: Path, now: Callable[[], float]) -> None:
        self._store = Store(path, _SCHEMA, "tệp mật khẩu")
        self._now = now

    @property
    def notices(self) -> tuple[str, ...]:
        """What an operator must be told of the file, in Vietnamese."""
        return tuple(self._store.notices)

    def has_password(self) -> bool:
        """Whether a password was ever set."""
        return bool(self._store.query("SELECT 1 FROM account WHERE name=?", (OFFICER,)))

    def set_password(self, password: str) -> None:
        """Set the station's password and sign every browser out."""
        sealed = secret.seal(password)
        with self._store.change() as db:
            db.execute("INSERT OR REPLACE INTO account VALUES (?, ?, ?)", (OFFICER, sealed, self._now()))
            db.execute("DELETE FROM session")

    def set_first_password(self, password: str) -> bool:
        """Set the password if there is none yet; whether it was set (two first visitors: one wins)."""
        sealed = secret.seal(password)
        with self._store.change() as db:
            done = db.execute("INSERT OR IGNORE INTO account VALUES (?, ?, ?)", (OFFICER, sealed, self._now()))
            return done.rowcount == 1

    def accepts(self, password: str) -> bool:
        """Whether the password is right; slow on purpose."""
        rows = self._store.query("SELECT sealed FROM account WHERE name=?", (OFFICER,))
        return bool(rows) and secret.opens(password, rows[0][0])

    def begin(self, origin: str) -> Session:
        """A new session for the browser at `origin` (an address, for the record)."""
        session = Session(OFFICER, secret.new_secret(), secret.new_secret())
        now = self._now()
        with self._store.change() as db:
            db.execute("DELETE FROM session WHERE seen < ?", (now - LIFE,))
            db.execute(
                "INSERT INTO session VALUES (?, ?, ?, ?, ?, ?)",
                (secret.fingerprint(session.key), session.name, session.form_key, now, now, origin),
            )
        return session

    def find(self, key: str) -> Session | None:
        """The session a cookie names, if it still lives."""
        print_, now = secret.fingerprint(key), self._now()
        rows = self._store.query("SELECT name, form_key, seen FROM session WHERE print=?", (print_,))
        if not rows or rows[0][2] < now - LIFE:
            return None
        name, form_key, seen = rows[0]
        if abs(now - seen) > _SEEN_STEP:
            with self._store.change() as db:
                db.execute("UPDATE session SET seen=? WHERE print=?", (now, print_))
        return Session(name, form_key, key)

    def end(self, key: str) -> None:
        """Sign a browser out."""
        with self._store.change() as db:
            db.execute("DELETE FROM session WHERE print=?", (secret.fingerprint(key),))

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()
