"""The contract every engine keeps, whatever speaks inside it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from broadcaster.clock import ManualClock
from broadcaster.errors import SpeechError
from broadcaster.folder import StationFolder
from broadcaster.speech.espeak import Espeak
from broadcaster.speech.fake import HummingEngine
from broadcaster.speech.google.engine import GoogleVoice, Pacer
from broadcaster.speech.kokoro.engine import KokoroEngine
from broadcaster.speech.piper.engine import Piper
from broadcaster.speech.program import Program, find_program
from broadcaster.speech.registry import ENGINES, Engines, states
from broadcaster.speech.tidy import tidy
from broadcaster.speech.types import Engine

SENTENCE = "Kính thưa bà con xã Quảng Phú, hôm nay trời nắng."


class Hummed:
    """A service that hums as long as the text is."""

    def __init__(self, make_mp3: Callable[[float], bytes]) -> None:
        self.ask = lambda text: make_mp3(0.08 * len(text))


@pytest.fixture(scope="session")
def engines(
    tmp_path_factory: pytest.TempPathFactory,
    program: Program,
    make_mp3: Callable[[float], bytes],
    make_piper_voice: Callable[..., Path],
) -> dict[str, Engine]:
    """One engine a name, each as real as it can be without a network; espeak-ng itself where it is installed."""
    folder = tmp_path_factory.mktemp("station")
    make_piper_voice(folder / "voices")
    clock = ManualClock(datetime(2020, 8, 18, tzinfo=UTC))
    program = find_program() or program
    return {
        "piper": Piper(folder / "voices", program),
        "gtts": GoogleVoice(folder / "gtts", Hummed(make_mp3), Pacer(clock)),
        "kokoro": KokoroEngine(folder / "kokoro"),
        "espeak": Espeak(program),
        "hum": HummingEngine(),
    }


NAMES = ("piper", "gtts", "espeak", "hum", pytest.param("kokoro", marks=pytest.mark.slow))


@pytest.fixture(params=NAMES)
def engine(request: pytest.FixtureRequest, engines: dict[str, Engine]) -> Engine:
    return engines[request.param]


def test_the_suite_knows_every_engine_of_the_registry(engines: dict[str, Engine]) -> None:
    assert set(ENGINES) <= set(engines)


def test_it_is_named_as_the_registry_names_it(engine: Engine, engines: dict[str, Engine]) -> None:
    assert engines[engine.name] is engine


def test_it_can_speak_here(engine: Engine) -> None:
    assert engine.check() is None


def test_asked_for_as_many_sentences_at_once_as_it_says_it_speaks_as_it_does_alone(engine: Engine) -> None:
    spoken = [SENTENCE, "Xin cảm ơn.", "Xin mời bà con nghe."][: engine.abreast]
    with ThreadPoolExecutor(engine.abreast) as asking:
        together = list(asking.map(lambda text: engine.synthesise(text, "default", 1.0), spoken))
    for text, speech in zip(spoken, together, strict=True):
        np.testing.assert_array_equal(speech.samples, engine.synthesise(text, "default", 1.0).samples)


def test_it_has_voices_with_names_of_their_own(engine: Engine) -> None:
    names = [voice.name for voice in engine.voices()]
    assert names
    assert len(set(names)) == len(names)
    assert all(voice.gender in ("female", "male", "unknown") for voice in engine.voices())
    assert all(voice.region in ("north", "hue", "saigon", "unknown") for voice in engine.voices())
    assert all(voice.language.startswith("vi") for voice in engine.voices())


def test_a_sentence_is_speech_of_a_sane_length(engine: Engine) -> None:
    speech = engine.synthesise(SENTENCE, "default", 1.0)
    assert speech.samples.dtype == np.float32
    assert speech.samples.ndim == 1
    assert np.isfinite(speech.samples).all()
    assert 8_000 <= speech.rate <= 48_000
    assert np.abs(speech.samples).max() > 0.01
    assert 0.5 < tidy(speech).seconds < 15


def test_slower_is_longer(engine: Engine) -> None:
    usual, slow = (tidy(engine.synthesise(SENTENCE, "default", speed)).seconds for speed in (1.0, 0.7))
    assert 1.15 * usual < slow < 1.8 * usual


def test_each_of_its_voices_speaks(engine: Engine) -> None:
    for voice in engine.voices():
        assert engine.synthesise("bà con", voice.name, 1.0).seconds > 0.1


def test_an_unknown_voice_is_refused(engine: Engine) -> None:
    with pytest.raises(SpeechError):
        engine.synthesise("bà con", "giọng không có", 1.0)
    with pytest.raises(SpeechError):
        engine.identity("giọng không có")


@pytest.mark.parametrize("words", ["", "   ", "…", "- !"])
def test_nothing_to_say_is_refused(engine: Engine, words: str) -> None:
    with pytest.raises(SpeechError):
        engine.synthesise(words, "default", 1.0)


def test_a_very_long_sentence_is_said_whole(engine: Engine) -> None:
    usual = tidy(engine.synthesise("bà con " * 5, "default", 1.0)).seconds
    assert tidy(engine.synthesise("bà con " * 20, "default", 1.0)).seconds > 2.5 * usual


def test_its_identity_is_steady_and_tells_voices_apart(engine: Engine) -> None:
    names = [voice.name for voice in engine.voices()]
    assert engine.identity("default") == engine.identity("default")
    assert len({engine.identity(name) for name in names}) == len(names)


def test_the_same_words_twice_sound_the_same(engine: Engine) -> None:
    first, again = (engine.synthesise("bà con", "default", 1.0) for _ in range(2))
    assert len(first.samples) == len(again.samples)


def test_the_registry_makes_each_engine_once(tmp_path: Path, clock: ManualClock) -> None:
    made = Engines(StationFolder(tmp_path), clock)
    first, again = made.links(list(ENGINES)), made.links(["kokoro", "piper"])
    assert [link.engine.name for link in first] == list(ENGINES)
    assert [link.engine.name for link in again] == ["kokoro", "piper", "espeak"]
    assert {id(link.engine) for link in again} <= {id(link.engine) for link in first}


def test_only_those_named_where_only_those_are_wanted(tmp_path: Path, clock: ManualClock) -> None:
    assert [link.engine.name for link in Engines(StationFolder(tmp_path), clock).links(["gtts"], only=True)] == ["gtts"]


def test_an_unknown_engine_is_told_with_those_there_are(tmp_path: Path, clock: ManualClock) -> None:
    with pytest.raises(SpeechError, match=r"'gooogle'.*piper, gtts, kokoro, espeak"):
        Engines(StationFolder(tmp_path), clock).links(["gooogle"])


def test_states_tell_why_not(tmp_path: Path, clock: ManualClock) -> None:
    told: dict[str, Any] = {s.name: s.why_not for s in states(Engines(StationFolder(tmp_path), clock).links(["piper"]))}
    assert "voices/" in told["piper"]
