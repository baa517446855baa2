"""Onset, urgent, gap, dropouts and cost of the player, beside what a commune would otherwise use.

`PYTHONPATH=tests python -m benchmarks.playout [--quick] [--only WORD …] [--json FILE]`: over a real sound path, with
two busy loops beside everything. Ours is asked for 100 items and 5 minutes (11 minutes in all), the others for 20 items
and 1 minute (3 minutes each, cron 6); with `--quick` everybody for 20 items and 30 s (2 minutes each).
Root, or a limit on rtprio, is needed for the real-time figures. What is not installed is named and left out.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray
from soundpath.recorder import Recorder
from soundpath.server import SoundServer

from benchmarks.peers.cron import Cron
from benchmarks.peers.liquidsoap import Liquidsoap
from benchmarks.peers.ours import Ours, OursWithout
from benchmarks.peers.peer import Peer
from benchmarks.peers.programs import Aplay, Mpd, Paplay
from benchmarks.peers.schedule_play import SchedulePlay

RATE = 48_000
PEERS: tuple[type[Peer], ...] = (Ours, OursWithout, Liquidsoap, Mpd, SchedulePlay, Aplay, Paplay, Cron)
URGENT_PITCH = 6000.0
WHOLE, ENOUGH, FEW = (100, 25, 20, 300), (20, 8, 8, 60), (20, 8, 8, 30)
"""Items, urgent orders, joins, seconds of a sine: of ours, of the others, and of a quick look."""


@dataclass
class Figures:
    """What was measured of one peer; milliseconds, percent of a core, MiB."""

    name: str
    onset: list[float] = field(default_factory=list)
    onset_lost: int = 0
    urgent: list[float] = field(default_factory=list)
    gap_frames: list[int] = field(default_factory=list)
    dropouts: int | None = None
    silent_ms: float | None = None
    idle_cpu: float | None = None
    playing_cpu: float | None = None
    memory: float | None = None


def tone(path: Path, pitch: float, seconds: float, level: float = 0.4) -> Path:
    at = np.arange(round(seconds * RATE)) / RATE
    soundfile.write(path, (level * np.cos(2 * np.pi * pitch * at)).astype(np.float32), RATE, subtype="PCM_16")
    return path


def marked(path: Path, seconds: float) -> Path:
    """A quiet tone whose first frame is a spike."""
    at = np.arange(round(seconds * RATE)) / RATE
    sound = 0.05 * np.cos(2 * np.pi * 200 * at)
    sound[0] = 0.9
    soundfile.write(path, sound.astype(np.float32), RATE, subtype="PCM_16")
    return path


def onset(peer: Peer, figures: Figures, folder: Path, count: int) -> None:
    """Items of 0.4 s, two seconds apart or as far as it must be, each against its instant."""
    path, apart = tone(folder / "item.wav", 1000, 0.4), peer.spacing
    first = apart * float(np.ceil((time.time() + 3.0) / apart))
    instants = [first + apart * number for number in range(min(count, peer.items or count))]
    with Recorder(folder / "take") as take:
        peer.at(instants, path)
        time.sleep(max(0.0, instants[-1] + 3.0 - time.time()))
    heard = np.array([take.time_of(frame) for frame in take.onsets()])
    for instant in instants:
        near = heard[(heard > instant - 0.5) & (heard < instant + min(apart - 0.6, 10.0))]
        if len(near):
            figures.onset.append(1000 * float(near[0] - instant))
        else:
            figures.onset_lost += 1


def urgent(peer: Peer, figures: Figures, folder: Path, count: int) -> None:
    """A bed plays; the urgent sound is ordered; how long until it is heard."""
    bed, alarm = tone(folder / "bed.wav", 300, 60.0, 0.2), folder / "urgent.flac"
    alarm_wav = tone(folder / "urgent.wav", URGENT_PITCH, 0.5)
    ordered = list[float]()
    with Recorder(folder / "take") as take:
        peer.in_a_row([bed]) if isinstance(peer, Ours) else peer.at([time.time() + 1.0], bed)
        time.sleep(3.0)
        for _ in range(count):
            ordered.append(peer.urgent(alarm if isinstance(peer, Ours) else alarm_wav))
            time.sleep(1.7)
    for instant in ordered:
        piece = take.between(instant - 0.001, instant + 1.5)
        turning = piece * np.exp(-2j * np.pi * URGENT_PITCH * np.arange(len(piece)) / RATE)
        level = np.abs(np.convolve(turning, np.ones(48) / 48, "valid"))
        if level.max() > 0.1:
            figures.urgent.append(1000 * int(np.argmax(level > 0.1)) / RATE - 1.0)


def gap(peer: Peer, figures: Figures, folder: Path, count: int) -> None:
    """Items of exactly one second in a row; the frames between their first frames, less one second."""
    paths = [marked(folder / f"row{number}.wav", 1.0) for number in range(count)]
    with Recorder(folder / "take") as take:
        peer.in_a_row(paths)
        time.sleep(count * 1.6 + 2.0)
    marks = np.flatnonzero(np.abs(take.sound) > 0.6)
    marks = marks[np.r_[True, np.diff(marks) > RATE // 10]] if len(marks) else marks
    figures.gap_frames += [int(value) for value in np.diff(marks) - RATE]


def dropouts(peer: Peer, figures: Figures, folder: Path, seconds: int) -> None:
    """A sine; where it is broken it does not follow from its own past."""
    path = tone(folder / "sine.wav", 997, seconds + 10.0, 0.5)
    before = cpu(peer.pid)
    with Recorder(folder / "take") as take:
        peer.in_a_row([path]) if isinstance(peer, Ours) else peer.at([time.time() + 1.0], path)
        time.sleep(seconds + 3.0)
    figures.playing_cpu = None if before is None else 100 * ((cpu(peer.pid) or before) - before) / (seconds + 3.0)
    figures.memory = memory(peer.pid)
    first = int(take.onsets(0.1)[0]) + RATE
    events, silent = broken(take.sound[first : first + round((seconds - 2.0) * RATE)])
    figures.dropouts, figures.silent_ms = events, silent


def broken(sine: NDArray[np.float32]) -> tuple[int, float]:
    """How often a sine is broken, and for how many milliseconds it is silent."""
    turn = 2 * np.cos(2 * np.pi * 997 / RATE)
    wrong = np.flatnonzero(np.abs(sine[2:] - turn * sine[1:-1] + sine[:-2]) > 0.005)
    events = int(len(wrong) > 0) + int(np.count_nonzero(np.diff(wrong) > RATE // 100))
    quiet = np.convolve(np.abs(sine) < 0.001, np.ones(48), "same") >= 48
    return events, float(np.count_nonzero(quiet)) * 1000 / RATE


def cpu(pid: int | None) -> float | None:
    """Seconds of a core that a process has used."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid: int | None) -> float | None:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * 4096 / 2**20
    except OSError:
        return None


