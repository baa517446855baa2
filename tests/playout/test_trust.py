"""Whether the clock may be believed."""

from __future__ import annotations

import pytest

from broadcaster.playout.trust import Trust

BUILT = 1_600_000_000.0


def test_a_clock_before_what_is_known_to_be_past_is_not_believed() -> None:
    assert not Trust(BUILT).look(0.0, 1.0, synchronised=False).trusted


@pytest.mark.parametrize("wall", [BUILT + 1, BUILT + 86400.0])
def test_a_clock_after_it_is(wall: float) -> None:
    assert Trust(BUILT).look(wall, 1.0, synchronised=False).trusted


def test_the_network_is_believed() -> None:
    assert Trust(BUILT).look(5.0, 1.0, synchronised=True).trusted


def test_a_person_is_believed_until_the_clock_goes_back() -> None:
    trust = Trust(BUILT)
    trust.believe()
    assert trust.look(5000.0, 1.0, synchronised=False).trusted
    assert trust.look(5000.7, 2.0, synchronised=False).trusted  # set back by 0.3 s
    assert not trust.look(1000.0, 3.0, synchronised=False).trusted


def test_what_the_network_once_said_stays_true() -> None:
    trust = Trust(BUILT)
    assert trust.look(5000.0, 1.0, synchronised=True).trusted
    assert trust.look(5010.0, 11.0, synchronised=False).trusted


def test_a_clock_set_to_before_what_was_written_down_is_not_believed_until_it_is_past_it() -> None:
    trust = Trust(BUILT)
    trust.passed(BUILT + 100_000.0)
    assert trust.look(BUILT + 100_000.0 - 30.0, 1.0, synchronised=False).trusted
    assert not trust.look(BUILT + 90_000.0, 2.0, synchronised=False).trusted
    assert trust.look(BUILT + 90_000.0, 3.0, synchronised=True).trusted
    assert trust.look(BUILT + 100_001.0, 10_004.0, synchronised=False).trusted


@pytest.mark.parametrize("step", [-31e6, -86400.0, -3600.0, -1.0, 1.0, 3600.0, 86400.0, 31e6])
def test_a_step_is_told_once(step: float) -> None:
    trust = Trust(0.0)
    trust.look(BUILT, 100.0, synchronised=False)
    assert trust.look(BUILT + 10 + step, 110.0, synchronised=False).stepped == pytest.approx(step)
    assert trust.look(BUILT + 20 + step, 120.0, synchronised=False).stepped == 0.0


def test_slewing_is_no_step() -> None:
    trust = Trust(0.0)
    for second in range(100):
        assert trust.look(BUILT + second * 1.0005, float(second), synchronised=False).stepped == 0.0


def test_sleep_is_no_step() -> None:
    trust = Trust(0.0)
    trust.look(BUILT, 100.0, synchronised=False, asleep=5.0)
    look = trust.look(BUILT + 7200, 100.5, synchronised=False, asleep=5.0 + 7199.5)
    assert (look.stepped, look.slept) == (0.0, 7199.5)
