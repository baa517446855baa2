"""The plan as an iCalendar file (RFC 5545), for the calendar of a phone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from broadcaster.timetable.contents import called
from broadcaster.timetable.entry import Entry
from broadcaster.timetable.model import SoundItem
from broadcaster.timetable.rundown import Rundown

_LINE = 75
"""Octets a line may have, without its end (RFC 5545, 3.1)."""


def calendar(planned: Rundown, made: datetime, station: str) -> str:
    """What airs of `planned`, an event each; `made` is when the plan was made (aware). Lines end with CRLF.

    An event keeps its UID from one export to the next, so that importing again replaces it.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//broadcaster//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(station)}",
    ]
    for entry in planned.entries:
        lines += _event(entry, made)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(entry: Entry, made: datetime) -> Iterator[str]:
    starts, ends = entry.starts, entry.ends
    if not entry.airs or starts is None or ends is None:
        return
    contents = "\n".join(called(item) for item in entry.items if not isinstance(item, SoundItem))
    told = f"{contents}\n{entry.why}" if entry.why else contents
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.id}@broadcaster"
    yield f"DTSTAMP:{_utc(made)}"
    yield f"DTSTART:{_utc(starts)}"
    yield f"DTEND:{_utc(ends)}"
    yield f"SUMMARY:{_escaped(entry.programme.name)}"
    yield f"DESCRIPTION:{_escaped(told)}"
    if entry.programme.zones != ("all",):
        yield f"LOCATION:{_escaped(', '.join(entry.programme.zones))}"
    yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return "".join(letter for letter in text if letter.isprintable())


def _folded(line: str) -> Iterator[str]:
    """`line` in pieces of at most 75 octets, never parting a letter's bytes; all but the first begin with a space."""
    piece, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > _LINE:
            yield piece
            piece, size = " ", 1
        piece, size = piece + letter, size + width
    yield piece
