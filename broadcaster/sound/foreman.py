"""Minds the worker: starts it when there is work, hands the work out, and replaces it when it crashes or hangs.

A worker lives either for renders, giving way to everything on the machine, or for announcements that somebody waits
for, giving way to nothing: a process cannot take back a priority it gave up, so the one makes room for the other.
What it had spoken is kept sentence by sentence; only the sentence it was at is lost.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from broadcaster.clock import Clock
from broadcaster.folder import StationFolder
from broadcaster.sound.bench import Bench, Job, Kind
from broadcaster.sound.process import URGENT, WorkerProcess
from broadcaster.units import Seconds

Event = Mapping[str, Any]
"""What the worker says of a job; `event` is alive, piece, done, failed or cancelled."""

_TICK = 1.0
"""Seconds between two looks at a worker that says nothing."""
_LOST = "bộ dựng âm thanh hỏng liên tiếp khi làm việc này"

_log = logging.getLogger(__name__)


class Foreman:
    """A thread and, while there is work, a worker process. Callbacks come from that thread."""

    def __init__(
        self, folder: StationFolder, clock: Clock, command: Sequence[str], deadline: Seconds, urgent_deadline: Seconds
    ) -> None:
        self._command = command
        self._log_file = folder.var / "worker.log"
        self._clock = clock
        self._deadlines = (deadline, urgent_deadline)
        self._bench = Bench()
        self._inbox: queue.Queue[tuple[int, Event | None]] = queue.Queue()
        self._change = threading.Condition()
        self._closed = False
        self._life = 0
        self._resting: set[str] = set()
        self._thread = threading.Thread(target=self._serve, name="workshop", daemon=True)
        self._thread.start()

    def ask(self, kind: Kind, told: Event, heard: Callable[[Event], None], due: float = 0.0, key: str = "") -> int:
        """Have a job done; `heard` is told its every event, the last of them done, failed or cancelled. Its number."""
        with self._change:
            job = self._bench.add(kind, told, due, key)
            job.heard.append(heard)
            self._change.notify_all()
        self._inbox.put((0, {"event": "look"}))
        return job.number

    def cancel(self, number: int) -> None:
        """The job of that number is wanted no more; unknown numbers do nothing."""
        with self._change:
            job = self._bench.get(number)
        if job:
            self._inbox.put((0, {"event": "cancel", "id": number}))
            self._over(job, {"event": "cancelled", "why": "đã huỷ"})

    def close(self) -> None:
        """End the worker; what is still open is told so."""
        with self._change:
            self._closed = True
            self._change.notify_all()
        self._inbox.put((0, {"event": "look"}))
        self._thread.join()
        for job in self._bench.all():
            self._over(job, {"event": "cancelled", "why": "đài đang dừng"})

    def _serve(self) -> None:
        while True:
            with self._change:
                self._change.wait_for(lambda: self._closed or len(self._bench))
                if self._closed:
                    return
                urgent = self._bench.urgent()
            self._life += 1
            try:
                worker = self._started(self._life, urgent=urgent)
            except OSError as error:
                self._fell(f"không khởi động được: {error.strerror or error}")
                continue
            try:
                self._live(worker, urgent=urgent)
            except Exception:  # noqa: BLE001  -- no answer of a worker may leave the station without one
                _log.exception("lỗi ngoài dự kiến khi trông bộ dựng âm thanh")
                self._fell("lỗi ngoài dự kiến")
            finally:
                worker.kill()

    def _started(self, life: int, *, urgent: bool) -> WorkerProcess:
        command = [*self._command, *([URGENT] if urgent else [])]
        worker = WorkerProcess(command, self._log_file, lambda event: self._inbox.put((life, event)))
        for engine in sorted(self._resting):
            worker.tell({"do": "rest", "engine": engine})
        self._resting.clear()
        return worker

    def _live(self, worker: WorkerProcess, *, urgent: bool) -> None:
        """One worker's life, until it ends or is to be ended."""
        heard_at, spoke = self._clock.monotonic(), False
        while not self._closed:
            if self._makes_way(urgent=urgent):
                return
            self._hand_out(worker, urgent=urgent)
            life, event = self._next_event()
            if life == 0 and event:
                heard_at = heard_at if self._has_work() else self._clock.monotonic()
                if event["event"] == "cancel":
                    worker.tell({"do": "cancel", "id": event["id"]})
            elif life == self._life:
                if event is None:
                    self._ended(worker, spoke=spoke)
                    return
                heard_at, spoke = self._clock.monotonic(), True
                self._answer(event)
            if self._has_work() and self._clock.monotonic() - heard_at > self._deadlines[urgent]:
                self._fell("không trả lời quá lâu")
                return
        worker.stop()

    def _next_event(self) -> tuple[int, Event | None]:
        """What is heard next, from which life of the worker; 0 for this side's own. One without work is left alone."""
        try:
            return self._inbox.get(timeout=_TICK if self._has_work() else None)
        except queue.Empty:
            return 0, {"event": "look"}

    def _makes_way(self, *, urgent: bool) -> bool:
        """Whether a worker of the wrong kind must end: of low priority while somebody waits, or the other way round."""
        with self._change:
            if urgent == self._bench.urgent():
                return False
            self._bench.take_back()
        return True

    def _hand_out(self, worker: WorkerProcess, *, urgent: bool) -> None:
        with self._change:
            jobs = self._bench.next(urgent=urgent)
            for job in jobs:
                job.handed = True
            behind = self._bench.to_give_way()
        for job in jobs:
            worker.tell(job.line())
        if behind:
            worker.tell({"do": "cancel", "id": behind.number})

    def _has_work(self) -> bool:
        with self._change:
            return bool(self._bench.handed())

    def _answer(self, event: Event) -> None:
        """Pass an event on to who asked; pieces told before a fresh start are not told again."""
        with self._change:
            job = self._bench.get(event.get("id"))
            if job is None:
                return
            if event.get("event") == "piece":
                if event["number"] < job.pieces:
                    return
                job.pieces = event["number"] + 1
            if event.get("event") == "cancelled" and self._bench.gave_way(job):
                return
            job.engine = str(event.get("engine", ""))
        if event.get("event") in ("alive", "piece"):
            _tell(job, event)
        elif event.get("event") in ("done", "failed", "cancelled"):
            self._over(job, event)

    def _over(self, job: Job, event: Event) -> None:
        with self._change:
            self._bench.close(job)
        _tell(job, event)

    def _ended(self, worker: WorkerProcess, *, spoke: bool) -> None:
        """It ended by itself: out of work (what was handed over just then waits again), or it crashed."""
        if worker.code() == 0 and spoke:
            with self._change:
                self._bench.take_back()
        else:
            self._fell(worker.epitaph())

    def _fell(self, how: str) -> None:
        with self._change:
            lost, self._resting = self._bench.fell()
        _log.warning("bộ dựng âm thanh dừng bất thường (%s); khởi động lại", how)
        for job in lost:
            self._over(job, {"event": "failed", "why": f"{_LOST} ({how})"})


def _tell(job: Job, event: Event) -> None:
    """Tell all who wait for `job`; a listener that raises keeps no other from hearing."""
    for heard in job.heard:
        try:
            heard(event)
        except Exception:  # noqa: BLE001  -- whatever a listener does
            _log.exception("lỗi khi báo kết quả dựng âm thanh")
