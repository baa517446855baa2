"""An abbreviation in brackets behind the very words it stands for: an announcer does not say them twice."""

from __future__ import annotations

import re
import unicodedata

from broadcaster.text.rule import Pattern
from broadcaster.text.syllable import is_syllable

_REACH = 80
_WORD = re.compile(r"[^\W\d_]+")
_JOINING = ("và", "của", "các")
"""Words that have no letter in an abbreviation."""


def _initial(word: str) -> str:
    """The letter that stands for `word`: Đ for đảng, U for ủy."""
    return word[0].upper() if word[0] in "đĐ" else unicodedata.normalize("NFD", word[0])[0].upper()


def _repeats(match: re.Match[str]) -> str | None:
    front = match.string[max(0, match.start() - _REACH) : match.start()].rpartition("\n")[2]
    words = _WORD.findall(front.rpartition(".")[2])
    for said in (words, [word for word in words if word.lower() not in _JOINING]):
        named = said[-len(match["short"]) :]
        if "".join(map(_initial, named)) == match["short"] and all(map(is_syllable, named)):
            return ""
    return None


REPEATED = (Pattern("nhắc lại", re.compile(r"\((?P<short>[A-ZĐ]{2,10})\)"), _repeats, needs="("),)
