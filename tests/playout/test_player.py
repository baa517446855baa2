"""The player over the silent output: what is heard, frame by frame, and what is told of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from broadcaster.playout.amplifier import Amplifier, Warmth
from broadcaster.playout.asrun import Settled
from broadcaster.playout.line import Cue
from broadcaster.playout.offer import SoundPart, Words
from broadcaster.playout.output import Adjustable
from broadcaster.playout.player import Player
from broadcaster.playout.score import Score
from broadcaster.playout.silent import SilentOutput
from broadcaster.playout.soundcard import SoundCard
from broadcaster.playout.sounds import FADE
from broadcaster.playout.trust import Trust
from broadcaster.playout.world import World
from broadcaster.timetable.order import AfterCut, Priority, Start
from broadcaster.units import RATE

from .conftest import FIVE, LAST_RUNG, SIGNAL, FakeHand, Stage


def edges(stage: Stage, since: float, until: float) -> list[int]:
    """Frames, from `since`, at which the sound changes by more than a fade's step."""
    sound = stage.out.between(stage.zero + since, stage.zero + until)
    return [int(frame) for frame in np.flatnonzero(np.abs(np.diff(sound)) > 0.02) + 1]


def test_the_first_frame_leaves_at_its_instant_and_nothing_is_lost(stage: Stage) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 2.0))])
    stage.until(5.0)
    assert edges(stage, -1.0, 4.0) == [RATE, 3 * RATE]
    told = stage.verdict("a")
    assert (told.outcome, told.why, told.seconds_heard) == ("aired", "", 2.0)
    assert told.started == FIVE
    assert told.ended == FIVE + timedelta(seconds=2)


def test_it_is_told_when_it_begins_and_when_it_is_over(stage: Stage) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 2.0))])
    stage.until(1.0)
    assert [one.sounding for one in stage.told] == [True]
    stage.until(4.0)
    assert [one.sounding for one in stage.told] == [True, False]


