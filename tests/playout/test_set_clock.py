"""The player while its clock is set or its machine sleeps: what sounds is told, and what is told is as it was."""

from __future__ import annotations

from datetime import timedelta

import pytest

from broadcaster.playout.offer import Offer, Words
from broadcaster.timetable.order import AfterCut, Claim, Start

from .conftest import FIVE, Stage

HOUR, DAY, YEAR = 3600.0, 86_400.0, 365 * 86_400.0


def set_by(stage: Stage, seconds: float) -> None:
    stage.clock.jump(stage.clock.now() + timedelta(seconds=seconds))


def sleep(stage: Stage, seconds: float) -> None:
    set_by(stage, seconds)
    stage.asleep += seconds


def words(stage: Stage, seconds: float) -> Words:
    made, part = Words(), stage.part(0.3, seconds)
    made.add(part.path, part.frames)
    made.finish()
    return made


@pytest.mark.parametrize("step", [HOUR, DAY, YEAR])
@pytest.mark.parametrize("before", [0.1, 1.0, 1.9, 3.5])
def test_what_a_step_forward_skips_does_not_sound_by_itself(stage: Stage, step: float, before: float) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 30.0))])
    stage.until(-before)
    set_by(stage, step)
    stage.clock.advance(0.05)  # the device asks for sound before the player's thread beats
    stage.until(step + 60.0)
    assert (stage.verdict("a").outcome, stage.verdict("a").started) == ("missed", None)
    assert not any(sound.any() for _, sound in stage.out.recording)


@pytest.mark.parametrize("step", [0.7, 1.0, 10.0, 590.0])
def test_what_a_step_forward_makes_late_sounds_within_its_grace_and_is_told(stage: Stage, step: float) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 30.0))])
    stage.until(-1.0)
    set_by(stage, step)
    stage.clock.advance(0.05)
    stage.until(step + 60.0)
    told = stage.verdict("a")
    assert (told.outcome, told.seconds_heard) == ("aired", 30.0)
    assert told.started
    assert told.started >= FIVE


@pytest.mark.parametrize("step", [HOUR, DAY, YEAR, -HOUR, -DAY])
@pytest.mark.parametrize("after", [5.0, 60.0])
def test_what_has_just_sounded_does_not_sound_again_by_another_date(stage: Stage, step: float, after: float) -> None:
    stage.synchronised, part = True, stage.part(0.1, 30.0)
    stage.player.offer([stage.offer("a", 0.0, part)])
    stage.until(after)
    set_by(stage, step)
    again = Offer(Claim("a của ngày khác", stage.zero + step, 0.0), "a", (part,))
    other = Offer(Claim("b", stage.zero + step, 0.0), "b", (stage.part(0.2, 5.0),))
    stage.player.offer([stage.offer("a", 0.0, part), again, other])
    stage.until(step + 120.0)
    assert [stage.verdict(name).outcome for name in ("a", "a của ngày khác", "b")] == ["aired", "missed", "aired"]
    assert "vừa phát" in stage.verdict("a của ngày khác").why


def test_what_would_have_cut_is_missed_and_cuts_nothing(stage: Stage) -> None:
    stage.player.offer([
        stage.offer("a", 0.0, stage.part(0.1, 120.0)),
        stage.offer("cứng", 60.0, stage.part(0.2, 20.0), start=Start.HARD, grace=60.0),
    ])  # fmt: skip
    stage.until(58.0)
    set_by(stage, HOUR)
    stage.clock.advance(0.05)
    stage.until(HOUR + 200.0)
    assert [stage.heard(HOUR + at) for at in (59.0, 70.0, 119.0, 121.0)] == [0.1, 0.1, 0.1, 0.0]
    assert (stage.verdict("a").outcome, stage.verdict("a").seconds_heard) == ("aired", 120.0)
    assert stage.verdict("cứng").outcome == "missed"
    assert "vẫn đang phát" not in stage.verdict("cứng").why


