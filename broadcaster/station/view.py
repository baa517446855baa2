"""The station as JSON: the shapes of `docs/http.md`. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from broadcaster.errors import BroadcasterError
from broadcaster.journal.entries import StandingPage
from broadcaster.playout.output import Health
from broadcaster.playout.status import Sounding, Status
from broadcaster.speech.registry import EngineState
from broadcaster.station.door import Json
from broadcaster.station.on_demand import Waiting
from broadcaster.text.script import Script
from broadcaster.text.template import blanks
from broadcaster.timetable.entry import Entry

URGENT_TAG = "khan"
"""A script with this tag is offered as an urgent announcement."""
COMING = 5
"""Airings told as next."""
DISK_LOW = 200_000_000
"""Free bytes under which an operator is warned."""


def on_air_json(sounding: Sounding | None, zone: ZoneInfo, text: str) -> Json | None:
    """What has the air, and the `text` it speaks as far as that is known; null in silence."""
    if sounding is None:
        return None
    remaining = sounding.remaining
    return {
        "airing": sounding.airing,
        "programme": sounding.programme,
        "item": sounding.item,
        "started": datetime.fromtimestamp(sounding.started, zone).isoformat(),
        "remaining": None if remaining is None or math.isinf(remaining) else round(remaining, 1),
        "kind": sounding.kind,
        "text": text,
    }


def next_json(status: Status, entries: Iterable[Entry], now: datetime) -> list[Json]:
    """What waits its turn, then what the plan says is next."""
    zone = now.tzinfo
    coming = {one.airing: (one.programme, datetime.fromtimestamp(one.at, zone)) for one in status.next} | {
        entry.id: (entry.programme.name, entry.at) for entry in entries if entry.claim and entry.at > now
    }
    if status.on_air:
        coming.pop(status.on_air.airing, None)
    ordered = sorted(coming.items(), key=lambda pair: pair[1][1])[:COMING]
    return [{"id": key, "programme": name, "at": at.isoformat()} for key, (name, at) in ordered]


def output_json(status: Status) -> Json:
    """How the sound gets out: the worst output speaks for all."""
    worst = min(
        status.outputs, key=lambda one: one.ok, default=Health("không có", ok=False, why="không có đường ra tiếng")
    )
    level = status.level_dbfs
    return {
        "name": ", ".join(one.name for one in status.outputs) or worst.name,
        "ok": worst.ok,
        "level_dbfs": None if level is None or math.isinf(level) else round(level, 1),
        "underruns": sum(one.underruns for one in status.outputs),
        "why": "; ".join(one.why for one in status.outputs if one.why),
        "amplifier": status.amplifier_on,
        "amplifier_why": status.amplifier_fault,
    }


def voices_json(states: Iterable[EngineState]) -> list[Json]:
    """Each engine, best first, and why it cannot speak."""
    return [
        {"name": one.name, "ok": one.why_not is None, "why": one.why_not or "", "voices": [v.name for v in one.voices]}
        for one in states
    ]


def disk_json(free: int) -> Json:
    """Whether the disk has room, by its free bytes."""
    why = "" if free > DISK_LOW else "ổ đĩa sắp đầy: xoá bớt tệp, nhất là trong var/on-air/"
    return {"ok": free > DISK_LOW, "free_bytes": free, "why": why}


def standing_json(page: StandingPage) -> Json:
    """An urgent announcement that repeats."""
    return {
        "id": page.id,
        "title": page.title,
        "every": page.every,
        "until": page.until.isoformat() if page.until else None,
        "issued": page.issued.isoformat(),
    }


def waiting_json(one: Waiting) -> Json:
    """What a person ordered to be aired now and whose sound is still being made."""
    return {"airing": one.ordered.airing, "programme": one.ordered.title, "since": one.since.isoformat()}


def script_json(script: Script, facts: Mapping[str, str], day: date) -> Json:
    """A text without its body."""
    return {
        "name": script.name,
        "title": script.title,
        "tags": sorted(script.tags),
        "urgent": URGENT_TAG in script.tags,
        "blanks": [{"name": name, "example": example} for name, example in _open_blanks(script, facts).items()],
        "issued_by": script.issued_by,
        "approved_by": script.approved_by,
        "approved_on": script.approved_on.isoformat() if script.approved_on else None,
        "valid_until": script.valid_until.isoformat() if script.valid_until else None,
        "why_not": script.why_not(day),
    }


def _open_blanks(script: Script, facts: Mapping[str, str]) -> dict[str, str]:
    try:
        names = blanks(script.body) - facts.keys()
    except BroadcasterError:
        return {}
    ordered = [*(name for name in script.blanks if name in names), *sorted(names - script.blanks.keys())]
    return {name: script.blanks.get(name, "") for name in ordered}