def test_no_frame_lies_between_parts_or_between_airings(stage: Stage) -> None:
    stage.player.offer(
        [
            stage.offer("a", 0.0, stage.part(0.1, 1.0), stage.part(0.2, 1.0)),
            stage.offer("b", 0.5, stage.part(0.3, 1.0)),
        ]
    )
    stage.until(6.0)
    assert edges(stage, -0.5, 4.0) == [RATE // 2 + n * RATE for n in range(4)]
    assert stage.verdict("b").why == "chờ «a» phát xong nên muộn 2 giây"


def test_urgent_breaks_in_and_what_was_cut_goes_on_from_its_sentence(stage: Stage) -> None:
    long = stage.part(0.1, 20.0, (0.0, 4.0, 8.0, 12.0))
    stage.player.offer([stage.offer("a", 0.0, long)])
    stage.until(10.0)
    words = Words()
    words.add(*_told(stage.part(0.3, 2.0)))
    words.finish()
    stage.player.break_in(stage.page(words=words, repeat=1))
    stage.until(40.0)
    assert [stage.heard(at) for at in (9.9, 10.1, 10.9, 11.1, 12.9)] == [0.1, SIGNAL, SIGNAL, 0.3, 0.3]
    assert [stage.heard(at) for at in (13.1, 24.9, 25.1)] == [0.1, 0.1, 0.0]  # 12 s of it are left from 8.0
    assert (stage.verdict("a").outcome, stage.verdict("a").why) == ("aired", "bị «bão» cắt ngang, phát tiếp sau 3 giây")
    assert (stage.verdict("bão").outcome, stage.verdict("bão").kind) == ("aired", "urgent")


def test_the_signal_sounds_until_there_are_words_and_they_follow_it_without_a_gap(stage: Stage) -> None:
    words = Words()
    stage.until(0.0)
    stage.player.break_in(stage.page(words=words, repeat=1))
    stage.until(3.3)
    words.add(*_told(stage.part(0.3, 1.0)))
    stage.until(5.0)
    words.add(*_told(stage.part(0.2, 1.0)))
    words.finish()
    stage.until(10.0)
    sound = stage.out.between(stage.zero, stage.zero + 6.0)
    first = int(np.flatnonzero(np.isclose(sound, 0.3, atol=1e-3))[0])
    assert 3.3 <= first / RATE <= 3.3 + 0.6
    assert np.all(sound[: first - FADE - 1] == SIGNAL)
    assert stage.verdict("bão").outcome == "aired"


def test_a_page_says_its_words_as_often_as_wanted(stage: Stage) -> None:
    words = Words()
    words.add(*_told(stage.part(0.3, 1.0)))
    words.finish()
    stage.until(0.0)
    stage.player.break_in(stage.page(words=words, repeat=3))
    stage.until(12.0)
    assert [stage.heard(at) for at in (1.5, 2.5, 4.0, 5.5, 6.5, 8.0)] == [0.3, 0.0, 0.3, 0.0, 0.3, 0.0]


def test_a_page_whose_words_never_come_lets_go_of_the_air_and_is_no_success(stage: Stage) -> None:
    stage.until(0.0)
    stage.player.break_in(stage.page())
    stage.until(90.0)
    assert stage.player.status().on_air is None
    assert stage.verdict("bão").outcome == "failed"
    assert "lời đọc" in stage.verdict("bão").why


def test_equal_urgency_waits_unless_now(stage: Stage) -> None:
    for at, name, at_once in ((0.0, "một", False), (0.1, "hai", False), (0.2, "ba", True)):
        stage.until(at)
        words = Words()
        words.add(*_told(stage.part({"một": 0.1, "hai": 0.2, "ba": 0.3}[name], 2.0)))
        words.finish()
        stage.player.break_in(stage.page(name, words, repeat=1, at_once=at_once))
    stage.until(20.0)
    assert [stage.heard(at) for at in (2.0, 5.0, 8.0)] == [0.3, 0.1, 0.2]
    assert {one.outcome for one in stage.told} == {"aired"}


@pytest.mark.parametrize("step", [-86_400.0, -3600.0, 3600.0, 86_400.0])
def test_f06_a_clock_step_neither_delays_nor_drops_a_page_that_waits_its_turn(stage: Stage, step: float) -> None:
    def words(level: float) -> Words:
        said, part = Words(), stage.part(level, 20.0)
        said.add(part.path, part.frames)
        said.finish()
        return said

    stage.player.beat()
    for name, level in (("bão", 0.1), ("lũ", 0.2)):
        stage.player.break_in(stage.page(name, words(level), repeat=1))
    stage.until(-50.0)
    stage.clock.jump(stage.clock.now() + timedelta(seconds=step))
    stage.until(-50.0 + step + 60.0)
    assert [stage.verdict(name).outcome for name in ("bão", "lũ")] == ["aired"] * 2
    assert stage.verdict("lũ").seconds_heard == pytest.approx(21.0, abs=0.01)


@pytest.mark.parametrize("step", [-3600.0, 3600.0])
def test_f06_a_page_that_waits_its_turn_is_called_off_after_a_clock_step_too(stage: Stage, step: float) -> None:
    stage.player.beat()
    for name in ("bão", "lũ"):
        stage.player.break_in(stage.page(name))
    stage.until(-50.0)
    stage.clock.jump(stage.clock.now() + timedelta(seconds=step))
    stage.until(-49.0 + step)
    stage.player.stop("văn thư")
    stage.until(-30.0 + step)
    assert stage.player.status().next == ()
    assert stage.verdict("lũ").outcome == "missed"


def test_f10_a_page_that_no_device_takes_lets_go_of_the_air_after_its_grace(stage: Stage) -> None:
    stage.player.offer([stage.offer("a", 900.0, stage.part(0.1, 5.0)), stage.offer("b", 1000.0, stage.part(0.2, 5.0))])
    said, part = Words(), stage.part(0.3, 2.0)
    said.add(part.path, part.frames)
    said.finish()
    stage.player.break_in(stage.page(words=said, grace=600.0))
    stage.until(-59.5)
    stage.out.lose()
    stage.until(890.0)
    assert stage.player.status().on_air is None
    assert stage.verdict("bão").outcome != "aired"
    stage.out.find()
    stage.until(1010.0)
    assert [stage.heard(at) for at in (895.0, 902.0, 1002.0)] == [0.0, 0.1, 0.2]
    assert [stage.verdict(name).outcome for name in ("a", "b")] == ["aired"] * 2


def test_a_page_longer_than_its_grace_is_said_to_its_end(stage: Stage) -> None:
    said, part = Words(), stage.part(0.3, 30.0)
    said.add(part.path, part.frames)
    said.finish()
    stage.player.break_in(stage.page(words=said, grace=10.0))
    stage.until(20.0)
    assert stage.heard(-5.0) == 0.3
    assert stage.verdict("bão").outcome == "aired"
    assert stage.verdict("bão").seconds_heard == pytest.approx(62.5, abs=0.1)


def test_stop_is_silence_at_once_for_all_that_has_begun_or_waits(stage: Stage) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 20.0)), stage.offer("b", 1.0, stage.part(0.2, 2.0)),
                        stage.offer("c", 10.0, stage.part(0.3, 2.0))])  # fmt: skip
    stage.until(5.0)
    stage.player.stop("Ông Ba")
    stage.until(20.0)
    assert [stage.heard(at) for at in (4.9, 5.02, 9.9, 10.1)] == [0.1, 0.0, 0.0, 0.3]
    assert (stage.verdict("a").outcome, stage.verdict("a").why) == ("cut", "bị dừng theo lệnh của Ông Ba")
    assert stage.verdict("b").outcome == "missed"


