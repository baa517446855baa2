import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.sound.recordings import phrases
from broadcaster.units import RATE, Samples


def talk(seconds: float, level: float = 0.2) -> Samples:
    """Syllables, four a second."""
    time = np.arange(round(seconds * RATE)) / RATE
    voice = sum(np.sin(2 * np.pi * 170.0 * n * time) / n for n in range(1, 20))
    return (level * voice * (0.02 + np.sin(np.pi * (time * 4.0 % 1.0)) ** 2)).astype(np.float32)


def room(seconds: float, level: float = 0.002) -> Samples:
    noise = np.random.default_rng(3).standard_normal(round(seconds * RATE))
    return (level * noise).astype(np.float32)


def reading(*parts: Samples, level: float = 0.002) -> Samples:
    whole = np.concatenate(parts)
    return whole + room(len(whole) / RATE, level)


def test_a_reading_is_cut_where_the_reader_breathes() -> None:
    found = phrases(reading(talk(3.0), room(0.6), talk(4.0, 0.08), room(0.8), talk(2.0)))
    assert [round(len(phrase) / RATE, 1) for phrase in found] == pytest.approx([3.3, 4.7, 2.4], abs=0.15)


def test_silence_before_and_after_goes_but_not_the_first_breath() -> None:
    (only,) = phrases(reading(room(3.0), talk(3.0), room(5.0)))
    assert len(only) / RATE == pytest.approx(3.5, abs=0.15)


def test_nothing_inside_is_lost() -> None:
    whole = reading(talk(3.0), room(0.6), talk(2.0, 0.1), room(1.0), talk(5.0))
    found = np.concatenate(phrases(whole))
    begin = next(at for at in range(0, 48_000, 960) if np.array_equal(whole[at : at + 960], found[:960]))
    assert np.array_equal(whole[begin : begin + len(found)], found)
    assert len(found) > 11.3 * RATE


@pytest.mark.parametrize("level", [0.0, 0.002, 0.02])
def test_a_noisy_room_is_no_speech(level: float) -> None:
    assert len(phrases(reading(talk(3.0), room(0.7, 0.0), talk(3.0), level=level))) == 2


def test_a_cough_and_a_word_are_no_phrases_of_their_own() -> None:
    cough = talk(2.0, 0.02)
    assert len(phrases(reading(cough, room(0.6), talk(4.0), room(0.6), talk(0.5)))) == 1


def test_short_stops_do_not_cut() -> None:
    assert len(phrases(reading(talk(2.0), room(0.2), talk(2.0)))) == 1


@pytest.mark.parametrize("seconds", [0.0, 0.001, 0.5, 3.0])
def test_silence_and_scraps_stay_as_they_are(seconds: float) -> None:
    still = np.zeros(round(seconds * RATE), np.float32)
    assert np.array_equal(np.concatenate(phrases(still)), still)


@pytest.mark.slow
@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.floats(0.05, 3.0), st.floats(0.0, 0.5), st.floats(0.0, 1.0)), min_size=1, max_size=6))
def test_whatever_is_read_stays_in_order_and_whole(parts: list[tuple[float, float, float]]) -> None:
    whole = np.concatenate([each for long, level, gap in parts for each in (talk(long, level), room(gap, 0.0))])
    found = np.concatenate(phrases(whole))
    assert len(found) <= len(whole)
    loud = np.abs(whole) > 0.5 * np.abs(whole).max(initial=0.0)
    assert np.square(found, dtype=np.float64).sum() >= 0.99 * np.square(whole[loud], dtype=np.float64).sum()
