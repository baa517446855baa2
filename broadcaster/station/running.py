"""The station's life: from the start of its threads to their end, and the loop in between."""

from __future__ import annotations

import math
import signal
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from broadcaster.errors import BroadcasterError
from broadcaster.folder import StationFolder
from broadcaster.machine import forget_beginnings, notify_service

if TYPE_CHECKING:
    from broadcaster.station.assembly import Assembled

LONGEST_REST = 1.0
"""Seconds between two beats of the heart, at most."""
TIDIED = 600.0
"""Seconds between two looks at what the process holds and no longer needs."""


@contextmanager
def only_one(folder: StationFolder) -> Iterator[None]:
    """Hold the station's folder: two stations on one folder would speak at once. Raises BroadcasterError.

    By SQLite's lock, which the journal has loaded anyway: it is one on every system, and ends with the process.
    """
    folder.var.mkdir(parents=True, exist_ok=True)
    with ExitStack() as held:
        try:
            lock = sqlite3.connect(folder.var / "lock", timeout=0, isolation_level=None)
            held.callback(lock.close)
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise BroadcasterError(
                    "đài này đang chạy ở cửa sổ khác; hãy dừng nó trước (Ctrl-C ở cửa sổ ấy)"
                ) from error
            # a damaged file, or a disk that cannot lock: a station that might be the second beats none
        yield


@contextmanager
def asked_to_stop() -> Iterator[threading.Event]:
    """An event that SIGTERM and Ctrl-C set, so that the station ends what it does."""
    asked = threading.Event()
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    for number in kept:
        signal.signal(number, lambda *_: asked.set())
    try:
        yield asked
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def live(assembled: Assembled, asked: threading.Event, each: Callable[[], None]) -> None:
    """Run the station until `asked`; `each` is called at every beat. Ends with everything closed."""
    station, clock, tidied = assembled.station, assembled.station.clock, -math.inf
    try:
        notify_service("READY=1")
        while not asked.is_set():
            station.heart.beat()
            each()
            notify_service("WATCHDOG=1")
            if clock.monotonic() >= tidied + TIDIED:
                forget_beginnings()
                tidied = clock.monotonic()
            asked.wait(min(LONGEST_REST, station.heart.idle()))
        notify_service("STOPPING=1")
    finally:
        assembled.close()
