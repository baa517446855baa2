"""The panel's own book, `var/panel.sqlite`: the accounts, the browsers that have come in, and what each person did."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from broadcaster.journal.store import Store
from broadcaster.panel.accounts import Accounts
from broadcaster.panel.secret import keep_private
from broadcaster.panel.sessions import Sessions
from broadcaster.panel.trail import Trail

_SCHEMA = (
    """
CREATE TABLE account (name TEXT PRIMARY KEY, sealed TEXT NOT NULL, since REAL NOT NULL) STRICT;
CREATE TABLE session (
  print TEXT PRIMARY KEY, name TEXT NOT NULL, form_key TEXT NOT NULL, since REAL NOT NULL, seen REAL NOT NULL,
  origin TEXT NOT NULL
) STRICT
""",
    """
ALTER TABLE account ADD COLUMN roles TEXT NOT NULL DEFAULT 'ADMIN';
CREATE TABLE trail (
  id INTEGER PRIMARY KEY, at REAL NOT NULL, who TEXT NOT NULL, origin TEXT NOT NULL, what TEXT NOT NULL,
  about TEXT NOT NULL, outcome TEXT NOT NULL
) STRICT;
CREATE INDEX trail_at ON trail (at)
""",
)


class Register:
    """Opens the book; every part of it is thread-safe. `now` gives seconds since 1970."""

    def __init__(self, path: Path, now: Callable[[], float]) -> None:
        keep_private(path)
        self._store = Store(path, _SCHEMA, "tệp mật khẩu")
        self.sessions = Sessions(self._store, now)
        """The browsers that have come in."""
        self.accounts = Accounts(self._store, now, self.sessions.forget)
        """Who may come in."""
        self.trail = Trail(self._store, now)
        """What each person did."""

    @property
    def notices(self) -> tuple[str, ...]:
        """What an operator must be told of the file, in Vietnamese."""
        return tuple(self._store.notices)

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()
