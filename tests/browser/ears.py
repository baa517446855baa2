"""What leaves the loudspeaker while an officer works at the pages."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Self

import numpy as np
from soundpath.recorder import RATE, Recorder

QUIET = 0.003
"""Full scale is 1; below this nothing is heard."""


class Ears:
    """Listens between `with` and its end; then tells when anything was heard."""

    def __init__(self, folder: Path) -> None:
        self._take = Recorder(folder / "take")

    def __enter__(self) -> Self:
        self._take.__enter__()
        self.began = time.time()
        return self

    def __exit__(self, *_: object) -> None:
        self._take.__exit__()

    def heard(self, since: float, until: float) -> float:
        """Share of the span, in POSIX seconds, in which something was heard, by tenths of a second."""
        sound = self._take.between(since, until)
        whole = sound[: len(sound) // (RATE // 10) * (RATE // 10)].reshape(-1, RATE // 10)
        return float(np.mean(np.abs(whole).max(axis=1) > QUIET)) if len(whole) else 0.0

    def first(self, since: float) -> float | None:
        """Seconds after `since` at which something is first heard."""
        loud = np.flatnonzero(np.abs(self._take.between(since, since + 60.0)) > QUIET)
        return float(loud[0]) / RATE if len(loud) else None

    def pitch(self, since: float, until: float) -> float:
        """The strongest pitch of the span, in hertz."""
        sound = self._take.between(since, until)
        spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
        return float(np.argmax(spectrum)) * RATE / len(sound)

    def peak(self, since: float, until: float) -> float:
        """The largest amplitude of the span; full scale is 1."""
        return float(np.max(np.abs(self._take.between(since, until)), initial=0.0))
