"""The station's own player, alone in a process: `python -m benchmarks.peers.ours` reads orders from standard input."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.peers.peer import Child
from broadcaster import machine
from broadcaster.clock import SystemClock
from broadcaster.playout.offer import Offer, Page, SoundPart, Words
from broadcaster.playout.piece import load_material
from broadcaster.playout.player import Player
from broadcaster.playout.soundcard import SoundCard
from broadcaster.playout.world import World
from broadcaster.timetable.order import Claim

SIGNAL = Path(os.environ.get("BENCHMARK_SIGNAL", "urgent.flac"))
RATE = 48_000


class Ours(Child):
    name = "broadcaster"
    module = "benchmarks.peers.ours"


class OursWithout(Ours):
    """On a machine that gives no real-time priority."""

    name = "broadcaster, no real-time priority"
    words = ("--no-real-time",)


def part(path: str) -> SoundPart:
    import soundfile  # noqa: PLC0415

    return SoundPart(Path(path), int(soundfile.info(path).frames))


def obey(player: Player, clock: SystemClock, order: dict[str, Any], number: int) -> None:
    if "urgent" in order:
        words = Words()
        words.finish()
        print(time.time(), flush=True)
        player.break_in(Page(f"u{number}", "khẩn", words, clock.now(), repeat=1, at_once=True))
    elif "at" in order:
        sound = part(order["path"])
        player.offer([Offer(Claim(f"a{n}", at, 0.0), f"a{n}", (sound,)) for n, at in enumerate(order["at"])])
    else:
        player.air_now(Offer(Claim(f"r{number}", 0.0, 0.0), "r", tuple(part(path) for path in order["row"])))


def main() -> None:
    clock = SystemClock(ZoneInfo("Asia/Ho_Chi_Minh"))

    def note(kind: str, text: str) -> None:
        sys.stderr.write(f"{kind}: {text}\n")

    machine.save_memory()
    machine.spare_sound_plugins(Path(tempfile.mkdtemp(prefix="alsa")))
    if "--no-real-time" not in sys.argv:
        machine.real_time_priority()
    material = load_material(SIGNAL, SIGNAL, note)
    player = Player([SoundCard(clock, note)], World(clock, lambda _told: None, note), material)
    player.start()
    for number, line in enumerate(sys.stdin):
        obey(player, clock, json.loads(line), number)


if __name__ == "__main__":
    main()
