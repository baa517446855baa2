import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.sound.ducking import ATTACK, DEPTH_DB, HOLD, RELEASE, ducked_gain, looped
from broadcaster.units import RATE, Samples


def decibels(gain: Samples) -> Samples:
    return np.asarray(20.0 * np.log10(gain), np.float32)


def hum(seconds: float, hertz: float = 300.0) -> Samples:
    return (0.3 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def test_the_bed_is_twelve_to_eighteen_decibels_down_from_the_first_to_the_last_word() -> None:
    gain = decibels(ducked_gain(10 * RATE, [(3 * RATE, 6 * RATE)]))
    assert 12.0 <= DEPTH_DB <= 18.0
    assert np.allclose(gain[3 * RATE : 6 * RATE], -DEPTH_DB, atol=0.01)
    assert np.allclose(gain[: 3 * RATE - ATTACK], 0.0, atol=0.01)
    assert np.allclose(gain[6 * RATE + RELEASE :], 0.0, atol=0.01)


def test_it_does_not_pump_between_sentences() -> None:
    close = [(2 * RATE, 3 * RATE), (3 * RATE + HOLD - 1, 7 * RATE)]
    gain = decibels(ducked_gain(12 * RATE, close))
    assert np.allclose(gain[2 * RATE : 7 * RATE], -DEPTH_DB, atol=0.01)


def test_it_comes_up_in_a_long_pause() -> None:
    gain = decibels(ducked_gain(14 * RATE, [(2 * RATE, 3 * RATE), (8 * RATE, 9 * RATE)]))
    assert gain[5 * RATE] == pytest.approx(0.0, abs=0.01)


spans = st.lists(st.tuples(st.integers(0, 400_000), st.integers(0, 200_000)), max_size=6).map(
    lambda pairs: sorted((begin, begin + length) for begin, length in pairs)
)


@settings(deadline=None)
@given(st.integers(0, 500_000), spans)
def test_it_moves_gently_whatever_is_said(frames: int, speech: list[tuple[int, int]]) -> None:
    gain = ducked_gain(frames, speech)
    assert len(gain) == frames
    assert (gain <= 1.0).all()
    for begin, end in speech:
        assert np.allclose(decibels(gain[begin:end]), -DEPTH_DB, atol=0.01)
    if frames > 1:
        assert np.abs(np.diff(decibels(gain))).max() * RATE < 100.0  # decibels a second


def seam_clicks(turned: Samples) -> float:
    """The greatest second difference over that of the middle of the bed."""
    return float(np.abs(np.diff(turned, 2)).max())


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 40 * RATE))
def test_any_length_can_be_had(frames: int) -> None:
    assert len(looped(hum(5.0), frames)) == frames


def test_a_bed_made_to_loop_goes_on_as_it_is() -> None:
    bed = hum(5.0)  # 1500 whole turns
    assert np.array_equal(looped(bed, 12 * RATE), np.tile(bed, 3)[: 12 * RATE])


@pytest.mark.parametrize("flaw", ["cut anywhere", "faded", "silence at its ends"])
def test_any_other_bed_loops_without_click_or_hole(flaw: str) -> None:
    bed = hum(6.00037)
    if flaw == "faded":
        bed *= np.minimum(1.0, np.minimum(np.arange(len(bed)), np.arange(len(bed))[::-1]) / RATE)
    if flaw == "silence at its ends":
        bed = np.concatenate([np.zeros(RATE, np.float32), bed, np.zeros(RATE, np.float32)])
    turned = looped(bed, 30 * RATE)
    levels = np.sqrt(np.square(turned[2 * RATE :][: 27 * RATE].reshape(-1, RATE // 10)).mean(axis=1))
    assert seam_clicks(turned[2 * RATE :]) < 2.0 * seam_clicks(hum(5.0))
    assert levels.min() > 0.4 * levels.max()


@pytest.mark.parametrize("seconds", [0.0, 0.01, 1.0])
def test_even_a_scrap_can_be_looped(seconds: float) -> None:
    assert len(looped(hum(seconds), RATE)) == RATE


def test_silence_loops_as_silence() -> None:
    assert not looped(np.zeros(6 * RATE, np.float32), RATE).any()
