"""Slower and quicker at the same pitch."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.speech.google.stretch import stretch
from broadcaster.units import Samples

RATE = 24_000


def tone(hertz: float, seconds: float = 1.0) -> Samples:
    return (0.5 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def pitch(samples: Samples) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), 8 * len(samples)))
    return float(np.argmax(spectrum) * RATE / (8 * len(samples)))


@pytest.mark.parametrize("speed", [0.6, 0.8, 0.9, 1.1, 1.5])
@pytest.mark.parametrize("hertz", [110.0, 210.0, 333.0])
def test_the_length_changes_and_the_pitch_does_not(speed: float, hertz: float) -> None:
    stretched = stretch(tone(hertz), RATE, speed)
    assert len(stretched) == round(RATE / speed)
    assert pitch(stretched) == pytest.approx(hertz, rel=0.01)


@pytest.mark.parametrize("speed", [0.7, 0.9, 1.2])
def test_the_level_stays(speed: float) -> None:
    stretched = stretch(tone(180), RATE, speed)[2000:-2000]
    assert np.sqrt((stretched**2).mean()) == pytest.approx(0.5 / np.sqrt(2), rel=0.05)


def test_its_own_pace_is_left_alone() -> None:
    samples = tone(180)
    assert stretch(samples, RATE, 1.0) is samples


@given(st.integers(0, 6000), st.floats(0.4, 2.5))
def test_any_length_is_taken(frames: int, speed: float) -> None:
    stretched = stretch(tone(180)[:frames], RATE, speed)
    assert np.isfinite(stretched).all()
    assert len(stretched) in (frames, round(frames / speed))
