"""The real station on a manual clock, with a silent output and sounds that exist on paper: a year in seconds.

Files, heart, plan, order of airings, player and journal are the station's own; only the worker is not asked, and nobody
hears it.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from broadcaster.clock import ManualClock
from broadcaster.errors import BroadcasterError, SoundError
from broadcaster.folder import StationFolder
from broadcaster.journal.journal import Journal
from broadcaster.playout.asrun import AsRun
from broadcaster.playout.output import Note
from broadcaster.playout.piece import Material
from broadcaster.playout.player import Player
from broadcaster.playout.silent import SilentOutput
from broadcaster.playout.sounds import two_tones
from broadcaster.playout.trust import Trust
from broadcaster.playout.world import World
from broadcaster.sound.order import FilePart, RenderOrder, SilencePart
from broadcaster.sound.pieces import Mark
from broadcaster.sound.rendered import Rendered
from broadcaster.speech.registry import EngineState
from broadcaster.station.files import Files
from broadcaster.station.station import Atelier, Parts, Station
from broadcaster.timetable.lengths import SYLLABLES_A_SECOND
from broadcaster.units import RATE, Frames, Lufs

FILE_SECONDS = 6.0
"""What a sound file is taken to last: nothing is decoded on paper."""
MEMORY = Path(":memory:")
"""SQLite's name for a database that is on no disk."""
STEP = 1e-3
"""Seconds the clock moves at least, so that no rounding of an instant stops it."""


@dataclass(frozen=True)
class Stage:
    """A station being rehearsed."""

    station: Station
    """The station."""
    clock: ManualClock
    """Its clock; `jump` is somebody setting it."""

    def play(self, until: datetime) -> None:
        """Let the time pass to `until`, from one instant at which anything happens to the next."""
        beats_at = self.clock.timestamp()
        while self.clock.now() < until:
            now = self.clock.timestamp()
            if now >= beats_at:
                self.station.heart.beat()
                due = self.station.next_due()
                beats_at = max(now + STEP, min(due.timestamp() if due else math.inf, now + _DAY))
            wanted = self.station.player.beat()
            nexts = [beats_at, until.timestamp(), *([wanted.timestamp()] if wanted else [])]
            self.clock.advance(max(STEP, min(nexts) - now))


_DAY = timedelta(days=1).total_seconds()


@contextmanager
def rehearsal(folder: StationFolder, since: datetime, atelier: Atelier | None = None) -> Iterator[Stage]:
    """The station of `folder` at `since`, aware; nothing of it is touched. Raises BroadcasterError.

    With an `atelier` whose sounds are real files the output reads and keeps them, which takes longer.
    """
    with tempfile.TemporaryDirectory() as made:
        own = StationFolder(folder.root, Path(made))
        files = Files(own)
        clock = ManualClock(since, files.book.loaded.settings.station.zone)
        journal = Journal(MEMORY, clock.zone)

        def player(record: Callable[[AsRun], None], note: Note) -> Player:
            world = World(clock, record, note, Trust(-math.inf))
            output = SilentOutput(clock, note, keep=atelier is not None)
            return Player((output,), world, Material(two_tones(), two_tones(), note))

        station = Station(Parts(own, clock, files, journal, atelier or PaperAtelier(), player))
        try:
            station.begin()
            yield Stage(station, clock)
        finally:
            station.close()
            journal.close()


def rehearse(folder: StationFolder, since: datetime, until: datetime) -> list[AsRun]:
    """The as-run log that would result from `since` up to `until`, both aware; raises BroadcasterError."""
    with rehearsal(folder, since) as stage:
        stage.play(until)
        return stage.station.journal.read(since, until)


class PaperAtelier:
    """Everything is made at once and nothing is heard: sounds with a length and no samples."""

    def broken(self, rendered: Rendered) -> bool:  # noqa: ARG002
        """Nothing is on a disk."""
        return False

    def find(self, order: RenderOrder) -> Rendered:
        """What `order` would come to, by its words."""
        return _on_paper(order)

    def request(
        self,
        order: RenderOrder,
        due: float,  # noqa: ARG002 - one shape with the workshop
        done: Callable[[Rendered | BroadcasterError], None],
        progress: Callable[[float], None] = lambda _part: None,  # noqa: ARG002
    ) -> int:
        """Done as soon as asked for."""
        done(_on_paper(order))
        return 0

    def speak(
        self,
        order: RenderOrder,
        each: Callable[[Rendered], None],
        done: Callable[[BroadcasterError | None], None],
    ) -> int:
        """Spoken as soon as asked for."""
        each(_on_paper(order))
        done(None)
        return 0

    def facts(
        self,
        path: Path,
        done: Callable[[Mapping[str, Any] | BroadcasterError], None],
        to: Path | None = None,  # noqa: ARG002
    ) -> int:
        """No file is opened."""
        done(SoundError(f"diễn thử thì không mở tệp '{path.name}'"))
        return 0

    def cancel(self, ticket: int) -> None:
        """Nothing is ever left to do."""

    def voices(self, engines: Sequence[str], voice: str) -> list[EngineState]:  # noqa: ARG002
        """No voice is needed."""
        return []


@lru_cache(1024)
def _on_paper(order: RenderOrder) -> Rendered:
    marks, frames = list[Mark](), 0
    for number, part in enumerate(order.parts):
        if isinstance(part, SilencePart):
            frames += round(part.seconds * RATE)
            continue
        marks.append(Mark(frames, number, part.label))
        if isinstance(part, FilePart):
            frames += round(FILE_SECONDS * RATE)
            continue
        for sentence, (text, _) in enumerate(part.sentences):
            marks.append(Mark(frames, number, part.label, sentence))
            frames += round(len(text.split()) / SYLLABLES_A_SECOND * RATE)
    return Rendered(Path("trên-giấy.flac"), Frames(frames), tuple(marks), "", Lufs(-16.0))
