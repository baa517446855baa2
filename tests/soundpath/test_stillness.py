"""Whoever says that the machine stood still must be able to see it."""

from __future__ import annotations

import os
import signal
import time

from .stillness import LATE, Stillness


def test_being_held_up_is_noticed() -> None:
    with Stillness() as still:
        os.kill(still.pid, signal.SIGSTOP)
        time.sleep(3 * LATE)  # how long it is held up is what is tested
        os.kill(still.pid, signal.SIGCONT)
    assert max(still.stalls) > 2 * LATE
