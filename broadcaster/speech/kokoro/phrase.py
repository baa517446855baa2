"""A spoken sentence as the weights read it: phrases of tokens, with each syllable's place among them.

Clauses are spoken in one go where they fit. The weights want silence before and after whatever they are given, a second
of it, and what they make of it is thrown away; and they keep to one voice from one clause to the next.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from broadcaster.speech.kokoro.phonemes import STRESS, Sounds, phones, tokens
from broadcaster.speech.kokoro.syllable import Syllable
from broadcaster.speech.kokoro.words import syllables

LONGEST = 150
"""Tokens a phrase may have. The weights take 510, but memory grows with the length."""

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
class Clause:
    """What lies between two marks."""

    size: int
    """How many syllables it has; at least one."""
    mark: str
    """The punctuation that ends it, or empty where it was cut for its length."""


_Of = TypeVar("_Of")


@dataclass(frozen=True)
class Phrase:
    """What the weights are given in one go."""

    tokens: tuple[int, ...]
    """Token numbers, a boundary token (0) at both ends."""
    placed: tuple[Placed, ...]
    """Its syllables in order; at least one."""
    clauses: tuple[Clause, ...]
    """Its clauses in order; at least one."""

    @property
    def mark(self) -> str:
        """What ends it."""
        return self.clauses[-1].mark

    def by_clause(self, syllables: Sequence[_Of]) -> Iterator[Sequence[_Of]]:
        """`syllables` (one value each) of one clause after the other."""
        since = 0
        for clause in self.clauses:
            yield syllables[since : since + clause.size]
            since += clause.size


def phrases(spoken: str, sounds: Sounds) -> list[Phrase]:
    """The phrases of one sentence: as many clauses in each as `LONGEST` allows."""
    found: list[Phrase] = []
    for clause in _clauses(spoken, sounds):
        if found and len(found[-1].tokens) + len(clause.tokens) <= LONGEST:
            found[-1] = _joined(found[-1], clause)
        else:
            found.append(clause)
    return found


def _clauses(spoken: str, sounds: Sounds) -> Iterator[Phrase]:
    """Each clause as a phrase of its own, cut where it grows past `LONGEST`."""
    building = _Building()
    for piece in _pieces(spoken):
        if isinstance(piece, str):
            if building.placed:
                yield building.close(piece)
                building = _Building()
            continue
        building.add(piece, sounds)
        if len(building.tokens) > LONGEST:
            yield building.close("")
            building = _Building()
    if building.placed:
        yield building.close("")


def _joined(one: Phrase, other: Phrase) -> Phrase:
    """Both as one phrase, a space between them."""
    until = (*one.tokens[:-1], *tokens(" "))
    later = len(until) - 1
    moved = tuple(
        Placed(place.syllable, place.onset + later, place.vowel + later, place.coda + later, place.end + later)
        for place in other.placed
    )
    return Phrase((*until, *other.tokens[1:]), one.placed + moved, one.clauses + other.clauses)


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
        return Phrase((*self.tokens, *tokens(mark), 0), tuple(self.placed), (Clause(len(self.placed), mark),))
