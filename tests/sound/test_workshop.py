"""The station's side of the worker: real processes that do their work, crash, hang and do not even start."""

from __future__ import annotations

import queue
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from broadcaster.clock import SystemClock
from broadcaster.errors import BroadcasterError, SpeechError
from broadcaster.folder import StationFolder
from broadcaster.sound import workshop as workshop_module
from broadcaster.sound.files import encode
from broadcaster.sound.order import FilePart, RenderOrder, SpeechPart
from broadcaster.sound.rendered import Rendered
from broadcaster.sound.workshop import DONE, Workshop
from broadcaster.speech import registry
from broadcaster.speech.chain import Link
from broadcaster.speech.fake import HummingEngine
from broadcaster.units import RATE, Seconds

pytestmark = pytest.mark.slow

SCRIPT = Path(__file__).with_name("humming_worker.py")


def order(*sentences: str) -> RenderOrder:
    return RenderOrder((SpeechPart("bài", tuple((each, 0.3) for each in sentences)),), engines=("hum", "spare"))


@pytest.fixture
def folder(tmp_path: Path) -> StationFolder:
    return StationFolder(tmp_path)


def made_as(link: Link) -> Callable[[object, object], Link]:
    """A registry line that makes `link`."""
    return lambda _folder, _clock: link


@pytest.fixture
def start(folder: StationFolder, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Workshop]]:
    """Makes workshops whose worker hums; closes them."""
    made: list[Workshop] = []
    monkeypatch.setattr(registry, "LAST_RESORT", ())
    for engine in (HummingEngine("hum"), HummingEngine("spare", version="2")):
        link = Link(engine, engine)
        monkeypatch.setitem(registry.ENGINES, engine.name, made_as(link))

    def start(*more: str) -> Workshop:
        command = [sys.executable, str(SCRIPT), "--station", str(folder.root), *more]
        made.append(Workshop(folder, SystemClock(ZoneInfo("UTC")), command))
        return made[-1]

    yield start
    for workshop in made:
        workshop.close()


@pytest.fixture
def workshop(start: Callable[..., Workshop]) -> Workshop:
    return start()


class Answers:
    """What a workshop told, in order."""

    def __init__(self) -> None:
        self._told: queue.Queue[Any] = queue.Queue()

    def __call__(self, told: Any) -> None:
        self._told.put(told)

    def next(self) -> Any:
        return self._told.get(timeout=60)

    def rendered(self) -> Rendered:
        told = self.next()
        assert isinstance(told, Rendered), told
        return told

    def empty(self) -> bool:
        return self._told.empty()


def test_an_order_is_made_told_and_found(workshop: Workshop) -> None:
    answers, progress = Answers(), Answers()
    assert workshop.find(order("Một.")) is None
    workshop.request(order("Một."), 0, answers, progress)
    rendered = answers.rendered()
    assert rendered.engine == "hum"
    assert workshop.find(order("Một.")) == rendered
    assert 0.0 <= progress.next() <= 1.0


def test_what_is_there_is_told_at_once(workshop: Workshop) -> None:
    answers = Answers()
    workshop.request(order("Một."), 0, answers)
    rendered = answers.rendered()
    assert workshop.request(order("Một."), 0, answers) == DONE
    assert answers.rendered() == rendered


def test_the_same_order_asked_for_twice_is_made_once_and_told_twice(workshop: Workshop) -> None:
    answers = Answers()
    first, again = (workshop.request(order("CHẬM."), due, answers) for due in (20, 10))
    assert first == again
    assert answers.rendered() == answers.rendered()


def _name(answers: Answers, text: str, _told: object) -> None:
    answers(text)


def test_the_soonest_due_is_made_first(workshop: Workshop) -> None:
    answers = Answers()
    for due, text in ((0, "CHẬM một."), (30, "Hai."), (10, "Ba.")):
        workshop.request(order(text), due, partial(_name, answers, text))
    assert [answers.next() for _ in range(3)] == ["CHẬM một.", "Ba.", "Hai."]