def test_a_hard_start_cuts_with_a_fade_and_no_click(stage: Stage) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 8.0), after_cut=AfterCut.DROP),
                        stage.offer("b", 4.0, stage.part(0.2, 2.0), start=Start.HARD)])  # fmt: skip
    stage.until(10.0)
    sound = stage.out.between(stage.zero + 3.9, stage.zero + 4.1)
    fall = sound[round(0.1 * RATE) - FADE : round(0.1 * RATE)]
    assert np.all(np.abs(np.diff(fall)) < 0.001)
    assert fall[-1] < 0.001
    assert sound[round(0.1 * RATE)] == pytest.approx(0.2, abs=1e-4)
    assert (stage.verdict("a").outcome, stage.verdict("a").seconds_heard) == ("cut", 4.0)


def test_what_is_taken_up_again_fades_in(stage: Stage) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 8.0)),
                        stage.offer("b", 4.0, stage.part(0.2, 2.0), start=Start.HARD)])  # fmt: skip
    stage.until(12.0)
    rise = stage.out.between(stage.zero + 6.0, stage.zero + 6.0 + FADE / RATE)
    assert np.all(np.diff(rise) >= 0)
    assert rise[0] < 0.001
    assert stage.heard(9.9) == 0.1


def test_air_now_cuts_at_once_where_it_may(stage: Stage) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 8.0))])
    stage.until(2.0)
    stage.player.air_now(stage.offer("tay", 99.0, stage.part(0.3, 1.0), start=Start.HARD))
    stage.until(20.0)
    assert [stage.heard(at) for at in (1.9, 2.1, 3.1, 8.9, 9.1)] == [0.1, 0.3, 0.1, 0.1, 0.0]


def test_air_now_waits_its_turn_where_it_may_not_cut(stage: Stage) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 8.0))])
    stage.until(2.0)
    stage.player.air_now(stage.offer("tay", 99.0, stage.part(0.3, 1.0)))
    stage.until(20.0)
    assert [stage.heard(at) for at in (1.9, 2.1, 7.9, 8.1, 9.1)] == [0.1, 0.1, 0.1, 0.3, 0.0]


def test_an_id_never_airs_twice_however_often_it_is_offered(stage: Stage) -> None:
    offer = stage.offer("a", 0.0, stage.part(0.1, 1.0))
    for at in (-5.0, -3.0, 0.5, 2.0, 9.0):
        stage.until(at)
        stage.player.offer([offer])
    stage.until(20.0)
    assert sum(one.ended is not None for one in stage.told) == 1


