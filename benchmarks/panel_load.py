"""Thirty open pages for five minutes while a programme is on the air: dropouts, the station's memory, the page's pace.

`PYTHONPATH=tests python -m benchmarks.panel_load [--seconds 300] [--pages 30] [--json FILE]`: a real station on a real
sound path. Each page loads as a browser does, listens to the events, and reloads now and then. `--seconds 30` for a
first look; `--pages 0` tells what of it is the machine's own.
"""

from __future__ import annotations

import argparse
import http.client
import json
import math
import os
import statistics
import tempfile
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import soundfile
from browser.chromium import NoBrowserError, chromium
from browser.conftest import lay_out, link_of
from end_to_end.conftest import LiveStation
from playwright.sync_api import sync_playwright
from soundpath.recorder import RATE, Recorder
from soundpath.server import SoundServer

from benchmarks.playout import broken, cpu

RELOAD = 20.0
"""Seconds after which a page is loaded anew, as an officer who goes from one to the next."""
PATHS = ("/", "/lich", "/bai", "/nhat-ky", "/khan-cap", "/am-thanh")
SLOW_PC = 4
"""How much slower than this machine the PC is on which the first page is opened."""
_SCHEDULE = """programmes:
  - name: Âm chuẩn
    at: "{at}"
    days: hằng ngày
    play: [{{ file: audio/am-chuan.flac }}]
"""


@dataclass
class Figures:
    """What was measured."""

    pages: int
    seconds: float
    events: int = 0
    late_events: int = 0
    loads: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    dropouts: int = 0
    silent_ms: float = 0.0
    underruns: int = 0
    memory_mib: list[float] = field(default_factory=list)
    cpu_percent: float = 0.0
    first_page_ms: float | None = None
    first_page_kb: float | None = None


