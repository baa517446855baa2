"""Google's voice as an engine: asked sentence by sentence while preparing, every answer kept for ever."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import io
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from broadcaster.clock import Clock
from broadcaster.errors import SpeechError
from broadcaster.speech.google.mp3 import mp3_shape
from broadcaster.speech.google.stretch import stretch
from broadcaster.speech.google.translate import Translate
from broadcaster.speech.keep import write_whole
from broadcaster.speech.sentences import sentences
from broadcaster.speech.tidy import tidy
from broadcaster.speech.types import Speech, Voice
from broadcaster.units import Samples, Seconds

VOICE = Voice("google", "female", "north")
LONGEST = 100
"""Characters the service takes at a time."""
PACE = Seconds(1.2)
"""Between two questions: who asks faster is told to go away (429)."""
QUICKEST = Seconds(0.03)
SLOWEST = Seconds(0.5)
"""Speech per character (its usual pace is about 0.06): an answer outside is cut short, or not what was asked."""


class Source(Protocol):
    """Where MP3s come from: the service, or a test's."""

    def ask(self, text: str) -> bytes:
        """The MP3 of at most `LONGEST` characters; raises SpeechError."""
        ...


@dataclass
class Pacer:
    """Keeps questions `PACE` apart."""

    clock: Clock
    """Its monotonic time is waited by."""
    next: float = 0.0
    """When the next question may go out."""

    def wait(self) -> None:
        """Return when a question may go out."""
        self.clock.sleep(self.next - self.clock.monotonic())
        self.next = self.clock.monotonic() + PACE


class GoogleVoice:
    """The engine named `gtts` in `config.yaml`. Without a `source` it has only what it was told before."""

    name = "gtts"
    abreast = 1

    def __init__(self, kept: Path, source: Source | None, pacer: Pacer) -> None:
        self._kept = kept
        self._source = source
        self._pacer = pacer
        self._asking = threading.Lock()

    def voices(self) -> Sequence[Voice]:
        """The one voice the service has for Vietnamese."""
        return (VOICE,)

    def check(self) -> str | None:
        """None: whether the network is there shows only when it is asked."""
        if self._source is not None and importlib.util.find_spec("gtts") is None:
            return "chưa cài gói gTTS; chạy lại: make run"
        return None

    def identity(self, voice: str) -> str:
        """The service; what it said once is kept, were it to sound otherwise later."""
        _known(voice)
        return "translate.google.com vi"

    def synthesise(self, spoken: str, voice: str, speed: float) -> Speech:
        """Speak one sentence, from what is kept or from the service.

        Raises SpeechError where a part of it is not kept and the service is not there, refuses, or answers nonsense.
        """
        _known(voice)
        pieces = sentences(spoken, LONGEST)
        if not pieces:
            raise SpeechError("không có chữ nào để đọc")
        sounds = [(self._piece(piece.text), piece.pause) for piece in pieces]
        rate = sounds[0][0].rate
        joined = np.concatenate([_padded(speech, pause) for speech, pause in sounds])
        return Speech(stretch(joined, rate, speed), rate)

    def _piece(self, text: str) -> Speech:
        kept = self._kept / f"{hashlib.sha256(text.encode()).hexdigest()[:40]}.mp3"
        with contextlib.suppress(OSError, SpeechError):
            return read_mp3(kept.read_bytes(), text)
        if self._source is None:
            raise SpeechError("câu này chưa từng được tải về, mà lúc này không chờ mạng")
        with self._asking:
            self._pacer.wait()
            content = self._source.ask(text)
        speech = read_mp3(content, text)
        with contextlib.suppress(OSError):
            write_whole(kept, content)
        return speech


def _known(voice: str) -> None:
    if voice not in ("default", VOICE.name):
        raise SpeechError(f"gtts không có giọng '{voice}'; chỉ có: {VOICE.name}")


def _padded(speech: Speech, pause: Seconds) -> Samples:
    return np.pad(speech.samples, (0, round(pause * speech.rate)))


def read_mp3(content: bytes, text: str) -> Speech:
    """The sound of an MP3 that should say `text`, without silence at its ends.

    Raises SpeechError where it is no MP3, is cut short, is silent, or cannot be that text by its length.
    """
    import soundfile  # noqa: PLC0415  -- only where sound is made

    shape = mp3_shape(content)
    if shape is None:
        raise SpeechError("Google trả về thứ không phải MP3")
    if not shape.whole or not QUICKEST * len(text) <= shape.seconds <= SLOWEST * len(text) + 2.0:
        raise SpeechError("MP3 Google trả về bị cụt hoặc không đúng câu")
    try:
        samples, rate = soundfile.read(io.BytesIO(content), dtype="float32", always_2d=True)
    except (OSError, RuntimeError) as error:
        raise SpeechError("MP3 Google trả về bị hỏng") from error
    return tidy(Speech(samples.mean(axis=1), rate))


def google(kept: Path, clock: Clock) -> tuple[GoogleVoice, GoogleVoice]:
    """The engine that asks, and the one that has only what was kept in `kept`: for when nobody may wait."""
    pacer = Pacer(clock)
    return GoogleVoice(kept, Translate(clock), pacer), GoogleVoice(kept, None, pacer)
