from __future__ import annotations

import numpy as np
import pytest

from broadcaster.speech.kokoro.raising import LOW_MALE, raised
from broadcaster.units import Samples

RATE = 24_000
TIME = np.arange(RATE) / RATE


def tone(hertz: float, level: float = 0.1) -> Samples:
    return np.asarray(level * np.sqrt(2) * np.sin(2 * np.pi * hertz * TIME), np.float32)


def rms(sound: Samples) -> float:
    return float(np.sqrt(np.mean(np.square(sound, dtype=np.float64))))


def spectrum(sound: Samples, hertz: int) -> float:
    """Amplitude of the component at whole `hertz` of one second."""
    return float(np.abs(np.fft.rfft(sound))[hertz])


def test_what_carries_words_gains_on_what_carries_power() -> None:
    both = tone(500) + tone(2800)
    bright = raised(both, RATE)
    gained = spectrum(bright, 2800) / spectrum(bright, 500) / (spectrum(both, 2800) / spectrum(both, 500))
    assert 20 * np.log10(gained) == pytest.approx(8, abs=0.5)


def test_a_mans_first_harmonic_is_taken_away_and_a_womans_is_not() -> None:
    both = tone(135) + tone(500)
    before = spectrum(both, 135) / spectrum(both, 500)
    man, woman = raised(both, RATE, LOW_MALE), raised(both, RATE)
    assert 20 * np.log10(spectrum(man, 135) / spectrum(man, 500) / before) < -15
    assert 20 * np.log10(spectrum(woman, 135) / spectrum(woman, 500) / before) > -6.5


def test_both_low_ends_leave_the_formants_alone() -> None:
    both = tone(320) + tone(2800)
    man, woman = raised(both, RATE, LOW_MALE), raised(both, RATE)
    for hertz in (320, 2800):
        assert spectrum(man, hertz) == pytest.approx(spectrum(woman, hertz), rel=0.01)


def test_a_weak_syllable_comes_up_and_stays_the_weaker_one() -> None:
    sound = tone(500)
    sound[RATE // 2 :] *= 0.1
    even = raised(sound, RATE)
    apart = 20 * np.log10(rms(even[2000 : RATE // 2 - 2000]) / rms(even[RATE // 2 + 2000 : -2000]))
    assert 8 < apart < 13


def test_silence_and_breath_are_not_pulled_up() -> None:
    sound = tone(500)
    sound[RATE // 2 :] *= 0.001
    even = raised(sound, RATE)
    apart = 20 * np.log10(rms(even[2000 : RATE // 2 - 2000]) / rms(even[RATE // 2 + 2000 : -2000]))
    assert apart == pytest.approx(60, abs=1)
    assert not raised(np.zeros(100, np.float32), RATE).any()
    assert len(raised(np.zeros(0, np.float32), RATE)) == 0


def test_every_sentence_is_as_loud_and_none_clips() -> None:
    loud, soft = raised(tone(500, 0.5), RATE), raised(tone(500, 0.01), RATE)
    assert rms(loud[2000:-2000]) == pytest.approx(rms(soft[2000:-2000]), rel=0.02)
    click = np.zeros(RATE, np.float32)
    click[RATE // 2] = 1.0
    assert np.abs(raised(click, RATE)).max() <= 0.951


def test_nothing_is_shifted() -> None:
    click = np.zeros(RATE, np.float32)
    click[RATE // 2] = 1.0
    assert int(np.abs(raised(click, RATE)).argmax()) == RATE // 2
