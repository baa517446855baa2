"""How long each token lasts, in frames of 25 ms.

The weights would time these tokens as English or Japanese: weak syllables hurried, a long silence in a phrase's
first and last token. Here a rhyme's length is set by what it is, and shared out between vowel and closing: a short
vowel (ă, â) gives its time to the consonant after it, which is how năm is told from nam and tay from tai
(Đoàn Thiện Thuật 1977).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from broadcaster.speech.kokoro.phrase import Phrase, Placed
from broadcaster.speech.kokoro.syllable import Syllable, Tone

FRAME_SECONDS = 0.025
"""The weights' frame: 600 samples at 24 kHz."""

_SHORT = frozenset({"ă", "â"})


@dataclass(frozen=True)
class Rhythm:
    """How an accent times its syllables; all lengths are frames at the operator's speed 1."""

    onset: tuple[float, float]
    """What the weights want for each consonant before the vowel is kept between these; a group shares the least."""
    rhyme: float
    """A rhyme that a vowel or a nasal ends."""
    stopped: float
    """A rhyme that p, t, c or ch ends, closure included."""
    tones: Mapping[Tone, float]
    """What a tone adds to its rhyme (hỏi and ngã need time to turn)."""
    last: float
    """A clause's last rhyme is longer by this factor."""
    closing: float
    """Share of the rhyme that the closing half-vowel or consonant has after a long vowel."""
    closing_short: float
    """The same after a short vowel (ă, â)."""
    gap: float
    """The space between syllables."""
    edges: tuple[int, int, int]
    """Silence at the phrase's start, its last punctuation mark, and silence at its end; frames at any speed, since it
    is not heard: the weights want it."""
    pauses: Mapping[str, float]
    """Seconds of silence after a clause, by the punctuation that ends it."""


def frames(predicted: NDArray[np.float32], phrase: Phrase, rhythm: Rhythm, speed: float) -> NDArray[np.int64]:
    """Whole frames of each token, at least 1. `predicted`: what the weights want at their own pace, in frames."""
    wanted = np.full(len(predicted), rhythm.gap, np.float64)
    for clause, placed in zip(phrase.clauses, phrase.by_clause(phrase.placed), strict=True):
        for place in placed:
            shortest, longest = rhythm.onset
            own = predicted[place.onset : place.vowel]
            wanted[place.onset : place.vowel] = np.clip(own, shortest / max(len(own), 1), longest)
            _share(wanted, place, predicted, _rhyme(place.syllable, rhythm, last=place is placed[-1]), rhythm)
        wanted[placed[-1].end] = rhythm.pauses.get(clause.mark, 0.0) / FRAME_SECONDS
    first, mark, last = (edge * speed for edge in rhythm.edges)
    wanted[phrase.placed[-1].end :] = mark
    wanted[0], wanted[-1] = first, last
    ends = np.rint(np.cumsum(wanted / speed))
    return np.maximum(np.diff(ends, prepend=0.0), 1).astype(np.int64)


def _rhyme(syllable: Syllable, rhythm: Rhythm, *, last: bool) -> float:
    """Frames of a syllable's whole rhyme."""
    length = rhythm.stopped if syllable.stopped else rhythm.rhyme
    return (length + rhythm.tones.get(syllable.tone, 0.0)) * (rhythm.last if last else 1.0)


def _share(
    wanted: NDArray[np.float64], place: Placed, predicted: NDArray[np.float32], length: float, rhythm: Rhythm
) -> None:
    """Share a rhyme's length out between its vowel and its closing, within each as the weights would."""
    share = 0.0
    if place.coda < place.end:
        share = rhythm.closing_short if place.syllable.nucleus in _SHORT else rhythm.closing
    for since, until, part in ((place.vowel, place.coda, 1 - share), (place.coda, place.end, share)):
        own = np.maximum(predicted[since:until], 0.1)
        wanted[since:until] = length * part * own / own.sum() if until > since else own
