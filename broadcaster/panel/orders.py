"""What a person may do from a page: each form's address, the order it gives, where the browser goes then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from broadcaster.panel import words
from broadcaster.panel.asking import Ask, BadAskError, read_order
from broadcaster.panel.roles import Role
from broadcaster.panel.work import Lane
from broadcaster.station.door import Door, UrgentOrder

BLANK_PREFIX = "o."
"""Names of a form's fields that fill a template's blanks begin so."""
_NAMING = ("name", "title", "programme", "file", "text")
_LONGEST_ABOUT = 200  # letters; a whole text is in the journal, not in the trail
_URGENT_FIELDS = {"name", "text", "repeat", "every", "until"}


def about(ask: Ask) -> str:
    """What an order concerns, for the audit trail: the first of its fields that names something."""
    fields = {**ask.path, **ask.body}
    named = next((fields[key] for key in _NAMING if fields.get(key)), "")
    return str(named)[:_LONGEST_ABOUT]


@dataclass(frozen=True)
class Action:
    """One form. What changes something says so to the audit trail: `tells` must name it unless `changes` is False."""

    path: str
    """Where it is sent."""
    do: Callable[[Door, Ask], dict[str, Any]]
    """Gives the order; called in a thread."""
    lane: Lane = Lane.PLAIN
    """Which threads it runs in."""
    then: Callable[[dict[str, Any]], str] = lambda _: "/"
    """Where the browser goes when it is done, by what the door answered."""
    overrules: bool = False
    """Whether a refusal may be overruled by sending the form again with `anyway`."""
    template: str | None = None
    """A part of a page to answer with instead."""
    needs: Role = Role.LOOK
    """The role a person must have."""
    tells: str = ""
    """What it does, for the audit trail, in Vietnamese: `phát ngay`."""
    about: Callable[[Ask], str] = about
    """What it concerns, for the audit trail."""
    changes: bool = True
    """Whether it changes anything; a preview does not."""
    uploads: bool = False
    """Whether it may bring files (`multipart/form-data`); they are in `ask.files`, and gone when it is done."""

    def __post_init__(self) -> None:
        """Raise ValueError for an order the audit trail could not tell."""
        if self.changes and not self.tells:
            raise ValueError(f"{self.path}: tells is missing")


def form_order(ask: Ask) -> UrgentOrder:
    """The urgent order of a page's form; raises BadAskError."""
    fields = ask.body
    sets = {key.removeprefix(BLANK_PREFIX): word for key, word in fields.items() if key.startswith(BLANK_PREFIX)}
    body: dict[str, Any] = {key: fields[key] for key in _URGENT_FIELDS & fields.keys()}
    if sets:
        body["set"] = sets
    return read_order(replace(ask, body=body))


def _play(door: Door, ask: Ask) -> dict[str, Any]:
    return door.play(ask.word("name"), ask.by, anyway=ask.body.get("anyway") == "1")


def _air(door: Door, ask: Ask) -> dict[str, Any]:
    if ask.body.get("sure") != "1":
        raise BadAskError("hãy giữ nút, hoặc đánh dấu ô 'Tôi chắc chắn', rồi mới phát được ra loa")
    return door.urgent(form_order(ask))


def _preview(door: Door, ask: Ask) -> dict[str, Any]:
    order = form_order(ask)
    told: Mapping[str, Any] = door.preview(order)
    return {
        "title": told["title"],
        "spoken": told["spoken"],
        "seconds": told.get("seconds"),
        "breaks": told.get("breaks"),
        "repeat": order.repeat,
        "again": _again(order, ask.now),
        "notice": told.get("notice") or "",
    }


def _again(order: UrgentOrder, now: datetime) -> str:
    if order.every is None:
        return ""
    until = f"đến {words.when(order.until, now)}" if order.until else "đến khi bấm dừng"
    return f"Nhắc lại sau mỗi {words.length(order.every)}, {until}."


ACTIONS = (
    Action(
        "/phat",
        _play,
        then=lambda told: "/?da=phat" if told.get("ready", True) else "/?da=lam",
        overrules=True,
        needs=Role.AIR,
        tells="phát ngay",
    ),
    Action(
        "/dung",
        lambda door, ask: door.stop(ask.by),
        Lane.URGENT,
        then=lambda _: "/?da=dung",
        needs=Role.AIR,
        tells="dừng tiếng",
    ),
    Action("/khan-cap", _air, Lane.URGENT, then=lambda _: "/?da=khan", needs=Role.AIR, tells="phát thông báo khẩn"),
    Action("/khan-cap/xem", _preview, template="_xem-truoc.html", needs=Role.AIR, changes=False),
)
"""Every form behind the password."""
