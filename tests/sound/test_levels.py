import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.sound.levels import amplitude, at_loudness, compressed, edged, music_at_loudness, rounded
from broadcaster.sound.loudness import integrated, spoken
from broadcaster.units import RATE, Dbfs, Lufs, Samples


def talk(seconds: float, level: float = 0.2) -> Samples:
    """Syllables: bursts of a voice-like tone, five a second, each of its own level."""
    time = np.arange(round(seconds * RATE)) / RATE
    voice = sum(np.sin(2 * np.pi * 160.0 * n * time) / n for n in range(1, 20))
    syllable = np.sin(np.pi * (time * 5.0 % 1.0)) ** 2 * (0.35 + 0.65 * (np.floor(time * 5.0) * 0.618 % 1.0))
    return (level * voice * syllable).astype(np.float32)


@settings(deadline=None, max_examples=30)
@given(st.floats(-40.0, 0.0), st.floats(0.2, 4.0))
def test_any_sentence_comes_to_the_loudness_asked(target: float, seconds: float) -> None:
    assert spoken(at_loudness(talk(seconds), Lufs(target))) == pytest.approx(target, abs=0.05)


def test_music_comes_to_the_integrated_loudness_asked() -> None:
    assert integrated(music_at_loudness(talk(3.0), Lufs(-20.0))) == pytest.approx(-20.0, abs=0.05)


@pytest.mark.parametrize("level", [at_loudness, music_at_loudness])
@pytest.mark.parametrize("frames", [0, 10, RATE])
def test_silence_is_not_turned_up(level: object, frames: int) -> None:
    quiet = level(np.zeros(frames, np.float32), Lufs(-16.0))  # type: ignore[operator]
    assert len(quiet) == frames
    assert not quiet.any()


def spread(sound: Samples) -> float:
    """Decibels between the loudest syllable's peak and the softest one's."""
    peaks = np.abs(sound).reshape(-1, RATE // 5).max(axis=1)
    return float(20 * np.log10(peaks.max() / peaks.min()))


def test_compression_brings_syllables_together() -> None:
    sound = talk(8.0)
    assert spread(compressed(sound)) < spread(sound) - 2.0


def test_words_that_a_person_read_unevenly_are_evened() -> None:
    sound = talk(8.0)
    words = np.arange(len(sound)) // (2 * RATE // 5)
    uneven = np.asarray(sound * np.array([1.0, 0.5, 0.25])[words % 3], np.float32)
    assert spread(compressed(uneven)) < spread(uneven) - 4.0


def test_compression_does_not_depend_on_the_level_it_is_given() -> None:
    sound = talk(4.0)
    assert np.allclose(compressed(sound * 0.1), compressed(sound) * 0.1, atol=1e-6)


def test_compression_does_not_lift_the_room_between_words() -> None:
    sound = np.concatenate([talk(2.0), np.full(RATE, 1e-4, np.float32), talk(2.0)])
    between = slice(2 * RATE + RATE // 4, 3 * RATE - RATE // 4)
    assert np.abs(compressed(sound)[between]).max() <= 1.1e-4


@pytest.mark.parametrize("frames", [0, 1, 239, 241])
def test_compression_of_almost_nothing(frames: int) -> None:
    assert len(compressed(np.zeros(frames, np.float32))) == frames


def test_speech_too_peaky_for_its_loudness_is_rounded_into_the_room_there_is() -> None:
    peaky = talk(3.0)
    peaky[::4_801] *= 6.0
    sound = at_loudness(peaky, Lufs(-16.0))
    assert np.abs(sound).max() > amplitude(2.0)
    soft = rounded(sound, Dbfs(-2.5))
    assert np.abs(soft).max() <= amplitude(-2.5)
    assert spoken(soft) == pytest.approx(-16.0, abs=1.0)


def test_rounding_leaves_what_is_soft_as_it_was() -> None:
    sound = talk(2.0, 0.01)
    assert np.allclose(rounded(sound, Dbfs(-2.5)), sound, rtol=1e-3, atol=1e-9)


@settings(deadline=None)
@given(st.integers(0, 500), st.integers(0, 600), st.integers(0, 600))
def test_edges_begin_and_end_soft_and_leave_the_middle(frames: int, begin: int, end: int) -> None:
    soft = edged(np.ones(frames, np.float32), begin, end)
    assert len(soft) == frames
    assert (soft <= 1.0).all()
    assert (soft[begin : frames - end] == 1.0).all() if begin + end < frames else True
    if begin > 20 and frames > begin:
        assert soft[0] < 0.01


def test_six_decibels_double() -> None:
    assert amplitude(6.0206) == pytest.approx(2.0, abs=1e-4)
