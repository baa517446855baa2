"""A relay on the air: it never leaves a hole, ends at its time, and what the journal says of it is what was heard."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import numpy as np
import pytest

from broadcaster.playout.basin import Basin
from broadcaster.playout.offer import Offer, RelayPart, Words
from broadcaster.playout.output import Note
from broadcaster.playout.silent import SilentOutput
from broadcaster.units import RATE

from .conftest import LAST_RUNG, Stage

STREAM, INSTEAD, OTHER = 0.4, 0.1, 0.3
NAMES = {STREAM: "stream", INSTEAD: "instead", OTHER: "other", LAST_RUNG: "last rung", 0.0: "nothing"}


@dataclass
class Link:
    """How a stream arrives: after so many seconds, so many of them at once, then so many a second."""

    rate: float = 1.0
    after: float = 0.3
    burst: float = 0.0
    stalls: float = math.inf
    """After so many seconds it brings nothing for one, and then makes up for it."""


class Arriving(Basin):
    """A stream over a link, by the stage's own clock."""

    def __init__(self, stage: Stage, link: Link) -> None:
        super().__init__()
        self._stage, self._link = stage, link
        self._since, self._given = stage.clock.monotonic(), 0

    def take(self, frames: int) -> np.ndarray | None:
        self._arrive()
        return super().take(frames)

    def ready(self) -> int:
        self._arrive()
        return super().ready()

    def _arrive(self) -> None:
        passed = self._stage.clock.monotonic() - self._since - self._link.after
        if 0.0 <= passed - self._link.stalls < 1.0:
            passed = self._link.stalls
        due = round((self._link.burst + passed * self._link.rate) * RATE) if passed >= 0 else 0
        if due > self._given:
            self.put(np.full(due - self._given, STREAM, np.float32))
            self._given = due


