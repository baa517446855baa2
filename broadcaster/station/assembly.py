"""A real station put together: its files, journal, worker, outputs and player, on the machine's clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from broadcaster.clock import Clock, SystemClock
from broadcaster.errors import OutputError
from broadcaster.folder import StationFolder
from broadcaster.journal.journal import Journal
from broadcaster.machine import (
    clock_is_synchronised,
    normal_priority,
    real_time_priority,
    seconds_asleep,
    spare_sound_plugins,
)
from broadcaster.playout.amplifier import Amplifier, Warmth, switch_of
from broadcaster.playout.asrun import AsRun
from broadcaster.playout.file import FileOutput
from broadcaster.playout.output import Note, Output
from broadcaster.playout.piece import load_material
from broadcaster.playout.player import Player
from broadcaster.playout.probe import why_no_device
from broadcaster.playout.soundcard import SoundCard
from broadcaster.playout.trust import Trust
from broadcaster.playout.world import World
from broadcaster.settings import AmplifierSettings
from broadcaster.sound.shelf import sounds_in
from broadcaster.sound.workshop import Workshop
from broadcaster.station.files import Files
from broadcaster.station.planning import LOOK_BACK
from broadcaster.station.station import Parts, Station

BUILT = datetime(2026, 11, 1, tzinfo=UTC)
"""A clock before this is wrong: the program did not exist yet."""
SIGNAL = "hieu-lenh-khan"
"""The sound in `audio/` that goes before an urgent announcement."""
LAST_RUNG = "chuong"
"""The sound in `audio/` that airs where nothing else can."""
ON_AIR = "on-air"
"""Where in `var/` the sound goes while there is no sound device."""
ON_AIR_DAYS = 14
"""How many days of it are kept: enough to hear what aired, and a device that never comes fills no disk."""


@dataclass(frozen=True)
class Assembled:
    """A station and what must be ended with it."""

    station: Station
    """The station."""
    workshop: Workshop
    """Its worker's foreman."""
    journal: Journal
    """Its memory."""
    notices: tuple[str, ...]
    """What an operator must be told of the machine."""

    def close(self) -> None:
        """Be silent, end the worker, let go of the journal."""
        self.station.player.close()
        self.workshop.close()
        self.journal.close()


def assemble(folder: StationFolder) -> Assembled:
    """The station of `folder` on this machine; raises BroadcasterError where the folder is no station's."""
    files = Files(folder)
    settings = files.book.loaded.settings
    clock = SystemClock(settings.station.zone)
    folder.var.mkdir(parents=True, exist_ok=True)
    spare_sound_plugins(folder.var / "alsa")
    journal = Journal(folder.journal, clock.zone)
    broken_off = journal.close_open()
    normal_priority()  # neither the workshop's thread nor the worker it starts keeps the hurry of the start
    workshop = Workshop(folder, clock)
    notices: list[str] = []

    def player(record: Callable[[AsRun], None], note: Note) -> Player:
        outputs = tuple(_outputs(settings.sound.outputs, folder, clock, note, notices))
        world = World(clock, record, note, _trust(journal), clock_is_synchronised, seconds_asleep)
        sounds = sounds_in(folder.audio)
        missing = folder.audio / "?"
        material = load_material(sounds.get(SIGNAL, missing), sounds.get(LAST_RUNG, missing), note)
        already = journal.ids_since(clock.now() - LOOK_BACK)
        return Player(outputs, world, material, _amplifier(settings.sound.amplifier, note), already)

    lacks = real_time_priority()  # threads made under it keep it: the stream's, the player's, their readers'
    station = Station(Parts(folder, clock, files, journal, workshop, player))
    # told only now: until the station has looked, its last sign of life is what it answers from
    for entry in broken_off:
        station.note("sound", f"«{entry.programme}» dở dang khi máy tắt, đã ghi là bị cắt")
    for notice in journal.notices:
        station.note("journal", notice)
    station.player.start()
    normal_priority()
    if lacks:
        notices.append(lacks)
    return Assembled(station, workshop, journal, tuple(notices))


def _trust(journal: Journal) -> Trust:
    last = journal.last_instant()
    return Trust(max(BUILT.timestamp(), last.timestamp() if last else 0.0))


def _outputs(
    names: tuple[str, ...], folder: StationFolder, clock: Clock, note: Note, notices: list[str]
) -> Iterator[Output]:
    """Each output of the settings; a file beside a sound card that is not there, so that nothing is lost."""
    for name in names:
        kind, _, rest = name.partition(":")
        if kind == "file":
            yield FileOutput(folder.root / rest, clock, note)
        elif kind in {"icecast", "icecasts"}:
            from broadcaster.playout.icecast import IcecastOutput  # noqa: PLC0415 - TLS, for stations that stream

            yield IcecastOutput(name, clock, note)
        else:
            why = why_no_device(rest or None)
            yield SoundCard(clock, note, rest or None)
            if why:
                notices.append(f"{why}; trong lúc chờ, tiếng được ghi vào var/{ON_AIR}/")
                yield FileOutput(folder.var / ON_AIR, clock, note, ON_AIR_DAYS)


def _amplifier(settings: AmplifierSettings, note: Note) -> Amplifier:
    try:
        switch = switch_of(settings.switch)
    except OutputError as error:
        note("amplifier", str(error))
        switch = None
    return Amplifier(Warmth(settings.on, settings.off), switch, note)
