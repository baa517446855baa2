"""An engine that hums, and fails on order: for tests and rehearsals, where no real voice is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from broadcaster.errors import SpeechError
from broadcaster.speech.types import Speech, Voice

RATE = 16_000
_SYLLABLE = 0.2
"""Seconds of hum a word at speed 1."""


@dataclass
class HummingEngine:
    """Hums every word on its own note; `default` and each of `named` are its voices."""

    name: str = "hum"
    """As `engines:` would call it."""
    named: tuple[str, ...] = ("low",)
    """Its voices."""
    absent: str | None = None
    """What `check` says."""
    faults: list[str] = field(default_factory=list)
    """What the next calls fail with, in order; empty strings let one pass."""
    version: str = "1"
    """Part of the identity."""
    abreast: int = 1
    """Sentences it may be asked for at the same time."""
    heard: list[str] = field(default_factory=list)
    """Every sentence it was asked for, in order."""

    def voices(self) -> Sequence[Voice]:
        """Its voices, all unknown of gender and accent."""
        return [Voice(name, "unknown", "unknown") for name in self.named]

    def check(self) -> str | None:
        """What it was told to say."""
        return self.absent

    def identity(self, voice: str) -> str:
        """Its version and the voice."""
        return f"{self.version}|{self._known(voice)}"

    def synthesise(self, spoken: str, voice: str, speed: float) -> Speech:
        """Hum the words. Raises SpeechError on order, for an unknown voice, and where there is no word."""
        self.heard.append(spoken)
        if self.faults and (fault := self.faults.pop(0)):
            raise SpeechError(fault)
        base = 110.0 if self._known(voice) == "default" else 80.0
        words = [word for word in spoken.split() if any(map(str.isalnum, word))]
        if not words:
            raise SpeechError("không có chữ nào để đọc")
        time = np.arange(round(_SYLLABLE / speed * RATE)) / RATE
        notes = [base * 2 ** (sum(map(ord, word)) % 12 / 12) for word in words]
        hum = np.concatenate([0.5 * np.sin(2 * np.pi * note * time) * np.hanning(len(time)) for note in notes])
        return Speech(hum.astype(np.float32), RATE)

    def _known(self, voice: str) -> str:
        if voice not in ("default", *self.named):
            raise SpeechError(f"{self.name} không có giọng '{voice}'")
        return voice
