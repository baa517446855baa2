"""What is left when every family has spoken: words of no known kind, capitals, stray digits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from broadcaster.text.letters import base_letters, spell
from broadcaster.text.lexicon import built_in
from broadcaster.text.numerals import whole
from broadcaster.text.respell import respell
from broadcaster.text.rule import Change
from broadcaster.text.syllable import cut, is_syllable, mended

_RUN = re.compile(r"[^\W\d_¼-¾⅓⅔]+")
_DIGITS = re.compile(r"\d+")
_ROMAN_LETTERS = "IVX"
_SPELLED = 4
"""Capitals up to this many that no lexicon knows are an abbreviation; longer ones are tried as a word."""
_CLUTTER = re.compile(
    r"^[^aeiouy]{4}|[^aeiouyh]{4}|^(?![cs]h|[bcfgkp][lr]|[dt]r|s[ckmnptw]|th|ph|qu|wh|kh|ng|nh)[^aeiouy]{2}"
)
"""Consonants that no word begins with or holds: what is written in capitals so is an abbreviation."""
_GLUED = 40
"""Letters of the longest run in which syllables grown together are looked for."""
_SILENT = re.compile(r"^[^\w.,;:?!()\[\]{}|–—―/\\\n=·…、。！？，；：-]+")
"""Blanks and signs of which nothing is left when the text is read."""
UNKNOWN = "ký tự lạ"
"""Said once for a run of letters of another script, so that nobody believes nothing stood there."""


def _free(pattern: re.Pattern[str], text: str, taken: bytearray) -> Iterator[tuple[int, int]]:
    """Runs of `pattern`, and what is left of those that earlier rules took a part of."""
    for match in pattern.finditer(text):
        start, end = match.span()
        if 1 not in taken[start:end]:
            yield start, end
            continue
        for place in range(start, end + 1):
            if place == end or taken[place]:
                if start < place:
                    yield start, place
                start = place + 1


class Words:
    """Vietnamese syllables stay; capitals become small; everything else is respelled or spelled."""

    name = "từ lạ"

    def find(self, text: str, taken: bytearray) -> Iterator[Change]:
        """Proposed changes, from left to right."""
        for start, end in _free(_RUN, text, taken):
            word = text[start:end]
            if is_syllable(word):
                if (len(word) > 1 and word.isupper()) or word in _ROMAN_LETTERS or _lone(text, start, end):
                    yield Change(start, end, word, word.lower(), "chữ hoa")
                continue
            rule, spoken = _unknown(word)
            yield Change(start, end, word, spoken, rule)


def _lone(text: str, start: int, end: int) -> bool:
    """Whether a capital stands before no word (`Ông A.`), where it must not be taken for a title when read again."""
    if end - start > 1 or not text[start].isupper():
        return False
    return not _SILENT.sub("", text[end : end + 8])[:1].isalpha()


class Digits:
    """Digits that no family wanted."""

    name = "chữ số"

    def find(self, text: str, taken: bytearray) -> Iterator[Change]:
        """Proposed changes, from left to right."""
        for start, end in _free(_DIGITS, text, taken):
            yield Change(start, end, text[start:end], whole(text[start:end]), self.name)


def _unknown(word: str) -> tuple[str, str]:
    corrected = mended(word)
    if corrected is not None and (not word.isascii() or word.istitle()):
        return "chính tả", corrected
    pieces = None if word.isascii() or len(word) > _GLUED else cut(word.lower())
    if pieces is not None:
        return "dính chữ", " ".join(pieces)
    letters = base_letters(word)
    if not letters:
        return _named(word)
    capitals = word.isupper() and (len(word) <= _SPELLED or _CLUTTER.search(letters) is not None or _hard(letters))
    if len(word) == 1 or capitals or not re.search("[aeiouy]", letters):
        return "đánh vần", spell(word)
    pieces = re.findall(r"[A-ZĐ]{2,}(?![a-z])|[A-ZĐ]?[^\WA-ZĐ]+|[A-ZĐ]+", word)
    if len(pieces) > 1 and not word.isupper():
        return "phiên âm", " ".join(_piece(piece) for piece in pieces)
    return "phiên âm", respell(word)


def _hard(letters: str) -> bool:
    """Whether so many letters have so few vowels that nobody says them as a word (CAQLHC)."""
    return len(letters) > _SPELLED + 1 and len(re.findall("[aeiouy]", letters)) < 2  # noqa: PLR2004 - one vowel


def _piece(piece: str) -> str:
    return piece.lower() if is_syllable(piece) else _unknown(piece)[1]


def _named(word: str) -> tuple[str, str]:
    """Greek letters by their names; another script is only announced."""
    greek = built_in("greek")
    names = [greek.get(unicodedata.normalize("NFD", char)[0]) for char in word.lower()]
    if all(names):
        return "chữ Hy Lạp", " ".join(name for name in names if name)
    return "chữ nước ngoài", UNKNOWN


LEFT_OVER = (Words(), Digits())
