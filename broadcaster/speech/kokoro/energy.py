"""Energy: each rhyme held up until its tone is told; nặng cut short.

The weights let a long syllable fade from its middle on, and with it the end of its tone, where sắc, hỏi and ngã differ
from the others. Nặng is the one that does end early: in a closed glottis (Michaud, "Final consonants and
glottalization", *Phonetica* 61, 2004), which a fast fall of the energy stands for.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from broadcaster.speech.kokoro.syllable import Tone
from broadcaster.speech.kokoro.tones import Sung

_HELD = ((0.0, 7.2), (0.8, 7.2), (1.0, 5.0))
"""Share of the voiced rhyme, and the least energy there in the weights' own measure (a full vowel has 7 to 8)."""
_SHUT_FROM = 0.7
_BEFORE = 7.3
_SHUT = ((0.7, 5.0), (0.85, 0.0), (1.0, -2.0))
"""The most energy where the glottis closes; silence has −4 and less."""


def held(energy: NDArray[np.float32], syllables: Sequence[Sung], shut: Collection[Tone]) -> NDArray[np.float32]:
    """`energy` (half frames; what the model would give) with each rhyme held up; tones in `shut` end in the glottis."""
    kept = energy.copy()
    for syllable in syllables:
        rhyme = kept[syllable.vowel : syllable.closure]
        share = np.linspace(0, 1, len(rhyme))
        if syllable.tone in shut and not syllable.stopped:
            open_part = np.maximum(rhyme, _BEFORE)
            rhyme[:] = np.where(share < _SHUT_FROM, open_part, np.minimum(rhyme, _along(share, _SHUT)))
        else:
            rhyme[:] = np.maximum(rhyme, _along(share, _HELD))
    return kept


def _along(share: NDArray[np.float64], points: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
    return np.interp(share, [x for x, _ in points], [y for _, y in points])
