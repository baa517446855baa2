"""The pages of who may come in: the accounts, one's own password, and the trail of what everybody did."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from broadcaster.panel.accounts import Accounts, new_password
from broadcaster.panel.asking import Ask, BadAskError
from broadcaster.panel.gate import Gate
from broadcaster.panel.roles import Role
from broadcaster.panel.sessions import AT_THE_MACHINE
from broadcaster.panel.tables import Action, Page
from broadcaster.panel.views import people
from broadcaster.panel.work import Lane
from broadcaster.station.door import Door

_Values = Callable[[Door, Ask], dict[str, Any]]
DONE = {
    "them": "Đã thêm tài khoản.",
    "quyen": "Đã đổi quyền.",
    "mat-khau": "Đã đặt mật khẩu mới. Người này phải đăng nhập lại ở mọi máy.",
    "xoa": "Đã xoá tài khoản.",
}
"""What a page says after something was done; the key travels in the address."""


def pages(gate: Gate) -> tuple[Page, ...]:
    """The pages that ask the panel's own book, not the door."""
    return (
        Page("/nguoi-dung", "nguoi-dung.html", _accounts(gate), Role.ADMIN),
        Page("/tai-khoan", "tai-khoan.html", _own(gate)),
        Page("/thao-tac", "thao-tac.html", _trail(gate), Role.ADMIN),
    )


def actions(gate: Gate) -> tuple[Action, ...]:
    """The forms of those pages; a password is sealed where one is tried, one at a time."""
    accounts = gate.register.accounts

    def add(ask: Ask) -> None:
        accounts.add(ask.word("name"), new_password(ask.body), _roles(ask.body))

    def give(ask: Ask) -> None:
        accounts.give(ask.word("name"), _roles(ask.body))

    def set_password(ask: Ask) -> None:
        accounts.set_password(ask.word("name"), new_password(ask.body))

    def remove(ask: Ask) -> None:
        if not ask.ticked("sure"):
            raise BadAskError("hãy đánh dấu ô 'Tôi chắc chắn' rồi mới xoá được tài khoản")
        accounts.remove(ask.word("name"))

    return (
        _form("/nguoi-dung", "thêm tài khoản", add, "/nguoi-dung?da=them"),
        _form("/nguoi-dung/quyen", "đổi quyền tài khoản", give, "/nguoi-dung?da=quyen"),
        _form("/nguoi-dung/mat-khau", "đặt mật khẩu mới cho tài khoản", set_password, "/nguoi-dung?da=mat-khau"),
        _form("/nguoi-dung/xoa", "xoá tài khoản", remove, "/nguoi-dung?da=xoa"),
        _form("/tai-khoan", "đổi mật khẩu của mình", _own_password(accounts), "/vao", Role.LOOK),
    )


def _form(path: str, tells: str, do: Callable[[Ask], None], then: str, needs: Role = Role.ADMIN) -> Action:
    def obey(_: Door, ask: Ask) -> dict[str, Any]:
        do(ask)
        return {}

    return Action(path, obey, Lane.PASSWORD, lambda _: then, needs=needs, tells=tells)


def _own_password(accounts: Accounts) -> Callable[[Ask], None]:
    def change(ask: Ask) -> None:
        if ask.who == AT_THE_MACHINE:
            raise BadAskError("hãy đăng nhập bằng tài khoản của mình rồi đổi mật khẩu; hoặc đặt lại ở trang Người dùng")
        if accounts.accepts(ask.who, str(ask.body.get("old", ""))) is None:
            raise BadAskError("mật khẩu đang dùng không đúng; hãy nhập lại")
        accounts.set_password(ask.who, new_password(ask.body))

    return change


def _roles(fields: Mapping[str, Any]) -> list[Role]:
    """The ticked roles of a form; raises BadAskError for one that there is not."""
    names = [name for name in str(fields.get("roles", "")).split(",") if name]
    if strange := [name for name in names if name not in Role.__members__]:
        raise BadAskError(f"không có quyền '{strange[0]}'; hãy tải lại trang rồi chọn lại")
    return [Role[name] for name in names]


def _accounts(gate: Gate) -> _Values:
    def values(door: Door, ask: Ask) -> dict[str, Any]:
        shown = people.accounts(gate.register.accounts.everyone(), ask.now)
        return {"station": door.status()["station"], "done": DONE.get(ask.query.get("da", "")), **shown}

    return values


def _own(gate: Gate) -> _Values:
    def values(door: Door, ask: Ask) -> dict[str, Any]:
        return {
            "station": door.status()["station"],
            "at_the_machine": ask.who == AT_THE_MACHINE,
            "may_do": people.abilities(ask.roles),
            "admins": gate.register.accounts.admins(),
        }

    return values


def _trail(gate: Gate) -> _Values:
    def values(door: Door, ask: Ask) -> dict[str, Any]:
        before, wanted = ask.query.get("truoc", ""), ask.query.get("tim", "")
        deeds, more = gate.register.trail.read(before=int(before) if before.isdecimal() else None, wanted=wanted)
        rows = people.deeds(deeds, lambda at: datetime.fromtimestamp(at, ask.now.tzinfo))
        return {"station": door.status()["station"], "rows": rows, "wanted": wanted, "more": more}

    return values