def test_what_is_over_already_does_not_air_after_a_restart(tmp_path: Path) -> None:
    stage = Stage(tmp_path, settled=Settled(frozenset({"a"})))
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 1.0))])
    stage.until(9.0)
    assert not stage.told
    stage.player.close()


def test_what_is_taken_out_of_the_schedule_before_its_hour_does_not_air(stage: Stage) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 1.0))])
    stage.until(-2.0)
    stage.player.offer([])
    stage.until(9.0)
    assert not stage.told


def test_an_edit_before_its_hour_airs_the_new_sound_at_the_new_hour(stage: Stage) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 1.0))])
    stage.until(-1.0)
    stage.player.offer([stage.offer("a", 1.0, stage.part(0.2, 1.0))])
    stage.until(9.0)
    assert [stage.heard(at) for at in (0.5, 1.5)] == [0.0, 0.2]


def test_what_waits_its_turn_stays_when_it_is_no_longer_offered(stage: Stage) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 3.0)), stage.offer("b", 1.0, stage.part(0.2, 1.0))])
    stage.until(2.0)
    stage.player.offer([])
    stage.until(9.0)
    assert stage.verdict("b").outcome == "aired"


def test_silence_is_not_told_as_aired(stage: Stage) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.0, 2.0))])
    stage.until(9.0)
    assert (stage.verdict("a").outcome, stage.verdict("a").why) == ("failed", "chỉ có im lặng ra tới loa")


def test_a_file_that_cannot_be_read_gives_way_to_the_last_rung(stage: Stage) -> None:
    broken = stage.folder / "broken.flac"
    broken.write_bytes(b"none")
    stage.player.offer([stage.offer("a", 0.0, SoundPart(broken, 10 * RATE), stage.part(0.1, 1.0)),
                        stage.offer("b", 5.0, stage.part(0.2, 1.0))])  # fmt: skip
    stage.until(20.0)
    assert [stage.heard(at) for at in (0.5, 1.5, 2.5, 5.5)] == [LAST_RUNG, 0.1, 0.0, 0.2], "no silence holds the air"
    assert (stage.verdict("b").outcome, stage.verdict("b").why) == ("aired", "")
    assert stage.verdict("a").outcome == "failed"
    assert "broken.flac" in stage.verdict("a").why


def test_past_its_grace_it_is_missed_and_told_why(stage: Stage) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 30.0)),
                        stage.offer("b", 5.0, stage.part(0.2, 1.0), grace=10.0)])  # fmt: skip
    stage.until(40.0)
    told = stage.verdict("b")
    assert (told.outcome, told.started) == ("missed", None)
    assert told.why == "đã chờ hết 10 giây cho phép mà «a» vẫn đang phát"


def test_what_is_late_out_of_silence_does_not_wait_for_the_silence_that_lies_with_the_device(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken_in, as_it_is = list[str](), stage.out.break_in

    def break_in(cue: Cue) -> None:
        broken_in.append(cue.key[0])
        as_it_is(cue)

    monkeypatch.setattr(stage.out, "break_in", break_in)
    stage.player.offer([stage.offer("late", -90.0, stage.part(0.1, 2.0)), stage.offer("a", 0.0, stage.part(0.2, 2.0)),
                        stage.offer("b", 1.0, stage.part(0.3, 2.0))])  # fmt: skip
    stage.until(9.0)
    assert broken_in == ["late"]
    assert [stage.heard(at) for at in (0.5, 2.5)] == [0.2, 0.3]
    assert [stage.verdict(name).outcome for name in ("late", "a", "b")] == ["aired"] * 3


def test_what_began_by_itself_before_the_player_was_told_of_a_clock_step_sounds_on(stage: Stage) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 60.0))])
    stage.until(-3.0)
    stage.clock.jump(stage.clock.now() + timedelta(seconds=10))
    stage.clock.advance(0.7)  # the device asks for sound before the player's thread beats
    stage.until(75.0)
    assert [stage.heard(at) for at in (8.0, 30.0, 66.0)] == [0.1] * 3
    assert (stage.verdict("a").outcome, stage.verdict("a").seconds_heard) == ("aired", 60.0)


