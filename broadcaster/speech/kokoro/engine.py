"""The engine's door: what the chain of voices asks of the built-in one."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Sequence
from functools import cache, cached_property
from importlib import util
from pathlib import Path
from typing import TYPE_CHECKING

from broadcaster.errors import SpeechError
from broadcaster.speech.kokoro import weights
from broadcaster.speech.kokoro.joining import joined
from broadcaster.speech.kokoro.phrase import Phrase, phrases
from broadcaster.speech.kokoro.raising import raised
from broadcaster.speech.kokoro.speakers import SPEAKERS, Speaker, style
from broadcaster.speech.types import Speech, Voice
from broadcaster.units import Samples

if TYPE_CHECKING:
    from broadcaster.speech.kokoro.graphs import Graphs


class KokoroEngine:
    """Speaks Vietnamese from the packages the program was installed with; no network, no system program."""

    name = "kokoro"
    abreast = 2

    def __init__(self, cache: Path, threads: int = 2) -> None:
        """`cache`: a folder of the station where the cut weights are kept (about 95 MB)."""
        self._cache = cache
        self._threads = threads
        self._loading = threading.Lock()

    def voices(self) -> Sequence[Voice]:
        """Northern female first; then male, Huế, Sài Gòn."""
        return [Voice(speaker.name, speaker.gender, speaker.accent.region) for speaker in SPEAKERS]

    def check(self) -> str | None:
        """None where the packages of the voice are installed, else what is missing."""
        absent = [*weights.missing(), *(name for name in ("onnx", "onnxruntime") if util.find_spec(name) is None)]
        if absent:
            return f"giọng có sẵn chưa cài đủ, thiếu {', '.join(absent)}; chạy lại `make run` để cài"
        return None

    def identity(self, voice: str) -> str:
        """Hash of the weights, the speaker, and the front end's own code: a change of any may change the sound."""
        speaker = _speaker(voice)
        digest = hashlib.sha256(f"{weights.identity()}{speaker}{_front_end()}".encode())
        digest.update(style(speaker).tobytes())
        return f"kokoro-{digest.hexdigest()[:16]}"

    def synthesise(self, spoken: str, voice: str, speed: float) -> Speech:
        """Speak one sentence. Cuts the weights first where that was not done yet (two seconds, once).

        Raises SpeechError where there is nothing to speak, or the weights cannot be made, loaded or run here.
        """
        speaker = _speaker(voice)
        found = phrases(spoken, speaker.accent.sounds)
        if not found:
            raise SpeechError(f"không có chữ nào để đọc trong {spoken!r}")
        try:
            sounds = self._sounds(found, speaker, speed)
        except SpeechError:
            raise
        except Exception as error:  # onnxruntime's own errors share no root but this one
            raise SpeechError(f"giọng có sẵn không chạy được ({error}); xem ổ đĩa còn chỗ không rồi thử lại") from error
        pauses = [speaker.accent.rhythm.pauses.get(phrase.mark, 0.0) / speed for phrase in found]
        return Speech(raised(joined(sounds, pauses, weights.RATE), weights.RATE, speaker.low), weights.RATE)

    def _sounds(self, found: Sequence[Phrase], speaker: Speaker, speed: float) -> list[Samples]:
        """Each phrase as it leaves the weights."""
        mixed, graphs = style(speaker), self._graphs()
        return [graphs.sound(phrase, speaker.accent, mixed, speaker.middle, speed) for phrase in found]

    def _graphs(self) -> Graphs:
        """The weights, loaded when the first sentence is spoken."""
        with self._loading:
            return self._loaded

    @cached_property
    def _loaded(self) -> Graphs:
        from broadcaster.speech.kokoro.graphs import Graphs  # noqa: PLC0415 - onnxruntime: in the worker only

        return Graphs(_prepared(self._cache), self._threads)


def _prepared(cache: Path) -> Path:
    """The folder of the cut weights; a program of its own cuts them, whose 500 MB are back before a word is spoken.

    Raises SpeechError where they cannot be.
    """
    if not weights.ready(cache):
        command = [sys.executable, "-X", "utf8", "-m", "broadcaster.speech.kokoro", "prepare", str(cache)]
        cutting = subprocess.run(  # noqa: S603 - our own program
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", check=False
        )
        if cutting.returncode:
            (*_, told) = cutting.stderr.strip().splitlines() or [f"kết thúc với mã {cutting.returncode}"]
            raise SpeechError(f"giọng có sẵn không chuẩn bị được ({told}); xem ổ đĩa còn chỗ không rồi thử lại")
    return weights.folder_in(cache)


@cache
def _front_end() -> str:
    """Hash of this folder's code."""
    files = sorted(file for file in Path(__file__).parent.iterdir() if file.suffix == ".py")
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _speaker(voice: str) -> Speaker:
    """The speaker by an operator's word for it, accents optional. Raises SpeechError."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFD", voice.lower()) if not unicodedata.combining(letter)
    )
    asked = plain.replace("đ", "d").replace(" ", "")
    for speaker in SPEAKERS:
        if asked in {speaker.name, "default"}:
            return speaker
    known = ", ".join(speaker.name for speaker in SPEAKERS)
    raise SpeechError(f"giọng có sẵn không có giọng {voice!r}; có: default, {known}")
