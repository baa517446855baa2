"""The line between frames and wall time, against devices that lie, wander, run dry, and clocks that are set."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator

import pytest

from broadcaster.playout.stream_clock import PRIMING, StreamClock
from broadcaster.units import RATE

BLOCK = 960
BUFFER = 0.2
START = 1_600_000_000.0


def device(word: Callable[[float], float], late: Callable[[], float]) -> Iterator[tuple[float, float, float]]:
    """Blocks of a device: what it says, when it asks, and when the block truly leaves."""
    for block in itertools.count():
        leaves = START + BUFFER + block * BLOCK / RATE
        asked = START + 0.001 * block if block < PRIMING else leaves - BUFFER
        yield leaves + word(block * BLOCK / RATE), asked + late(), leaves


def errors(clock: StreamClock, blocks: Iterator[tuple[float, float, float]], count: int) -> list[float]:
    return [clock.block(word, asked, BLOCK) - truth for word, asked, truth in itertools.islice(blocks, count)]


def test_a_device_that_tells_the_truth_is_believed() -> None:
    assert max(map(abs, errors(StreamClock(), device(lambda _: 0.0, lambda: 0.0), 500))) < 1e-4


def test_words_that_wander_do_not_move_the_line() -> None:
    def wander(at: float) -> float:
        return 0.015 * min(at % 4.0, 4.0 - at % 4.0) if 0.4 < at < 12.0 else 0.0  # as measured: 15 ms a second

    found = errors(StreamClock(), device(wander, lambda: 0.0), 1000)
    assert max(map(abs, found[30:])) < 0.0005


def test_askings_that_come_late_on_a_busy_machine_do_not_move_it() -> None:
    dice = random.Random(1)
    found = errors(StreamClock(), device(lambda _: 0.0, lambda: dice.choice([0.0, 0.0001, 0.002, 0.03])), 1000)
    assert max(map(abs, found[60:])) < 0.0005


def test_a_first_word_that_was_wrong_is_mended_once_the_word_stands_still() -> None:
    found = errors(StreamClock(), device(lambda at: 0.01 * max(0.0, 1 - at / 3), lambda: 0.0), 800)
    assert found[100] > 0.005
    assert max(map(abs, found[500:])) < 0.0005


def test_a_device_that_ran_dry_is_found_again_within_a_second() -> None:
    clock, blocks = StreamClock(), device(lambda _: 0.0, lambda: 0.0)
    errors(clock, blocks, 300)
    late = ((word + 0.15, asked + 0.15, truth + 0.15) for word, asked, truth in blocks)
    found = errors(clock, late, 200)
    assert max(map(abs, found[50:])) < 0.001


@pytest.mark.parametrize("step", [-86400.0, -1.0, 1.0, 3600.0])
def test_a_wall_clock_that_is_set_is_followed_at_once(step: float) -> None:
    clock, blocks = StreamClock(), device(lambda _: 0.0, lambda: 0.0)
    errors(clock, blocks, 300)
    after = ((word + step, asked + step, truth + step) for word, asked, truth in blocks)
    assert max(map(abs, errors(clock, after, 100))) < 0.001


def test_a_server_that_needs_less_time_from_now_on_is_followed_within_a_second() -> None:
    clock, blocks = StreamClock(), device(lambda _: 0.0, lambda: 0.0)
    errors(clock, blocks, 300)
    sooner = ((word - 0.048, asked, truth - 0.048) for word, asked, truth in blocks)
    found = errors(clock, sooner, 100)
    assert max(map(abs, found[80:])) < 0.001


def test_a_stream_begun_anew_keeps_what_it_knows_of_its_buffer() -> None:
    clock = StreamClock()
    errors(clock, device(lambda _: 0.0, lambda: 0.0), 400)
    clock.restart()
    found = errors(clock, device(lambda at: 0.007 if at > 0.1 else 0.0, lambda: 0.0), 100)
    assert max(map(abs, found[30:])) < 0.001


def test_a_crystal_that_is_off_is_followed() -> None:
    clock = StreamClock()
    for block in range(3000):
        truth = START + BUFFER + block * BLOCK / RATE * 1.0001
        asked = START + 0.001 * block if block < PRIMING else truth - BUFFER
        found = clock.block(truth, asked, BLOCK) - truth
    assert abs(found) < 0.001
