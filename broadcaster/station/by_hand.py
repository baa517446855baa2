"""A programme or a text aired because a person says so: at the panel, by the command, or as the station is started."""

from __future__ import annotations

from datetime import datetime

from broadcaster.station.composition import Composition
from broadcaster.station.door import Json, RefusedError, UnknownNameError
from broadcaster.station.on_demand import Ordered
from broadcaster.station.station import Station
from broadcaster.timetable.contents import contents
from broadcaster.timetable.rules import breach
from broadcaster.units import RATE


def play(station: Station, name: str, by: str, *, anyway: bool = False) -> Json:
    """Air `name` now, or as soon as its sound is made; `anyway`: though a house rule forbids any sound now.

    Raises RefusedError where it may not air, UnknownNameError where nothing is called that.
    """
    now = station.clock.now()
    ordered = _ordered(station, name, f"phát theo lệnh của {by or 'người trực'}", now)
    if not anyway:
        _allowed(station, ordered.composition, now)
    return {"airing": ordered.airing, "programme": ordered.title, "ready": station.on_demand.add(ordered)}


def _ordered(station: Station, name: str, why: str, now: datetime) -> Ordered:
    book, airing = station.files.book, f"phat-ngay-{now:%Y%m%dT%H%M%S%f}"
    script = book.loaded.scripts.get(name.removesuffix(".md"))
    if script is not None:
        if refusal := script.why_not(now.date()):
            raise RefusedError(f"không phát được: {refusal}")
        return Ordered(airing, script.title, book.composer.script(script, {}, chime=True), script.tags, why)
    programme = book.loaded.timetable.programme(name)
    if programme is None:
        raise UnknownNameError(f"không có chương trình hay bài '{name}'; xem tên trong schedules/ và scripts/vi/")
    held = contents(programme, now.date(), book.loaded.scripts)
    if not held.items:
        raise RefusedError("không còn bài nào phát được: " + "; ".join(map(str, held.left_out)))
    composition = station.planning.composition(book, programme, held.items)
    return Ordered(airing, programme.name, composition, held.tags, "; ".join([why, *map(str, held.left_out)]))


def _allowed(station: Station, composition: Composition, now: datetime) -> None:
    """Raise RefusedError where a house rule forbids any sound now."""
    parts = station.stock.parts(composition) or ()
    broken = breach(station.files.book.loaded.settings.rules, now, sum(part.frames for part in parts) / RATE)
    if broken:
        raise RefusedError(f"không phát: {broken}")
