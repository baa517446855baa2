"""Liquidsoap with two queues, the urgent one in front, ordered over its command socket."""

from __future__ import annotations

import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from benchmarks.peers.peer import Peer

SCRIPT = """
settings.init.allow_root.set(true)
settings.log.stdout.set(false)
settings.log.file.set(false)
settings.server.socket.set(true)
settings.server.socket.path.set("{folder}/socket")
hang = request.queue(id="hang")
khan = request.queue(id="khan")
output.pulseaudio(fallible=false, fallback(track_sensitive=false, [khan, hang, blank()]))
"""


class Liquidsoap(Peer):
    """`push` at the instant: its own clock predicates know whole seconds."""

    name = "Liquidsoap"
    needs = ("liquidsoap",)

    def start(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="liquidsoap"))
        script = self._folder / "dai.liq"
        script.write_text(SCRIPT.format(folder=self._folder), encoding="utf-8")
        self._process = subprocess.Popen(
            ["liquidsoap", str(script)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + 180
        while not (self._folder / "socket").exists() and time.monotonic() < until:
            time.sleep(0.1)
        self._line = socket.socket(socket.AF_UNIX)
        self._line.connect(str(self._folder / "socket"))
        time.sleep(2.0)

    @property
    def pid(self) -> int | None:
        return self._process.pid

    def at(self, instants: list[float], path: Path) -> None:
        def run() -> None:
            for instant in instants:
                time.sleep(max(0.0, instant - time.time()))
                self._say(f"hang.push {path}")

        threading.Thread(target=run, daemon=True).start()

    def urgent(self, path: Path) -> float:
        told = time.time()
        self._say(f"khan.push {path}")
        return told

    def in_a_row(self, paths: list[Path]) -> None:
        for path in paths:
            self._say(f"hang.push {path}")

    def _say(self, command: str) -> None:
        self._line.sendall(f"{command}\r\n".encode())
        self._line.recv(1000)

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
