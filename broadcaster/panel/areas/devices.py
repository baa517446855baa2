"""The page "Thiết bị" and the trial of the loudspeakers that ends the first visit."""

from __future__ import annotations

from typing import Any

from broadcaster.panel.asking import Ask
from broadcaster.panel.roles import Role
from broadcaster.panel.tables import Action, Page
from broadcaster.panel.work import Lane
from broadcaster.station.door import Door


def _trial(door: Door, ask: Ask) -> dict[str, Any]:
    return {
        "station": door.status()["station"],
        "tried": "da" in ask.query,
        "preparing": ask.query.get("da") == "lam",
        "quiet": door.devices.quiet(),
    }


def _try(door: Door, ask: Ask) -> dict[str, Any]:
    """Whoever founds the station has been told of the quiet hours, beside the button."""
    return door.devices.try_sound(ask.by, anyway=True)


PAGES: tuple[Page, ...] = (Page("/bat-dau/thu-loa", "thu-loa.html", _trial, Role.AIR),)
ACTIONS: tuple[Action, ...] = (
    Action(
        "/bat-dau/thu-loa",
        _try,
        Lane.URGENT,
        then=lambda told: f"/bat-dau/thu-loa?da={'phat' if told['ready'] else 'lam'}",
        needs=Role.AIR,
        tells="thử loa",
    ),
)
