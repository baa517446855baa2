"""Energy: each rhyme held up until its tone is told.

The weights let a long syllable fade from its middle on, and with it the end of its tone, where sắc, hỏi and ngã differ
from the others.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from broadcaster.speech.kokoro.tones import Sung

_HELD = ((0.0, 7.2), (0.8, 7.2), (1.0, 5.0))
"""Share of the voiced rhyme, and the least energy there in the weights' own measure: a full vowel has 7 to 8, silence
−4 and less."""


def held(energy: NDArray[np.float32], syllables: Sequence[Sung]) -> NDArray[np.float32]:
    """`energy` (half frames; what the model would give) with each rhyme held up."""
    kept = energy.copy()
    for syllable in syllables:
        rhyme = kept[syllable.vowel : syllable.closure]
        least = np.interp(np.linspace(0, 1, len(rhyme)), [x for x, _ in _HELD], [y for _, y in _HELD])
        rhyme[:] = np.maximum(rhyme, least)
    return kept
