"""Whether an obligation was met: airings counted from what was heard."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from broadcaster.playout.asrun import AsRun


def tally(tag: str, entries: Iterable[AsRun], day: date) -> int:
    """How many airings planned on `day` (by each entry's own zone) were heard whole and spoke something tagged `tag`.

    One still sounding does not count yet; one told twice counts once.
    """
    return len(
        {entry.airing for entry in entries if tag in entry.tags and _counts(entry) and entry.planned.date() == day}
    )


def _counts(entry: AsRun) -> bool:
    return entry.outcome == "aired" and entry.ended is not None
