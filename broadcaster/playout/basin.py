"""Where what arrives in its own time lies until it is taken."""

from __future__ import annotations

import threading
from collections import deque

import numpy as np

from broadcaster.units import RATE, Samples

LONGEST = 30 * RATE
"""Frames that are kept when nobody takes them."""


class Basin:
    """Sound that arrives on one thread and is taken on another."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pieces: deque[Samples] = deque()
        self._ready = 0
        self._last = np.zeros(0, np.float32)
        self.arrived = 0
        """How many pieces have arrived."""

    def put(self, piece: Samples) -> None:
        """Take in what has arrived; the oldest goes where nobody takes it."""
        with self._lock:
            self._pieces.append(piece)
            self.arrived += 1
            self._ready += len(piece)
            self._last = np.concatenate([self._last, piece])[-RATE:]
        self.skip_to(LONGEST)

    def take(self, frames: int) -> Samples | None:
        """The next frames; None: they have not all arrived."""
        with self._lock:
            return self._taken(frames) if self._ready >= frames else None

    def ready(self) -> int:
        """How many frames lie ready."""
        return self._ready

    def level(self) -> float:
        """RMS of the last second that arrived."""
        with self._lock:
            return float(np.sqrt(np.mean(np.square(self._last)))) if len(self._last) else 0.0

    def skip_to(self, frames: int) -> None:
        """Throw away the oldest."""
        with self._lock:
            if self._ready > frames:
                self._taken(self._ready - frames)

    def close(self) -> None:
        """Nothing more will come."""

    def _taken(self, frames: int) -> Samples:
        pieces, wanted = list[Samples](), frames
        while wanted > 0:
            piece = self._pieces.popleft()
            if len(piece) > wanted:
                self._pieces.appendleft(piece[wanted:])
                piece = piece[:wanted]
            pieces.append(piece)
            wanted -= len(piece)
        self._ready -= frames
        return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)
