"""An order into a finished sound on disk."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from broadcaster.clock import ManualClock
from broadcaster.errors import SoundError, SpeechError
from broadcaster.sound import render as render_module
from broadcaster.sound.files import decode, encode
from broadcaster.sound.order import FilePart, RenderOrder, SilencePart, SpeechPart
from broadcaster.sound.render import make, render
from broadcaster.sound.rendered import Rendered, find_render
from broadcaster.speech.cache import SpeechCache
from broadcaster.speech.chain import Chain, Link
from broadcaster.speech.fake import HummingEngine
from broadcaster.units import RATE, Samples

TEXT = SpeechPart("bluezone", (("Kính thưa bà con.", 0.5), ("Hãy cài ứng dụng ngay hôm nay.", 0.6)))


def tone(seconds: float, hertz: float = 400.0) -> Samples:
    time = np.arange(round(seconds * RATE)) / RATE
    return (0.3 * np.sin(2 * np.pi * hertz * time)).astype(np.float32)


@pytest.fixture
def engine() -> HummingEngine:
    return HummingEngine()


@pytest.fixture
def chain(tmp_path: Path, engine: HummingEngine) -> Chain:
    clock = ManualClock(datetime(2020, 8, 18, tzinfo=UTC))
    spare = HummingEngine("spare")
    return Chain([Link(engine, engine), Link(spare, spare)], SpeechCache(tmp_path / "speech"), clock)


@pytest.fixture
def tune(tmp_path: Path) -> str:
    encode(tmp_path / "nhac-hieu.flac", tone(2.0))
    return str(tmp_path / "nhac-hieu.flac")


def done(order: RenderOrder, chain: Chain, folder: Path) -> Rendered:
    return render(order, "k", folder / "renders", chain)


def test_a_text_becomes_a_sound_at_its_loudness(chain: Chain, tmp_path: Path) -> None:
    rendered = done(RenderOrder((TEXT,)), chain, tmp_path)
    samples = decode(rendered.path)
    assert rendered.engine == "hum"
    assert rendered.why == ()
    assert len(samples) == rendered.frames
    assert rendered.lufs == pytest.approx(-16.0, abs=0.2)
    assert np.abs(samples).max() < 1.0
    assert find_render(tmp_path / "renders", "k") == rendered


def test_marks_tell_parts_and_sentences(chain: Chain, tmp_path: Path, tune: str) -> None:
    order = RenderOrder((FilePart("nhac-hieu", tune), SilencePart(1.0), TEXT))
    marks = done(order, chain, tmp_path).marks
    assert [(mark.item, mark.label, mark.sentence) for mark in marks] == [
        (0, "nhac-hieu", None),
        (1, "khoảng lặng", None),
        (2, "bluezone", None),
        (2, "bluezone", 0),
        (2, "bluezone", 1),
    ]
    assert [mark.frame for mark in marks] == sorted(mark.frame for mark in marks)


def test_a_recording_is_preferred_to_any_voice(chain: Chain, tmp_path: Path, tune: str, engine: HummingEngine) -> None:
    rendered = done(RenderOrder((replace(TEXT, recording=tune),)), chain, tmp_path)
    assert engine.heard == []
    assert rendered.engine == ""
    assert rendered.seconds > 2.0


def test_a_recording_that_cannot_be_read_gives_way_to_the_voice(chain: Chain, tmp_path: Path) -> None:
    (tmp_path / "bluezone.mp3").write_bytes(b"khong phai am thanh")
    rendered = done(RenderOrder((replace(TEXT, recording=str(tmp_path / "bluezone.mp3")),)), chain, tmp_path)
    assert rendered.engine == "hum"
    assert "bluezone.mp3" in rendered.why[0]
    assert rendered.why[0].endswith("dùng giọng máy thay bản thu")


def test_a_silent_recording_gives_way_to_the_voice(chain: Chain, tmp_path: Path) -> None:
    encode(tmp_path / "bluezone.wav", np.zeros(3 * RATE, np.float32))
    rendered = done(RenderOrder((replace(TEXT, recording=str(tmp_path / "bluezone.wav")),)), chain, tmp_path)
    assert rendered.engine == "hum"
    assert "im lặng" in rendered.why[0]


def test_what_a_dead_microphone_recorded_gives_way_to_the_voice(chain: Chain, tmp_path: Path) -> None:
    hiss = 10 ** (-62 / 20) * np.random.default_rng(1).standard_normal(3 * RATE)
    encode(tmp_path / "bluezone.wav", hiss.astype(np.float32))
    rendered = done(RenderOrder((replace(TEXT, recording=str(tmp_path / "bluezone.wav")),)), chain, tmp_path)
    assert rendered.engine == "hum"
    assert "gần như im lặng" in rendered.why[0]


def test_a_faint_recording_is_still_a_recording(chain: Chain, tmp_path: Path) -> None:
    encode(tmp_path / "bluezone.wav", tone(3.0, 900.0) * np.float32(0.02))
    rendered = done(RenderOrder((replace(TEXT, recording=str(tmp_path / "bluezone.wav")),)), chain, tmp_path)
    assert (rendered.engine, rendered.why) == ("", ())


def test_a_recording_is_treated_as_speech_phrase_by_phrase(chain: Chain, tmp_path: Path, tune: str) -> None:
    loud, soft = tone(3.0, 900.0), tone(3.0, 900.0) * np.float32(0.35)
    encode(tmp_path / "bluezone.flac", np.concatenate([loud, np.zeros(RATE, np.float32), soft]))
    order = RenderOrder((replace(TEXT, recording=str(tmp_path / "bluezone.flac")),), bed=tune)
    rendered = done(order, chain, tmp_path)
    assert [mark.sentence for mark in rendered.marks] == [None, 0, 1]
    sound, starts = decode(rendered.path), [mark.frame for mark in rendered.marks[1:]]
    levels = [np.sqrt(np.square(sound[start + RATE : start + 2 * RATE]).mean()) for start in starts]
    assert levels[1] == pytest.approx(levels[0], rel=0.2)
    assert np.abs(sound[starts[0] - RATE : starts[0] - RATE // 2]).max() > 0.01  # the bed is there before it


def test_a_sound_that_is_not_there_is_left_out_and_the_words_are_heard(chain: Chain, tmp_path: Path) -> None:
    order = RenderOrder((FilePart("nhac-hieu", str(tmp_path / "mat.flac")), TEXT), bed=str(tmp_path / "nen.flac"))
    rendered = done(order, chain, tmp_path)
    assert rendered.seconds > 2.0
    assert [("mat.flac" in why, "nen.flac" in why) for why in rendered.why] == [(True, False), (False, True)]
    assert {mark.item for mark in rendered.marks} == {1}


def test_where_nothing_can_be_heard_there_is_no_sound(chain: Chain, tmp_path: Path) -> None:
    with pytest.raises(SoundError, match=r"mat\.flac"):
        done(RenderOrder((FilePart("nhac-hieu", str(tmp_path / "mat.flac")), SilencePart(1.0))), chain, tmp_path)
    assert find_render(tmp_path / "renders", "k") is None


def test_all_texts_of_an_order_are_read_by_one_engine(chain: Chain, tmp_path: Path, engine: HummingEngine) -> None:
    engine.faults = ["", "", "đứt mạng"]
    rendered = done(RenderOrder((TEXT, replace(TEXT, label="hai", sentences=(("Câu ba.", 0.0),)))), chain, tmp_path)
    assert rendered.engine == "spare"
    assert rendered.why == ("hum: đứt mạng",)


def test_where_no_voice_can_speak_the_reasons_are_told(chain: Chain, tmp_path: Path, engine: HummingEngine) -> None:
    silent = chain.among([Link(engine, engine)])
    engine.absent = "chưa cài"
    with pytest.raises(SpeechError, match="hum: chưa cài"):
        done(RenderOrder((TEXT,)), silent, tmp_path)


def test_work_is_told_sentence_by_sentence(chain: Chain) -> None:
    heard: list[tuple[float, str]] = []
    make(RenderOrder((TEXT,)), chain, lambda part, engine: heard.append((part, engine)))
    assert heard[:2] == [(0.0, "hum"), (0.4, "hum")]
    assert [part for part, _ in heard] == sorted(part for part, _ in heard)
    assert heard[-1] == (1.0, "")


class GoneError(Exception):
    """Raised to end a work half-way."""


@pytest.mark.parametrize("at", [0.0, 0.4, 0.8, 0.9])
def test_work_that_is_ended_half_way_leaves_nothing(chain: Chain, tmp_path: Path, at: float) -> None:
    def end(part: float, _engine: str) -> None:
        if part >= at:
            raise GoneError

    with pytest.raises(GoneError):
        render(RenderOrder((TEXT,)), "k", tmp_path / "renders", chain, end)
    assert not list((tmp_path / "renders").glob("*"))


def test_a_disk_that_refuses_is_told_and_leaves_nothing(
    chain: Chain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_rendered: Rendered) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(render_module, "keep_render", full)
    with pytest.raises(SoundError, match="không ghi được"):
        done(RenderOrder((TEXT,)), chain, tmp_path)
    assert find_render(tmp_path / "renders", "k") is None


def test_a_bare_sound_follows_another_at_once(chain: Chain) -> None:
    whole, _, _ = make(RenderOrder((replace(TEXT, sentences=TEXT.sentences[:1]),)), chain, lambda *_: None)
    bare, _, _ = make(RenderOrder((TEXT,)).in_pieces()[0], chain, lambda *_: None)
    loud = np.flatnonzero(np.abs(bare.samples) > 0.02)
    assert loud[0] / RATE < 0.1
    assert (len(bare.samples) - loud[-1]) / RATE == pytest.approx(0.5, abs=0.15)
    assert len(bare.samples) < len(whole.samples)
    assert bare.marks[0].frame == 0


def test_the_same_order_twice_is_the_same_sound(chain: Chain, tmp_path: Path, tune: str) -> None:
    order = RenderOrder((TEXT, FilePart("nhac-cat", tune)), bed=tune)
    first, again = (render(order, key, tmp_path, chain).path.read_bytes() for key in ("a", "b"))
    assert first == again
