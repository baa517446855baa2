"""The line between frames and wall time, against devices that lie, wander, run dry, and clocks that are set."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator

import pytest

from broadcaster.playout.device import BLOCK
from broadcaster.playout.stream_clock import StreamClock
from broadcaster.units import RATE

BUFFER = 0.2
START = 1_600_000_000.0

Told = Iterator[tuple[float, float, float]]


class Bench:
    """Feeds a stream clock with the blocks of a device."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.clock = StreamClock(BUFFER)

    def device(self, word: Callable[[float], float] = lambda _: 0.0, late: Callable[[], float] = lambda: 0.0) -> Told:
        """Blocks of a device: what it says, when it asks, and when the block truly leaves."""
        for number in itertools.count():
            place = number * self.size / RATE
            leaves = START + BUFFER + place
            asked = START + 0.001 * number if place < BUFFER else leaves - BUFFER
            yield leaves + word(place), asked + late(), leaves

    def errors(self, blocks: Told, seconds: float, after: float = 0.0) -> list[float]:
        """How far it was off in so many seconds of `blocks`, those of the first `after` seconds left out."""
        told = itertools.islice(blocks, round(seconds * RATE / self.size))
        found = [self.clock.block(word, asked, self.size) - truth for word, asked, truth in told]
        return found[round(after * RATE / self.size) :]

    def worst(self, blocks: Told, seconds: float, after: float = 0.0) -> float:
        return max(map(abs, self.errors(blocks, seconds, after)))


@pytest.fixture(params=[480, 960, BLOCK])
def bench(request: pytest.FixtureRequest) -> Bench:
    return Bench(request.param)


def test_a_device_that_tells_the_truth_is_believed(bench: Bench) -> None:
    assert bench.worst(bench.device(), 10.0) < 1e-4


def test_words_that_wander_do_not_move_the_line(bench: Bench) -> None:
    def wander(at: float) -> float:
        return 0.015 * min(at % 4.0, 4.0 - at % 4.0) if 0.5 < at < 12.0 else 0.0  # as measured: 15 ms a second

    assert bench.worst(bench.device(wander), 20.0, after=0.6) < 0.0005


def test_a_first_word_of_the_time_before_it_played_does_not_count(bench: Bench) -> None:
    blocks = bench.device(lambda at: -0.025 if at < BUFFER + 0.06 else 0.0)
    assert bench.worst(blocks, 3.0, after=0.6) < 0.0005


def test_words_that_wander_far_and_slowly_do_not_move_the_line(bench: Bench) -> None:
    wander = bench.device(lambda at: 0.036 - 0.0023 * abs(at - 8.0) if at > 1.0 else 0.0)  # as measured
    assert bench.worst(wander, 16.0, after=0.6) < 0.0005


def test_askings_that_come_late_on_a_busy_machine_do_not_move_it(bench: Bench) -> None:
    dice = random.Random(1)
    late = bench.device(late=lambda: dice.choice([0.0, 0.0001, 0.002, 0.03]))
    assert bench.worst(late, 20.0, after=1.5) < 0.0005


def test_a_first_word_that_was_wrong_is_mended_once_the_word_stands_still(bench: Bench) -> None:
    found = bench.errors(bench.device(lambda at: 0.01 * max(0.0, 1 - at / 3)), 16.0, after=2.0)
    assert found[0] > 0.005
    assert max(map(abs, found[round(8.0 * RATE / bench.size) :])) < 0.0005


def test_a_device_that_ran_dry_is_found_again_within_a_second(bench: Bench) -> None:
    blocks = bench.device()
    bench.errors(blocks, 6.0)
    late = ((word + 0.15, asked + 0.15, truth + 0.15) for word, asked, truth in blocks)
    assert bench.worst(late, 4.0, after=1.0) < 0.001


@pytest.mark.parametrize("step", [-86400.0, -1.0, 1.0, 3600.0])
def test_a_wall_clock_that_is_set_is_followed_at_once(bench: Bench, step: float) -> None:
    blocks = bench.device()
    bench.errors(blocks, 6.0)
    assert bench.worst(((word + step, asked + step, truth + step) for word, asked, truth in blocks), 2.0) < 0.001


def test_a_server_that_needs_less_time_from_now_on_is_followed_within_a_second(bench: Bench) -> None:
    blocks = bench.device()
    bench.errors(blocks, 6.0)
    sooner = ((word - 0.048, asked, truth - 0.048) for word, asked, truth in blocks)
    assert bench.worst(sooner, 3.0, after=1.6) < 0.001


def test_a_server_that_asks_later_from_now_on_does_not_move_the_sound(bench: Bench) -> None:
    blocks = bench.device()
    bench.errors(blocks, 6.0)
    assert bench.worst(((word, asked + 0.048, truth) for word, asked, truth in blocks), 6.0) < 0.001


def test_a_stream_begun_anew_keeps_what_it_knows_of_its_buffer(bench: Bench) -> None:
    bench.errors(bench.device(), 8.0)
    bench.clock.restart()
    assert bench.worst(bench.device(lambda at: 0.007 if at > 0.1 else 0.0), 2.0, after=0.6) < 0.001


def test_a_crystal_that_is_off_is_followed(bench: Bench) -> None:
    def slow() -> Told:
        for number in itertools.count():
            place = number * bench.size / RATE
            truth = START + BUFFER + place * 1.0001
            yield truth, START + 0.001 * number if place < BUFFER else truth - BUFFER, truth

    assert abs(bench.errors(slow(), 60.0)[-1]) < 0.001
