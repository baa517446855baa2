"""Threads in which the door is asked: the event loop never waits, and an urgent order never queues behind a page."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from typing import TypeVar

from broadcaster import machine

_Answer = TypeVar("_Answer")


class Lane(Enum):
    """Which threads a request may use; the value is how many there are."""

    URGENT = ("urgent", 2)
    """Break in, stop: one may be at work while the other is asked for."""
    PLAIN = ("plain", 3)
    """Everything else."""
    SOUND = ("sound", 2)
    """What waits for the worker: a file looked into, words spoken for a page."""
    PASSWORD = ("password", 1)
    """Trying a password is slow on purpose: one at a time, so that guessing cannot eat the machine."""
    TRAIL = ("trail", 1)
    """Writing down what was done: a full lane of slow pages must not keep an urgent order's answer waiting."""


_PRIORITY = {Lane.URGENT: machine.prompt_priority, Lane.PLAIN: machine.brisk_priority}


class Work:
    """The lanes' threads, started at once and kept."""

    def __init__(self) -> None:
        self._lanes = {
            lane: ThreadPoolExecutor(
                lane.value[1],
                f"panel-{lane.value[0]}",
                _PRIORITY.get(lane, machine.normal_priority),
            )
            for lane in Lane
        }
        for pool in self._lanes.values():
            pool.submit(int)  # starts a thread now rather than within the first urgent order

    async def run(self, lane: Lane, ask: Callable[[], _Answer]) -> _Answer:
        """The answer of `ask`, called in a thread of that lane."""
        return await asyncio.get_running_loop().run_in_executor(self._lanes[lane], ask)

    def close(self) -> None:
        """Take no more work; what has begun ends by itself."""
        for pool in self._lanes.values():
            pool.shutdown(wait=False, cancel_futures=True)
