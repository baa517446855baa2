"""The process that speaks and mixes: JSON lines in, JSON lines out, at the lowest priority unless somebody waits.

In: {"id": 7, "do": "render", "key": KEY, "order": …}   a finished sound ("only": true: by its engines, no other;
                                                        "contents": what its files held when it was asked for)
    {"id": 8, "do": "speak", "order": …}                an urgent announcement, piece by piece
    {"id": 9, "do": "facts", "path": …}                 what a sound file holds ("to": and keep it there as FLAC)
    {"do": "cancel", "id": 7}    {"do": "rest", "engine": NAME}    {"do": "stop"}
Out: {"id", "event": "alive", "part": 0.0 … 1.0, "engine": …}   before each sentence, and as the mix goes on
    {"id", "event": "piece", "folder": …, "key": KEY, "number": 0, "of": 3}
    {"id", "event": "done", …}    {"id", "event": "failed", "why": …}    {"id", "event": "cancelled"}
    "changed": true beside "failed": a file changed meanwhile, so that the sound would not be what was asked for
It ends by itself when it has had nothing to do for a minute, and when nobody holds the other end.
"""

from __future__ import annotations

import argparse
import faulthandler
import os
import signal
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

from broadcaster import machine
from broadcaster.clock import SystemClock
from broadcaster.folder import StationFolder


def _own_output() -> IO[str]:
    """Standard output for the protocol alone: what a library prints goes to the log."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)
    return out


def main() -> None:
    """`python -m broadcaster.sound.worker --station DIR [--urgent]`."""
    parser = argparse.ArgumentParser(description="Dựng âm thanh cho đài (đài tự gọi chương trình này)")
    parser.add_argument("--station", type=Path, required=True, help="thư mục của đài")
    parser.add_argument("--urgent", action="store_true", help="có người đang chờ nghe: không nhường máy cho việc khác")
    arguments = parser.parse_args()
    folder = StationFolder(arguments.station)
    machine.normal_priority()
    if not arguments.urgent:
        machine.lower_priority()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    faulthandler.enable()
    out = _own_output()
    # Half a second of work: not before this process has taken its low place on the machine.
    from broadcaster.sound.jobs import Worker, made_ready  # noqa: PLC0415

    clock = SystemClock(ZoneInfo("UTC"))
    made_ready(folder, clock.timestamp())
    Worker(folder, clock, out).run(os.fdopen(os.dup(0), encoding="utf-8"))
    os._exit(0)  # the threads of a job that is wanted no more are not waited for


if __name__ == "__main__":
    main()
