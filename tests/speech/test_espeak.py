"""espeak-ng as a separate process: a program that answers as it does, lies, fails and hangs."""

from __future__ import annotations

import sys

import pytest

from broadcaster.errors import SpeechError
from broadcaster.speech import espeak as espeak_module
from broadcaster.speech.espeak import ABSENT, Espeak, read_wav_stream
from broadcaster.speech.program import Program, find_program
from broadcaster.units import Seconds


def test_the_lying_header_of_a_pipe_is_not_believed(program: Program) -> None:
    speech = Espeak(program).synthesise("kính thưa bà con", "default", 1.0)
    assert speech.rate == 22050
    assert speech.seconds == pytest.approx(4 * 60 / 150, rel=0.01)


def test_speed_changes_its_pace(program: Program) -> None:
    assert Espeak(program).synthesise("một hai ba bốn", "default", 0.8).seconds == pytest.approx(2.0, rel=0.01)


def test_an_error_is_told_with_the_programs_own_words(program: Program) -> None:
    with pytest.raises(SpeechError, match="báo lỗi 3: Error: no such voice"):
        Espeak(program).synthesise("HONG", "default", 1.0)


def test_silence_from_the_program_is_a_failure(program: Program) -> None:
    with pytest.raises(SpeechError, match="không trả về âm thanh"):
        Espeak(program).synthesise("IM", "default", 1.0)


def test_a_program_that_hangs_is_killed(program: Program) -> None:
    with pytest.raises(SpeechError, match=r"không trả lời sau 0\.3 giây"):
        program.run([], "TREO", Seconds(0.3))


def test_a_program_that_cannot_start_is_told() -> None:
    with pytest.raises(SpeechError, match="không chạy được espeak-ng"):
        Program(("/khong/co/espeak-ng",)).run([], "", Seconds(1.0))


def test_an_absent_program_is_told_with_the_line_to_type() -> None:
    assert Espeak(None).check() == ABSENT
    assert not Espeak(None).voices()
    with pytest.raises(SpeechError, match="apt-get install espeak-ng"):
        Espeak(None).synthesise("bà con", "default", 1.0)


def test_the_program_is_looked_for_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    assert find_program() == Program(("/usr/bin/espeak-ng",))
    monkeypatch.setattr("shutil.which", lambda _name: None)
    assert find_program() is None


def test_on_windows_it_is_found_where_its_installer_puts_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr("pathlib.Path.is_file", lambda path: "(x86)" in str(path))
    assert find_program() == Program((r"C:\Program Files (x86)\eSpeak NG\espeak-ng.exe",))


@pytest.mark.parametrize("wav", [b"", b"RIFF", b"<html>", b"RIFF" + bytes(40) + b"data"])
def test_what_is_no_wav_is_refused(wav: bytes) -> None:
    with pytest.raises(SpeechError):
        read_wav_stream(wav)


def test_its_best_voice_is_the_default() -> None:
    assert espeak_module.VOICES[0].name == "vi+f3"
