"""Vowels kept apart: pushed away, in the weights' own measure, from the vowel that each is taken for.

Who speaks clearly spreads the vowels apart (Picheny, Durlach and Braida, "Speaking clearly for the hard of hearing II",
*Journal of Speech and Hearing Research* 29, 1986). The weights' a lies so near their ɔ that cá is heard as có. So a
phrase goes through them twice, as it is and as it would be misheard, and what distinguishes the two is made larger.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from broadcaster.speech.kokoro.phonemes import tokens
from broadcaster.speech.kokoro.phrase import Phrase


@dataclass(frozen=True)
class Contrast:
    """A vowel and what it is taken for."""

    nuclei: frozenset[str]
    """The vowel, as it is spelled."""
    symbol: str
    """Its symbol."""
    taken_for: str
    """The symbol of the other."""
    by: float
    """What is added of the difference between the two; 0: nothing."""


def misheard(phrase: Phrase, contrast: Contrast) -> Phrase:
    """`phrase` with the other vowel for each of `contrast`; the very same where it has none."""
    (own,), (other,) = tokens(contrast.symbol), tokens(contrast.taken_for)
    changed = list(phrase.tokens)
    for column in _columns(phrase, contrast):
        if changed[column] == own:
            changed[column] = other
    return replace(phrase, tokens=tuple(changed))


def apart(
    sound: NDArray[np.float32], other: NDArray[np.float32], phrase: Phrase, contrast: Contrast
) -> NDArray[np.float32]:
    """`sound` (features × tokens of `phrase`) with those vowels further from `other`, what the misheard phrase has."""
    columns = [*_columns(phrase, contrast)]
    pushed = sound.copy()
    pushed[:, columns] += np.float32(contrast.by) * (sound[:, columns] - other[:, columns])
    return pushed


def _columns(phrase: Phrase, contrast: Contrast) -> Iterator[int]:
    """The tokens of the vowels, the signs of stress and length with them."""
    (own,) = tokens(contrast.symbol)
    for place in phrase.placed:
        if place.syllable.nucleus in contrast.nuclei and own in phrase.tokens[place.vowel : place.coda]:
            yield from range(place.vowel, place.coda)
