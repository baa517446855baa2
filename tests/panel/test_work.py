"""Who goes first among the panel's threads."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator

import pytest

from broadcaster import machine
from broadcaster.panel.work import Lane, Work


@pytest.fixture
def allowed() -> Iterator[bool]:
    """Whether this machine gives real-time priority."""
    given = sys.platform == "linux" and machine.real_time_priority(1) is None
    yield given
    machine.normal_priority()


def test_an_urgent_order_goes_before_pages_and_behind_the_sound(allowed: bool) -> None:  # noqa: FBT001 - a fixture
    def standing() -> tuple[int, int]:
        return os.sched_getscheduler(0), os.sched_getparam(0).sched_priority

    work = Work()
    try:
        urgent = asyncio.run(work.run(Lane.URGENT, standing))
        others = {asyncio.run(work.run(lane, standing)) for lane in Lane if lane is not Lane.URGENT}
    finally:
        work.close()
    assert others == {(os.SCHED_OTHER, 0)}, "whoever made the threads had more"
    assert urgent == ((os.SCHED_RR, 1) if allowed else (os.SCHED_OTHER, 0))
