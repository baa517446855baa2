"""The wall clock is set while something sounds on a real device: it sounds on, and its evidence is not lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from broadcaster import machine
from broadcaster.clock import SystemClock
from broadcaster.units import RATE

from .conftest import ZONE, Live, wait, wait_until
from .recorder import Recorder
from .server import SoundServer

pytestmark = pytest.mark.slow


class SetClock(SystemClock):
    """The machine's clock as somebody has set it."""

    by = -100.0  # from the start, so that the device's own clock is another one

    def timestamp(self) -> float:
        return super().timestamp() + self.by

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=self.by)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(ZONE)


@pytest.fixture
def live(sound_server: SoundServer, clock: SetClock, tmp_path: Path) -> Iterator[Live]:
    real_time = machine.real_time_priority() is None
    try:
        made = Live(tmp_path, real_time, clock=clock)
        yield made
        made.player.close()
    finally:
        machine.normal_priority()


def set_by(clock: SetClock, seconds: float) -> None:
    clock.by += seconds


@pytest.mark.parametrize("step", [-86_400.0, -3600.0, 3600.0, 86_400.0])
def test_what_sounds_is_whole_and_told_as_it_was(live: Live, clock: SetClock, tmp_path: Path, step: float) -> None:
    wait(1.5)  # until the device knows its pace
    with Recorder(tmp_path / "take") as take:
        at = clock.timestamp() + 1.0
        live.player.offer([live.offer("a", at, live.part(700, 4.0)), live.offer("b", at + 4.0, live.part(900, 1.0))])
        wait(2.5)
        set_by(clock, step)
        live.player.offer([])  # as the station does at its next beat: nothing more is due by the new clock
        wait_until(lambda: any(one.airing == "a" and one.ended for one in live.told), 15.0)
    told = live.verdict("a")
    assert (told.outcome, told.seconds_heard) == ("aired", 4.0)
    assert told.started
    assert told.ended
    assert abs(told.started.timestamp() - at) < 0.1
    assert (told.ended - told.started).total_seconds() == pytest.approx(4.0, abs=0.1)
    loud = np.abs(take.sound) > 0.01
    assert np.count_nonzero(loud) > 3.9 * 0.9 * RATE


@pytest.mark.parametrize("step", [-3600.0, 3600.0])
@pytest.mark.parametrize("before", [0.1, 0.3, 1.5])
def test_what_is_just_about_to_begin_is_told_as_it_is_heard(
    live: Live, clock: SetClock, tmp_path: Path, before: float, step: float
) -> None:
    wait(1.5)
    with Recorder(tmp_path / "take") as take:
        live.player.offer([live.offer("a", clock.timestamp() + before + 1.0, live.part(700, 2.0))])
        wait(1.0)
        set_by(clock, step)
        wait(4.5)
    heard = np.count_nonzero(np.abs(take.sound) > 0.01) / RATE
    told = [one for one in live.told if one.ended or not one.started]
    if before < 0.2:  # it lies with the device already
        assert heard > 2.0 * 0.9
    if before > 1.0:
        assert heard == 0.0
    if heard:
        assert [(one.outcome, one.seconds_heard) for one in told] == [("aired", 2.0)]
        assert live.player.status().next == ()  # and not once more, when its hour comes again
    else:
        assert [one.outcome for one in told] == (["missed"] if step > 0 else [])