def test_a_player_held_up_neither_silences_what_began_in_time_nor_loses_what_was_heard(stage: Stage) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 2.0)), stage.offer("b", 0.0, stage.part(0.2, 20.0))])
    stage.until(-0.1)
    stage.clock.advance(3.1)  # less than what outputs know ahead
    stage.until(30.0)
    assert [stage.heard(at) for at in (1.0, 2.5, 4.0, 21.5)] == [0.1, 0.2, 0.2, 0.2]
    told = [stage.verdict(name) for name in ("a", "b")]
    assert [(one.outcome, one.seconds_heard) for one in told] == [("aired", 2.0), ("aired", 20.0)]
    assert told[0].started == FIVE


def test_the_status_tells_item_and_time_left(stage: Stage) -> None:
    first = stage.part(0.1, 4.0, (0.0, 2.0), "nhac-hieu")
    stage.player.offer([stage.offer("a", 0.0, first, stage.part(0.2, 4.0, (0.0,), "bluezone"))])
    stage.until(5.0)
    on_air = stage.player.status().on_air
    assert on_air
    assert (on_air.programme, on_air.item) == ("a", "bluezone")
    assert on_air.remaining == pytest.approx(3.0)
    assert stage.player.status().level_dbfs == pytest.approx(-14, abs=0.5)


def test_a_device_that_is_lost_takes_up_where_the_item_should_be_by_then(stage: Stage) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 60.0))])
    stage.until(10.0)
    stage.out.lose()
    stage.until(11.5)
    stage.out.find()
    stage.until(70.0)
    assert [stage.heard(at) for at in (9.9, 10.5, 11.6, 59.9, 60.1)] == [0.1, 0.0, 0.1, 0.1, 0.0]
    told = stage.verdict("a")
    assert (told.outcome, told.seconds_heard) == ("aired", 58.5)
    assert "thiết bị âm thanh đã ngắt" in told.why
    assert "mất 2 giây không ra tới loa" in told.why


def test_what_restarts_after_a_cut_restarts_after_the_device_came_back(stage: Stage) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 20.0), after_cut=AfterCut.RESTART)])
    stage.until(10.0)
    stage.out.lose()
    stage.until(15.0)
    stage.out.find()
    stage.until(60.0)
    assert [stage.heard(at) for at in (14.9, 15.1, 34.9, 35.1)] == [0.0, 0.1, 0.1, 0.0]
    assert stage.verdict("a").outcome == "aired"


def test_an_output_that_comes_back_turns_no_others_order_back(stage: Stage) -> None:
    receiver = SilentOutput(stage.clock, stage.note, keep=True)
    receiver.name = "loa thông minh"
    world = World(stage.clock, stage.record, stage.note, stage.trust, lambda: False, lambda: 0.0)
    stage._player = Player([stage.out, receiver], world, stage.material)
    first = stage.offer("a", 0.0, stage.part(0.1, 20.0), after_cut=AfterCut.RESTART)
    stage.player.offer([first, stage.offer("b", 20.0, stage.part(0.2, 5.0), grace=10.0)])
    stage.until(17.0)
    receiver.lose()
    stage.until(18.0)
    receiver.find()
    stage.until(60.0)
    assert [stage.heard(at) for at in (19.0, 21.0, 24.5, 26.0)] == [0.1, 0.2, 0.2, 0.0]
    assert [stage.verdict(name).outcome for name in ("a", "b")] == ["aired"] * 2


def test_f10_what_the_device_never_took_is_not_told_as_aired(stage: Stage) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 5.0))])
    stage.until(-1.0)
    stage.out.lose()
    stage.until(20.0)
    assert (stage.verdict("a").outcome, stage.verdict("a").started) == ("failed", None)
    assert "không có tiếng nào ra tới loa" in stage.verdict("a").why


