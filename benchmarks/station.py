"""A whole station, panel up and a week planned: what it costs, how soon it speaks, how soon it breaks in.

`PYTHONPATH=tests python -m benchmarks.station [--quick]`: the shipped station in a folder of its own, with a recording
beside each text so that nothing has to be spoken, on a private sound server. 5 minutes; root for real-time priority.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import soundfile
from soundpath.recorder import Recorder
from soundpath.server import SoundServer

from benchmarks.playout import cpu
from broadcaster.folder import StationFolder
from broadcaster.panel.client import Client

ROOT = Path(__file__).parents[1]
RATE = 48_000
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
"""Of the shipped station."""
COMMAND = [sys.executable, "-m", "broadcaster"]
KEPT_UP = """
import os
from broadcaster.cli.main import main
for line in os.fdopen(os.dup(0)):  # the command sets up standard input for itself
    main(line.rstrip().split("\t"))
"""
"""An interpreter that is up: a line is a command."""


class Bench:
    """A station that runs, and who listens to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "dai"
        for name in ("scripts", "audio", "schedules"):
            shutil.copytree(ROOT / name, self.folder / name)
        config = (ROOT / "config.yaml").read_text(encoding="utf-8")
        with socket.create_server(("127.0.0.1", 0)) as free:
            config = config.replace("127.0.0.1:8090", f"127.0.0.1:{free.getsockname()[1]}")
        quiet = 'quiet_hours: ["21:00-04:45"]'
        (self.folder / "config.yaml").write_text(config.replace(quiet, "quiet_hours: []"), encoding="utf-8")
        self.recording = folder / "ghi-am.flac"
        tone = 0.3 * np.sin(2 * np.pi * 440 * np.arange(60 * RATE) / RATE)
        soundfile.write(self.recording, tone[: 6 * RATE], RATE)
        for script in (self.folder / "scripts" / "vi").glob("*.md"):
            soundfile.write(script.with_suffix(".flac"), tone[: 20 * RATE], RATE)
        self.client = Client(StationFolder(self.folder))
        self.take = folder / "take"
        self.terminal = folder / "terminal.txt"

    def start(self, *words: str) -> float:
        """Run it; the instant at which it was started."""
        self.terminal.write_text("")
        began = time.time()
        self._station = subprocess.Popen(
            [*COMMAND, "--station", str(self.folder), "run", *words], stdout=self.terminal.open("w"), cwd=self.folder
        )
        return began

    def wait_for(self, words: str, seconds: float) -> None:
        until = time.monotonic() + seconds
        while words not in self.terminal.read_text() and time.monotonic() < until:
            assert self._station.poll() is None, self.terminal.read_text()
            time.sleep(0.05)

    def stop(self) -> None:
        self._station.terminate()
        self._station.wait(30)

    def first_run(self, *words: str, saved: bool = False) -> float:
        """Seconds from the start of the process to its first sample; `saved`: after somebody saved a file."""
        if saved:
            (self.folder / "config.yaml").touch()
        with Recorder(self.take) as take:
            time.sleep(0.5)
            began = self.start(*words)
            self.wait_for("Trang điều khiển", 30)
            time.sleep(1.5)
        self.client.post("/stop")
        self.stop()
        return first_sound(take, began)

    def plan(self, ahead: float) -> None:
        """Have one text air so many seconds from now."""
        at = datetime.now(ZONE) + timedelta(seconds=ahead)
        programme = (
            f'name: Mở đài\n    at: "{at:%H:%M:%S}"\n    grace: 10 phút\n    play: [{{script: bluezone-loi-ich}}]\n'
        )
        (self.folder / "schedules" / "mo-dai.yaml").write_text(f"programmes:\n  - {programme}", encoding="utf-8")

    def weigh(self, seconds: float) -> tuple[float, float, float]:
        """Percent of a core over so long, and memory: resident and proportional (MiB)."""
        pid = self._station.pid
        before = cpu(pid) or 0.0
        time.sleep(seconds)
        used = 100 * ((cpu(pid) or 0.0) - before) / seconds
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
        held = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in rollup[1:]}
        return used, held["Rss"], held["Pss"]

    def until_heard(self, order: Callable[[], float], count: int, pause: float = 2.5) -> list[float]:
        """Milliseconds from what `order` says was its instant to the first sample, out of silence."""
        instants = list[float]()
        with Recorder(self.take) as take:
            time.sleep(1.0)
            for _ in range(count):
                instants.append(order())
                time.sleep(pause)
                self.client.post("/stop")
                time.sleep(1.5)
        return [1000 * first_sound(take, instant, pause) for instant in instants]

    def until_silent(self, count: int) -> list[float]:
        """Milliseconds from the order to stop, over HTTP, to the last sample."""
        instants = list[float]()
        with Recorder(self.take) as take:
            for _ in range(count):
                self.client.post("/urgent", {"recording": str(self.recording), "repeat": 1})
                time.sleep(1.5)
                instants.append(time.time())
                self.client.post("/stop")
                time.sleep(1.5)
        loud = [np.flatnonzero(np.abs(take.between(at, at + 1.0)) > 0.002) for at in instants]
        return [1000 * (int(one[-1]) + 1) / RATE if len(one) else 0.0 for one in loud]


