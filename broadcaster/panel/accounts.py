"""Who may come in: named accounts, each with its own password and roles, in SQLite; they outlive a restart."""

from __future__ import annotations

import functools
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from broadcaster.journal.store import Store
from broadcaster.panel import secret
from broadcaster.panel.asking import BadAskError
from broadcaster.panel.roles import Role, Roles, whole
from broadcaster.panel.sessions import AT_THE_MACHINE, read_roles, written_roles
from broadcaster.station.door import RefusedError, UnknownNameError

LONGEST_NAME = 40
"""Letters of an account's name at most."""
MOST_ACCOUNTS = 50
"""Accounts a commune's station ever needs."""


@dataclass(frozen=True)
class Account:
    """One person."""

    name: str
    """What they sign in as, and what the journal calls them."""
    roles: Roles
    """What they may do."""
    since: float
    """When their password was last set, seconds since 1970."""


class Accounts:
    """The accounts; `forget` is told the name whose browsers must show who they are anew."""

    def __init__(
        self, store: Store, now: Callable[[], float], forget: Callable[[sqlite3.Connection, str], None]
    ) -> None:
        self._store = store
        self._now = now
        self._forget = forget

    def everyone(self) -> list[Account]:
        """All accounts, by name."""
        rows = self._store.query("SELECT name, roles, since FROM account ORDER BY name")
        return [Account(name, read_roles(roles), since) for name, roles, since in rows]

    def admins(self) -> list[str]:
        """Those who may give roles to others."""
        return [account.name for account in self.everyone() if Role.ADMIN in account.roles]

    def has_any(self) -> bool:
        """Whether a password was ever set."""
        return bool(self._store.query("SELECT 1 FROM account LIMIT 1"))

    def named(self, name: str) -> str | None:
        """The account that goes by this name, in whatever letters; None: none."""
        return _same_name(_tidy(name), [account.name for account in self.everyone()])

    def found(self, name: str, password: str) -> bool:
        """Make the first account, an administrator's; whether it was made (of two first visitors one wins)."""
        name, sealed = fit_name(name), secret.seal(fit_password(password))
        with self._store.change() as db:
            done = db.execute(
                "INSERT INTO account SELECT ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM account)",
                (name, sealed, self._now(), Role.ADMIN.name),
            )
            return done.rowcount == 1

    def add(self, name: str, password: str, roles: Iterable[Role]) -> None:
        """Make an account; raises BadAskError for an unfit name or password, RefusedError for a name that is taken."""
        name, sealed = fit_name(name), secret.seal(fit_password(password))
        with self._store.change() as db:
            known = [row[0] for row in db.execute("SELECT name FROM account")]
            if _same_name(name, known) is not None:
                raise RefusedError(f"đã có tài khoản tên «{name}»; hãy đặt tên khác, ví dụ thêm họ")
            if len(known) >= MOST_ACCOUNTS:
                raise RefusedError(f"đã có {MOST_ACCOUNTS} tài khoản; hãy xoá bớt tài khoản không dùng nữa")
            row = (name, sealed, self._now(), written_roles(whole(roles)))
            db.execute("INSERT INTO account (name, sealed, since, roles) VALUES (?, ?, ?, ?)", row)

    def give(self, name: str, roles: Iterable[Role]) -> None:
        """Change what an account may do; raises UnknownNameError, RefusedError for the last administrator."""
        with self._store.change() as db:
            if Role.ADMIN not in whole(roles):
                _leave_an_admin(db, name)
            if not db.execute("UPDATE account SET roles=? WHERE name=?", (written_roles(whole(roles)), name)).rowcount:
                raise _unknown(name)
            self._forget(db, "")

    def set_password(self, name: str, password: str) -> None:
        """Give an account a new password and sign its browsers out; raises UnknownNameError, BadAskError."""
        sealed = secret.seal(fit_password(password))
        with self._store.change() as db:
            values = (sealed, self._now(), name)
            if not db.execute("UPDATE account SET sealed=?, since=? WHERE name=?", values).rowcount:
                raise _unknown(name)
            self._forget(db, name)

    def remove(self, name: str) -> None:
        """Take an account away; raises UnknownNameError, RefusedError for the last administrator."""
        with self._store.change() as db:
            _leave_an_admin(db, name)
            if not db.execute("DELETE FROM account WHERE name=?", (name,)).rowcount:
                raise _unknown(name)
            self._forget(db, name)

    def accepts(self, name: str, password: str) -> str | None:
        """The account that this password opens, None: none. Slow on purpose, as slow for a name nobody has.

        Letters large or small are the same name; where there is one account only, its name may be left out.
        """
        sealed: dict[str, str] = dict(self._store.query("SELECT name, sealed FROM account"))
        alone = next(iter(sealed)) if len(sealed) == 1 and not name.strip() else None
        known = alone or _same_name(_tidy(name), sealed)
        if not secret.opens(password, sealed[known] if known else _nobodys()) or known is None:
            return None
        if secret.is_outdated(sealed[known]):
            with self._store.change() as db:
                db.execute("UPDATE account SET sealed=? WHERE name=?", (secret.seal(password), known))
        return known


