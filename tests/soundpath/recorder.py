"""Hears what comes out of the sink, and says when, to a tenth of a millisecond where the sound was planned.

A child process reads the sink's monitor and stamps each piece as it arrives. The sink runs on the system clock, so
frame k was played at T + k / 48000; T is the lower envelope of (arrival - frames so far / 48000), because a piece can
be late but never early, plus one piece, because it is handed over when it is full.
"""

from __future__ import annotations

import contextlib
import os
import signal
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
PIECE_MS = 2
_STAMP = struct.Struct("<dI")


class Recorder:
    """Records from `with` to its end. Then `sound` is (frames,) float32 of the left channel."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sound: NDArray[np.float32] = np.zeros(0, np.float32)
        self.began = 0.0

    def __enter__(self) -> Self:
        self.path.unlink(missing_ok=True)
        self._child = subprocess.Popen([sys.executable, __file__, str(self.path)])
        until = time.monotonic() + 10
        while not (self.path.exists() and self.path.stat().st_size > RATE) and time.monotonic() < until:
            threading.Event().wait(0.02)
        return self

    def __exit__(self, *_: object) -> None:
        self._child.send_signal(signal.SIGTERM)
        self._child.wait(10)
        arrived, sizes, sound = _read(self.path)
        frames = np.cumsum(sizes) / 4
        steady = slice(len(frames) // 20, None)
        envelope = np.quantile((arrived - frames / RATE)[steady], 0.005)
        self.began = float(envelope + np.median(sizes) / 4 / RATE)
        self.sound = sound

    def time_of(self, frame: float) -> float:
        """The wall time, POSIX seconds, at which `frame` was played."""
        return self.began + frame / RATE

    def frame_at(self, instant: float) -> int:
        """The frame that was played at `instant`."""
        return round((instant - self.began) * RATE)

    def between(self, since: float, until: float) -> NDArray[np.float32]:
        """What was heard between two instants."""
        return self.sound[max(0, self.frame_at(since)) : max(0, self.frame_at(until))]

    def onsets(self, level: float = 0.05, quiet: float = 0.2) -> NDArray[np.int64]:
        """Frames at which something is heard after at least `quiet` seconds of nothing above `level`."""
        loud = np.flatnonzero(np.abs(self.sound) > level)
        if not len(loud):
            return loud
        fresh = np.flatnonzero(np.diff(loud) > quiet * RATE) + 1
        return np.concatenate([loud[:1], loud[fresh]])


Array = NDArray[np.float64]


def _read(path: Path) -> tuple[Array, Array, NDArray[np.float32]]:
    raw, place = path.read_bytes(), 0
    arrived, sizes, pieces = list[float](), list[int](), list[bytes]()
    while place + _STAMP.size <= len(raw):
        stamp, size = _STAMP.unpack_from(raw, place)
        place += _STAMP.size
        arrived.append(stamp)
        sizes.append(size)
        pieces.append(raw[place : place + size])
        place += size
    whole = b"".join(pieces)
    sound = np.frombuffer(whole[: len(whole) // 4 * 4], "<i2").reshape(-1, 2)
    left = (sound[:, 0] / 32768).astype(np.float32)
    return np.array(arrived, np.float64), np.array(sizes, np.float64), left


def record(path: str) -> None:
    """The child: read the monitor and stamp what arrives, until told to end."""
    with contextlib.suppress(OSError, AttributeError):
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(19))
    command = ["parec", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=2", f"--latency-msec={PIECE_MS}"]
    heard = subprocess.Popen([*command, "-d", "speaker.monitor"], stdout=subprocess.PIPE, bufsize=0)
    assert heard.stdout
    signal.signal(signal.SIGTERM, lambda *_: heard.terminate())
    with Path(path).open("wb", buffering=1 << 16) as out:
        while piece := os.read(heard.stdout.fileno(), 1 << 16):
            out.write(_STAMP.pack(time.time(), len(piece)) + piece)


if __name__ == "__main__":
    record(sys.argv[1])
