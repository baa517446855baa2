"""What a change to the timetable would do, as a page shows it before anything is saved. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from broadcaster.panel.views.airing import Shown, planned

_SHOWN = 10
_WORDS = {"new": "thêm", "gone": "bỏ", "other": "đổi"}


@dataclass(frozen=True)
class Changed:
    """One airing that comes, goes or changes."""

    row: Shown
    """The airing."""
    word: str
    """`thêm`, `bỏ` or `đổi`."""
    change: str
    """The same as the desk says it."""


def outlook(told: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Everything the page shows of a preview; `counts` is empty where no airing changes."""
    rows = [Changed(planned(one, now), _WORDS[one["change"]], one["change"]) for one in told["airings"]]
    counts = [(word, sum(row.change == key for row in rows)) for key, word in _WORDS.items()]
    return {
        "file": told["file"],
        "seen": told["seen"],
        "same": told["same"],
        "wrong": told["wrong"],
        "breaches": told["breaches"],
        "mended": told["mended"],
        "rows": rows[:_SHOWN],
        "more": max(0, len(rows) - _SHOWN),
        "counts": ", ".join(f"{word} {count} lần phát" for word, count in counts if count),
        "clear": not told["breaches"] and all(row.change == "gone" or row.row.state == "due" for row in rows),
        "can": not told["wrong"] and not told["same"],
    }
