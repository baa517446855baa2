"""The heart beats through failing jobs and clock steps (measured traps of `schedule` 1.2.2)."""

from datetime import UTC, datetime, timedelta

from broadcaster.clock import ManualClock
from broadcaster.station.heartbeat import Heartbeat


def make() -> tuple[ManualClock, Heartbeat, list[str]]:
    clock = ManualClock(datetime(2020, 8, 23, 5, 0, tzinfo=UTC))
    reports: list[str] = []
    return clock, Heartbeat(clock, lambda name, error: reports.append(f"{name}: {error}")), reports


def test_a_raising_job_is_reported_and_starves_nobody() -> None:
    clock, heart, reports = make()
    ran: list[str] = []

    def broken() -> None:
        raise ValueError("hỏng")

    heart.every(1, "broken", broken)
    heart.every(1, "good", lambda: ran.append("good"))
    for _ in range(5):
        heart.beat()
        clock.advance(1)
    assert ran == ["good"] * 5
    assert reports == ["broken: hỏng"] * 5


def test_f06_a_clock_step_neither_bursts_nor_silences() -> None:
    clock, heart, _ = make()
    ran: list[datetime] = []
    heart.every(1, "tick", lambda: ran.append(clock.now()))
    heart.every(60, "minute", lambda: ran.append(clock.now()))
    heart.beat()
    for step in (timedelta(days=20), timedelta(days=-3650), timedelta(hours=1), timedelta(minutes=-10)):
        ran.clear()
        clock.jump(clock.now() + step)
        heart.beat()
        assert ran == []
        clock.advance(1)
        heart.beat()
        assert len(ran) == 1


def test_each_job_keeps_its_own_pace() -> None:
    clock, heart, _ = make()
    ran: list[int] = []
    heart.every(1, "second", lambda: ran.append(1))
    heart.every(5, "five", lambda: ran.append(5))
    for _ in range(20):
        heart.beat()
        clock.advance(heart.idle())
    assert ran.count(1) == 20
    assert ran.count(5) == 4


def test_jobs_that_take_time_stay_together_so_that_the_processor_is_woken_once_a_second() -> None:
    clock, heart, _ = make()
    clock.advance(0.37)
    for number in range(4):
        heart.every(1, f"job {number}", lambda: clock.advance(0.003))
    heart.every(5, "five", lambda: clock.advance(0.02))
    beats = list[float]()
    while clock.monotonic() < 30:
        heart.beat()
        beats.append(clock.monotonic())
        clock.advance(heart.idle())
    assert len(beats) <= 31


def test_what_is_to_be_done_soon_is_done_once() -> None:
    clock, heart, reports = make()
    ran: list[float] = []
    heart.every(1, "tick", lambda: None)
    heart.beat()
    heart.soon(0.5, "once", lambda: ran.append(clock.monotonic()))
    heart.soon(0.5, "broken", lambda: 1 / 0)
    for _ in range(8):
        clock.advance(heart.idle())
        heart.beat()
    assert ran == [0.5]
    assert len(reports) == 1


def test_a_late_beat_runs_a_job_once() -> None:
    clock, heart, _ = make()
    ran: list[int] = []
    heart.every(1, "tick", lambda: ran.append(1))
    heart.beat()
    clock.advance(300)
    heart.beat()
    assert ran == [1, 1]
    assert heart.idle() == 1.0
