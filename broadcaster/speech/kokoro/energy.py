"""Energy: each rhyme held up until its tone is told, and cut off where the glottis closes.

The weights let a long syllable fade from its middle on, and with it the end of its tone, where sắc, hỏi and ngã differ
from the others. They know no nặng: what tells it from huyền is less its pitch than that it breaks off.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from broadcaster.speech.kokoro.tones import Melody, Sung

_HELD = ((0.0, 7.2), (0.8, 7.2), (1.0, 5.0))
"""Share of the voiced rhyme, and the least energy there in the weights' own measure: a full vowel has 7 to 8, silence
−4 and less."""
_LOUDEST, _SILENT = 9.0, -4.0
_CLOSING = 0.08
"""Share of the rhyme that a glottis takes to close."""


def held(energy: NDArray[np.float32], syllables: Sequence[Sung], melody: Melody) -> NDArray[np.float32]:
    """`energy` (half frames; what the model would give) with each rhyme held up, or cut off as `melody` says."""
    kept = energy.copy()
    for syllable in syllables:
        rhyme = kept[syllable.vowel : syllable.closure]
        share = np.linspace(0, 1, len(rhyme))
        rhyme[:] = np.maximum(rhyme, np.interp(share, [x for x, _ in _HELD], [y for _, y in _HELD]))
        if not syllable.stopped and (shut := melody.shut.get(syllable.tone)):
            rhyme[:] = np.minimum(rhyme, np.interp(share, [shut, shut + _CLOSING], [_LOUDEST, _SILENT]))
    return kept
