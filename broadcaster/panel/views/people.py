"""The pages of accounts and of the trail, as values to show. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from broadcaster.panel.accounts import Account
from broadcaster.panel.roles import ALL, Role, Roles, listed
from broadcaster.panel.secret import SHORTEST_PASSWORD
from broadcaster.panel.trail import DONE, Deed

MEANS = {
    Role.LOOK: "xem các trang; ai cũng có quyền này",
    Role.WRITE: "viết bài, sửa lịch, thêm âm thanh",
    Role.APPROVE: "duyệt bài, hoặc thôi duyệt",
    Role.AIR: "phát ngay, phát khẩn, dừng tiếng, thử loa",
    Role.ADMIN: "mọi việc, cả tài khoản, thiết bị và sao lưu",
}
"""What each role lets a person do, in their words."""


@dataclass(frozen=True)
class Choice:
    """One role as a box to tick."""

    key: str
    """What the form sends."""
    name: str
    """What it is called."""
    means: str
    """What it lets a person do."""
    given: bool
    """Whether it is ticked."""


@dataclass(frozen=True)
class Person:
    """One account of the page."""

    name: str
    """Its name."""
    roles: str
    """What it may do, in words."""
    since: datetime
    """When its password was set."""
    choices: list[Choice]
    """The boxes."""
    last_admin: bool
    """Whether it is the only administrator, who stays."""


@dataclass(frozen=True)
class Row:
    """One line of the trail."""

    at: datetime
    """When."""
    who: str
    """The account, or the command."""
    origin: str
    """Where from, in words."""
    what: str
    """What was ordered."""
    about: str
    """What it concerned."""
    done: bool
    """Whether it was done."""
    outcome: str
    """Why not; empty where it was done."""


def accounts(everyone: Iterable[Account], now: datetime) -> dict[str, object]:
    """Everything the page "Người dùng" shows."""
    known = list(everyone)
    admins = sum(Role.ADMIN in account.roles for account in known)
    people = [
        Person(
            account.name,
            listed(account.roles),
            datetime.fromtimestamp(account.since, now.tzinfo),
            choices(account.roles),
            last_admin=admins == 1 and Role.ADMIN in account.roles,
        )
        for account in known
    ]
    return {"people": people, "choices": choices(frozenset({Role.LOOK})), "shortest": SHORTEST_PASSWORD}


def choices(roles: Roles) -> list[Choice]:
    """A box for every role but the one that everybody has; an administrator's own box stands for them all."""
    shown = {Role.ADMIN} if roles == ALL else roles
    return [Choice(role.name, role.value, MEANS[role], role in shown) for role in Role if role is not Role.LOOK]


def abilities(roles: Roles) -> list[str]:
    """What these roles let a person do, a line each."""
    if roles == ALL:
        return [MEANS[Role.ADMIN]]
    return [MEANS[role] for role in Role if role in roles]


def deeds(trail: Iterable[Deed], when: Callable[[float], datetime]) -> list[Row]:
    """The lines of the trail."""
    return [
        Row(
            when(deed.at),
            deed.who,
            "ngay máy của đài" if deed.origin in {"127.0.0.1", "::1"} else f"máy {deed.origin}",
            deed.what,
            deed.about,
            deed.outcome == DONE,
            "" if deed.outcome == DONE else deed.outcome,
        )
        for deed in trail
    ]
