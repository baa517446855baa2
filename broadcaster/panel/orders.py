"""What a person may do from a page: each form's address, the order it gives, where the browser goes then."""

from __future__ import annotations

from typing import Any

from broadcaster.panel.areas import devices, sounds, texts, timetable, urgent
from broadcaster.panel.asking import Ask
from broadcaster.panel.roles import Role
from broadcaster.panel.tables import Action, naming
from broadcaster.panel.work import Lane
from broadcaster.station.door import Door


def _play(door: Door, ask: Ask) -> dict[str, Any]:
    return door.play(ask.word("name"), ask.by, anyway=ask.ticked("anyway"))


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
        "/phat/thoi",
        lambda door, ask: door.call_off(ask.word("airing"), ask.by),
        then=lambda _: "/?da=thoi",
        needs=Role.AIR,
        tells="thôi phát ngay",
        about=naming("airing"),
    ),
    Action(
        "/dung",
        lambda door, ask: door.stop(ask.by),
        Lane.URGENT,
        then=lambda _: "/?da=dung",
        needs=Role.AIR,
        tells="dừng tiếng",
    ),
    Action(
        "/dong-ho",
        lambda door, ask: door.believe_clock(ask.by),
        then=lambda _: "/?da=gio",
        needs=Role.AIR,
        tells="tin đồng hồ máy",
    ),
    *texts.ACTIONS,
    *urgent.ACTIONS,
    *timetable.ACTIONS,
    *devices.ACTIONS,
    *sounds.ACTIONS,
)
"""Every form behind the password."""