def first_sound(take: Recorder, since: float, within: float = 10.0) -> float:
    """Seconds from `since` to the first sample that is heard."""
    loud = np.flatnonzero(np.abs(take.between(since, since + within)) > 0.005)
    return int(loud[0]) / RATE if len(loud) else float("nan")


def told(name: str, values: list[float], goal: str, unit: str = "ms") -> None:
    ordered = sorted(values)
    spread = f"{ordered[0]:.2f} … {ordered[-1]:.2f}"
    sys.stdout.write(f"| {name} | {statistics.median(ordered):.2f} {unit} | {spread} | {len(values)} | {goal} |\n")
    sys.stdout.flush()


def breaking_in(bench: Bench, count: int) -> None:
    order = {"recording": str(bench.recording), "repeat": 1}

    def by_http() -> float:
        at = time.time()
        bench.client.post("/urgent", order)
        return at

    def by_command() -> float:
        at = time.time()
        words = ["--station", str(bench.folder), "urgent", "--file", str(bench.recording)]
        subprocess.Popen([*COMMAND, *words], stdout=subprocess.DEVNULL)
        return at

    def by_interpreter() -> float:
        assert up.stdin
        at = time.time()
        up.stdin.write("\t".join(["--station", str(bench.folder), "urgent", "--file", str(bench.recording)]) + "\n")
        up.stdin.flush()
        return at

    told("urgent, HTTP request to first sample", bench.until_heard(by_http, count), "≤ 25 ms")
    with subprocess.Popen(
        [sys.executable, "-c", KEPT_UP], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    ) as up:
        bench.until_heard(by_interpreter, 1)  # it imports at its first
        told("`broadcaster urgent`, the interpreter up", bench.until_heard(by_interpreter, count), "≤ 150 ms")
        assert up.stdin
        up.stdin.close()
    told("`broadcaster urgent`, from the shell", bench.until_heard(by_command, count, 4.0), "–")
    told("stop, HTTP request to silence", bench.until_silent(count), "≤ 10 ms")


def starting(bench: Bench, count: int) -> None:
    """From the start of the process: what is asked for with `--first`, and what is due within its grace."""
    first = ("--first", "bluezone-loi-ich")
    bench.start(*first)  # has its sound made
    bench.wait_for("Đang phát", 120)
    bench.client.post("/stop")
    time.sleep(11.0)  # it has looked what it would play if it were started again
    bench.stop()
    heard = [bench.first_run(*first) for _ in range(count)]
    told("process start to first sample, `--first`", heard, "≤ 0.5 s", "s")
    heard = [bench.first_run(*first, saved=True) for _ in range(count)]
    told("the same, a file saved since", heard, "≤ 0.5 s", "s")
    told(
        "process start to first sample, an airing due a second ago",
        [power_cut(bench) for _ in range(count)],
        "≤ 0.5 s",
        "s",
    )


def power_cut(bench: Bench) -> float:
    """Seconds to the first sample of a station that was off as an airing came due, its files as they were."""
    due = time.monotonic() + 30.0
    bench.plan(30.0)
    bench.start()
    bench.wait_for("Đã làm xong tiếng", 25)
    time.sleep(max(0.0, due - 6.0 - time.monotonic()))  # it has looked what it would play if it were started again
    bench.stop()
    time.sleep(max(0.0, due + 1.0 - time.monotonic()))
    return bench.first_run()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--quick", action="store_true")
    count = 4 if asked.parse_args().quick else 12
    sys.stdout.write("| whole station | median | min … max | n | goal |\n|---|---|---|---|---|\n")
    with tempfile.TemporaryDirectory() as made, SoundServer(Path(made) / "sound"):
        bench = Bench(Path(made))
        bench.start()
        bench.wait_for("Đã làm xong tiếng", 300)
        time.sleep(10.0)
        used, resident, own = bench.weigh(30.0)
        told("idle, percent of a core", [used], "≤ 1 %", "%")
        sys.stdout.write(f"| idle, memory | {resident:.1f} MiB resident, {own:.1f} MiB its share | | 1 | ≤ 60 MiB |\n")
        breaking_in(bench, count)
        bench.client.post("/play", {"name": "bluezone-loi-ich", "anyway": True})
        time.sleep(2.0)
        told("playing, percent of a core", [bench.weigh(15.0)[0]], "≤ 2 %", "%")
        bench.client.post("/stop")
        bench.stop()
        starting(bench, 5)
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    sys.stdout.write(f"\n{datetime.now(UTC):%d/%m/%Y}, {platform.platform()}, {os.cpu_count()} cores, load {load}\n")
    sys.stdout.write(
        "The recorder hears in blocks of 2 ms: an unplanned event is known to ± 1 ms, and no sooner than 0.5 ms.\n"
    )


if __name__ == "__main__":
    main()