class OpenPage:
    """One page: it holds an event stream open and loads a page now and then."""

    def __init__(self, number: int, link: str, figures: Figures, lock: threading.Lock) -> None:
        self._number, self._figures, self._lock = number, figures, lock
        split = urlsplit(link)
        self._host, self._port = str(split.hostname), int(split.port or 80)
        self._cookie = self._enter(f"{split.path}?{split.query}")
        self.ended = threading.Event()
        self._threads = [threading.Thread(target=run, daemon=True) for run in (self._listen, self._load)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def _enter(self, path: str) -> str:
        line = http.client.HTTPConnection(self._host, self._port, timeout=10)
        line.request("GET", path)
        answer = line.getresponse()
        answer.read()
        return str(answer.getheader("set-cookie")).partition(";")[0]

    def _listen(self) -> None:
        line = http.client.HTTPConnection(self._host, self._port, timeout=10)
        line.request("GET", "/api/v1/events", headers={"cookie": self._cookie})
        answer, before = line.getresponse(), time.monotonic()
        while not self.ended.is_set():
            try:
                told = answer.readline()
            except OSError as error:
                self._fail(f"events: {error}")
                return
            if not told:
                self._fail("events ended")
                return
            if told.startswith(b"data:"):
                now, before = time.monotonic() - before, time.monotonic()
                with self._lock:
                    self._figures.events += 1
                    self._figures.late_events += now > 3.0

    def _load(self) -> None:
        turn = self._number
        self.ended.wait(self._number * 0.3)
        while not self.ended.is_set():
            self._one(PATHS[turn % len(PATHS)])
            turn += 1
            self.ended.wait(RELOAD)

    def _one(self, path: str) -> None:
        began = time.monotonic()
        line = http.client.HTTPConnection(self._host, self._port, timeout=10)
        try:
            line.request("GET", path, headers={"cookie": self._cookie})
            answer = line.getresponse()
            answer.read()
        except OSError as error:
            self._fail(f"{path}: {error}")
            return
        with self._lock:
            self._figures.loads.append(1000 * (time.monotonic() - began))
        if answer.status != 200:
            self._fail(f"{path}: {answer.status}")

    def _fail(self, what: str) -> None:
        if not self.ended.is_set():
            with self._lock:
                self._figures.failed.append(what)


def memory(pid: int) -> float:
    """MiB of a process's own memory (RSS)."""
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * 4096 / 2**20


def measure(station: LiveStation, pid: int, figures: Figures, folder: Path) -> None:
    """Play a tone, open the pages, listen, and watch the station."""
    pages, lock = list[OpenPage](), threading.Lock()
    with Recorder(folder / "take") as take:
        station.type("play", "Âm chuẩn")
        station.wait_for(lambda: station.ask("status")["on_air"], "the tone", 120)
        time.sleep(2.0)
        began, used = time.monotonic(), cpu(pid) or 0.0
        for number in range(figures.pages):
            pages.append(OpenPage(number, link_of(station), figures, lock))
            pages[-1].start()
        while time.monotonic() - began < figures.seconds:
            time.sleep(min(5.0, figures.seconds / 10))
            figures.memory_mib.append(memory(pid))
        figures.cpu_percent = 100 * ((cpu(pid) or 0.0) - used) / (time.monotonic() - began)
        figures.underruns = station.ask("status")["output"]["underruns"]
        for page in pages:
            page.ended.set()
    first = int(take.onsets(0.1)[0]) + RATE
    figures.dropouts, figures.silent_ms = broken(take.sound[first : first + round((figures.seconds - 2.0) * RATE)])
    station.type("stop")


def first_page(station: LiveStation, figures: Figures) -> None:
    """How soon the first page can be used on a slow PC that has never seen it, and what it weighs."""
    try:
        with sync_playwright() as driver, chromium(driver) as browser:
            context = browser.new_context(viewport={"width": 1366, "height": 768})
            page = context.new_page()
            link = link_of(station)
            page.goto(link)
            wire = context.new_cdp_session(page)
            wire.send("Network.enable")
            wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
            wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_PC})
            sizes, times = list[int](), list[float]()
            wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
            for _ in range(5):
                sizes.clear()
                page.goto(link.split("/?")[0] + "/")
                times.append(page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"))
            figures.first_page_ms, figures.first_page_kb = statistics.median(times), sum(sizes) / 1000
    except NoBrowserError as error:
        print(error)


def told(figures: Figures) -> str:
    """The figures, a line each."""
    loads, resident = sorted(figures.loads) or [math.nan], figures.memory_mib
    half, p95 = len(resident) // 2, loads[int(0.95 * (len(loads) - 1))]
    early, late = statistics.mean(resident[:half]), statistics.mean(resident[half:])
    lines = [
        f"{figures.pages} pages open for {figures.seconds:.0f} s while a tone is on the air",
        f"dropouts {figures.dropouts} ({figures.silent_ms:.0f} ms silent), underruns {figures.underruns}",
        f"station memory {early:.1f} MiB in the first half, {late:.1f} in the second, {max(resident):.1f} at most",
        f"station CPU {figures.cpu_percent:.0f} %; events {figures.events}, {figures.late_events} later than 3 s",
        f"page loads {len(loads)}: median {statistics.median(loads):.0f} ms, p95 {p95:.0f}, at most {loads[-1]:.0f}",
        f"failed {len(figures.failed)} {figures.failed[:3] or ''}",
    ]
    if figures.first_page_ms is not None:
        lines.append(
            f"first page, nothing cached, CPU {SLOW_PC} times slower: usable in {figures.first_page_ms:.0f} ms, "
            f"{figures.first_page_kb:.0f} kB"
        )
    return "\n".join(lines)


def prepared(folder: Path, seconds: float) -> LiveStation:
    """A station whose one programme is a tone long enough."""
    station = lay_out(folder / "dai")
    length = round((seconds + 60.0) * RATE)
    tone = 0.4 * np.sin(2 * np.pi * 997 * np.arange(length) / RATE)
    soundfile.write(station.folder / "audio" / "am-chuan.flac", tone.astype(np.float32), RATE, subtype="PCM_16")
    far = time.localtime(time.time() + 12 * 3600)
    station.write_schedule(_SCHEDULE.format(at=time.strftime("%H:%M", far)))
    return station


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=300.0)
    asked.add_argument("--pages", type=int, default=30)
    asked.add_argument("--json", type=Path)
    wanted = asked.parse_args()
    figures = Figures(wanted.pages, wanted.seconds)
    with tempfile.TemporaryDirectory() as made, SoundServer(Path(made) / "sound") as sound:
        station = prepared(Path(made), wanted.seconds)
        try:
            station.start(env=sound.environment)
            station.wait_until_prepared()
            measure(station, station.pid, figures, Path(made))
            first_page(station, figures)
        finally:
            station.close()
    print(told(figures))
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    if wanted.json:
        wanted.json.write_text(json.dumps(asdict(figures), indent=1), encoding="utf-8")
    return 1 if figures.dropouts or figures.failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
