"""When the amplifier must be on, and that nobody speaks into one that is still cold."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.playout.amplifier import Amplifier, Warmth
from broadcaster.playout.offer import Words
from broadcaster.timetable.order import Priority
from broadcaster.units import RATE

from .conftest import FIVE, SIGNAL, FakeHand, Stage


@pytest.mark.parametrize(
    ("now", "last", "begins", "sounding", "wanted"),
    [
        (0.0, None, None, False, False),
        (0.0, None, None, True, True),
        (94.0, None, 100.0, False, False),
        (95.0, None, 100.0, False, True),
        (102.0, 100.0, None, False, True),
        (103.0, 100.0, None, False, False),
        (104.0, 100.0, 108.0, False, True),  # off at 103 and on at 103: it stays on
        (104.0, 100.0, 110.0, False, False),
    ],
)
def test_when_it_must_be_on(now: float, last: float | None, begins: float | None, sounding: bool, wanted: bool) -> None:  # noqa: FBT001
    assert Warmth(on=5.0, off=3.0).wanted(now, last, begins, sounding=sounding) is wanted


@given(st.floats(0, 100), st.none() | st.floats(0, 100), st.none() | st.floats(0, 200))
def test_it_changes_only_at_an_instant_that_was_told(now: float, last: float | None, begins: float | None) -> None:
    warmth = Warmth(on=5.0, off=3.0)
    change = warmth.changes(now, last, begins)
    until = min(change if change is not None else 1e9, begins if begins is not None and begins > now else 1e9)
    before = warmth.wanted(now, last, begins, sounding=False)
    assert warmth.wanted(now + (until - now) * 0.999, last, begins, sounding=False) is before


@pytest.fixture
def hand(stage: Stage) -> FakeHand:
    """The hand at the switch of an amplifier that takes five seconds to warm."""
    hand = FakeHand(stage)
    stage.amplifier = Amplifier(Warmth(on=5.0, off=3.0), hand, stage.note)
    return hand


def told(stage: Stage, level: float, seconds: float) -> Words:
    words, part = Words(), stage.part(level, seconds)
    words.add(part.path, part.frames)
    words.finish()
    return words


def first_heard(stage: Stage, level: float, until: float) -> float:
    """Seconds after five at which the sound of that level is heard first."""
    sound = stage.out.between(stage.zero - 60.0, stage.zero + until)
    return float(np.flatnonzero(np.isclose(sound, level, atol=1e-3))[0]) / RATE - 60.0


def test_a_page_ordered_while_the_amplifier_warms_waits_with_its_words_for_what_is_left(
    stage: Stage, hand: FakeHand
) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 20.0))])
    stage.until(-4.0)  # on since a second
    stage.player.break_in(stage.page(words=told(stage, 0.3, 1.0), repeat=1))
    stage.until(20.0)
    assert [stage.heard(at) for at in (-3.9, -0.1)] == [SIGNAL, SIGNAL]
    assert first_heard(stage, 0.3, 20.0) == pytest.approx(0.0, abs=0.06)  # the fade that ends the signal
    assert hand.log[1] == (-5.0, True)


def test_a_page_that_waited_its_turn_signals_no_longer_than_it_must(stage: Stage, hand: FakeHand) -> None:
    stage.until(0.0)
    stage.player.break_in(stage.page("một", told(stage, 0.3, 10.0), repeat=1))
    stage.player.break_in(stage.page("hai", told(stage, 0.2, 1.0), repeat=1))
    stage.until(40.0)
    assert first_heard(stage, 0.3, 40.0) == pytest.approx(5.0, abs=0.06)
    assert first_heard(stage, 0.2, 40.0) == pytest.approx(16.0, abs=0.06)  # its signal is a second long


def test_what_is_late_is_not_spoken_into_a_cold_amplifier(stage: Stage, hand: FakeHand) -> None:
    stage.player.offer([stage.offer("a", -90.0, stage.part(0.1, 4.0)), stage.offer("b", -59.0, stage.part(0.2, 2.0))])
    stage.until(0.0)
    assert hand.log[:2] == [(-60.0, False), (-60.0, True)]
    assert first_heard(stage, 0.1, 0.0) == pytest.approx(-55.0, abs=0.01)
    assert first_heard(stage, 0.2, 0.0) == pytest.approx(-51.0, abs=0.01)
    assert stage.verdict("a").why == "đến giờ đài chưa phát được nên muộn 35 giây"
    assert [stage.verdict(name).seconds_heard for name in ("a", "b")] == [4.0, 2.0]


def test_what_is_ordered_by_hand_is_not_spoken_into_a_cold_amplifier(stage: Stage, hand: FakeHand) -> None:
    stage.until(0.0)
    stage.player.air_now(stage.offer("tay", 99.0, stage.part(0.3, 1.0)))
    assert [one.airing for one in stage.player.status().next] == ["tay"]
    stage.until(20.0)
    assert hand.log[1:] == [(0.0, True), (9.0, False)]
    assert first_heard(stage, 0.3, 20.0) == pytest.approx(5.0, abs=0.01)


def test_what_is_ordered_by_hand_and_still_warms_is_called_off_by_a_stop(stage: Stage, hand: FakeHand) -> None:
    stage.until(0.0)
    stage.player.air_now(stage.offer("tay", 99.0, stage.part(0.3, 1.0)))
    stage.until(2.0)
    stage.player.stop("văn thư")
    stage.until(20.0)
    assert stage.verdict("tay").outcome == "missed"
    assert not stage.out.recording


def test_a_page_does_not_wait_for_the_amplifier_that_others_wait_for(stage: Stage, hand: FakeHand) -> None:
    stage.until(0.0)
    stage.player.air_now(stage.offer("tay", 99.0, stage.part(0.1, 1.0), priority=Priority.URGENT))
    stage.until(1.0)
    stage.player.break_in(stage.page(words=told(stage, 0.3, 1.0), repeat=1))
    stage.until(30.0)
    assert stage.heard(1.1) == SIGNAL
    assert first_heard(stage, 0.3, 30.0) == pytest.approx(5.0, abs=0.06)
    assert stage.verdict("tay").outcome == "aired"


def test_a_clock_set_forward_over_an_hour_speaks_into_no_cold_amplifier(stage: Stage, hand: FakeHand) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 4.0))])
    stage.until(-30.0)
    stage.clock.jump(FIVE + timedelta(seconds=10))
    stage.until(30.0)
    assert hand.log[1] == (10.0, True)
    assert first_heard(stage, 0.1, 30.0) == pytest.approx(15.0, abs=0.01)


def test_five_o_clock_is_five_o_clock_though_the_switch_was_told_a_moment_late(stage: Stage, hand: FakeHand) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 4.0))])
    stage.until(-6.0)
    stage.clock.advance(1.3)
    stage.until(9.0)
    assert hand.log[1] == (-4.7, True)
    assert first_heard(stage, 0.1, 9.0) == 0.0


def test_what_may_not_wait_any_longer_is_spoken_all_the_same(stage: Stage, hand: FakeHand) -> None:
    stage.player.offer([stage.offer("a", -58.0, stage.part(0.1, 4.0), grace=1.0)])
    stage.until(0.0)
    assert first_heard(stage, 0.1, 0.0) == pytest.approx(-57.0, abs=0.01)
    assert stage.verdict("a").outcome == "aired"


def test_a_switch_that_does_not_obey_is_told_in_the_journal_and_the_status(stage: Stage, hand: FakeHand) -> None:
    stage.until(-50.0)
    assert (stage.player.status().amplifier_on, stage.player.status().amplifier_fault) == (False, "")
    hand.fault = "lệnh 'relay' báo lỗi (mã 3)"
    stage.until(-40.0)
    assert stage.player.status().amplifier_fault == hand.fault
    hand.fault = ""
    stage.until(-30.0)
    told = [text for kind, text in stage.notes if kind == "amplifier"]
    assert ["mã 3" in told[0], "đã nghe lệnh lại" in told[1], len(told)] == [True, True, 2]


def test_a_trial_lasts_as_long_as_it_was_told_whatever_becomes_of_the_clock(stage: Stage, hand: FakeHand) -> None:
    for step in (-3600.0, 3600.0):
        began = stage.clock.timestamp() - stage.zero
        stage.until(began)
        stage.player.try_amplifier(10.0)
        stage.until(began + 2.0)
        stage.clock.jump(stage.clock.now() + timedelta(seconds=step))
        stage.until(began + step + 60.0)
        at, on = hand.log[-1]
        assert not on
        assert at == pytest.approx(began + step + 10.0, abs=0.1)
