"""When the machine itself stood still: nothing of ours ran then, and no buffer could be filled.

A virtual machine is held up by its host now and then. A child process of the highest priority the sound path uses, or
more, wakes each hundredth of a second and writes down when it was woken late: what held it up held up all the others.
"""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import sys
import time
from typing import Self

STEP = 0.01
LATE = 0.08
"""Seconds by which a wake must be late to count: more than half of what lies ready when a block is asked for."""
PRIORITY = 60
"""Above the sound server's and the stream's."""


class Stillness:
    """Watches from `with` to its end; then `stalls` are the lengths, in seconds, of the times it stood still."""

    def __init__(self) -> None:
        self.stalls: list[float] = []
        self.goes_first = False
        """Whether it was given its priority: else what it notes may be the load of those it watches over."""

    def __enter__(self) -> Self:
        words = [sys.executable, __file__]
        self._child = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._child.stdout
        self.goes_first = self._child.stdout.readline() == "first\n"
        return self

    @property
    def pid(self) -> int:
        """Of whoever watches."""
        return self._child.pid

    def __exit__(self, *_: object) -> None:
        told = self._child.communicate(timeout=10)[0]
        self.stalls = [float(line) for line in told.splitlines()]


def _watch() -> None:
    """Until standard input is closed."""
    place = "among others"
    with contextlib.suppress(OSError, AttributeError):
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(PRIORITY))
        place = "first"
    sys.stdout.write(f"{place}\n")
    sys.stdout.flush()
    begun, ended = time.monotonic(), False
    while not ended:
        ended = bool(select.select([sys.stdin], [], [], STEP)[0])
        now = time.monotonic()
        if now - begun > STEP + LATE:
            sys.stdout.write(f"{now - begun - STEP:.3f}\n")
        begun = now


if __name__ == "__main__":
    _watch()
