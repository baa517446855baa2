"""One life of the worker process: started, spoken to, listened to, ended."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from broadcaster.folder import StationFolder

THREADS = "2"
"""Cores the worker's arithmetic may use."""
_GRACE = 2.0
"""Seconds to end by itself when told to stop."""


class WorkerProcess:
    """A running worker. `heard` is told each of its answers from a thread of its own, and None when it has ended."""

    def __init__(self, command: Sequence[str], log: Path, heard: Callable[[Mapping[str, Any] | None], None]) -> None:
        """Start it. Raises OSError where that cannot be done."""
        self._log = log
        with _opened(log) as errors:
            self._process = subprocess.Popen(  # noqa: S603  -- our own module by our own interpreter
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=os.environ | {"OMP_NUM_THREADS": THREADS, "OPENBLAS_NUM_THREADS": "1", "PYTHONUTF8": "1"},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        self._heard = heard
        threading.Thread(target=self._listen, name="worker's answers", daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout
        with contextlib.suppress(OSError, ValueError):
            for line in self._process.stdout:
                with contextlib.suppress(ValueError):
                    told = json.loads(line)
                    if isinstance(told, dict):
                        self._heard(told)
        self._process.wait()
        self._heard(None)

    def tell(self, command: Mapping[str, Any]) -> None:
        """Send a command; one that is gone already is noticed by its end."""
        assert self._process.stdin
        with contextlib.suppress(OSError, ValueError):
            self._process.stdin.write(json.dumps(command, ensure_ascii=False).encode() + b"\n")
            self._process.stdin.flush()

    def kill(self) -> None:
        """End it now, whatever it is doing: it leaves no half file."""
        self._process.kill()

    def stop(self) -> None:
        """Ask it to end, and end it where it does not."""
        self.tell({"do": "stop"})
        try:
            self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self.kill()
            self._process.wait()

    def code(self) -> int | None:
        """Its exit code; None while it lives."""
        return self._process.poll()

    def epitaph(self) -> str:
        """How it ended, for the log: its exit code and its last words."""
        try:
            last = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
        except OSError:
            last = []
        return f"mã {self._process.poll()}" + (f", {last[0]}" if last else "")


def _opened(log: Path) -> BinaryIO:
    """`log` emptied, or nothing where the disk refuses: the worker is worth more than its words."""
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        return log.open("wb")
    except OSError:
        return Path(os.devnull).open("wb")


URGENT = "--urgent"
"""Added to the worker's command where somebody waits: it then gives way to nothing."""


def worker_command(folder: StationFolder) -> list[str]:
    """What starts the worker of the station in `folder`."""
    return [sys.executable, "-m", "broadcaster.sound.worker", "--station", str(folder.root)]
