"""A real station in a folder of its own: the real command, the real voice, the real sound path."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

import pytest
from morning import ZONE
from soundpath.server import SoundServer

ROOT = Path(__file__).resolve().parents[2]

CONFIG = f"""
station: {{ name: Đài Truyền thanh xã Thử, commune: xã Thử, hotline: "19009095", timezone: {ZONE.key} }}
speech: {{ engines: [kokoro], voice: default, speed: 0.9 }}
sound: {{ output: OUTPUT, loudness: -16 LUFS, profile: horn }}
panel: {{ listen: 127.0.0.1:PORT }}
"""

FRONT = """---
title: TITLE
tags: [TAG]
issued_by: UBND xã
approved_by: Ban Biên tập
approved_on: 01/01/2020
---
"""

NEWS = (
    "Thưa bà con {{ commune }}. Bluezone báo cho ta biết khi đã ở gần người mắc bệnh. "
    "Bà con cài Bluezone ngay hôm nay. Luôn bật Bluetooth. Cần hỏi, gọi {{ hotline }}."
)
DRILL = "Đây là buổi thử loa. Bà con cứ yên tâm."


def free_port() -> int:
    """A port of loopback that nobody has now."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


class LiveStation:
    """`broadcaster run` on a folder, and the command beside it."""

    def __init__(self, folder: Path, output: str = "soundcard") -> None:
        self.folder = folder
        (folder / "scripts" / "vi").mkdir(parents=True)
        (folder / "schedules").mkdir()
        shutil.copytree(ROOT / "audio", folder / "audio")
        config = CONFIG.replace("OUTPUT", output).replace("PORT", str(free_port()))
        (folder / "config.yaml").write_text(config, encoding="utf-8")
        self.write_script("tin", "Tin Bluezone", "bluezone", NEWS)
        self.write_script("khan-thu", "Thử loa", "khan", DRILL)
        self._process: subprocess.Popen[str] | None = None

    def write_script(self, name: str, title: str, tag: str, body: str) -> None:
        front = FRONT.replace("TITLE", title).replace("TAG", tag)
        (self.folder / "scripts" / "vi" / f"{name}.md").write_text(front + body + "\n", encoding="utf-8")

    def write_schedule(self, text: str) -> None:
        """Save it the way an editor does."""
        fresh = self.folder / "schedules" / "~lich.yaml"
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(self.folder / "schedules" / "lich.yaml")

    def start(self, *words: str, env: dict[str, str] | None = None) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "broadcaster", "--station", str(self.folder), "run", *words],
            stdout=(self.folder / "terminal.txt").open("w"), stderr=subprocess.STDOUT, text=True,
            env={**os.environ, **(env or {})}, cwd=self.folder,
        )  # fmt: skip
        self.wait_for((self.folder / "var" / "door").exists, "the panel", 60)
        return self

    @property
    def pid(self) -> int:
        """Of the running station."""
        assert self._process
        return self._process.pid

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        assert self._process
        self._process.send_signal(how)
        code = self._process.wait(30)
        self._process = None
        return code

    def ask(self, *words: str) -> Any:
        """A command with `--json`; its answer."""
        done = self.type(*words, "--json")
        assert done.returncode in {0, 1}, done.stderr
        return json.loads(done.stdout)

    def type(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "broadcaster", "--station", str(self.folder), *words]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)

    def wait_for(self, true: Callable[[], object], what: str, seconds: float = 120.0) -> None:
        until = time.monotonic() + seconds
        while not true():
            assert self._process is None or self._process.poll() is None, self.terminal()
            assert time.monotonic() < until, f"{what}: not within {seconds:g} s\n{self.terminal()}"
            threading.Event().wait(0.1)

    def wait_until_prepared(self) -> None:
        self.wait_for(lambda: "Đã làm xong tiếng" in self.terminal(), "the preparation", 240)

    def log(self) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = self.ask("log")
        return entries

    def entry(self, programme: str) -> dict[str, Any] | None:
        """The as-run entry of `programme` once it is over."""
        found = [one for one in self.log() if one["programme"] == programme and (one["ended"] or not one["started"])]
        return found[-1] if found else None

    def terminal(self) -> str:
        return (self.folder / "terminal.txt").read_text()

    def close(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()


@pytest.fixture
def sound(tmp_path: Path) -> Iterator[SoundServer]:
    with SoundServer(tmp_path / "sound") as server:
        yield server


@pytest.fixture
def station(tmp_path: Path) -> Iterator[LiveStation]:
    made = LiveStation(tmp_path / "dai")
    yield made
    made.close()


@pytest.fixture
def file_station(tmp_path: Path) -> Iterator[LiveStation]:
    made = LiveStation(tmp_path / "dai", "file:var/on-air")
    yield made
    made.close()
