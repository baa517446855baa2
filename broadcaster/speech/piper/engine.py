"""Piper voices an officer drops into `voices/`: the model run directly, its phonemes from the espeak-ng program."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from broadcaster.errors import SpeechError
from broadcaster.speech.piper.phonemes import phoneme_ids, phonemes_of
from broadcaster.speech.piper.voice import PiperVoice, read_voice
from broadcaster.speech.program import Program, find_program
from broadcaster.speech.types import Speech, Voice

THREADS = 2
"""Cores the model may use: what an old station PC has."""
DROP = "chép hai tệp vi_VN-….onnx và vi_VN-….onnx.json vào thư mục voices/"
NONE_YET = f"chưa có giọng Piper; {DROP}"
NO_PROGRAM = "giọng Piper cần chương trình espeak-ng để đọc chữ; cài bằng lệnh: sudo apt-get install espeak-ng"


class Piper:
    """The engine named `piper` in `config.yaml`: one voice a pair of files, the first by name is the default.

    A voice of several people is called `NAME#PERSON` too; `NAME` alone is its first.
    """

    name = "piper"
    abreast = 1

    def __init__(self, folder: Path, program: Program | None, language: str = "vi") -> None:
        self._folder = folder
        self._program = program
        self._language = language
        self._sessions: dict[str, Any] = {}
        self._broken: dict[str, str] = {}
        self._loading = threading.Lock()

    def voices(self) -> Sequence[Voice]:
        """The voices whose two files are there and can be read."""
        return [Voice(name, "unknown", "unknown", own.language) for own in self._usable() for name in _names(own)]

    def check(self) -> str | None:
        """None where a voice can speak; else what is missing."""
        found, faults = self._found()
        if found:
            return None if self._usable() else NO_PROGRAM
        return faults[0] if faults else NONE_YET

    def identity(self, voice: str) -> str:
        """The files' contents, and the program's version where it makes the phonemes."""
        own, person = self._voice(voice)
        program = self._program.version() if self._program and own.by_espeak else ""
        return f"{own.fingerprint}|{person}|{program}"

    def synthesise(self, spoken: str, voice: str, speed: float) -> Speech:
        """Speak one sentence.

        Raises SpeechError where the voice is unknown or broken, or has no sound for the words.
        """
        own, person = self._voice(voice)
        ids = phoneme_ids(phonemes_of(spoken, own, self._program), own.ids)
        feeds: dict[str, Any] = {
            "input": np.array([ids], np.int64),
            "input_lengths": np.array([len(ids)], np.int64),
            "scales": np.array([own.noise, own.length / speed, own.noise_width], np.float32),
        }
        if own.people:
            feeds["sid"] = np.array([person], np.int64)
        return Speech(self._run(own, feeds), own.rate)

    def _run(self, own: PiperVoice, feeds: Mapping[str, Any]) -> Any:
        session = self._session(own)
        try:
            sound = session.run(None, dict(feeds))[0]
        except Exception as error:  # onnxruntime raises many kinds, none of them public
            raise SpeechError(f"giọng Piper '{own.name}' bị lỗi khi đọc: {_first_line(error)}") from error
        return np.asarray(sound, np.float32).reshape(-1)

    def _session(self, own: PiperVoice) -> Any:
        """The loaded model; loading takes a second and its memory stays with this process.

        One that does not load is no voice here any more, so that `default` is another one the next time.
        """
        with self._loading:
            if own.fingerprint not in self._sessions:
                self._sessions.clear()
                try:
                    self._sessions[own.fingerprint] = _load(own)
                except SpeechError as error:
                    self._broken[own.fingerprint] = str(error)
                    raise
            return self._sessions[own.fingerprint]

    def _found(self) -> tuple[list[PiperVoice], list[str]]:
        """The voices of its language, and what is wrong with each of the others."""
        voices: list[PiperVoice] = []
        faults: list[str] = []
        for model in _models(self._folder):
            try:
                own = read_voice(model)
            except SpeechError as error:
                faults.append(str(error))
                continue
            if own.fingerprint in self._broken:
                faults.append(self._broken[own.fingerprint])
            elif own.language.startswith(self._language):
                voices.append(own)
            else:
                faults.append(f"'{own.name}' không phải giọng tiếng Việt ({own.language}); {DROP}")
        return voices, faults

    def _usable(self) -> list[PiperVoice]:
        return [own for own in self._found()[0] if self._program or not own.by_espeak]

    def _voice(self, voice: str) -> tuple[PiperVoice, int]:
        """Whose voice that is, and as which person."""
        name, _, person = voice.partition("#")
        for own in self._usable():
            if name in ("default", own.name) and (not person or person in own.people):
                return own, own.people[person] if person else next(iter(own.people.values()), 0)
        faults = [fault for fault in self._found()[1] if f"'{name}'" in fault or f"'{name}.onnx'" in fault]
        raise SpeechError(self.check() or next(iter(faults), f"voices/ không có giọng Piper '{voice}'"))


def _names(own: PiperVoice) -> list[str]:
    """What `voice:` may say for it."""
    return [own.name, *(f"{own.name}#{person}" for person in own.people)]


def _models(folder: Path) -> list[Path]:
    """Every model under `folder`, by name."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() == ".onnx" and path.is_file())


def _load(own: PiperVoice) -> Any:
    import onnxruntime  # noqa: PLC0415  -- only in the worker: 60 MiB

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    # Waiting threads sleep instead of spinning: on a busy machine that is a third of the whole work.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(own.model), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise SpeechError(f"tệp giọng Piper '{own.model.name}' không nạp được: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]


def piper(folder: Path) -> Piper:
    """The engine over the voices in `folder`."""
    return Piper(folder, find_program())
