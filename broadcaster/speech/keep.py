"""Files that are either whole or not there, whatever moment the power goes."""

from __future__ import annotations

import contextlib
import os
import re
import threading
from pathlib import Path

from broadcaster.machine import may_be_running
from broadcaster.units import Seconds

HALF = ".part"
"""Suffix of a file still being written; never read, swept away by `sweep`."""
_OURS = re.compile(rf".+\.(\d+)-\d+{re.escape(HALF)}|\..+\.(\d+)\.tmp")
"""What this file and `sound.files.encode` leave when the process is killed, and its number."""
ABANDONED = Seconds(86_400.0)
"""No file is written for so long: after a power cut its process's number may be another's."""


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path` in one step: on the disk beside it first, then renamed over it.

    Raises OSError where the disk refuses (full, read-only); then nothing is left behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}{HALF}")
    try:
        with half.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)
        raise


def sweep(folder: Path, now: float) -> None:
    """Remove what killed processes left half written under `folder`; what a living one writes stays.

    `now` in POSIX seconds.
    """
    for path in folder.rglob("*.*"):
        ours = _OURS.fullmatch(path.name)
        with contextlib.suppress(OSError):
            if ours and (not may_be_running(int(ours[1] or ours[2])) or now - path.stat().st_mtime > ABANDONED):
                path.unlink()
