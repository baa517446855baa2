"""Abbreviations of more than one sense, told apart by the words beside them: HĐ is a council, a contract, a bill.

The lexicon gives the most frequent sense; a whole phrase of one sense (`ký HĐ`) stands there too. Here is what hangs on
the words beside it: those of `lexicons/collocations.yaml`, and what needs a pattern: a figure, a name, a class of them.
"""

from __future__ import annotations

import re

from broadcaster.text.rule import Pattern
from broadcaster.text.rules.collocations import collocations
from broadcaster.text.rules.sense_table import NAME, SENSES_BY_CONTEXT

_Test = tuple[re.Pattern[str] | None, re.Pattern[str] | None, str]


def _tests() -> dict[str, list[_Test]]:
    """What to look for around each abbreviation, compiled once."""
    tests: dict[str, list[_Test]] = {}
    for sense in SENSES_BY_CONTEXT:
        front = re.compile(f"(?:{sense.front})$") if sense.front else None
        behind = re.compile(sense.behind) if sense.behind else None
        tests.setdefault(sense.short, []).append((front, behind, sense.spoken))
    return tests


_TESTS = _tests()
_REACH = 48
_PLACES = ("TP", "TT", "TX")
_NAMED = re.compile(rf"\.? ?{NAME}")
"""Behind these a name makes a town of them, whatever stands in front."""
_PAIR = re.compile(r"[A-ZĐ]{2}(?<![\w.&/-][A-ZĐ]{2})(?![^\W\d]|&|[/.-]\w)")
"""Letters first, for a quick search."""


def _said(match: re.Match[str]) -> str | None:
    tests, known = _TESTS.get(match[0], ()), collocations().get(match[0], ())
    if not (tests or known):
        return None
    text = match.string
    front = text[max(0, match.start() - _REACH) : match.start()].rpartition("\n")[2].lower()
    rest = text[match.end() : match.end() + _REACH].partition("\n")[0]
    numbered = rest[:1].isdigit()
    place = match[0] in _PLACES and _NAMED.match(rest) is not None
    for one in known:
        if one.fits(front, rest) and (one.behind or not (numbered or place)):
            return one.spoken
    for ahead, behind, spoken in tests:
        if behind is None and numbered:
            continue
        if (behind is None or behind.match(rest)) and (ahead is None or ahead.search(front)):
            return spoken
    return None


SENSES = (Pattern("viết tắt theo ngữ cảnh", _PAIR, _said),)
