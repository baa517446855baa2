"""What was cut, or lost its device: where it is taken up, and when it is too late for that."""

from __future__ import annotations

import pytest

from broadcaster.playout.offer import Offer, RelayPart, Words
from broadcaster.playout.player import Player
from broadcaster.playout.silent import SilentOutput
from broadcaster.playout.world import World
from broadcaster.timetable.order import AfterCut, Claim

from .conftest import SIGNAL, Stage
from .test_field_failures import dead_address


def said(stage: Stage, seconds: float) -> Words:
    words, part = Words(), stage.part(0.3, seconds)
    words.add(part.path, part.frames)
    words.finish()
    return words


def test_a_relay_goes_on_for_what_is_left_of_its_time(stage: Stage) -> None:
    relay = RelayPart(dead_address(), 30.0, stage.part(0.1, 1.0).path)
    spoken = stage.part(0.2, 4.0, (0.0, 2.0))
    offer = stage.offer("tiếp sóng", 0.0)
    stage.player.offer([Offer(offer.claim, "tiếp sóng", (spoken, relay, spoken))])
    stage.until(24.6)
    stage.player.break_in(stage.page(words=said(stage, 8.0), repeat=1))
    stage.until(40.0)
    on_air = stage.player.status().on_air
    assert on_air
    assert on_air.airing == "tiếp sóng"
    assert on_air.remaining == pytest.approx(7.6, abs=0.01)  # of 38 s; 9 s of the page, 0.6 s are relayed twice
    assert stage.heard(39.9) == 0.1


def test_a_relay_is_taken_up_within_a_second_of_the_cut() -> None:
    claim = Offer(Claim("a", 0.0, 0.0), "tiếp sóng", (RelayPart("line-in", 3600.0),)).settled_claim()
    assert 1799.0 <= claim.resume_from(1799.7) <= 1799.7


def test_a_device_that_is_lost_for_longer_than_its_grace_ends_what_would_begin_again(stage: Stage) -> None:
    once_more = stage.offer("a", 0.0, stage.part(0.1, 60.0), after_cut=AfterCut.RESTART, grace=30.0)
    stage.player.offer([once_more, stage.offer("b", 60.0, stage.part(0.2, 5.0))])
    stage.until(20.0)
    stage.out.lose()
    stage.until(35.0)
    stage.out.find()
    stage.until(80.0)
    assert [stage.heard(at) for at in (36.0, 61.0)] == [0.0, 0.2]
    told = stage.verdict("a")
    assert (told.outcome, told.seconds_heard) == ("cut", 20.0)
    assert "muộn 35 giây, quá 30 giây cho phép nên không phát lại" in told.why
    assert stage.verdict("b").outcome == "aired"


def test_what_is_over_by_the_order_does_not_begin_again_when_its_device_comes_back(stage: Stage) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 20.0), after_cut=AfterCut.RESTART)])
    stage.until(10.0)
    stage.out.lose()
    stage.until(40.0)
    stage.out.find()
    stage.until(80.0)
    assert stage.heard(41.0, 20.0) == 0.0
    assert stage.verdict("a").outcome == "failed"


@pytest.fixture
def second(stage: Stage) -> SilentOutput:
    """Another loudspeaker of the same station."""
    other = SilentOutput(stage.clock, stage.note, keep=True)
    other.name = "loa thông minh"
    world = World(stage.clock, stage.record, stage.note, stage.trust, lambda: False, lambda: 0.0)
    stage._player = Player([stage.out, other], world, stage.material)
    return other


def level(stage: Stage, output: SilentOutput, at: float) -> float:
    return round(float(output.between(stage.zero + at, stage.zero + at + 0.01)[0]), 3)


def test_a_loudspeaker_that_comes_back_alone_is_over_with_the_others(stage: Stage, second: SilentOutput) -> None:
    first = stage.part(0.1, 10.0), stage.part(0.2, 10.0)
    stage.player.offer([stage.offer("a", 0.0, *first, after_cut=AfterCut.RESTART)])
    stage.until(5.0)
    second.lose()
    stage.until(12.0)
    second.find()
    stage.until(40.0)
    assert [level(stage, stage.out, at) for at in (12.5, 19.9, 20.1)] == [0.2, 0.2, 0.0]
    assert [level(stage, second, at) for at in (12.5, 19.9, 20.1)] == [0.2, 0.2, 0.0]


def test_loudspeakers_that_come_back_one_after_the_other_say_the_same(stage: Stage, second: SilentOutput) -> None:
    parts = stage.part(0.1, 10.0), stage.part(0.2, 10.0)
    stage.player.offer([stage.offer("a", 0.0, *parts, after_cut=AfterCut.RESTART)])
    stage.until(5.0)
    second.lose()
    stage.out.lose()
    stage.until(12.0)
    stage.out.find()
    stage.until(25.0)
    second.find()
    stage.until(40.0)
    assert [level(stage, stage.out, at) for at in (12.5, 21.9, 22.1, 31.9, 32.1)] == [0.1, 0.1, 0.2, 0.2, 0.0]
    assert [level(stage, second, at) for at in (12.5, 25.5, 31.9, 32.1)] == [0.0, 0.2, 0.2, 0.0]


def test_a_page_whose_device_was_lost_is_said_from_its_signal_on(stage: Stage) -> None:
    stage.until(0.0)
    stage.player.break_in(stage.page(words=said(stage, 10.0), repeat=1))
    stage.until(5.0)
    stage.out.lose()
    stage.until(8.0)
    stage.out.find()
    stage.until(40.0)
    assert [stage.heard(at) for at in (4.0, 8.5, 9.5, 18.9, 19.1)] == [0.3, SIGNAL, 0.3, 0.3, 0.0]
