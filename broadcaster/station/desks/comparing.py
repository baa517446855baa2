"""What a change would do: mistakes, rules and plan before it and after it, held against each other. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from broadcaster.errors import Mistake
from broadcaster.timetable.entry import Entry

_CHANGED = ("decision", "starts", "seconds", "why")


@dataclass(frozen=True)
class Outlook:
    """How one version of the files looks."""

    wrong: tuple[Mistake, ...]
    """Mistakes for which the station would not go by it."""
    problems: tuple[Mistake, ...]
    """What it breaks, crowds out or leaves short."""
    entries: tuple[Entry, ...]
    """The coming airings."""


def compared(before: Outlook, after: Outlook, now: datetime) -> dict[str, Any]:
    """What changes from `before` to `after`, for what is still to come at `now`."""
    return {
        "wrong": _beyond(after.wrong, before.wrong),
        "breaches": _beyond(after.problems, before.problems),
        "mended": _beyond((*before.wrong, *before.problems), (*after.wrong, *after.problems)),
        "airings": list(_airings(before.entries, after.entries, now)),
    }


def _beyond(these: Iterable[Mistake], those: Iterable[Mistake]) -> list[dict[str, Any]]:
    """Those of `these` that `those` do not hold, wherever they stand: a line added above moves all below."""
    known = {(one.file, one.message, one.hint) for one in those}
    return [one.as_json() for one in these if (one.file, one.message, one.hint) not in known]


def _airings(before: Iterable[Entry], after: Iterable[Entry], now: datetime) -> Iterator[dict[str, Any]]:
    old = {entry.id: entry.as_json() for entry in before if entry.at >= now}
    new = {entry.id: entry.as_json() for entry in after if entry.at >= now}
    _pair(old, new)
    for key in sorted({*old, *new}, key=lambda key: ((new.get(key) or old[key])["at"], key)):
        if key not in old:
            yield {**new[key], "change": "new"}
        elif key not in new:
            yield {**old[key], "change": "gone"}
        elif any(old[key][name] != new[key][name] for name in _CHANGED):
            yield {**new[key], "change": "other"}


def _pair(old: dict[str, dict[str, Any]], new: dict[str, dict[str, Any]]) -> None:
    """Let an airing that goes and comes at the same instant under a longer name be one: it was only written apart."""
    gone = {(one["at"], one["programme"]): key for key, one in old.items() if key not in new}
    for key in [key for key in new if key not in old]:
        at, name = new[key]["at"], new[key]["programme"]
        same = next((gone[found] for found in gone if found[0] == at and name.startswith(found[1])), None)
        if same is not None:
            del gone[at, old[same]["programme"]]
            old[key] = old.pop(same)
