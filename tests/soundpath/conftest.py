"""One sound server for all tests over the real path, and a station's playout on it."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import soundfile

from broadcaster import machine
from broadcaster.clock import SystemClock
from broadcaster.playout.asrun import AsRun
from broadcaster.playout.offer import Offer, Page, SoundPart, Words
from broadcaster.playout.piece import Material
from broadcaster.playout.player import Player
from broadcaster.playout.soundcard import SoundCard
from broadcaster.playout.sounds import KeptSound
from broadcaster.playout.world import World
from broadcaster.sound.pieces import Mark
from broadcaster.timetable.order import Claim
from broadcaster.units import RATE, Samples

from .server import SoundServer

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def tone(pitch: float, seconds: float, level: float = 0.4) -> Samples:
    """A cosine: it starts at its full level, so that its first frame is seen."""
    return (level * np.cos(2 * np.pi * pitch * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def pitch_level(sound: Samples, pitch: float, around: int = 96) -> Samples:
    """How loud one pitch is around every frame."""
    turning = sound * np.exp(-2j * np.pi * pitch * np.arange(len(sound)) / RATE)
    level: Samples = 2 * np.abs(np.convolve(turning, np.ones(around) / around, "valid")).astype(np.float32)
    return level


@dataclass
class Live:
    """A player on the real path."""

    folder: Path
    real_time: bool
    told: list[AsRun] = field(default_factory=list)
    notes: list[tuple[float, str, str]] = field(default_factory=list)
    clock: SystemClock = field(default_factory=lambda: SystemClock(ZONE))

    def __post_init__(self) -> None:
        self.card = SoundCard(self.clock, self.note)
        material = Material(KeptSound(tone(3000, 1.0)), KeptSound(tone(500, 1.0)), self.note)
        self.player = Player([self.card], World(self.clock, self.told.append, self.note), material)
        self.player.start()

    def note(self, kind: str, text: str) -> None:
        self.notes.append((time.time(), kind, text))

    def part(self, pitch: float, seconds: float, marks: tuple[float, ...] = ()) -> SoundPart:
        path = self.folder / f"{pitch}-{seconds}.flac"
        soundfile.write(path, tone(pitch, seconds), RATE, subtype="PCM_16")
        return SoundPart(path, round(seconds * RATE), tuple(Mark(round(at * RATE), 0, "bài", 0) for at in marks))

    def offer(self, name: str, at: float, *parts: SoundPart) -> Offer:
        return Offer(Claim(name, at, 0.0), name, parts)

    def page(self, name: str, *parts: SoundPart) -> Page:
        words = Words()
        for part in parts:
            words.add(part.path, part.frames)
        words.finish()
        return Page(name, name, words, self.clock.now(), repeat=1)

    def verdict(self, name: str) -> AsRun:
        return [one for one in self.told if one.airing == name][-1]


def wait(seconds: float) -> None:
    threading.Event().wait(seconds)


def wait_until(true: Callable[[], object], seconds: float = 10.0) -> float:
    """Wait for something to become true; how long it took."""
    began = time.monotonic()
    while not true():
        if time.monotonic() - began > seconds:
            raise AssertionError(f"it did not come true in {seconds:g} s")
        threading.Event().wait(0.01)
    return time.monotonic() - began


@pytest.fixture(scope="session")
def sound_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoundServer]:
    """The path itself; a test that breaks it mends it again."""
    with SoundServer(tmp_path_factory.mktemp("sound")) as server:
        yield server


@pytest.fixture
def live(sound_server: SoundServer, tmp_path: Path) -> Iterator[Live]:
    """A player on it, with real-time priority where this machine gives it."""
    real_time = machine.real_time_priority() is None and sys.platform != "win32"
    try:
        made = Live(tmp_path, real_time)
        yield made
        made.player.close()
    finally:
        machine.normal_priority()
