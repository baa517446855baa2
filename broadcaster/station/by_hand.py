"""A programme or a text aired because a person says so: at the panel, by the command, or as the station is started."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from broadcaster.errors import BroadcasterError
from broadcaster.playout.offer import Offer
from broadcaster.settings import RuleSettings
from broadcaster.station.composition import Composition
from broadcaster.station.door import Json, RefusedError, UnknownNameError
from broadcaster.station.on_demand import Ordered
from broadcaster.station.standby import AtHand, id_by_hand
from broadcaster.station.station import Station
from broadcaster.timetable.contents import contents
from broadcaster.timetable.model import slug
from broadcaster.timetable.rules import breach
from broadcaster.units import RATE

BY_START = "người bật đài"
"""Who orders what the start of the station asks for."""
DAYS_AT_HAND = 3
"""Days, today among them, for which it is known what a start may ask for: a power cut seldom lasts longer."""
_MINUTE = timedelta(minutes=1)


def play(station: Station, name: str, by: str, *, anyway: bool = False) -> Json:
    """Air `name` now, or as soon as its sound is made; `anyway`: though a house rule forbids any sound now.

    Raises RefusedError where it may not air, UnknownNameError where nothing is called that.
    """
    now = station.clock.now()
    ordered = _ordered(station, name, _by(by or "người trực"), now)
    if not anyway:
        _allowed(station, ordered.composition, now)
    return {"airing": ordered.airing, "programme": ordered.title, "ready": station.on_demand.add(ordered)}


def call_off(station: Station, airing: str, by: str) -> Json:
    """Forget an order by hand whose sound is still being made; raises UnknownNameError where it waits no more."""
    one = station.on_demand.call_off(airing)
    if one is None:
        raise UnknownNameError(_too_late(station, airing))
    station.note("phat", f"{by or 'người trực'} thôi không phát «{one.ordered.title}» nữa, khi tiếng còn đang làm")
    return {"airing": airing, "programme": one.ordered.title}


def _too_late(station: Station, airing: str) -> str:
    status = station.player.status()
    if status.on_air and status.on_air.airing == airing:
        return f"«{status.on_air.programme}» đang phát rồi; muốn loa im thì bấm «Dừng tiếng ngay»"
    if coming := next((one for one in status.next if one.airing == airing), None):
        return f"tiếng của «{coming.programme}» đã làm xong, sắp đến lượt phát; muốn thôi thì bấm «Dừng tiếng ngay»"
    return "lệnh phát ấy không còn chờ nữa: đã phát xong hoặc đã có người bấm thôi"


def at_hand(station: Station, name: str) -> Iterator[AtHand]:
    """What a start of the station that asks for `name` is to air, for each day on which its sound is made."""
    now = station.clock.now()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    for day in (midnight + timedelta(days=number) for number in range(DAYS_AT_HAND)):
        try:
            ordered = _ordered(station, name, _by(BY_START), max(day, now))
            parts = station.stock.parts(ordered.composition)
        except BroadcasterError:
            continue
        if parts:
            offer = Offer(ordered.claim(0.0), ordered.title, parts, tags=ordered.tags, why=ordered.why)
            yield AtHand(name, offer, _free(station.files.book.loaded.settings.rules, day, offer.frames / RATE))


def _free(rules: RuleSettings, day: datetime, seconds: float) -> tuple[tuple[float, float], ...]:
    """The spans of a day in which a sound of `seconds` may begin, to the minute."""
    spans = list[tuple[float, float]]()
    at = day
    while at < day + timedelta(days=1):
        after = at + _MINUTE
        if not breach(rules, at, seconds) and not breach(rules, after - timedelta(seconds=1), seconds):
            began = spans.pop()[0] if spans and spans[-1][1] == at.timestamp() else at.timestamp()
            spans.append((began, after.timestamp()))
        at = after
    return tuple(spans)


def _by(person: str) -> str:
    return f"phát theo lệnh của {person}"


def _ordered(station: Station, name: str, why: str, now: datetime) -> Ordered:
    book = station.files.book
    script = book.loaded.scripts.get(name.removesuffix(".md"))
    if script is not None:
        if refusal := script.why_not(now.date()):
            raise RefusedError(f"không phát được: {refusal}")
        composition = book.composer.script(script, {}, chime=True)
        return Ordered(_airing(script.title, now), script.title, composition, script.tags, why)
    programme = book.loaded.timetable.programme(name)
    if programme is None:
        raise UnknownNameError(f"không có chương trình hay bài '{name}'; xem tên trong schedules/ và scripts/vi/")
    held = contents(programme, now.date(), book.loaded.scripts)
    if not held.items:
        raise RefusedError("không còn bài nào phát được: " + "; ".join(map(str, held.left_out)))
    composition = station.planning.composition(book, programme, held.items)
    why = "; ".join([why, *map(str, held.left_out)])
    return Ordered(_airing(programme.name, now), programme.name, composition, held.tags, why)


def _airing(title: str, now: datetime) -> str:
    """An id that tells what was ordered: the audit trail names what is called off by it."""
    return f"{id_by_hand(now)}-{slug(title)}"


def _allowed(station: Station, composition: Composition, now: datetime) -> None:
    """Raise RefusedError where a house rule forbids any sound now."""
    parts = station.stock.parts(composition) or ()
    broken = breach(station.files.book.loaded.settings.rules, now, sum(part.frames for part in parts) / RATE)
    if broken:
        raise RefusedError(f"không phát: {broken}")
