"""Whether a streaming server still answers: a frozen one goes on taking sound, minutes of it, into its buffers."""

from __future__ import annotations

import threading
from collections.abc import Callable

from broadcaster import machine

EVERY = 5.0
"""Seconds between two questions, while something sounds."""
TWICE = 2
"""Questions in a row without an answer in time, after which it is taken to be frozen: the net may lose one."""


class ServerWatch:
    """Asks now and then, on a thread of its own; `ask` raises TimeoutError where no answer comes in time."""

    def __init__(self, ask: Callable[[], None], wanted: Callable[[], bool]) -> None:
        self._ask = ask
        self._wanted = wanted
        self._unanswered = 0
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="canh máy chủ phát luồng", daemon=True)

    @property
    def frozen(self) -> bool:
        """Whether it has stopped to answer."""
        return self._unanswered >= TWICE

    def forget(self) -> None:
        """It is connected to anew: that it answers has been seen."""
        self._unanswered = 0

    def start(self) -> None:
        """Begin to ask."""
        self._thread.start()

    def close(self) -> None:
        """Ask no more; does not wait for an answer."""
        self._closing.set()

    def _run(self) -> None:
        machine.normal_priority()
        while not self._closing.wait(0.0 if 0 < self._unanswered < TWICE else EVERY):
            if not self._wanted():
                continue
            try:
                self._ask()
            except TimeoutError:
                self._unanswered += 1
            except OSError:
                continue  # whoever refuses is awake
            else:
                self._unanswered = 0