@pytest.mark.parametrize("step", [-YEAR, -DAY, -HOUR, -1.0, 1.0, HOUR, DAY, YEAR])
def test_an_airing_is_told_by_one_clock_from_its_beginning_to_its_end(stage: Stage, step: float) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 30.0))])
    stage.until(10.0)
    set_by(stage, step)
    stage.until(15.0 + step)
    on_air = stage.player.status().on_air
    assert on_air
    assert on_air.heard == pytest.approx(15.0, abs=0.01)
    assert on_air.started == stage.zero
    stage.until(60.0 + step)
    told = stage.verdict("a")
    assert (told.started, told.ended, told.seconds_heard) == (FIVE, FIVE + timedelta(seconds=30), 30.0)
    assert "đồng hồ của máy được chỉnh" in told.why


def test_a_sleep_is_part_of_the_time_an_airing_took(stage: Stage) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 30.0))])
    stage.until(10.0)
    sleep(stage, 120.0)
    stage.until(200.0)
    told = stage.verdict("a")
    assert (told.started, told.ended, told.seconds_heard) == (FIVE, FIVE + timedelta(seconds=150), 30.0)


def test_what_waits_to_be_taken_up_again_sleeps_through_its_grace(stage: Stage) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 60.0), grace=600.0)])
    stage.until(10.0)
    stage.player.break_in(stage.page(words=words(stage, 20.0), repeat=1))
    stage.until(15.0)
    sleep(stage, 8 * HOUR)
    stage.until(8 * HOUR + 120.0)
    assert stage.heard(8 * HOUR + 40.0, 60.0) == 0.0
    assert (stage.verdict("a").outcome, stage.verdict("a").seconds_heard) == ("cut", 10.0)


def test_what_waits_to_be_taken_up_again_goes_on_after_a_short_sleep(stage: Stage) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 60.0), grace=600.0)])
    stage.until(10.0)
    stage.player.break_in(stage.page(words=words(stage, 20.0), repeat=1))
    stage.until(15.0)
    sleep(stage, 300.0)
    stage.until(500.0)
    assert (stage.verdict("a").outcome, stage.verdict("a").seconds_heard) == ("aired", 60.0)


@pytest.mark.parametrize("step", [-DAY, -HOUR, HOUR, DAY])
@pytest.mark.parametrize("after_cut", [AfterCut.RESUME, AfterCut.RESTART])
def test_a_device_that_comes_back_after_a_step_goes_on_where_the_sound_should_be(
    stage: Stage, step: float, after_cut: AfterCut
) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 60.0), after_cut=after_cut)])
    stage.until(10.0)
    set_by(stage, step)
    stage.player.beat()
    stage.out.lose()
    stage.clock.advance(1.5)
    stage.player.beat()
    stage.out.find()
    stage.until(step + 120.0)
    resumed = after_cut is AfterCut.RESUME
    assert stage.verdict("a").outcome == "aired"
    assert stage.verdict("a").seconds_heard == pytest.approx(58.5 if resumed else 70.0, abs=0.01)


def test_a_device_that_is_made_anew_after_a_sleep_goes_on_where_it_was(stage: Stage) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 60.0))])
    stage.until(10.0)
    stage.out.lose()
    sleep(stage, 120.0)
    stage.clock.advance(1.0)
    stage.out.find()  # before the player's thread has noticed anything
    stage.until(300.0)
    assert (stage.verdict("a").outcome, stage.verdict("a").seconds_heard) == ("aired", 59.0)


def test_what_is_dropped_while_no_device_is_there_is_told_so(stage: Stage) -> None:
    stage.player.offer([
        stage.offer("a", 0.0, stage.part(0.1, 300.0)), stage.offer("b", 60.0, stage.part(0.2, 5.0), grace=60.0),
    ])  # fmt: skip
    stage.until(5.0)
    stage.out.lose()
    stage.until(400.0)
    assert stage.verdict("b").outcome == "missed"
    assert "thiết bị âm thanh đã ngắt" in stage.verdict("b").why
