"""Files that are either whole or not there, whatever moment the power goes."""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path

HALF = ".part"
"""Suffix of a file still being written; never read, swept away by `sweep`."""
_HALVES = (f"*{HALF}", ".*.tmp")
"""What this file and `sound.files.encode` leave when the process is killed."""


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


def sweep(folder: Path) -> None:
    """Remove what a killed process left half written under `folder`."""
    for pattern in _HALVES:
        for half in folder.rglob(pattern):
            with contextlib.suppress(OSError):
                half.unlink()
