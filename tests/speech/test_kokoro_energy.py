from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from broadcaster.speech.kokoro.accent import Accent
from broadcaster.speech.kokoro.energy import held
from broadcaster.speech.kokoro.north import NORTH
from broadcaster.speech.kokoro.saigon import SAIGON
from broadcaster.speech.kokoro.syllable import Tone
from broadcaster.speech.kokoro.tones import Sung

FADING = np.concatenate([np.full(8, 7.5), np.linspace(7.5, -3, 20), np.full(8, -4)]).astype(np.float32)
"""Half frames: an onset, a rhyme that dies, silence."""


def rhyme(
    tone: Tone, energy: NDArray[np.float32] = FADING, *, stopped: bool = False, accent: Accent = NORTH
) -> NDArray[np.float32]:
    sung = Sung(tone, stopped=stopped, start=4, voice=4, vowel=8, closure=24 if stopped else 28, end=28)
    return held(energy, [sung], accent.melody)


@pytest.mark.parametrize("tone", sorted(set(Tone) - {Tone.NANG}))
def test_a_rhyme_is_held_until_its_tone_is_told(tone: Tone) -> None:
    energy = rhyme(tone)
    assert energy[8:23].min() >= 7
    assert energy[27] >= 5
    assert np.array_equal(energy[:8], FADING[:8])
    assert np.array_equal(energy[28:], FADING[28:])


def test_nang_breaks_off_where_the_glottis_closes() -> None:
    energy = rhyme(Tone.NANG)
    assert energy[8:19].min() >= 7
    assert (energy[22:28] == -4).all()


def test_nang_of_the_south_is_sung_to_its_end() -> None:
    assert np.array_equal(rhyme(Tone.NANG, accent=SAIGON), rhyme(Tone.HUYEN))


def test_a_stop_keeps_its_closure() -> None:
    energy = rhyme(Tone.NANG, stopped=True)
    assert energy[8:20].min() >= 7
    assert np.array_equal(energy[24:], FADING[24:])


def test_what_is_loud_already_stays() -> None:
    loud = np.full(36, 9, np.float32)
    assert np.array_equal(rhyme(Tone.SAC, loud), loud)
