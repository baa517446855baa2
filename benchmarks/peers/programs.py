"""Programs that play: started for each item (aplay, paplay), or always there (MPD)."""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from benchmarks.peers.peer import Peer, Spawned


class Aplay(Spawned):
    name = "aplay, started at the instant"
    needs = ("aplay",)
    program = "aplay"


class Paplay(Spawned):
    name = "paplay, started at the instant"
    needs = ("paplay",)
    program = "paplay"


class Mpd(Peer):
    """`clear`, `add`, `play` over its socket, at the instant."""

    name = "MPD"
    needs = ("mpd",)

    def start(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="mpd"))
        config = self._folder / "mpd.conf"
        config.write_text(
            f'bind_to_address "{self._folder}/socket"\npid_file "{self._folder}/pid"\n'
            f'state_file "{self._folder}/state"\nlog_file "{self._folder}/log"\n'
            f'audio_output {{\n type "pulse"\n name "loa"\n server "{os.environ["PULSE_SERVER"]}"\n}}\n'
        )
        self._process = subprocess.Popen(["mpd", "--no-daemon", str(config)], stderr=subprocess.DEVNULL)
        until = time.monotonic() + 10
        while not (self._folder / "socket").exists() and time.monotonic() < until:
            time.sleep(0.05)
        self._line = socket.socket(socket.AF_UNIX)
        self._line.connect(str(self._folder / "socket"))
        self._line.recv(100)

    @property
    def pid(self) -> int | None:
        return self._process.pid

    def at(self, instants: list[float], path: Path) -> None:
        def run() -> None:
            for instant in instants:
                time.sleep(max(0.0, instant - time.time()))
                self.urgent(path)

        threading.Thread(target=run, daemon=True).start()

    def urgent(self, path: Path) -> float:
        told = time.time()
        self._say("clear", f'add "{path}"', "play")
        return told

    def in_a_row(self, paths: list[Path]) -> None:
        self._say("clear", *(f'add "{path}"' for path in paths), "play")

    def _say(self, *commands: str) -> None:
        self._line.sendall(("\n".join(["command_list_begin", *commands, "command_list_end"]) + "\n").encode())
        self._line.recv(1000)

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
