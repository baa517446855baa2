"""A stage to play on: a manual clock, a silent output that keeps what it heard, sounds told apart by their level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import soundfile

from broadcaster.clock import ManualClock
from broadcaster.playout.amplifier import Amplifier
from broadcaster.playout.asrun import AsRun, Settled
from broadcaster.playout.offer import Offer, Page, SoundPart, Words
from broadcaster.playout.piece import Material
from broadcaster.playout.player import Player
from broadcaster.playout.silent import SilentOutput
from broadcaster.playout.sounds import KeptSound
from broadcaster.playout.trust import Trust
from broadcaster.playout.world import World
from broadcaster.sound.pieces import Mark
from broadcaster.timetable.order import Claim
from broadcaster.units import RATE

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FIVE = datetime(2020, 8, 23, 5, 0, tzinfo=ZONE)
SIGNAL, LAST_RUNG = 0.5, 0.25


class FakeHand:
    """The hand at a switch that obeys at once; it keeps when it was told what, in seconds after five."""

    def __init__(self, stage: Stage) -> None:
        self.fault, self.obeyed = "", False
        self.log: list[tuple[float, bool]] = []
        self._stage = stage

    def put(self, *, on: bool) -> None:
        self.obeyed = on
        self.log.append((round(self._stage.clock.timestamp() - self._stage.zero, 2), on))

    def settle(self, seconds: float) -> None:
        """At once."""

    def close(self) -> None:
        self.put(on=False)


def flat(level: float, seconds: float) -> KeptSound:
    return KeptSound(np.full(round(seconds * RATE), level, np.float32))


@dataclass
class Stage:
    """The player on a manual clock, one minute before five."""

    folder: Path
    clock: ManualClock = field(default_factory=lambda: ManualClock(FIVE - timedelta(minutes=1), ZONE))
    told: list[AsRun] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    trust: Trust = field(default_factory=lambda: Trust(0.0))
    amplifier: Amplifier | None = None
    settled: Settled = field(default_factory=Settled)
    asleep: float = 0.0
    synchronised: bool = False
    journal_works: bool = True

    def __post_init__(self) -> None:
        self.out = SilentOutput(self.clock, self.note, keep=True)
        self.zero = FIVE.timestamp()
        self.material = Material(flat(SIGNAL, 1.0), flat(LAST_RUNG, 1.0), self.note)
        self._player: Player | None = None

    def note(self, kind: str, text: str) -> None:
        self.notes.append((kind, text))

    def record(self, told: AsRun) -> None:
        if not self.journal_works:
            raise OSError("đĩa đầy")
        self.told.append(told)

    @property
    def player(self) -> Player:
        if self._player is None:
            world = World(
                self.clock, self.record, self.note, self.trust, lambda: self.synchronised, lambda: self.asleep
            )
            self._player = Player([self.out], world, self.material, self.amplifier, self.settled)
        return self._player

    def part(self, level: float, seconds: float, sentences: tuple[float, ...] = (), label: str = "") -> SoundPart:
        path = self.folder / f"{level}-{seconds}.flac"
        if not path.exists():
            soundfile.write(path, np.full(round(seconds * RATE), level, np.float32), RATE, subtype="PCM_16")
        marks = tuple(Mark(round(at * RATE), 0, label or "bài", n) for n, at in enumerate(sentences))
        return SoundPart(path, round(seconds * RATE), marks, label)

    def offer(self, name: str, at: float, *parts: SoundPart, **more: Any) -> Offer:
        """An airing planned `at` seconds after five."""
        return Offer(Claim(name, self.zero + at, 0.0, **more), name, parts)

    def page(self, name: str = "bão", words: Words | None = None, **more: Any) -> Page:
        return Page(name, name, words or Words(), self.clock.now(), **more)

    def until(self, seconds: float) -> None:
        """Let time pass until so many seconds after five, beating as the player asks."""
        end = self.zero + seconds
        while True:
            wanted = self.player.beat()
            now = self.clock.timestamp()
            if now >= end - 1e-6:
                return
            self.clock.advance(max(0.0, min(end, wanted.timestamp() if wanted else end) - now))

    def heard(self, at: float, seconds: float = 0.0) -> float:
        """The level heard `at` seconds after five, or the middle one of so many seconds."""
        sound = self.out.between(self.zero + at, self.zero + at + max(seconds, 2 / RATE))
        return round(float(np.median(sound)), 3)

    def verdict(self, name: str) -> AsRun:
        """The last telling of an airing."""
        return [one for one in self.told if one.airing == name][-1]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    yield made
    made.player.close()
