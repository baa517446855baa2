"""What every output shares: where a sound is after the device was away, evidence dated by a clock since set back."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.clock import ManualClock
from broadcaster.playout.desk import Desk
from broadcaster.playout.line import Cue
from broadcaster.playout.sounds import KeptSound
from broadcaster.units import RATE

from .conftest import FIVE, ZONE, flat

START = FIVE.timestamp()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(FIVE, ZONE)


@pytest.fixture
def desk(clock: ManualClock) -> Desk:
    made = Desk("thử", lambda _kind, _text: None, clock, alone=True)
    made.arm([Cue(("a", 1), flat(0.1, 60.0), start=START)])
    return made


def render(desk: Desk, clock: ManualClock, seconds: float) -> None:
    desk.fill()
    desk.line.render(round(seconds * RATE), clock.timestamp(), None)
    clock.advance(seconds)


def test_a_device_that_is_tried_again_and_again_goes_on_where_the_sound_should_be(
    desk: Desk, clock: ManualClock
) -> None:
    render(desk, clock, 1.0)
    for _ in range(5):
        clock.advance(2.0)
        desk.catch_up(clock.timestamp())
    render(desk, clock, 0.1)
    assert desk.heard(clock.timestamp())[-1].first == 11 * RATE


@pytest.mark.parametrize("step", [-3600.0, -1.0, 1.0, 3600.0])
def test_so_does_one_that_comes_back_after_the_clock_was_set(desk: Desk, clock: ManualClock, step: float) -> None:
    render(desk, clock, 1.0)
    clock.jump(clock.now() + timedelta(seconds=step))
    for _ in range(2):
        clock.advance(2.0)
        desk.catch_up(clock.timestamp())
    render(desk, clock, 0.1)
    assert desk.heard(clock.timestamp() + 60.0)[-1].first == 5 * RATE


def test_evidence_dated_by_a_clock_that_was_set_back_holds_up_none(desk: Desk, clock: ManualClock) -> None:
    render(desk, clock, 1.0)
    clock.jump(clock.now() - timedelta(hours=1))  # before anybody asked
    render(desk, clock, 1.0)
    assert sum(one.frames for one in desk.heard(clock.timestamp())) == 2 * RATE


LENGTH = 60
STILL = ManualClock(FIVE, ZONE)
"""For what is told the time."""
PROGRAMME = KeptSound(np.full(LENGTH * RATE, 0.1, np.float32))


def after_tries(tries: list[float], start: float | None, *, restarts: bool = False) -> list[float]:
    """Which second of a programme begun at 100 s is at hand after a device was looked for at `tries`, in turn."""
    desk = Desk("loa", lambda *_: None, STILL, alone=True)
    desk.arm([Cue(("a", 1), PROGRAMME, start=start, restarts=restarts)])
    desk.line.render(RATE, 100.0, None)
    for now in tries:
        desk.catch_up(now)
    return [track.first / RATE for track in desk.line.armed]


@pytest.mark.parametrize("start", [100.0, None])
@given(tries=st.lists(st.floats(101.0, 159.0), min_size=1, max_size=6).map(sorted))
def test_a_programme_goes_on_where_it_should_be_however_often_the_device_was_looked_for(
    start: float | None, tries: list[float]
) -> None:
    assert after_tries(tries, start) == [pytest.approx(tries[-1] - 100.0, abs=len(tries) / RATE)]


@pytest.mark.parametrize("start", [100.0, None])
def test_a_programme_whose_time_is_over_is_not_begun_again(start: float | None) -> None:
    assert after_tries([130.0, 161.0, 162.0], start) == []


@pytest.mark.parametrize("start", [100.0, None])
def test_one_that_must_not_be_joined_in_the_middle_is_silent_until_somebody_breaks_in(start: float | None) -> None:
    assert after_tries([130.0, 150.0], start, restarts=True) == []


def test_what_waits_for_a_device_that_was_never_there_begins_at_its_beginning() -> None:
    desk = Desk("loa", lambda *_: None, STILL, alone=True)
    desk.arm([Cue(("a", 1), PROGRAMME)])
    for now in (110.0, 120.0):
        desk.catch_up(now)
    assert [track.first for track in desk.line.armed] == [0]


def test_what_was_over_before_the_device_was_back_is_not_begun_by_an_order_that_still_names_it() -> None:
    desk, cue = Desk("loa", lambda *_: None, STILL, alone=True), Cue(("a", 1), PROGRAMME, start=100.0)
    desk.arm([cue])
    desk.line.render(RATE, 100.0, None)
    desk.catch_up(161.0)
    desk.arm([cue])
    desk.line.render(RATE, 161.0, None)
    assert desk.line.sounding is None