def fit_name(name: str) -> str:
    """The name as it is kept, NFC, single blanks; raises BadAskError for one that will not do."""
    tidy = _tidy(name)
    if not tidy:
        raise BadAskError("hãy đặt tên cho tài khoản, ví dụ: Chị Lan")
    if len(tidy) > LONGEST_NAME:
        raise BadAskError(f"tên tài khoản dài quá {LONGEST_NAME} chữ cái; hãy rút gọn")
    if not all(letter.isalnum() or letter in " .-_" for letter in tidy):
        raise BadAskError("tên tài khoản chỉ dùng chữ, số, dấu cách, dấu chấm và gạch nối")
    if tidy.casefold() == AT_THE_MACHINE.casefold():
        raise BadAskError(f"tên «{AT_THE_MACHINE}» đài dùng cho người mở bằng đường dẫn ở máy; hãy đặt tên khác")
    return tidy


def fit_password(password: str) -> str:
    """The password; raises BadAskError for one that will not do."""
    if len(password) < secret.SHORTEST_PASSWORD:
        raise BadAskError(f"mật khẩu phải có ít nhất {secret.SHORTEST_PASSWORD} chữ; một câu ngắn dễ nhớ là tốt nhất")
    if len(password) > secret.LONGEST_PASSWORD:
        raise BadAskError(f"mật khẩu dài quá {secret.LONGEST_PASSWORD} chữ; một câu ngắn dễ nhớ là tốt nhất")
    if len(set(password.casefold())) < 4 or password.casefold() in _GUESSED_FIRST:  # noqa: PLR2004 - 11111111, abababab
        raise BadAskError("mật khẩu quá dễ đoán; hãy dùng một câu ngắn dễ nhớ")
    return password


_GUESSED_FIRST = {"12345678", "123456789", "1234567890", "87654321", "password", "matkhau123", "mật khẩu", "matkhau1"}


@functools.cache
def _nobodys() -> str:
    """A seal nothing opens: a name that nobody has must take as long to refuse as one that somebody has."""
    return secret.seal(secret.new_secret())


def new_password(fields: Mapping[str, Any]) -> str:
    """The password of a form that asks for it twice, as `password` and `again`; raises BadAskError."""
    password = fit_password(str(fields.get("password", "")))
    if password != str(fields.get("again", "")):
        raise BadAskError("hai lần nhập mật khẩu không giống nhau; hãy nhập lại")
    return password


def _tidy(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name[: 4 * LONGEST_NAME]).split())


def _same_name(name: str, known: Iterable[str]) -> str | None:
    return next((one for one in known if one.casefold() == name.casefold()), None)


def _leave_an_admin(db: sqlite3.Connection, name: str) -> None:
    rows = db.execute("SELECT roles FROM account WHERE name<>?", (name,))
    known = db.execute("SELECT roles FROM account WHERE name=?", (name,)).fetchone()
    if known and Role.ADMIN in read_roles(known[0]) and not any(Role.ADMIN in read_roles(roles) for (roles,) in rows):
        raise RefusedError(
            f"«{name}» là người quản trị cuối cùng; hãy cho một tài khoản khác quyền quản trị trước, rồi làm lại"
        )


def _unknown(name: str) -> UnknownNameError:
    return UnknownNameError(f"không có tài khoản «{name}»; hãy tải lại trang Người dùng để xem các tài khoản")