def test_what_is_due_sooner_does_not_wait_for_the_end_of_a_long_render_which_then_goes_on(workshop: Workshop) -> None:
    answers, parts = Answers(), Answers()
    long = order(*(f"CHẬM {number}." for number in range(8)))
    workshop.request(long, 100.0, lambda told: answers(("long", told)), parts)
    parts.next()
    workshop.request(order("Hai."), 50.0, lambda told: answers(("soon", told)))
    assert [(name, told.engine) for name, told in (answers.next(), answers.next())] == [
        ("soon", "hum"),
        ("long", "hum"),
    ]


def test_what_made_way_may_still_be_called_off(workshop: Workshop) -> None:
    answers, parts = Answers(), Answers()
    ticket = workshop.request(order(*(f"CHẬM {number}." for number in range(30))), 100.0, answers, parts)
    parts.next()
    workshop.request(order("CHẬM hai."), 50.0, answers)
    workshop.cancel(ticket)
    assert str(answers.next()) == "đã huỷ"
    assert answers.rendered()
    assert answers.empty()


def test_a_listener_that_raises_keeps_nobody_from_hearing(workshop: Workshop) -> None:
    answers = Answers()

    def broken(_told: object) -> None:
        raise RuntimeError("người nghe hỏng")

    workshop.request(order("Một."), 0, broken)
    workshop.request(order("Một."), 0, answers)
    assert answers.rendered()


@pytest.mark.slow
def test_an_announcement_comes_ahead_of_a_render_which_then_goes_on(workshop: Workshop) -> None:
    answers = Answers()
    long = order(*(f"CHẬM {number}." for number in range(8)))
    workshop.request(long, 0, lambda told: answers(("render", told)), lambda _part: answers(("part", None)))
    assert answers.next()[0] == "part"
    workshop.speak(order("Bão.", "Lũ."), lambda told: answers(("piece", told)), lambda told: answers(("said", told)))
    kinds: list[str] = []
    while "render" not in kinds:
        kinds.append(answers.next()[0])
    assert [kind for kind in kinds if kind != "part"] == ["piece", "piece", "said", "render"]


def test_an_announcement_that_was_spoken_before_needs_no_worker(start: Callable[..., Workshop]) -> None:
    pieces, said = Answers(), Answers()
    start().speak(order("Bão.", "Lũ."), pieces, said)
    assert said.next() is None
    assert start("--stillborn").speak(order("Bão.", "Lũ."), pieces, said) == DONE
    assert said.next() is None
    assert [pieces.rendered() for _ in range(2)] == [pieces.rendered() for _ in range(2)]


def test_pieces_of_an_announcement_are_told_once_though_the_worker_dies(workshop: Workshop) -> None:
    pieces, said = Answers(), Answers()
    workshop.speak(order("Bão.", "CHẾT.", "Lũ."), pieces, said)
    assert said.next() is None
    assert [pieces.rendered().engine for _ in range(3)] == ["hum", "spare", "spare"]
    assert pieces.empty()


def test_an_engine_that_takes_the_worker_down_rests_and_the_next_one_speaks(workshop: Workshop) -> None:
    answers = Answers()
    workshop.request(order("Một.", "CHẾT."), 0, answers)
    rendered = answers.rendered()
    assert rendered.engine == "spare"
    assert "hum" in rendered.why[0]


@pytest.mark.slow
def test_a_worker_that_hangs_is_replaced(start: Callable[..., Workshop], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop_module, "URGENT_DEADLINE", Seconds(10.0))
    pieces, said = Answers(), Answers()
    start().speak(order("TREO."), pieces, said)
    assert said.next() is None
    assert pieces.rendered().engine == "spare"


def test_a_worker_that_never_starts_is_given_up_with_its_last_words(start: Callable[..., Workshop]) -> None:
    answers = Answers()
    workshop = start("--stillborn")
    workshop.request(order("Một."), 0, answers)
    told = answers.next()
    assert isinstance(told, BroadcasterError)
    assert "không khởi động được" in str(told)


