"""One station after another on one folder and one journal, as starts and power cuts make them, on a manual clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from broadcaster.clock import ManualClock
from broadcaster.folder import StationFolder
from broadcaster.journal import Journal
from broadcaster.playout.asrun import AsRun
from broadcaster.playout.output import Note
from broadcaster.playout.piece import Material
from broadcaster.playout.player import Player
from broadcaster.playout.silent import SilentOutput
from broadcaster.playout.sounds import two_tones
from broadcaster.playout.world import World
from broadcaster.station.answering import settled_of
from broadcaster.station.files import Files
from broadcaster.station.rehearsal import PaperAtelier, Stage
from broadcaster.station.rig import trust_of
from broadcaster.station.station import Atelier, Parts, Station

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@dataclass
class Life:
    """A station between a start and its end; `synchronised`: whether NTP has set its clock."""

    station: Station
    clock: ManualClock
    journal: Journal
    synchronised: bool = False

    def play(self, until: datetime) -> None:
        Stage(self.station, self.clock).play(until)

    def play_to(self, text: str) -> None:
        self.play(moment(text))

    def set_clock(self, text: str) -> None:
        self.clock.jump(moment(text))

    def step(self, by: timedelta) -> None:
        self.clock.jump(self.clock.now() + by)

    def second_by_second(self, seconds: int) -> None:
        """As a real station lives: the player and the heart beat all the time."""
        for _ in range(seconds):
            self.station.player.beat()
            self.station.heart.beat()
            self.clock.advance(1.0)

    def log(self) -> list[tuple[str, str]]:
        """What the journal holds in all: id and outcome."""
        told = self.journal.read(moment("1970-01-02"), moment("2100-01-01"))
        return [(one.airing, one.outcome) for one in told]

    def of(self, airing: str) -> AsRun:
        told = self.journal.read(moment("1970-01-02"), moment("2100-01-01"))
        return next(one for one in told if one.airing == airing)


@dataclass
class Lives:
    """The folder in which they live, one at a time."""

    folder: StationFolder
    atelier: Atelier = field(default_factory=PaperAtelier)

    @contextmanager
    def begin(self, at: str, *, synchronised: bool = False, power_cut: bool = False) -> Iterator[Life]:
        """A station that starts at `at` by its clock, and ends by a stop or by a `power_cut`."""
        self.folder.var.mkdir(exist_ok=True)
        clock, journal = ManualClock(moment(at), ZONE), Journal(self.folder.journal, ZONE)
        broken_off = journal.close_open()
        life: list[Life] = []

        def player(record: Callable[[AsRun], None], note: Note) -> Player:
            trust = trust_of(journal.last_instant())
            world = World(clock, record, note, trust, lambda: bool(life and life[0].synchronised) or synchronised)
            material = Material(two_tones(), two_tones(), note)
            keep = not isinstance(self.atelier, PaperAtelier)
            return Player(
                (SilentOutput(clock, note, keep=keep),), world, material, None, settled_of(journal, clock.now())
            )

        station = Station(Parts(self.folder, clock, Files(self.folder), journal, self.atelier, player))
        for one in broken_off:
            station.note("sound", f"«{one.programme}» dở dang khi máy tắt, đã ghi là bị cắt")
        life.append(Life(station, clock, journal, synchronised))
        station.begin()
        try:
            yield life[0]
        finally:
            if not power_cut:
                station.close()
            journal.close()
