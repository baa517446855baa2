"""One airing as a page shows it: a word and a shape for how it stands, never colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

WORDS = {
    "aired": "đã phát",
    "cut": "bị ngắt",
    "missed": "bị lỡ",
    "refused": "không được phát",
    "failed": "lỗi",
    "now": "đang phát",
    "due": "sẽ phát",
    "wait": "sẽ phát muộn",
    "interrupted": "sẽ bị ngắt",
    "drop": "sẽ không phát",
    "refuse": "không được phát",
    "unknown": "không có ghi nhận",
}
"""How an airing stands, in words; each key is also the name of its shape."""

OUTCOMES = ("aired", "cut", "missed", "refused", "failed")
"""How an airing may have ended, in the order a filter lists them."""

_DECISIONS = {"air": "due", "wait": "wait", "cut": "interrupted", "drop": "drop", "refuse": "refuse"}


@dataclass(frozen=True)
class Shown:
    """One airing, planned or played."""

    id: str
    """The airing's id."""
    programme: str
    """Its programme's name."""
    at: datetime
    """When it was or is due."""
    state: str
    """A key of WORDS."""
    words: str
    """The state in words."""
    why: str
    """The reason, where there is one."""
    seconds: float | None
    """How long it is, or was heard; None: not known."""
    started: datetime | None = None
    """When it began to sound."""
    ended: datetime | None = None
    """When it ended."""
    kind: str = "routine"
    """routine, high or urgent."""


def planned(entry: Mapping[str, Any], now: datetime) -> Shown:
    """An airing of the plan; one whose hour is past and that no log tells of is `unknown`."""
    at = datetime.fromisoformat(entry["at"])
    starts = datetime.fromisoformat(entry["starts"]) if entry.get("starts") else None
    state = _DECISIONS.get(entry["decision"], "due")
    if state in {"due", "wait", "interrupted"} and (starts or at) < now:
        state = "unknown"
    return Shown(
        id=entry["id"],
        programme=entry["programme"],
        at=at,
        state=state,
        words=WORDS[state],
        why=entry.get("why") or "",
        seconds=entry.get("seconds"),
        started=starts if state == "wait" else None,
        kind=entry.get("priority", "routine"),
    )


def played(entry: Mapping[str, Any]) -> Shown:
    """An entry of the as-run log."""
    started = datetime.fromisoformat(entry["started"]) if entry["started"] else None
    ended = datetime.fromisoformat(entry["ended"]) if entry["ended"] else None
    state = "now" if started and not ended else entry["outcome"]
    return Shown(
        id=entry["airing"],
        programme=entry["programme"],
        at=datetime.fromisoformat(entry["planned"]),
        state=state,
        words=WORDS.get(state, state),
        why=entry.get("why") or "",
        seconds=entry["seconds_heard"] if started else None,
        started=started,
        ended=ended,
        kind=entry.get("kind", "routine"),
    )


def as_one_day(plan: list[dict[str, Any]], log: list[dict[str, Any]], now: datetime) -> list[Shown]:
    """The plan with what became of it: one line an airing, what was played by hand among it, in order of time."""
    rows = {entry["id"]: planned(entry, now) for entry in plan}
    rows |= {entry["airing"]: played(entry) for entry in log}
    return sorted(rows.values(), key=lambda row: (row.at, row.started or row.at, row.id))
