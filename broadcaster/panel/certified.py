"""Where the panel's certificate lies, and having it made by a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from broadcaster.errors import BroadcasterError

CERTIFICATE, KEY = "chung-thu.pem", "khoa.pem"
_PATIENCE = 60.0  # seconds; an old PC takes two to load the library


@dataclass(frozen=True)
class Certified:
    """A certificate and its key."""

    certificate: Path
    """PEM; the command trusts this one alone."""
    key: Path
    """PEM, readable by its owner only."""
    fingerprint: str
    """SHA-256, as browsers show it: `AB:CD:…`."""


def certified(folder: Path, now: datetime, names: Iterable[str]) -> Certified:
    """The certificate in `folder` for `names`, made anew where it must be; raises BroadcasterError where it cannot."""
    folder.mkdir(parents=True, exist_ok=True)
    line = [sys.executable, "-m", "broadcaster.panel.certificate", str(folder), now.isoformat(), *sorted(set(names))]
    try:
        done = subprocess.run(line, capture_output=True, text=True, timeout=_PATIENCE, check=True)  # noqa: S603 - our own program
    except (OSError, subprocess.SubprocessError) as error:
        told = (getattr(error, "stderr", "") or str(error)).strip().rpartition("\n")[2]
        raise BroadcasterError(f"không làm được chứng thư để mã hoá ({told})") from error
    return Certified(folder / CERTIFICATE, folder / KEY, done.stdout.strip())