@pytest.mark.parametrize("step", [1.0, -1.0, 3600.0, -3600.0, 86400.0, -86400.0, 31_536_000.0, -31_536_000.0])
def test_f06_a_clock_step_bursts_nothing_and_airs_nothing_twice(stage: Stage, step: float) -> None:
    day = [stage.offer(f"d{n}", n * 18000.0, stage.part(0.1, 30.0)) for n in range(-6, 9)]
    stage.player.offer([one for one in day if one.claim.at > stage.clock.timestamp()])
    stage.until(10.0)  # d0 sounds
    stage.clock.jump(stage.clock.now() + timedelta(seconds=step))
    stage.player.beat()
    stage.player.offer(day)
    for _ in range(120):
        stage.until(stage.clock.timestamp() - stage.zero + 1.0)
    begun = [one for one in stage.told if one.outcome == "aired" and one.ended]
    assert [one.airing for one in begun] == ["d0"]
    assert begun[0].seconds_heard == pytest.approx(30.0, abs=0.01)
    assert len({one.airing for one in stage.told if one.ended}) == sum(one.ended is not None for one in stage.told)


def test_what_falls_into_a_step_airs_within_its_grace_and_is_missed_beyond_it(stage: Stage) -> None:
    stage.player.offer([stage.offer("soon", 300.0, stage.part(0.1, 1.0)),
                        stage.offer("long ago", 100.0, stage.part(0.2, 1.0), grace=60.0)])  # fmt: skip
    stage.until(0.0)
    stage.clock.jump(FIVE + timedelta(seconds=600))
    stage.until(620.0)
    assert stage.verdict("soon").outcome == "aired"
    assert stage.verdict("long ago").outcome == "missed"
    assert any(kind == "clock" for kind, _ in stage.notes)


def test_a_boot_in_1970_airs_nothing_timed_until_the_clock_is_set_but_urgent_can(tmp_path: Path) -> None:
    stage = Stage(tmp_path, trust=Trust(FIVE.timestamp()))
    stage.clock.jump(FIVE - timedelta(days=365 * 50))
    offer = stage.offer("a", 0.0, stage.part(0.1, 1.0))
    early = replace(offer, claim=replace(offer.claim, id="early", at=stage.clock.timestamp() + 5.0))
    stage.player.offer([offer, early])
    stage.until(stage.clock.timestamp() - stage.zero + 20.0)
    assert not stage.told
    assert not stage.player.status().trusted
    words = Words()
    words.add(*_told(stage.part(0.3, 1.0)))
    words.finish()
    stage.player.break_in(stage.page(words=words, repeat=1))
    stage.until(stage.clock.timestamp() - stage.zero + 10.0)
    assert stage.verdict("bão").outcome == "aired"
    stage.synchronised = True
    stage.clock.jump(FIVE - timedelta(seconds=3))
    stage.player.offer([offer])
    stage.until(9.0)
    assert stage.verdict("a").outcome == "aired"
    stage.player.close()


def test_a_person_says_that_the_clock_is_right(tmp_path: Path) -> None:
    stage = Stage(tmp_path, trust=Trust(FIVE.timestamp() + 86400.0))
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 1.0)), stage.offer("b", 60.0, stage.part(0.1, 1.0))])
    stage.until(30.0)
    assert not stage.told
    stage.player.believe_clock()
    stage.until(70.0)
    assert [(one.airing, one.outcome) for one in stage.told if one.ended] == [("a", "aired"), ("b", "aired")]
    stage.player.close()


def test_f06_a_year_back_nothing_that_was_written_down_airs_again(stage: Stage) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 1.0))])
    stage.until(5.0)
    stage.clock.jump(FIVE - timedelta(days=365))
    last_year = stage.offer("a of last year", 10.0 - 365 * 86400.0, stage.part(0.1, 1.0))
    stage.player.offer([last_year])
    stage.until(60.0 - 365 * 86400.0)
    assert [one.airing for one in stage.told if one.ended] == ["a"]
    assert not stage.player.status().trusted


