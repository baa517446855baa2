import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from broadcaster.sound.limiter import between, limited, sliding_minimum, smoothed, step_factors
from broadcaster.sound.loudness import STEP, true_peak
from broadcaster.units import RATE, Dbfs, Samples

CEILING = Dbfs(-2.0)


def hard(kind: str) -> Samples:
    time = np.arange(5 * RATE) / RATE
    made = {
        "loud tone": 1.5 * np.sin(2 * np.pi * 440.0 * time),
        "square near the top": np.sign(np.sin(2 * np.pi * 11_000.0 * time + 0.7)),
        "clicks": np.where(np.arange(len(time)) % 9_973 < 3, 2.0, 0.0),
        "bursts": np.sin(2 * np.pi * 3_000.0 * time) * (np.sin(2 * np.pi * 2.0 * time) > 0.9) * 3.0,
        "edges": np.where((time < 0.001) | (time > 4.999), 1.0, 0.0),
    }
    return made[kind].astype(np.float32)


@pytest.mark.parametrize("kind", ["loud tone", "square near the top", "clicks", "bursts", "edges"])
def test_no_true_peak_passes_the_ceiling(kind: str) -> None:
    held = limited(hard(kind), CEILING)
    assert len(held) == len(hard(kind))
    assert true_peak(held) <= CEILING


@settings(deadline=None, max_examples=30)
@given(st.floats(0.05, 8.0), st.sampled_from([1, 17, 4_799, 100_003, 200_000]))
def test_any_gain_over_any_length_stays_under_the_ceiling(gain: float, frames: int) -> None:
    wild = np.sin(np.arange(frames) ** 1.31).astype(np.float32)
    assert true_peak(limited(wild, CEILING, gain)) <= CEILING


def test_what_is_under_the_ceiling_is_not_touched() -> None:
    soft = hard("loud tone") * np.float32(0.3)
    assert np.array_equal(limited(soft, CEILING), soft)


def test_a_click_leaves_its_neighbourhood_alone() -> None:
    sound = hard("loud tone") * np.float32(0.3)
    clicked = sound.copy()
    clicked[100_000] = 2.0
    held = limited(clicked, CEILING)
    reach = RATE // 50
    assert np.array_equal(held[: 100_000 - reach], sound[: 100_000 - reach])
    assert np.array_equal(held[100_000 + reach :], sound[100_000 + reach :])


def test_the_gain_bends_and_never_jumps() -> None:
    steady = np.full(RATE, 0.5, np.float32)
    clicked = steady.copy()
    clicked[24_000:24_003] = 2.0
    factor = limited(clicked, CEILING) / clicked
    assert np.abs(np.diff(factor)).max() < 0.01


@settings(deadline=None)
@given(st.lists(st.floats(0.0, 8.0, width=32), min_size=1, max_size=300), st.floats(0.1, 4.0))
def test_no_frame_of_a_step_or_beside_it_gets_more_than_the_step_may(peaks: list[float], gain: float) -> None:
    highest = np.array(peaks, np.float32)
    frames = between(step_factors(highest, CEILING, gain), STEP)
    for at, peak in enumerate(peaks):
        near = frames[max(0, at * STEP - STEP // 2) : (at + 1) * STEP + STEP // 2]
        assert near.max() * peak * gain <= 10.0 ** (CEILING / 20.0)


values = hnp.arrays(np.float32, st.integers(1, 300), elements=st.floats(0, 1, width=32))


@settings(deadline=None)
@given(values, st.integers(1, 60))
def test_the_sliding_minimum_is_the_least_of_the_neighbours(numbers: Samples, reach: int) -> None:
    slow = [numbers[max(0, at - reach) : at + reach + 1].min() for at in range(len(numbers))]
    assert np.array_equal(sliding_minimum(numbers, reach), np.array(slow, np.float32))


@settings(deadline=None)
@given(values, st.integers(1, 60))
def test_smoothing_stays_within_what_it_smooths(numbers: Samples, reach: int) -> None:
    soft = smoothed(numbers, reach)
    assert len(soft) == len(numbers)
    assert soft.min() >= numbers.min() - 1e-6
    assert soft.max() <= numbers.max() + 1e-6


@settings(deadline=None)
@given(st.integers(0, 400), st.integers(1, 60))
def test_smoothed_minimum_never_gives_a_frame_more_than_it_may(at: int, reach: int) -> None:
    needed = np.ones(401, np.float32)
    needed[at] = 0.3
    assert smoothed(sliding_minimum(needed, reach), reach)[at] <= 0.3 + 1e-6
