"""What a person may do from a page: each form's address, the order it gives, where the browser goes then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from broadcaster.panel import words
from broadcaster.panel.areas import devices, sounds, timetable
from broadcaster.panel.asking import Ask, BadAskError, read_order
from broadcaster.panel.roles import Role
from broadcaster.panel.tables import Action
from broadcaster.panel.work import Lane
from broadcaster.station.door import Door, UrgentOrder

BLANK_PREFIX = "o."
"""Names of a form's fields that fill a template's blanks begin so."""
_URGENT_FIELDS = {"name", "text", "repeat", "every", "until"}


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
    *timetable.ACTIONS,
    *devices.ACTIONS,
    *sounds.ACTIONS,
)
"""Every form behind the password."""
