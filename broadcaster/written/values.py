"""Every reader of a single value, and fields made of them, with what an editor lets pass."""

from __future__ import annotations

from broadcaster.written.dates import parse_date, parse_weekday, say_date, say_day, weekday_or_none
from broadcaster.written.hours import Span, clock_face, parse_length, parse_span, parse_time, say_length
from broadcaster.written.numbers import parse_choice, parse_count, parse_loudness, parse_number, parse_yes_no
from broadcaster.written.readers import Parsed, Words
from broadcaster.written.wrong import WrongValue

TIME = Parsed(parse_time, r"^\s*\d{1,2}\s*(:|h|g|H|G|giờ|gio)")
"""A time of day."""

DATE = Parsed(parse_date, r"\d")
"""A date."""

LENGTH = Parsed(parse_length, r"\d|[nN][uửƯỬ]a")
"""A length of time, in seconds."""

SPAN = Parsed(parse_span, r"\d")
"""Hours of a day."""

YES_NO = Parsed(parse_yes_no, choices=("có", "không"))
"""Yes or no."""

WORDS = Words()
"""Free words that must be there."""

__all__ = [
    "DATE",
    "LENGTH",
    "SPAN",
    "TIME",
    "WORDS",
    "YES_NO",
    "Span",
    "WrongValue",
    "clock_face",
    "parse_choice",
    "parse_count",
    "parse_date",
    "parse_length",
    "parse_loudness",
    "parse_number",
    "parse_span",
    "parse_time",
    "parse_weekday",
    "parse_yes_no",
    "say_date",
    "say_day",
    "say_length",
    "weekday_or_none",
]
