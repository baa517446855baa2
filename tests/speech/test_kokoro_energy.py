from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from broadcaster.speech.kokoro.energy import held
from broadcaster.speech.kokoro.syllable import Tone
from broadcaster.speech.kokoro.tones import Sung

FADING = np.concatenate([np.full(8, 7.5), np.linspace(7.5, -3, 20), np.full(8, -4)]).astype(np.float32)
"""Half frames: an onset, a rhyme that dies, silence."""


def rhyme(tone: Tone, energy: NDArray[np.float32] = FADING, *, stopped: bool = False) -> NDArray[np.float32]:
    return held(energy, [Sung(tone, stopped=stopped, start=4, voice=4, vowel=8, closure=24 if stopped else 28, end=28)])


@pytest.mark.parametrize("tone", Tone)
def test_a_rhyme_is_held_until_its_tone_is_told(tone: Tone) -> None:
    energy = rhyme(tone)
    assert energy[8:23].min() >= 7
    assert energy[27] >= 5
    assert np.array_equal(energy[:8], FADING[:8])
    assert np.array_equal(energy[28:], FADING[28:])


def test_a_stop_keeps_its_closure() -> None:
    energy = rhyme(Tone.NANG, stopped=True)
    assert energy[8:20].min() >= 7
    assert np.array_equal(energy[24:], FADING[24:])


def test_what_is_loud_already_stays() -> None:
    loud = np.full(36, 9, np.float32)
    assert np.array_equal(rhyme(Tone.SAC, loud), loud)
