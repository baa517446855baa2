"""cron, which knows minutes, with aplay: what a station without a program of its own is kept by."""

from __future__ import annotations

import os
import shlex
import subprocess
import time
from pathlib import Path

from benchmarks.peers.peer import Peer

TABLE = Path("/etc/cron.d/broadcaster-benchmark")


class Cron(Peer):
    """Only its hour can be asked for: it plays nothing now, and nothing in a row."""

    name = "cron + aplay"
    needs = ("cron", "aplay")
    spacing = 60.0
    items = 5
    asks = ("onset",)

    @classmethod
    def missing(cls) -> str:
        return super().missing() or ("" if os.geteuid() == 0 else "quyền root")

    def start(self) -> None:
        self._cron = subprocess.Popen(["cron", "-f"], stderr=subprocess.DEVNULL)

    def at(self, instants: list[float], path: Path) -> None:  # noqa: ARG002 - every minute is every instant
        settings = [f"{key}={value}" for key, value in os.environ.items() if key.startswith(("PULSE", "ALSA"))]
        program = f"/usr/bin/aplay -q {shlex.quote(str(path))}"
        TABLE.write_text("\n".join([*settings, f"* * * * * root {program}", ""]), encoding="utf-8")
        time.sleep(1.0)

    def close(self) -> None:
        TABLE.unlink(missing_ok=True)
        self._cron.kill()
        self._cron.wait()
