"""The cases of EBU Tech 3341 that a mono meter can be given, made here; a stereo -23 dBFS pair is a mono -20."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.sound.loudness import SILENT, STEP, hop_powers, integrated, of_power, spoken, step_peaks, true_peak
from broadcaster.units import RATE, Samples


def tone(hertz: float, decibels: float, seconds: float, degrees: float = 0.0) -> Samples:
    phase = 2.0 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE + np.deg2rad(degrees)
    return np.asarray(10.0 ** (decibels / 20.0) * np.sin(phase), np.float32)


def faded(samples: Samples) -> Samples:
    edge = np.ones(len(samples), np.float32)
    edge[:4_800] = np.linspace(0.0, 1.0, 4_800)
    return samples * edge * edge[::-1]


def test_a_full_scale_sine_reads_minus_three() -> None:
    assert integrated(tone(997.0, 0.0, 20.0)) == pytest.approx(-3.01, abs=0.02)


@pytest.mark.parametrize(
    ("levels", "seconds", "expected"),
    [
        ((-20.0,), (20.0,), -23.0),
        ((-30.0,), (20.0,), -33.0),
        ((-33.0, -20.0, -33.0), (10.0, 60.0, 10.0), -23.0),
        ((-69.0, -33.0, -20.0, -33.0, -69.0), (10.0, 10.0, 60.0, 10.0, 10.0), -23.0),
        ((-23.0, -17.0, -23.0), (20.0, 20.1, 20.0), -23.0),
    ],
    ids=["1", "2", "3", "4", "5"],
)
def test_ebu_3341_gated_loudness(levels: tuple[float, ...], seconds: tuple[float, ...], expected: float) -> None:
    programme = np.concatenate([tone(1_000.0, level, length) for level, length in zip(levels, seconds, strict=True)])
    assert integrated(programme) == pytest.approx(expected, abs=0.1)


@pytest.mark.parametrize(
    ("hertz", "degrees", "decibels"),
    [
        (12_000.0, 0.0, -6.0),
        (12_000.0, 45.0, -6.0),
        (8_000.0, 60.0, -6.0),
        (6_000.0, 67.5, -6.0),
        (12_000.0, 45.0, 3.0),
    ],
)
def test_ebu_3341_true_peak(hertz: float, degrees: float, decibels: float) -> None:
    measured = true_peak(faded(tone(hertz, decibels, 2.0, degrees)))
    assert decibels - 0.4 <= measured <= decibels + 0.2


def test_true_peak_finds_what_lies_between_samples_anywhere_in_a_long_sound() -> None:
    quiet = np.zeros(3 * RATE, np.float32)
    burst = faded(tone(12_000.0, -6.0, 0.5, 45.0))
    for start in (0, 65_536 - len(burst) // 2, len(quiet) - len(burst)):
        programme = quiet.copy()
        programme[start : start + len(burst)] = burst
        assert true_peak(programme) == pytest.approx(-6.0, abs=0.2)


def test_silence_and_nothing_have_no_level() -> None:
    for samples in (np.zeros(0, np.float32), np.zeros(RATE, np.float32)):
        assert integrated(samples) == SILENT
        assert spoken(samples) == SILENT
        assert true_peak(samples) == float("-inf")


def test_a_word_shorter_than_a_gating_block_is_measured() -> None:
    word = tone(1_000.0, -20.0, 0.3)
    assert integrated(word) == SILENT
    assert spoken(word) == pytest.approx(-23.0, abs=0.3)


def test_bass_weighs_less_and_presence_more() -> None:
    assert integrated(tone(60.0, -20.0, 3.0)) < integrated(tone(1_000.0, -20.0, 3.0)) - 3.0
    assert integrated(tone(4_000.0, -20.0, 3.0)) > integrated(tone(1_000.0, -20.0, 3.0)) + 2.0


@settings(deadline=None, max_examples=30)
@given(st.floats(-30.0, 6.0), st.integers(20_000, 150_000))
def test_gain_moves_loudness_and_peak_by_itself(decibels: float, frames: int) -> None:
    programme = faded(tone(700.0, -14.0, frames / RATE))
    louder = (programme * 10.0 ** (decibels / 20.0)).astype(np.float32)
    assert integrated(louder) - integrated(programme) == pytest.approx(decibels, abs=0.01)
    assert true_peak(louder) - true_peak(programme) == pytest.approx(decibels, abs=0.01)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 40_000))
def test_every_whole_tenth_of_a_second_is_counted_and_no_other(frames: int) -> None:
    assert len(hop_powers(np.ones(frames, np.float32))) == frames // 4_800


def test_peaks_are_never_below_the_samples() -> None:
    noise = np.sin(np.arange(200_000) ** 1.5).astype(np.float32)
    assert (step_peaks(noise) >= np.abs(noise).reshape(-1, STEP).max(axis=1)).all()


@pytest.mark.parametrize("frames", [0, 1, STEP, STEP + 1, 70_001])
def test_every_step_has_a_peak_and_a_last_one_that_is_not_whole_too(frames: int) -> None:
    assert len(step_peaks(np.ones(frames, np.float32))) == -(-frames // STEP)


def test_a_peak_belongs_to_its_step() -> None:
    clicked = np.zeros(200_000, np.float32)
    clicked[100_003] = 0.5
    peaks = step_peaks(clicked)
    assert int(np.argmax(peaks)) == 100_003 // STEP
    assert peaks.max() == pytest.approx(0.5, abs=0.01)


def test_no_power_is_silence() -> None:
    assert of_power(0.0) == SILENT