@pytest.fixture
def over(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Callable[[Link], None]:
    """Lets every relay arrive over that link."""

    def lay(link: Link) -> None:
        def receiver_of(_url: str, _note: Note) -> Basin:
            return Arriving(stage, link)

        monkeypatch.setattr("broadcaster.playout.receivers.receiver_of", receiver_of)

    return lay


def relay(stage: Stage, name: str, at: float, seconds: float, *, instead: bool = True) -> Offer:
    part = RelayPart("http://dai/tinh", seconds, stage.part(INSTEAD, 1.0).path if instead else None)
    return replace(stage.offer(name, at), parts=(part,))


def pass_time(stage: Stage, until: float) -> None:
    """Beat in short steps: the links arrive by this clock."""
    while stage.clock.timestamp() < stage.zero + until - 1e-6:
        stage.player.beat()
        stage.clock.advance(0.05)
    stage.player.beat()


def runs(stage: Stage, since: float, until: float) -> list[tuple[str, Any]]:
    """What was heard, one after the other, each with its seconds; looked at every hundredth of one, fades left out."""
    sound = stage.out.between(stage.zero + since, stage.zero + until)[RATE // 200 :: RATE // 100]
    names = [min(NAMES, key=lambda level: abs(level - abs(one))) for one in sound]
    told = [(NAMES[level], len(list(same)) / 100) for level, same in groupby(names)]
    return [one for one in told if one[1] > 0.02]


def seconds(told: list[tuple[str, Any]], name: str) -> float:
    return float(sum(length for one, length in told if one == name))


def test_a_link_that_brings_nine_tenths_leaves_no_hole_and_ends_at_its_time(
    stage: Stage, over: Callable[[Link], None]
) -> None:
    over(Link(rate=0.9, burst=3.0))
    stage.player.offer([relay(stage, "r", 0.0, 120.0), stage.offer("b", 120.0, stage.part(OTHER, 5.0))])
    pass_time(stage, 130.0)
    heard = runs(stage, 0.0, 120.0)
    assert seconds(heard, "nothing") == 0.0
    assert seconds(heard, "stream") == pytest.approx(108.0, abs=6.0)
    assert len(heard) < 10, "not a stutter"
    assert runs(stage, 120.0, 125.0) == [("other", pytest.approx(5.0, abs=0.02))]
    assert stage.verdict("b").outcome == "aired"


def test_a_link_that_stalls_for_a_second_is_not_heard_to(stage: Stage, over: Callable[[Link], None]) -> None:
    over(Link(burst=2.0, stalls=10.0))
    stage.player.offer([relay(stage, "r", 0.0, 30.0)])
    pass_time(stage, 31.0)
    assert [name for name, _ in runs(stage, 0.0, 30.0)] == ["stream"]


def test_played_now_the_other_sound_is_heard_until_enough_lies_ready(
    stage: Stage, over: Callable[[Link], None]
) -> None:
    over(Link(after=1.0))
    pass_time(stage, 0.0)
    stage.player.air_now(relay(stage, "r", 0.0, 30.0))
    pass_time(stage, 32.0)
    first, then = runs(stage, 0.05, 29.9)
    assert (first[0], then[0]) == ("instead", "stream")
    assert 3.0 < first[1] < 5.0, "a second to connect, two to lie ready, one that was read ahead"
    assert not stage.notes, "nothing was wrong"


def test_played_now_with_nothing_written_to_sound_instead_it_waits_in_silence_for_a_moment(
    stage: Stage, over: Callable[[Link], None]
) -> None:
    over(Link(after=1.0))
    pass_time(stage, 0.0)
    stage.player.air_now(relay(stage, "r", 0.0, 30.0, instead=False))
    pass_time(stage, 32.0)
    assert [name for name, _ in runs(stage, 0.05, 29.9)] == ["nothing", "stream"]


def test_played_now_a_dead_one_with_nothing_written_falls_to_the_last_rung_and_says_so(
    stage: Stage, over: Callable[[Link], None]
) -> None:
    over(Link(rate=0.0))
    pass_time(stage, 0.0)
    stage.player.air_now(relay(stage, "r", 0.0, 20.0, instead=False))
    pass_time(stage, 22.0)
    first, then = runs(stage, 0.05, 19.9)
    assert (first, then[0]) == (("nothing", pytest.approx(6.0, abs=0.2)), "last rung")
    assert "đang phát nhạc hiệu và lời xướng của đài" in stage.notes[0][1]


def test_after_an_urgent_page_it_comes_back_with_enough_ready(stage: Stage, over: Callable[[Link], None]) -> None:
    over(Link(after=1.0))
    stage.player.offer([relay(stage, "r", 0.0, 60.0)])
    pass_time(stage, 20.0)
    words, said = Words(), stage.part(OTHER, 8.0)
    words.add(said.path, said.frames)
    words.finish()
    stage.player.break_in(stage.page("u", words, repeat=1))
    pass_time(stage, 80.0)
    heard = runs(stage, 29.0, 68.9)
    assert seconds(heard, "nothing") <= 0.1, "nobody knew when the page would end: the reader looks ten times a second"
    assert [name for name, _ in heard if name != "nothing"] == ["instead", "stream"]
    assert seconds(heard, "stream") > 35.0


def test_between_other_sounds_it_has_its_very_time(stage: Stage, over: Callable[[Link], None]) -> None:
    over(Link(rate=0.8, after=2.0))
    offer = relay(stage, "r", 0.0, 40.0)
    said = stage.part(OTHER, 5.0)
    stage.player.offer([replace(offer, parts=(said, *offer.parts, said))])
    pass_time(stage, 52.0)
    assert [name for name, _ in runs(stage, 0.0, 5.0)] == ["other"]
    assert {name for name, _ in runs(stage, 5.0, 45.0)} == {"stream", "instead"}
    assert runs(stage, 45.0, 51.0) == [
        ("other", pytest.approx(5.0, abs=0.02)),
        ("nothing", pytest.approx(1.0, abs=0.1)),
    ]


def test_a_reader_that_was_held_up_makes_it_no_longer(
    stage: Stage, over: Callable[[Link], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    over(Link(burst=3.0))
    stage.player.offer([relay(stage, "r", 0.0, 30.0), stage.offer("b", 30.0, stage.part(OTHER, 3.0))])
    pass_time(stage, 10.0)
    with monkeypatch.context() as disk:
        disk.setattr(stage.out._desk, "fill", lambda: None)
        pass_time(stage, 20.0)
    pass_time(stage, 35.0)
    assert runs(stage, 30.0, 33.0) == [("other", pytest.approx(3.0, abs=0.02))]
    told = stage.verdict("r")
    assert (told.outcome, stage.verdict("b").outcome) == ("failed", "aired")
    assert "mất 7 giây không ra tới loa" in told.why


def test_the_journal_tells_how_much_was_the_other_station(stage: Stage, over: Callable[[Link], None]) -> None:
    over(Link(rate=0.0, burst=33.0, after=0.0))
    stage.player.offer([relay(stage, "r", 0.0, 60.0)])
    pass_time(stage, 62.0)
    told = stage.verdict("r")
    assert told.outcome == "aired"
    assert told.why == "tiếp sóng http://dai/tinh được 30 giây, còn 30 giây là tiếng phát thay"


def test_a_relay_that_never_came_is_told_as_none(stage: Stage, over: Callable[[Link], None]) -> None:
    over(Link(rate=0.0))
    stage.player.offer([relay(stage, "r", 0.0, 30.0)])
    pass_time(stage, 32.0)
    told = stage.verdict("r")
    assert (told.outcome, told.seconds_heard) == ("aired", 30.0)
    assert told.why == "không tiếp được sóng http://dai/tinh, cả 30 giây là tiếng phát thay"


def test_one_that_never_came_and_stood_on_the_last_rung_alone_has_failed(
    stage: Stage, over: Callable[[Link], None]
) -> None:
    over(Link(rate=0.0))
    stage.player.offer([relay(stage, "r", 0.0, 30.0, instead=False)])
    pass_time(stage, 32.0)
    told = stage.verdict("r")
    assert told.outcome == "failed"
    assert "không tiếp được sóng http://dai/tinh" in told.why


def test_a_rehearsal_takes_it_to_come(stage: Stage) -> None:
    stage.out = SilentOutput(stage.clock)
    stage.player.offer([relay(stage, "r", 0.0, 30.0, instead=False)])
    stage.until(32.0)
    assert (stage.verdict("r").outcome, stage.verdict("r").why) == ("aired", "")


def test_a_relay_that_was_good_throughout_needs_no_words(stage: Stage, over: Callable[[Link], None]) -> None:
    over(Link(burst=3.0))
    stage.player.offer([relay(stage, "r", 0.0, 30.0)])
    pass_time(stage, 32.0)
    assert stage.verdict("r").why == ""


def test_what_was_read_ahead_and_never_heard_is_not_told(stage: Stage, over: Callable[[Link], None]) -> None:
    over(Link(rate=0.0, burst=13.0, after=0.0))
    stage.player.offer([relay(stage, "r", 0.0, 60.0)])
    pass_time(stage, 12.5)
    stage.player.stop("thử")
    pass_time(stage, 15.0)
    told = stage.verdict("r")
    assert told.outcome == "cut"
    assert "phát thay" not in told.why, "by then only the stream had sounded"


def test_a_password_in_the_address_is_not_told(stage: Stage, over: Callable[[Link], None]) -> None:
    over(Link(rate=0.0))
    part = RelayPart("http://nghe:bi-mat@dai:8000/tinh", 20.0, stage.part(INSTEAD, 1.0).path)
    stage.player.offer([replace(stage.offer("r", 0.0), parts=(part,))])
    pass_time(stage, 22.0)
    assert "http://dai:8000/tinh" in stage.verdict("r").why
    assert "bi-mat" not in " ".join([stage.verdict("r").why, *(text for _, text in stage.notes)])
