"""A spoken sentence as the weights read it: phrases of tokens, with each syllable's place among them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from broadcaster.speech.kokoro.phonemes import STRESS, Sounds, phones, tokens
from broadcaster.speech.kokoro.syllable import Syllable
from broadcaster.speech.kokoro.words import syllables

LONGEST = 150
"""Tokens a phrase may have. The weights take 510, but memory grows with the length, and so does a breath."""

_PIECE = re.compile(r"[^\W_]+|[,.;:!?…–—]")
_MARKS = {"…": ".", "–": ",", "—": ","}
"""Punctuation the weights know only in another sense."""


@dataclass(frozen=True)
class Placed:
    """One syllable among a phrase's tokens; places are token indices."""

    syllable: Syllable
    """What it is."""
    onset: int
    """First token of the onset."""
    vowel: int
    """First token of the rhyme (the stress mark)."""
    coda: int
    """First token of what closes it, half-vowel or consonant; `end` where nothing does."""
    end: int
    """One past its last token."""


@dataclass(frozen=True)
class Phrase:
    """What the weights are given in one go."""

    tokens: tuple[int, ...]
    """Token numbers, a boundary token (0) at both ends."""
    placed: tuple[Placed, ...]
    """Its syllables in order; at least one."""
    mark: str
    """The punctuation that ends it, or empty where it was cut for its length."""


def phrases(spoken: str, sounds: Sounds) -> list[Phrase]:
    """The phrases of one sentence: cut at punctuation, and where one grows past `LONGEST`."""
    found: list[Phrase] = []
    building = _Building()
    for piece in _pieces(spoken):
        if isinstance(piece, str):
            if building.placed:
                found.append(building.close(piece))
                building = _Building()
            continue
        building.add(piece, sounds)
        if len(building.tokens) > LONGEST:
            found.append(building.close(""))
            building = _Building()
    if building.placed:
        found.append(building.close(""))
    return found


def _pieces(spoken: str) -> Iterator[Syllable | str]:
    """Syllables and punctuation marks in order."""
    for piece in _PIECE.findall(unicodedata.normalize("NFC", spoken)):
        if piece[0].isalnum():
            yield from syllables(piece)
        else:
            yield _MARKS.get(piece, piece)


class _Building:
    """A phrase that still grows."""

    def __init__(self) -> None:
        self.tokens = [0]
        self.placed: list[Placed] = []

    def add(self, syllable: Syllable, sounds: Sounds) -> None:
        """Put one more syllable at the end."""
        if self.placed:
            self.tokens += tokens(" ")
        parts = phones(syllable, sounds)
        onset = len(self.tokens)
        self.tokens += tokens(parts.onset)
        vowel = len(self.tokens)
        self.tokens += tokens(STRESS + parts.nucleus)
        coda = len(self.tokens)
        self.tokens += tokens(parts.coda)
        self.placed.append(Placed(syllable, onset, vowel, coda, len(self.tokens)))

    def close(self, mark: str) -> Phrase:
        """The finished phrase."""
        return Phrase((*self.tokens, *tokens(mark), 0), tuple(self.placed), mark)
