"""An abbreviation in brackets behind the very words it stands for: an announcer does not say them twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from broadcaster.text.rule import Change
from broadcaster.text.syllable import is_syllable

_SHORT = re.compile(r" ?\((?P<letters>[A-ZĐ]{2,10})\)")
_WORD = re.compile(r"[^\W\d_]+")
_JOINING = ("và", "của", "các")
"""Words that have no letter in an abbreviation."""
_REACH = 80


class Repeated:
    """Ủy ban nhân dân (UBND): the words and the brackets are one, said once."""

    name = "nhắc lại"

    def find(self, text: str, taken: bytearray) -> Iterator[Change]:
        """Proposed changes, from left to right."""
        for match in _SHORT.finditer(text):
            line = text.rfind("\n", 0, match.start()) + 1
            words = list(_WORD.finditer(text, max(line, match.start() - _REACH), match.start()))
            begin = _beginning(words, match["letters"])
            if begin is None or 1 in taken[begin : match.end()]:
                continue
            said = text[begin : match.start()]
            if re.fullmatch(r"[^\W\d_]+(?:(?:,? | ?- ?)[^\W\d_]+)*", said):
                yield Change(begin, match.end(), text[begin : match.end()], _spoken(said), self.name)


def _beginning(words: Sequence[re.Match[str]], letters: str) -> int | None:
    """Where the words begin whose first letters are `letters`; None where they are others."""
    for kept in (words, [word for word in words if word[0].lower() not in _JOINING]):
        named = kept[-len(letters) :]
        if "".join(_initial(word[0]) for word in named) == letters and all(is_syllable(word[0]) for word in named):
            return named[0].start()
    return None


def _initial(word: str) -> str:
    """The letter that stands for `word`: Đ for đảng, U for ủy."""
    return "Đ" if word[0] in "đĐ" else unicodedata.normalize("NFD", word[0])[0].upper()


def _spoken(said: str) -> str:
    return _WORD.sub(lambda word: word[0].lower() if word[0].isupper() else word[0], said.replace("-", ","))
