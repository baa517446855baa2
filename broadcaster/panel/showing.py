"""Each page: its address, its template, and how its values are asked of the door."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from broadcaster.panel.areas import devices, sounds, texts, timetable, urgent
from broadcaster.panel.asking import Ask, read_span
from broadcaster.panel.tables import Download, Page
from broadcaster.panel.views.logbook import logbook
from broadcaster.panel.views.texts import blanks
from broadcaster.panel.views.today import today
from broadcaster.station.door import Door

DONE = {
    "phat": "Đài đã nhận, đang phát.",
    "lam": "Đài đã nhận, đang làm tiếng; xong sẽ phát ngay.",
    "thoi": "Đã thôi, bài ấy không phát nữa.",
    "gio": "Đài đã tin đồng hồ máy; chương trình theo lịch phát đúng giờ.",
    "dung": "Đã dừng tiếng, thông báo khẩn cũng thôi nhắc lại.",
    "khan": "Thông báo khẩn đang ra loa.",
}
"""What a page says after something was done; the key travels in the address."""


def _midnight(ask: Ask) -> datetime:
    return datetime.combine(ask.now.date(), time(), ask.now.tzinfo)


def _today(door: Door, ask: Ask) -> dict[str, Any]:
    status, since = door.status(), _midnight(ask)
    until = since + timedelta(days=1)
    plan = door.plan(since, until)
    scripts = door.scripts()
    choices = [script for script in scripts if not blanks(script) and not script.get("why_not")]
    programmes = sorted({entry["programme"] for entry in plan["airings"]})
    return {
        "station": status["station"],
        "version": status["version"],
        "done": DONE.get(ask.query.get("da", "")),
        "programmes": programmes,
        "scripts": choices,
        **today(status, plan, door.log(since, until), ask.now, _spoken_now(door, status, scripts)),
    }


def _spoken_now(door: Door, status: dict[str, Any], scripts: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The text of the item on air: a rundown names its items by their titles."""
    item = (status["on_air"] or {}).get("item")
    name = next((script["name"] for script in scripts if item in (script["title"], script["name"])), None)
    return door.script(name) if name else None


def _logbook(door: Door, ask: Ask) -> dict[str, Any]:
    since, until = read_span(ask.query, ask.now, 1)
    shown = logbook(door.log(since, until), since, until, ask.query, ask.now)
    return {"station": door.status()["station"], **shown}


PAGES = (
    Page("/", "hom-nay.html", _today),
    *urgent.PAGES,
    *timetable.PAGES,
    *texts.PAGES,
    Page("/nhat-ky", "nhat-ky.html", _logbook),
    *devices.PAGES,
    *sounds.PAGES,
)
"""Every page behind the password."""

DOWNLOADS: tuple[Download, ...] = (*texts.DOWNLOADS, *urgent.DOWNLOADS, *sounds.DOWNLOADS, *devices.DOWNLOADS)
"""Every file behind the password."""
