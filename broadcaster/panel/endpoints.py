"""What may be asked of the station under `/api/v1`, one line each; `docs/http.md` tells the shapes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from broadcaster.panel.asking import Ask, read_day, read_order, read_span
from broadcaster.panel.roles import Role
from broadcaster.panel.tables import about, naming
from broadcaster.panel.work import Lane
from broadcaster.station.door import Door

PLAN_DAYS = 7
"""Days of a plan where none are asked for."""


@dataclass(frozen=True)
class Endpoint:
    """One address of the interface; a POST that changes something says what, for the audit trail."""

    method: str
    """GET, or POST where something changes."""
    path: str
    """Below `/api/v1`; `{…}` is a blank."""
    answer: Callable[[Door, Ask], Any]
    """Asks the door; called in a thread."""
    lane: Lane = Lane.PLAIN
    """Which threads it runs in."""
    needs: Role = Role.LOOK
    """The role whoever asks must have; the command has them all."""
    tells: str = ""
    """What it does, for the audit trail, in Vietnamese; empty: it changes nothing."""
    about: Callable[[Ask], str] = about
    """What it concerns, for the audit trail."""


def _plan(door: Door, ask: Ask) -> Any:
    return door.plan(*read_span(ask.query, ask.now, PLAN_DAYS))


def _log(door: Door, ask: Ask) -> Any:
    return door.log(*read_span(ask.query, ask.now, 1))


def _why(door: Door, ask: Ask) -> Any:
    day = read_day(ask.query["on"]) if ask.query.get("on") else ask.now.date()
    return door.why(ask.word("name"), day)


def _play(door: Door, ask: Ask) -> Any:
    return door.play(ask.word("name"), ask.by, anyway=ask.body.get("anyway") is True)


def _call_off(door: Door, ask: Ask) -> Any:
    return door.call_off(ask.word("airing"), ask.by)


def _urgent(door: Door, ask: Ask) -> Any:
    return door.urgent(read_order(ask))


ENDPOINTS = (
    Endpoint("GET", "/status", lambda door, _: door.status()),
    Endpoint("GET", "/plan", _plan),
    Endpoint("GET", "/log", _log),
    Endpoint("GET", "/check", lambda door, _: {"problems": door.check()}),
    Endpoint("GET", "/scripts", lambda door, _: {"scripts": door.scripts()}),
    Endpoint("GET", "/scripts/{name}", lambda door, ask: door.script(ask.word("name"))),
    Endpoint("GET", "/sounds", lambda door, _: {"sounds": door.sounds.all()}),
    Endpoint("GET", "/why", _why),
    Endpoint("GET", "/devices", lambda door, _: door.devices.report()),
    Endpoint("GET", "/doctor", lambda door, _: {"findings": door.devices.examine()}),
    Endpoint("POST", "/play", _play, needs=Role.AIR, tells="phát ngay"),
    Endpoint("POST", "/play/cancel", _call_off, needs=Role.AIR, tells="thôi phát ngay", about=naming("airing")),
    Endpoint("POST", "/urgent", _urgent, Lane.URGENT, Role.AIR, "phát thông báo khẩn"),
    Endpoint("POST", "/urgent/preview", lambda door, ask: door.preview(read_order(ask)), needs=Role.AIR),
    Endpoint("POST", "/clock", lambda door, ask: door.believe_clock(ask.by), needs=Role.AIR, tells="tin đồng hồ máy"),
    Endpoint("POST", "/stop", lambda door, ask: door.stop(ask.by), Lane.URGENT, Role.AIR, "dừng tiếng"),
)
"""The whole interface, but for the stream of events."""
