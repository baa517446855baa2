"""How long each token lasts, in frames of 25 ms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from broadcaster.speech.kokoro.phrase import Placed

FRAME_SECONDS = 0.025
"""The weights' frame: 600 samples at 24 kHz."""


@dataclass(frozen=True)
class Rhythm:
    """How an accent times its syllables."""

    pace: float
    """Speed given to the weights where the operator's speed is 1; below 1 slower."""
    rhyme: int
    """Frames a rhyme lasts at least: left alone, the weights make some too short to carry a tone."""
    stopped_rhyme: int
    """The same for rhymes closed by p, t, c, ch."""
    pauses: Mapping[str, float]
    """Seconds of silence after a phrase, by the punctuation that ends it."""


def frames(predicted: NDArray[np.float32], placed: Sequence[Placed], rhythm: Rhythm, speed: float) -> NDArray[np.int64]:
    """Whole frames of each token. `predicted`: what the weights want, in frames, at the pace asked for."""
    counts = np.maximum(np.rint(predicted), 1).astype(np.int64)
    for place in placed:
        least = rhythm.stopped_rhyme if place.syllable.stopped else rhythm.rhyme
        missing = round(least / speed) - int(counts[place.vowel : place.end].sum())
        if missing > 0:
            counts[place.coda - 1] += missing
    return counts
