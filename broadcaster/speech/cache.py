"""Spoken sentences kept by their content, so that nothing is said twice by an engine."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
from pathlib import Path

import numpy as np

from broadcaster.speech.keep import write_whole
from broadcaster.speech.types import Speech

MAKING = 1
"""Raised when the same engine output would be treated otherwise on its way here: old sentences are then made anew."""
ROOM = 512 * 2**20
"""Bytes of sentences kept: weeks of a station's texts; the longest unused go first."""


def speech_key(engine: str, identity: str, voice: str, speed: float, text: str) -> str:
    """The name of a sentence's sound: equal where, and only where, the same sound would be made."""
    told = json.dumps([MAKING, engine, identity, voice, round(speed, 4), text], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:40]


class SpeechCache:
    """Sentences in `folder`, one FLAC each; a file that cannot be read is forgotten and made anew."""

    def __init__(self, folder: Path, room: int = ROOM) -> None:
        self._folder = folder
        self._room = room

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.flac"

    def find(self, key: str) -> Speech | None:
        """The sound kept under `key`; None where there is none that can be read."""
        import soundfile  # noqa: PLC0415  -- only where sound is made

        path = self._path(key)
        if not path.exists():
            return None
        try:
            samples, rate = soundfile.read(path, dtype="float32")
        except (OSError, RuntimeError):
            samples = np.zeros(0, np.float32)
        if samples.ndim != 1 or not samples.size:
            with contextlib.suppress(OSError):
                path.unlink()
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return Speech(samples, rate)

    def keep(self, key: str, speech: Speech) -> Speech:
        """Keep `speech` (16-bit FLAC) and give what `find` will give, so that both make the same render.

        A disk that refuses costs only the time to speak it again.
        """
        import soundfile  # noqa: PLC0415

        pcm = np.rint(np.clip(speech.samples, -1.0, 1.0) * 32767).astype(np.int16)
        flac = io.BytesIO()
        soundfile.write(flac, pcm, speech.rate, format="FLAC", subtype="PCM_16")
        with contextlib.suppress(OSError):
            write_whole(self._path(key), flac.getvalue())
        return Speech(pcm.astype(np.float32) / np.float32(32768), speech.rate)

    def prune(self) -> int:
        """Forget the longest unused sentences beyond `room` bytes; how many went."""
        kept = [(path.stat(), path) for path in self._folder.glob("??/*.flac")]
        kept.sort(key=lambda pair: pair[0].st_mtime_ns, reverse=True)
        total = gone = 0
        for stat, path in kept:
            total += stat.st_size
            if total > self._room:
                with contextlib.suppress(OSError):
                    path.unlink()
                    gone += 1
        return gone
