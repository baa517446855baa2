"""The lanes' threads: who goes before whom on a busy machine."""

from __future__ import annotations

import asyncio
import os
import sys
import threading

import pytest

from broadcaster.panel.work import Lane, Work


def niceness() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


@pytest.mark.skipif(sys.platform == "win32", reason="threads have no niceness there")
def test_pages_go_before_other_programs_where_that_is_allowed_and_slow_work_does_not(work: Work) -> None:
    here = niceness()
    given = -10 if os.geteuid() == 0 else here
    assert asyncio.run(work.run(Lane.PLAIN, niceness)) == given
    assert asyncio.run(work.run(Lane.PASSWORD, niceness)) == here
    assert niceness() == here