def test_a_worker_that_had_just_ended_by_itself_is_started_again(
    start: Callable[..., Workshop], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.chdir(tmp_path)
    answers = Answers()
    start("--fleeting").request(order("Một."), 0, answers)
    assert answers.rendered().engine == "hum"
    assert (tmp_path / "gone").exists()
    assert not caplog.records


def test_a_worker_that_raves_is_given_up(start: Callable[..., Workshop]) -> None:
    answers = Answers()
    start("--raving").request(order("Một."), 0, answers)
    assert isinstance(answers.next(), BroadcasterError)


def test_a_command_that_is_none_is_given_up(folder: StationFolder, start: Callable[..., Workshop]) -> None:
    answers = Answers()
    workshop = Workshop(folder, SystemClock(ZoneInfo("UTC")), ["/khong/co/python"])
    workshop.request(order("Một."), 0, answers)
    assert "hỏng liên tiếp" in str(answers.next())
    workshop.close()


def test_a_bad_order_is_told_and_the_next_is_made(workshop: Workshop) -> None:
    answers = Answers()
    workshop.request(replace(order("Một."), profile="bathroom"), 0, answers)
    assert isinstance(answers.next(), BroadcasterError)
    workshop.request(order("Một."), 0, answers)
    assert answers.rendered()


def test_an_unknown_engine_is_told_at_once(workshop: Workshop) -> None:
    with pytest.raises(SpeechError, match="gooogle"):
        workshop.find(replace(order("Một."), engines=("gooogle",)))


def test_a_file_that_changes_while_a_sound_is_made_of_it_is_kept_under_no_other_content(
    workshop: Workshop, tmp_path: Path
) -> None:
    answers, parts = Answers(), Answers()
    tune = tmp_path / "nhac.flac"
    encode(tune, np.full(RATE, 0.1, np.float32))
    before = tune.read_bytes()
    slow = order(*(f"CHẬM {number}." for number in range(4)))
    wanted = replace(slow, parts=(*slow.parts, FilePart("nhac", str(tune))))
    workshop.request(wanted, 0, answers, parts)
    parts.next()
    encode(tune, np.full(5 * RATE, 0.1, np.float32))
    rendered = answers.rendered()
    assert rendered == workshop.find(wanted)
    longer = rendered.seconds
    tune.write_bytes(before)
    assert workshop.find(wanted) is None
    workshop.request(wanted, 0, answers)
    assert answers.rendered().seconds == pytest.approx(longer - 4.0, abs=0.05)


def test_what_is_cancelled_is_not_made(workshop: Workshop) -> None:
    answers = Answers()
    ticket = workshop.request(order(*(f"CHẬM {number}." for number in range(9))), 0, answers)
    workshop.cancel(ticket)
    assert str(answers.next()) == "đã huỷ"
    workshop.cancel(ticket)
    workshop.request(order("Hai."), 0, answers)
    assert answers.rendered()
    assert answers.empty()


def test_a_file_is_looked_into(workshop: Workshop, tmp_path: Path) -> None:
    answers = Answers()
    encode(tmp_path / "a.flac", np.zeros(RATE, np.float32))
    workshop.facts(tmp_path / "a.flac", answers)
    assert answers.next()["seconds"] == pytest.approx(1.0)
    workshop.facts(tmp_path / "b.flac", answers)
    assert "b.flac" in str(answers.next())


def test_on_closing_what_is_open_is_told(workshop: Workshop) -> None:
    answers = Answers()
    workshop.request(order(*(f"CHẬM {number}." for number in range(9))), 0, answers)
    workshop.request(order("Hai."), 9, answers)
    workshop.close()
    assert {str(answers.next()), str(answers.next())} == {"đài đang dừng"}


def test_voices_are_told_without_a_worker(start: Callable[..., Workshop]) -> None:
    assert [state.name for state in start("--stillborn").voices(("spare", "hum"), "default")] == ["spare", "hum"]


def test_a_voice_that_failed_the_worker_is_not_told_as_the_one_that_speaks(
    workshop: Workshop, folder: StationFolder
) -> None:
    answers = Answers()
    workshop.request(order("Xin chào.", "CHẾT"), 0.0, answers)
    assert answers.next().engine == "spare"
    assert [(one.name, bool(one.why_not)) for one in workshop.voices(("hum", "spare"), "default")] == [
        ("hum", True),
        ("spare", False),
    ]


HEAVY = ("onnxruntime", "onnx", "scipy", "soundfile", "soxr", "pydub", "requests", "gtts")


def test_the_station_carries_nothing_of_the_voice() -> None:
    program = f"import sys, broadcaster.sound.workshop; print([name for name in {HEAVY!r} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"
