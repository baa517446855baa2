"""The chain: the best that can speaks, whoever fails leaves a reason, and no text changes its voice half-way."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from broadcaster.clock import ManualClock
from broadcaster.errors import BusyError, SpeechError
from broadcaster.speech.cache import SpeechCache
from broadcaster.speech.chain import NETWORK_BUDGET, Chain, Line, Link, identities
from broadcaster.speech.fake import HummingEngine
from broadcaster.speech.rest import troubles
from broadcaster.speech.types import Speech
from broadcaster.units import RATE, Seconds


def own(engine: HummingEngine) -> Link:
    return Link(engine, engine)


def chain(tmp_path: Path, clock: ManualClock, *engines: HummingEngine | Link) -> Chain:
    links = [each if isinstance(each, Link) else own(each) for each in engines]
    return Chain(links, SpeechCache(tmp_path), clock)


def test_the_first_that_can_speaks(tmp_path: Path, clock: ManualClock) -> None:
    said = chain(tmp_path, clock, HummingEngine("a"), HummingEngine("b")).speak("bà con", "default", 1.0)
    assert (said.engine, said.why) == ("a", ())
    assert len(said.samples[0]) == pytest.approx(0.4 * RATE, rel=0.2)


def test_who_cannot_is_passed_over_with_its_reason(tmp_path: Path, clock: ManualClock) -> None:
    engines = HummingEngine("a", absent="chưa cài"), HummingEngine("b", faults=["đứt dây"]), HummingEngine("c")
    said = chain(tmp_path, clock, *engines).speak("bà con", "default", 1.0)
    assert (said.engine, said.why) == ("c", ("a: chưa cài", "b: đứt dây"))
    assert engines[0].heard == []


def test_where_nobody_can_every_reason_is_told(tmp_path: Path, clock: ManualClock) -> None:
    with pytest.raises(SpeechError, match="a: chưa cài; b: đứt dây"):
        chain(tmp_path, clock, HummingEngine("a", absent="chưa cài"), HummingEngine("b", faults=["đứt dây"])).speak(
            "bà con", "default", 1.0
        )


def test_a_text_is_spoken_by_one_engine_from_end_to_end(tmp_path: Path, clock: ManualClock) -> None:
    best, other = HummingEngine("a", faults=["", "đứt mạng"]), HummingEngine("b")
    said = chain(tmp_path, clock, best, other).recite([Line("một"), Line("hai"), Line("ba")], 1.0)
    assert said.engine == "b"
    assert other.heard == ["một", "hai", "ba"]


def test_what_was_said_once_is_not_asked_again(tmp_path: Path, clock: ManualClock) -> None:
    engine = HummingEngine()
    first = chain(tmp_path, clock, engine).speak("bà con", "default", 1.0)
    again = chain(tmp_path, clock, engine).speak("bà con", "default", 1.0)
    assert engine.heard == ["bà con"]
    assert np.allclose(first.samples[0], again.samples[0], atol=1e-3)


def test_another_voice_speed_text_or_engine_is_asked_anew(tmp_path: Path, clock: ManualClock) -> None:
    engine = HummingEngine()
    speaker = chain(tmp_path, clock, engine)
    for text, voice, speed in (
        ("một", "default", 1.0),
        ("một", "low", 1.0),
        ("một", "default", 0.9),
        ("hai", "low", 1.0),
    ):
        speaker.speak(text, voice, speed)
    engine.version = "2"
    speaker.speak("một", "default", 1.0)
    assert len(engine.heard) == 5


def test_a_sentence_that_rotted_on_disk_is_made_anew(tmp_path: Path, clock: ManualClock) -> None:
    engine = HummingEngine()
    chain(tmp_path, clock, engine).speak("bà con", "default", 1.0)
    (kept,) = tmp_path.rglob("*.flac")
    kept.write_bytes(b"fLaC rotten")
    assert len(chain(tmp_path, clock, engine).speak("bà con", "default", 1.0).samples[0])
    assert len(engine.heard) == 2


def test_a_network_engine_that_failed_rests_and_is_asked_again_later(tmp_path: Path, clock: ManualClock) -> None:
    asked = HummingEngine("gtts", faults=["mất mạng"])
    speaker = chain(tmp_path, clock, Link(asked, HummingEngine("gtts", absent="x"), network=True), HummingEngine("b"))
    assert speaker.speak("một", "default", 1.0).engine == "b"
    clock.advance(29)
    assert "thử lại sau 1 giây" in speaker.speak("hai", "default", 1.0).why[0]
    clock.advance(2)
    assert speaker.speak("ba", "default", 1.0).engine == "gtts"
    assert asked.heard == ["một", "ba"]


@dataclass
class Dripping(HummingEngine):
    """Takes its time over every sentence."""

    clock: ManualClock | None = None
    """Whose time it takes."""
    takes: float = 20.0
    """Seconds a sentence."""

    def synthesise(self, spoken: str, voice: str, speed: float) -> Speech:
        assert self.clock
        self.clock.advance(self.takes)
        return super().synthesise(spoken, voice, speed)


def test_a_network_that_drips_is_left_for_the_next_voice(tmp_path: Path, clock: ManualClock) -> None:
    slow = Dripping("gtts", clock=clock)
    speaker = chain(tmp_path, clock, Link(slow, HummingEngine("gtts"), network=True), HummingEngine("b"))
    lines = [Line(f"câu {'a' * number}") for number in range(1, 13)]
    said = speaker.recite(lines, 1.0)
    assert said.engine == "b"
    assert "quá chậm" in said.why[0]
    assert clock.monotonic() <= NETWORK_BUDGET + slow.takes
    clock.advance(60)
    assert speaker.recite(lines, 1.0).engine == "b"  # further on: what it said is kept
    clock.advance(120)
    assert speaker.recite(lines, 1.0).engine == "gtts"


def test_a_long_text_is_given_the_time_that_pacing_takes(tmp_path: Path, clock: ManualClock) -> None:
    honest = Dripping("gtts", clock=clock, takes=2.5)
    speaker = chain(tmp_path, clock, Link(honest, HummingEngine("gtts"), network=True), HummingEngine("b"))
    assert speaker.recite([Line(f"câu {word * 'a'}") for word in range(1, 60)], 1.0).engine == "gtts"


def test_a_voice_of_this_machine_may_take_its_time(tmp_path: Path, clock: ManualClock) -> None:
    speaker = chain(tmp_path, clock, Dripping("a", clock=clock, takes=60.0))
    assert speaker.recite([Line("một"), Line("hai"), Line("ba")], 1.0).engine == "a"


def test_who_says_when_to_come_back_is_left_alone_till_then_over_processes(tmp_path: Path, clock: ManualClock) -> None:
    class Busy(HummingEngine):
        def synthesise(self, spoken: str, voice: str, speed: float) -> Speech:
            self.heard.append(spoken)
            raise BusyError("bị hỏi quá nhiều", Seconds(900.0))

    busy = Busy("gtts")
    links = [Link(busy, busy, network=True), own(HummingEngine("b"))]
    for _life in range(3):
        Chain(links, SpeechCache(tmp_path), clock, tmp_path / "rests.json").speak("một", "default", 1.0)
        clock.advance(299)
    assert busy.heard == ["một"]
    clock.advance(3)
    Chain(links, SpeechCache(tmp_path), clock, tmp_path / "rests.json").speak("một", "default", 1.0)
    assert busy.heard == ["một", "một"]


def test_in_a_hurry_what_a_resting_network_said_before_is_still_used(tmp_path: Path, clock: ManualClock) -> None:
    asked = HummingEngine("gtts", faults=["", "mất mạng"])
    speaker = chain(tmp_path, clock, Link(asked, HummingEngine("gtts", faults=["chưa tải"]), network=True))
    speaker.speak("bão", "default", 1.0)
    with pytest.raises(SpeechError):
        speaker.speak("lũ", "default", 1.0)
    assert speaker.begins([Line("bão")], 1.0) == "gtts"


def test_only_who_was_really_asked_is_forgiven(tmp_path: Path, clock: ManualClock) -> None:
    asked = HummingEngine("gtts", faults=["", "bị hỏi quá nhiều"])
    engine = HummingEngine("a", faults=["", "hết bộ nhớ"])
    for link in (Link(asked, HummingEngine("gtts"), network=True), own(engine)):
        rests = tmp_path / f"{link.engine.name}.json"
        speaker = Chain([link], SpeechCache(tmp_path / link.engine.name), clock, rests)
        speaker.speak("bão", "default", 1.0)
        with pytest.raises(SpeechError):
            speaker.speak("lũ", "default", 1.0)
        speaker.speak("bão", "default", 1.0, hurry=True)
        assert troubles(rests, clock.timestamp())
    speaker.speak("lũ", "default", 1.0)
    assert not troubles(rests, clock.timestamp())


def test_an_engine_of_this_machine_is_given_three_tries(tmp_path: Path, clock: ManualClock) -> None:
    engine = HummingEngine("a", faults=["hỏng"] * 9)
    speaker = chain(tmp_path, clock, engine, HummingEngine("b"))
    for word in ("một", "hai", "ba", "bốn", "năm"):
        speaker.speak(word, "default", 1.0)
    assert engine.heard == ["một", "hai", "ba"]


def test_in_a_hurry_no_network_is_asked(tmp_path: Path, clock: ManualClock) -> None:
    online, kept = HummingEngine("gtts"), HummingEngine("gtts", faults=["chưa tải"])
    speaker = chain(tmp_path, clock, Link(online, kept, network=True), HummingEngine("b"))
    assert speaker.speak("bão", "default", 1.0, hurry=True).engine == "b"
    assert online.heard == []
    assert speaker.speak("lũ", "default", 1.0).engine == "gtts"


def test_a_text_spoken_piece_by_piece_begins_in_a_voice_it_can_end_in(tmp_path: Path, clock: ManualClock) -> None:
    kept = HummingEngine("gtts", faults=["", "chưa tải"])
    online = Link(HummingEngine("gtts"), kept, network=True)
    speaker = chain(tmp_path, clock, online, HummingEngine("b", absent="x"), HummingEngine("c"))
    assert speaker.begins([Line("một"), Line("hai")], 1.0) == "c"
    assert speaker.begins([Line("một"), Line("hai")], 1.0) == "gtts"


def test_no_better_voice_breaks_in_half_way(tmp_path: Path, clock: ManualClock) -> None:
    speaker = chain(tmp_path, clock, HummingEngine("a"), HummingEngine("b"))
    assert speaker.speak("một", "default", 1.0, since="b").engine == "b"


def test_an_engine_with_the_wanted_voice_comes_first(tmp_path: Path, clock: ManualClock) -> None:
    speaker = chain(tmp_path, clock, HummingEngine("a", named=()), HummingEngine("b", named=("hue",)))
    assert speaker.speak("một", "hue", 1.0).engine == "b"
    assert speaker.speak("một", "default", 1.0).engine == "a"


def test_what_nobody_chose_speaks_only_where_no_chosen_one_can(tmp_path: Path, clock: ManualClock) -> None:
    chosen, resort = HummingEngine("espeak", named=()), HummingEngine("kokoro", named=("hue",))
    speaker = chain(tmp_path, clock, chosen, Link(resort, resort, resort=True))
    assert speaker.speak("một", "hue", 1.0).engine == "espeak"
    chosen.absent = "chưa cài"
    assert speaker.speak("hai", "hue", 1.0).engine == "kokoro"


def test_where_nobody_has_the_voice_the_first_speaks_in_its_own_and_says_so(tmp_path: Path, clock: ManualClock) -> None:
    said = chain(tmp_path, clock, HummingEngine("a"), HummingEngine("b")).speak("một", "hue", 1.0)
    assert (said.engine, said.why) == ("a", ("a: không có giọng 'hue'",))


def test_a_lying_engine_is_a_failing_one(tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch) -> None:
    liar = HummingEngine("a")
    speech = liar.synthesise("một", "default", 1.0)
    monkeypatch.setattr(liar, "synthesise", lambda *_: type(speech)(speech.samples * 0, speech.rate))
    said = chain(tmp_path, clock, liar, HummingEngine("b")).speak("một", "default", 1.0)
    assert said.why == ("a: giọng đọc chỉ trả về im lặng",)


def test_whoever_hung_rests_at_once(tmp_path: Path, clock: ManualClock) -> None:
    speaker = chain(tmp_path, clock, HummingEngine("a"), HummingEngine("b"))
    speaker.rest("a")
    assert speaker.speak("một", "default", 1.0).engine == "b"


def test_where_nobody_else_can_whoever_rests_is_asked_all_the_same(tmp_path: Path, clock: ManualClock) -> None:
    engine = HummingEngine("a")
    speaker = chain(tmp_path, clock, engine, HummingEngine("b", absent="chưa cài"))
    speaker.rest("a")
    assert speaker.begins([Line("một")], 1.0) == "a"
    assert speaker.speak("một", "default", 1.0, hurry=True).engine == "a"


def test_a_network_that_rests_is_left_alone_even_then(tmp_path: Path, clock: ManualClock) -> None:
    asked = HummingEngine("gtts", faults=["mất mạng"])
    speaker = chain(tmp_path, clock, Link(asked, HummingEngine("gtts", absent="x"), network=True))
    for _ in range(2):
        with pytest.raises(SpeechError):
            speaker.speak("một", "default", 1.0)
    assert asked.heard == ["một"]


def test_identities_go_to_the_first_that_needs_no_network() -> None:
    online = Link(HummingEngine("gtts"), HummingEngine("gtts"), network=True)
    absent, local, worse = HummingEngine("piper", absent="x"), HummingEngine("kokoro"), HummingEngine("espeak")
    links = [own(absent), online, own(local), own(worse)]
    assert [name for name, _ in identities(links, ())] == ["gtts", "kokoro"]
    assert [name for name, _ in identities(links, ("low",))] == ["gtts", "gtts", "kokoro", "kokoro"]
    absent.absent = None
    assert [name for name, _ in identities(links, ())] == ["piper"]


@dataclass
class Together(HummingEngine):
    """Speaks only where it is asked for two sentences at once."""

    both: threading.Barrier = field(default_factory=lambda: threading.Barrier(2, timeout=10.0))
    """Where each waits for the other."""

    def synthesise(self, spoken: str, voice: str, speed: float) -> Speech:
        self.both.wait()
        return super().synthesise(spoken, voice, speed)


def test_an_engine_that_can_is_asked_for_several_sentences_at_once(tmp_path: Path, clock: ManualClock) -> None:
    told: list[int] = []
    speaker = chain(tmp_path, clock, Together(abreast=2))
    lines = [Line("một"), Line("hai ba"), Line("bốn năm sáu"), Line("bảy tám chín mười")]
    said = speaker.recite(lines, 1.0, between=lambda done, _engine: told.append(done))
    lengths = [len(each) for each in said.samples]
    assert lengths == sorted(set(lengths))
    assert told == [0, 1, 2, 3]


def test_the_same_sentence_twice_may_be_in_the_making_at_once(tmp_path: Path, clock: ManualClock) -> None:
    said = chain(tmp_path, clock, Together(abreast=2)).recite([Line("bà con")] * 2, 1.0)
    first, second = said.samples
    assert np.array_equal(first, second)
    assert len(list(tmp_path.rglob("*.*"))) == 1


def test_a_recital_that_is_called_off_begins_no_more(tmp_path: Path, clock: ManualClock) -> None:
    engine = HummingEngine(abreast=2)

    def call_off(done: int, _engine: str) -> None:
        if done == 1:
            raise InterruptedError

    lines = [Line(word) for word in ("một", "hai", "ba", "bốn", "năm")]
    with pytest.raises(InterruptedError):
        chain(tmp_path, clock, engine).recite(lines, 1.0, between=call_off)
    assert set(engine.heard) <= {"một", "hai", "ba"}
