"""The page "Khẩn cấp": a message chosen, typed, recorded or sent; heard; then held onto the loudspeakers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from broadcaster.panel import words
from broadcaster.panel.areas.sounds import uploaded
from broadcaster.panel.asking import Ask, BadAskError, read_order
from broadcaster.panel.roles import Role
from broadcaster.panel.tables import Action, Download, Page, naming
from broadcaster.panel.views import texts
from broadcaster.panel.views.sounds import clip
from broadcaster.panel.work import Lane
from broadcaster.station.door import Door, UrgentOrder

BLANK_PREFIX = "o."
"""Names of a form's fields that fill a template's blanks begin so."""
TYPING, RECORDING = "-", "~"
"""What stands in the address in the place of a template's name."""
_FIELDS = {"name", "text", "title", "repeat", "every", "until", "now"}


def form_order(door: Door, ask: Ask) -> UrgentOrder:
    """The urgent order of a page's form; raises BadAskError, UnknownNameError."""
    fields = ask.body
    sets = {key.removeprefix(BLANK_PREFIX): word for key, word in fields.items() if key.startswith(BLANK_PREFIX)}
    body: dict[str, Any] = {key: fields[key] for key in _FIELDS & fields.keys()}
    if sets:
        body["set"] = sets
    if not fields.get("clip"):
        return read_order(replace(ask, body=body))
    # the station's own path, not the form's: a form names a clip it has sent before
    body["recording"] = str(door.sounds.clip_file(str(fields["clip"])))
    body["title"] = str(fields.get("title") or "").strip() or "Bản ghi âm khẩn"
    return read_order(replace(ask, body=body, by_command=True))


def _urgent(door: Door, ask: Ask) -> dict[str, Any]:
    status, wanted = door.status(), ask.query.get("mau")
    scripts = [script for script in door.scripts() if texts.is_urgent(script)]
    chosen = next((script for script in scripts if script["name"] == wanted), None)
    sent = ask.query.get("tep", "")
    on_air = status["on_air"] or {}
    return {
        "station": status["station"],
        "on_air": status["on_air"],
        "breaking": on_air.get("kind") == "urgent",
        "standing": status.get("standing") or [],
        "choices": [(script["name"], texts.short_title(script)) for script in scripts],
        "chosen": chosen,
        "typing": wanted == TYPING,
        "recording": wanted == RECORDING,
        "clip": clip(door.sounds.clip_told(sent)) if sent else None,
        "blanks": texts.blanks(chosen) if chosen else [],
    }


def _air(door: Door, ask: Ask) -> dict[str, Any]:
    if not ask.ticked("sure"):
        raise BadAskError("hãy giữ nút, hoặc đánh dấu ô 'Tôi chắc chắn', rồi mới phát được ra loa")
    return door.urgent(form_order(door, ask))


def _preview(door: Door, ask: Ask) -> dict[str, Any]:
    order = form_order(door, ask)
    told: Mapping[str, Any] = door.preview(order)
    return {
        "title": told["title"],
        "spoken": told["spoken"],
        "seconds": _seconds(door, ask, order) or told.get("seconds"),
        "breaks": told.get("breaks"),
        "repeat": order.repeat,
        "again": _again(order, ask),
        "notice": told.get("notice") or "",
    }


def _seconds(door: Door, ask: Ask, order: UrgentOrder) -> float | None:
    """How long a recording sounds in all; None for words, whose length the door estimates."""
    if order.recording is None:
        return None
    facts = door.sounds.clip_told(str(ask.body["clip"]))["facts"]
    return float(facts["seconds"]) * order.repeat


def _again(order: UrgentOrder, ask: Ask) -> str:
    if order.every is None:
        return ""
    until = f"đến {words.when(order.until, ask.now)}" if order.until else "đến khi bấm dừng"
    return f"Nhắc lại sau mỗi {words.length(order.every)}, {until}."


def _hear(door: Door, ask: Ask) -> dict[str, Any]:
    return door.sounds.hear(form_order(door, ask))


def _take(door: Door, ask: Ask) -> dict[str, Any]:
    file = uploaded(ask)
    return door.sounds.clip(file.path, file.name)


PAGES = (Page("/khan-cap", "khan-cap.html", _urgent, Role.AIR),)
ACTIONS = (
    Action("/khan-cap", _air, Lane.URGENT, then=lambda _: "/?da=khan", needs=Role.AIR, tells="phát thông báo khẩn"),
    Action("/khan-cap/xem", _preview, template="_xem-truoc.html", needs=Role.AIR, changes=False),
    Action("/khan-cap/nghe", _hear, Lane.SOUND, template="_nghe.html", needs=Role.AIR, changes=False),
    Action(
        "/khan-cap/tep",
        _take,
        Lane.SOUND,
        then=lambda told: f"/khan-cap?mau={RECORDING}&tep={told['id']}#hai",
        needs=Role.AIR,
        tells="gửi bản ghi âm khẩn",
        about=naming("file"),
        uploads=True,
    ),
)
DOWNLOADS = (
    Download("/khan-cap/nghe/{name}", lambda door, ask: door.sounds.heard_file(ask.path["name"]), Role.AIR),
    Download("/khan-cap/tep/{name}", lambda door, ask: door.sounds.clip_file(ask.path["name"]), Role.AIR),
)
