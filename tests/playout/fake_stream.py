"""A stream of PortAudio that is told what to say."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from broadcaster.clock import SystemClock
from broadcaster.playout.device import BLOCK
from broadcaster.units import Samples


class FakeStream:
    """As much of `sounddevice.RawOutputStream` as a device uses."""

    active, latency, closed = True, 0.2, False

    def __init__(self, callback: Callable[..., None], **asked: Any) -> None:
        self.callback, self.asked = callback, asked

    @property
    def time(self) -> float:
        return SystemClock(ZoneInfo("UTC")).timestamp()

    def start(self) -> None:
        """At once."""

    def abort(self, ignore_errors: bool = True) -> None:  # noqa: FBT001, FBT002 - its name there
        """At once."""

    def close(self) -> None:
        """At once."""
        self.closed = True

    def ask(self, at: float) -> Samples:
        """Ask for a block at `at`, saying that it leaves 0.2 s later; what is given, (BLOCK,) float32."""
        out = memoryview(bytearray(4 * BLOCK))
        stamp = SimpleNamespace(outputBufferDacTime=at + self.latency, currentTime=at)
        self.callback(out, BLOCK, stamp, SimpleNamespace(output_underflow=False))
        return np.frombuffer(out, np.float32)
