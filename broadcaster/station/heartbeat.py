"""The station's heart: guarded jobs, beaten by the `schedule` library on a clock that never steps.

The library decides which job is due; it is not the calendar. Measured in `schedule` 1.2.2: it reads the wall clock, so
a clock set forward fires every stale job at once and one set back silences a one-second job for as long as the step; a
job that raises stays due and starves the rest. So a job here is due by the monotonic clock and never raises.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import schedule

from broadcaster.clock import Clock

EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - the library compares naive moments; this one is a label for "0 s"

Report = Callable[[str, Exception], None]
"""Told when a job fails: its name and the error."""


class Heartbeat:
    """Runs each job every so many seconds, in the order they were added, whatever happens to the others."""

    def __init__(self, clock: Clock, report: Report) -> None:
        self._clock = clock
        self._report = report
        self._scheduler = schedule.Scheduler()

    def every(self, seconds: int, name: str, work: Callable[[], object]) -> None:
        """Do `work` every `seconds` (whole, from 1), first at the next beat."""
        job = _SteadyJob(seconds, self._scheduler, self._clock)
        job.seconds.do(self._guarded, name, work)
        job.next_run = EPOCH

    def soon(self, seconds: float, name: str, work: Callable[[], object]) -> None:
        """Do `work` once, `seconds` from now."""

        def once() -> type[schedule.CancelJob]:
            self._guarded(name, work)
            return schedule.CancelJob

        job = _SteadyJob(1, self._scheduler, self._clock)
        job.seconds.do(once)
        job.next_run = _moment(self._clock) + timedelta(seconds=seconds)

    def beat(self) -> None:
        """Do what is due."""
        self._scheduler.run_pending()

    def idle(self) -> float:
        """Seconds until the next job is due; 0 if one is already."""
        due = self._scheduler.next_run
        return max(0.0, (due - _moment(self._clock)).total_seconds()) if due else 1.0

    def _guarded(self, name: str, work: Callable[[], object]) -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001 - one failing job must not stop the heart; it is reported by name
            self._report(name, error)


class _SteadyJob(schedule.Job):
    """A job of the library whose time is the monotonic clock.

    Overrides `_schedule_next_run`, which is private: the version is pinned and `test_heartbeat.py` holds the contract.
    """

    def __init__(self, interval: int, scheduler: schedule.Scheduler, clock: Clock) -> None:
        super().__init__(interval, scheduler)
        self._clock = clock

    @property
    def should_run(self) -> bool:
        """Whether its moment has come."""
        assert self.next_run is not None
        return _moment(self._clock) >= self.next_run

    def _schedule_next_run(self) -> None:
        """On a whole second, as every other: jobs that drifted apart would wake the processor for each of them."""
        whole = _moment(self._clock).replace(microsecond=0)
        self.next_run = whole + timedelta(seconds=self.interval)


def _moment(clock: Clock) -> datetime:
    return EPOCH + timedelta(seconds=clock.monotonic())