def test_a_machine_that_sleeps_goes_on_within_the_grace_and_drops_it_beyond(stage: Stage) -> None:
    stage.player.offer(
        [stage.offer("a", 0.0, stage.part(0.1, 30.0), grace=60.0), stage.offer("b", 30.0, stage.part(0.2, 9.0))]
    )
    stage.until(10.0)
    stage.clock.jump(stage.clock.now() + timedelta(hours=3))
    stage.asleep += 3 * 3600
    stage.until(3 * 3600 + 30.0)
    assert (stage.verdict("a").outcome, stage.verdict("a").why) == (
        "cut",
        "máy ngủ 3 giờ giữa chừng nên không phát tiếp",
    )
    assert stage.verdict("b").outcome == "missed"
    assert stage.heard(3 * 3600 + 15.0) == 0.0


def test_the_amplifier_is_on_before_and_off_after_and_stays_on_between_close_ones(stage: Stage) -> None:
    switch = FakeHand(stage)
    stage.amplifier = Amplifier(Warmth(on=5.0, off=3.0), switch, stage.note)
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 10.0)), stage.offer("b", 16.0, stage.part(0.1, 10.0)),
                        stage.offer("c", 60.0, stage.part(0.1, 10.0))])  # fmt: skip
    stage.until(90.0)
    assert switch.log[0] == (-60.0, False)
    assert switch.log[1:] == [(-5.0, True), (29.0, False), (55.0, True), (73.0, False)]


def test_an_urgent_page_sounds_at_once_and_keeps_its_signal_until_the_amplifier_is_warm(stage: Stage) -> None:
    switch = FakeHand(stage)
    stage.amplifier = Amplifier(Warmth(on=5.0, off=3.0), switch, stage.note)
    words = Words()
    words.add(*_told(stage.part(0.3, 1.0)))
    words.finish()
    stage.until(0.0)
    stage.player.break_in(stage.page(words=words, repeat=1))
    stage.until(20.0)
    assert [stage.heard(at) for at in (0.1, 4.9, 5.5)] == [SIGNAL, SIGNAL, 0.3]
    assert [on for _, on in switch.log] == [False, True, False]


def test_a_journal_that_fails_does_not_silence_the_station(stage: Stage) -> None:
    stage.journal_works = False
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 1.0)), stage.offer("b", 2.0, stage.part(0.2, 1.0))])
    stage.until(9.0)
    assert stage.heard(2.5) == 0.2
    assert ("journal", "không ghi được nhật ký cho «a» (đĩa đầy)") in stage.notes


def test_high_goes_first_when_both_wait(stage: Stage) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 5.0)), stage.offer("b", 1.0, stage.part(0.2, 1.0)),
                        stage.offer("c", 2.0, stage.part(0.3, 1.0), priority=Priority.HIGH)])  # fmt: skip
    stage.until(15.0)
    assert [stage.heard(at) for at in (4.5, 5.5, 6.5)] == [0.1, 0.3, 0.2]


def _told(part: SoundPart) -> tuple[Path, int]:
    return part.path, part.frames


def test_whoever_tries_the_amplifier_has_it_on_for_a_while_and_what_airs_keeps_it_on(stage: Stage) -> None:
    switch = FakeHand(stage)
    stage.amplifier = Amplifier(Warmth(on=5.0, off=3.0), switch, stage.note)
    stage.until(-50.0)
    assert stage.player.try_amplifier(10.0) == ""
    stage.until(-20.0)
    stage.player.try_amplifier(30.0)
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 15.0))])
    stage.until(30.0)
    assert switch.log[1:] == [(-50.0, True), (-40.0, False), (-20.0, True), (18.0, False)]


def test_only_a_loudspeaker_is_made_softer(stage: Stage) -> None:
    assert not stage.player.set_gain(0.5)
    card = SoundCard(stage.clock, stage.note)
    assert isinstance(card, Adjustable)
    card.set_gain(0.25)
    assert card._desk.line.gain == 0.25


def test_only_other_offers_are_news(stage: Stage) -> None:
    score, offer = (
        Score(stage.clock.timestamp(), stage.material, Settled()),
        stage.offer("a", 5.0, stage.part(0.1, 2.0)),
    )
    assert not score.offer([])
    assert score.offer([offer])
    assert not score.offer([replace(offer)])
    assert score.offer([stage.offer("a", 6.0, stage.part(0.1, 2.0))]), "its hour has changed"
    assert score.offer([])
