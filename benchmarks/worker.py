"""What a text costs from words to finished sound in the worker, as a station makes it: time, CPU, memory.

`python -m benchmarks.worker`: a minute's text on a machine that never spoke before, the same mixed anew over a bed when
it is spoken already, the finished sound asked for again, and three minutes' text for the most memory.
Goals: 30 s for the minute on two cores, 1.3 CPU s for mixing it, at once when it is there, 650 MB.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from broadcaster.clock import SystemClock
from broadcaster.folder import StationFolder
from broadcaster.sound.keys import Keys
from broadcaster.sound.order import RenderOrder, SpeechPart, order_json
from broadcaster.sound.rendered import Rendered, find_render
from broadcaster.speech.registry import Engines
from broadcaster.station.composition import SoundBlock
from broadcaster.station.files import open_book

ROOT = Path(__file__).parents[1]
TEXT = "bluezone-la-gi"
MINUTE, THREE_MINUTES = 150, 450
"""Syllables, at the pace of a loudspeaker."""


@dataclass(frozen=True)
class Cost:
    """Of one worker process, from its start to its end."""

    wall: float
    cpu: float
    memory: float
    """MiB at most."""
    made: Rendered


def station(var: Path) -> Path:
    """The shipped station, but for what is made at run time."""
    for name in ("config.yaml", "scripts", "audio", "schedules", "lexicon.yaml"):
        (var / name).symlink_to(ROOT / name)
    return var


def order(folder: StationFolder, syllables: int) -> RenderOrder:
    """So much of a shipped text as one announcement; begun again where it is shorter."""
    book = open_book(folder)
    (block,) = book.composer.script(book.loaded.scripts[TEXT], {}, chime=True).blocks
    assert isinstance(block, SoundBlock)
    *before, text = block.order.parts
    assert isinstance(text, SpeechPart)
    said = tuple(_so_many(text.sentences, syllables))
    return replace(block.order, parts=(*before, replace(text, sentences=said)), engines=("kokoro",))


def _so_many(sentences: tuple[tuple[str, float], ...], syllables: int) -> Iterator[tuple[str, float]]:
    told = 0
    for turn in range(99):
        for words, pause in sentences:
            if told >= syllables:
                return
            told += len(words.split())
            yield (words if not turn else f"Xin nhắc lại: {words}"), pause


def work(folder: StationFolder, wanted: RenderOrder) -> Cost:
    """Have `wanted` made by a worker of its own. Raises RuntimeError where it fails."""
    key = Keys(Engines(folder, SystemClock(ZoneInfo("UTC"))), SystemClock(ZoneInfo("UTC"))).of(wanted)
    began = time.perf_counter()
    # Not at the low priority it has in a station: what else runs here would be measured with it.
    command = [sys.executable, "-m", "broadcaster.sound.worker", "--station", str(folder.root), "--urgent"]
    worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert worker.stdin
    assert worker.stdout
    worker.stdin.write(json.dumps({"id": 1, "do": "render", "key": key, "order": order_json(wanted)}) + "\n")
    worker.stdin.flush()
    last = next(event for event in map(json.loads, worker.stdout) if event["event"] != "alive")
    wall = time.perf_counter() - began
    worker.stdin.close()
    _, _, used = os.wait4(worker.pid, 0)
    made = find_render(folder.renders, key)
    if made is None:
        raise RuntimeError(str(last))
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, made)


def line(name: str, cost: Cost, goal: str) -> str:
    sound = f"{cost.made.seconds:.1f} s | {cost.made.lufs:.2f}"
    return f"| {name} | {sound} | {cost.wall:.1f} | {cost.cpu:.1f} | {cost.memory:.0f} | {goal} |"


def main() -> None:
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    print("| work | sound | LUFS | wall s | CPU s | memory MiB | goal |")
    print("|---|---|---|---|---|---|---|")
    with TemporaryDirectory() as name:
        folder = StationFolder(station(Path(name)))
        minute = order(folder, MINUTE)
        print(line("a minute, the first time", work(folder, minute), "30 s wall on two free cores"), flush=True)
        bedded = replace(minute, bed=str(folder.audio / "nen-nhe.flac"))
        print(line("a minute spoken already, over a bed", work(folder, bedded), "1.3 CPU s"), flush=True)
        print(f"\nasked for again: {again(folder, minute):.1f} ms\n")
    with TemporaryDirectory() as name:
        folder = StationFolder(station(Path(name)))
        long = work(folder, order(folder, THREE_MINUTES))
        print(line("three minutes, the first time", long, "650 MB"), flush=True)


def again(folder: StationFolder, made: RenderOrder) -> float:
    """Milliseconds until a finished sound is found."""
    keys = Keys(Engines(folder, SystemClock(ZoneInfo("UTC"))), SystemClock(ZoneInfo("UTC")))
    began = time.perf_counter()
    assert find_render(folder.renders, keys.of(made))
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    main()
