"""What was spoken and what was heard, kept by content: a report that is stopped goes on where it was."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soxr

from benchmarks import horn, judges
from broadcaster.speech.kokoro import KokoroEngine
from broadcaster.units import Samples

SPEED = 0.9
"""The pace of `config.yaml` as it is delivered."""

_LEAD, _TAIL = round(0.3 * horn.RATE), round(0.2 * horn.RATE)
"""Silence around a sentence, as `broadcaster say` puts it."""


@dataclass(frozen=True)
class Kept:
    """A folder of spoken sentences and of answers."""

    folder: Path
    """Made when it is first needed."""

    def spoken(self, engine: KokoroEngine, voice: str, text: str) -> Samples:
        """`text` as `voice` says it now, mono at 16 kHz."""
        path = self._path("spoken", f"{engine.identity(voice)}|{SPEED}|{text}", ".npy")
        if not path.exists():
            _whole(path, lambda part: np.save(part, engine.synthesise(text, voice, SPEED).samples))
        speech: Samples = soxr.resample(np.load(path), 24_000, horn.RATE)
        return np.pad(speech, (_LEAD, _TAIL))

    def heard(self, judge: str, listen: judges.Listen, sound: Samples) -> str:
        """What `judge` says it heard."""
        path = self._path("heard", f"{judge}|{hashlib.sha256(sound.tobytes()).hexdigest()}", ".txt")
        if not path.exists():
            answer = listen(sound)
            _whole(path, lambda part: part.write_text(answer, encoding="utf-8"))
        return path.read_text(encoding="utf-8")

    def _path(self, kind: str, key: str, suffix: str) -> Path:
        folder = self.folder / kind
        folder.mkdir(parents=True, exist_ok=True)
        return folder / (hashlib.sha256(key.encode()).hexdigest()[:32] + suffix)


def _whole(path: Path, write: Callable[[Path], object]) -> None:
    """A file that is there is whole."""
    part = path.with_name(f"part-{path.name}")
    write(part)
    part.replace(path)
