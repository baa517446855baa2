"""The page "Nhật ký": what was heard, what was not and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from broadcaster.panel import words
from broadcaster.panel.views.airing import OUTCOMES, WORDS, Shown, played


def logbook(
    log: list[dict[str, Any]], since: datetime, until: datetime, query: Mapping[str, str], now: datetime
) -> dict[str, Any]:
    """Everything the page shows of `since <= planned < until`, narrowed by `outcome` and `programme` of the query."""
    rows = [played(entry) for entry in log]
    outcome, programme = query.get("outcome", ""), query.get("programme", "")
    shown = [row for row in rows if outcome in ("", row.state) and programme in ("", row.programme)]
    spans = _spans(now.date())
    first, last = since.date(), (until - timedelta(microseconds=1)).date()
    return {
        "first": first,
        "last": last,
        "outcome": outcome,
        "programme": programme,
        "programmes": sorted({row.programme for row in rows}),
        "outcomes": [(key, WORDS[key]) for key in OUTCOMES],
        "days": _by_day(shown),
        "summary": summary(shown),
        "spans": spans,
        "narrowed": bool(outcome or programme) or (first, last) not in [span[1:] for span in spans],
        "printed": now,
    }


def summary(rows: list[Shown]) -> str:
    """`12 lần: 10 đã phát, 1 bị ngắt, 1 bị lỡ; loa kêu 1 giờ 05 phút`."""
    if not rows:
        return "Không có lần phát nào."
    counts = Counter(row.state for row in rows)
    parts = ", ".join(f"{counts[key]} {WORDS[key]}" for key in (*OUTCOMES, "now") if counts[key])
    heard = words.length(sum(row.seconds or 0.0 for row in rows))
    return f"{len(rows)} lần: {parts}. Loa đã kêu {heard}."


def _by_day(rows: list[Shown]) -> list[tuple[date, list[Shown]]]:
    days: dict[date, list[Shown]] = {}
    for row in rows:
        days.setdefault(row.at.date(), []).append(row)
    return sorted(days.items())


def _spans(today: date) -> list[tuple[str, date, date]]:
    """The spans an officer asks for most: name, first and last day."""
    yesterday = today - timedelta(days=1)
    return [
        ("Hôm nay", today, today),
        ("Hôm qua", yesterday, yesterday),
        ("7 ngày qua", today - timedelta(days=6), today),
        ("Tháng này", today.replace(day=1), today),
    ]