def measure(kind: type[Peer], folder: Path, counts: tuple[int, ...]) -> Figures:
    """Everything of one peer; each question to a peer begun anew."""
    figures = Figures(kind.name)
    for question, count in zip((onset, urgent, gap, dropouts), counts, strict=True):
        if question.__name__ not in kind.asks:
            continue
        peer = kind()
        peer.start()
        if question is onset and (before := cpu(peer.pid)) is not None:
            time.sleep(5.0)  # its start is not its idling
            before = cpu(peer.pid) or before
            time.sleep(10.0)
            figures.idle_cpu = 100 * ((cpu(peer.pid) or before) - before) / 10.0
        question(peer, figures, folder, count)
        peer.close()
        time.sleep(1.0)
    return figures


def row(figures: Figures, ours: Figures) -> str:
    """One line of the table; ratios to ours in brackets."""

    def three(values: list[float]) -> str:
        ordered = sorted(values, key=abs)
        p95 = abs(ordered[int(0.95 * (len(ordered) - 1))])
        return f"{statistics.median(values):.2f} / {p95:.2f} / {abs(ordered[-1]):.2f}"

    def against(values: list[float], mine: list[float]) -> str:
        if not values:
            return "–"
        ratio = statistics.median(map(abs, values)) / max(1e-3, statistics.median(map(abs, mine)))
        return three(values) + ("" if figures is ours else f" (×{ratio:.0f})")

    gaps = "–"
    if figures.gap_frames:
        gaps = f"{statistics.median(figures.gap_frames):.0f} / {max(map(abs, figures.gap_frames))}"
    lost = f", {figures.onset_lost} lost" if figures.onset_lost else ""
    holes = "–" if figures.dropouts is None else f"{figures.dropouts} / {figures.silent_ms:.0f} ms"
    cost = ["–" if one is None else f"{one:.1f}" for one in (figures.idle_cpu, figures.playing_cpu, figures.memory)]
    urgent_told = against(figures.urgent, ours.urgent)
    cells = (figures.name, against(figures.onset, ours.onset) + lost, urgent_told, gaps, holes, " / ".join(cost))
    return "| " + " | ".join(cells) + " |"


def table(all_figures: list[Figures]) -> str:
    three = "median / p95 / max"
    titles = ["player", f"onset error ms: {three}", f"urgent ms: {three}", "gap frames: median / max"]
    titles += ["dropouts: events / silence", "CPU % idle / playing, MiB"]
    return "\n".join(
        [
            "| " + " | ".join(titles) + " |",
            "|---" * len(titles) + "|",
            *(row(figures, all_figures[0]) for figures in all_figures),
        ]
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--json", type=Path)
    asked.add_argument("--only", nargs="*", default=[""], help="words of the players' names")
    told = asked.parse_args()
    results = list[Figures]()
    with tempfile.TemporaryDirectory() as made, SoundServer(Path(made) / "sound"):
        folder = Path(made)
        soundfile.write(folder / "urgent.flac", soundfile.read(tone(folder / "u.wav", URGENT_PITCH, 0.5))[0], RATE)
        os.environ["BENCHMARK_SIGNAL"] = str(folder / "urgent.flac")
        busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
        try:
            for kind in PEERS:
                if kind.missing():
                    sys.stdout.write(f"{kind.name}: {kind.missing()} chưa được cài, bỏ qua\n")
                elif any(word.lower() in kind.name.lower() for word in told.only):
                    counts = FEW if told.quick else WHOLE if kind is Ours else ENOUGH
                    results.append(measure(kind, folder, counts))
                    sys.stdout.write(row(results[-1], results[0]) + "\n")
                    sys.stdout.flush()
        finally:
            for one in busy:
                one.kill()
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    sys.stdout.write(f"{datetime.now(UTC):%d/%m/%Y}, {platform.platform()}, {os.cpu_count()} cores, load {load}\n\n")
    sys.stdout.write(table(results) + "\n")
    if told.json:
        told.json.write_text(json.dumps([asdict(one) for one in results], indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
