"""A real station put together: its files, journal, worker, outputs and player, on the machine's clock."""

from __future__ import annotations

from dataclasses import dataclass

from broadcaster.errors import BroadcasterError
from broadcaster.folder import StationFolder
from broadcaster.journal.journal import Journal
from broadcaster.settings import Settings
from broadcaster.sound.shelf import sounds_in
from broadcaster.sound.workshop import Workshop
from broadcaster.station.by_hand import at_hand
from broadcaster.station.files import Files
from broadcaster.station.rig import Rig
from broadcaster.station.standby import Rigging, Standby, keep
from broadcaster.station.station import Parts, Station

SIGNAL = "hieu-lenh-khan"
"""The sound in `audio/` that goes before an urgent announcement."""
LAST_RUNG = "chuong"
"""The sound in `audio/` that airs where nothing else can."""
STOOD_BY = 10
"""Seconds between two looks at whether what is kept for the next start still holds."""


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
    asked: str = ""
    """The programme that already airs because the start asked for it; empty: none."""

    def close(self) -> None:
        """Be silent, end the worker, let go of the journal."""
        self.station.close()
        self.workshop.close()
        self.journal.close()


def assemble(folder: StationFolder, rig: Rig | None = None, first: str | None = None) -> Assembled:
    """The station of `folder` on this machine, over a rig that may play already; `first`: what its start asks for.

    Raises BroadcasterError where the folder is no station's; the rig is closed then.
    """
    try:
        files = Files(folder)
    except BroadcasterError:
        if rig:
            rig.close()
        raise
    rig = rig or Rig(folder, rigging_of(files.book.loaded.settings, folder))
    workshop = Workshop(folder, rig.clock)
    station = Station(Parts(folder, rig.clock, files, rig.journal, workshop, rig.hand_over))
    # told only now: until the station has looked, its last sign of life is what it answers from
    for entry in rig.broken_off:
        station.note("sound", f"«{entry.programme}» dở dang khi máy tắt, đã ghi là bị cắt")
    for notice in rig.journal.notices:
        station.note("journal", notice)
    station.heart.every(STOOD_BY, "sẵn cho lần bật sau", StandingBy(station, first))
    return Assembled(station, workshop, rig.journal, tuple(rig.notices), rig.asked)


def rigging_of(settings: Settings, folder: StationFolder) -> Rigging:
    """What the files say of the way to the loudspeakers."""
    sound, amplifier, sounds = settings.sound, settings.sound.amplifier, sounds_in(folder.audio)
    missing = folder.audio / "?"
    return Rigging(
        settings.station.zone, sound.outputs, amplifier.on, amplifier.off, amplifier.switch, sound.gain,
        sounds.get(SIGNAL, missing), sounds.get(LAST_RUNG, missing),
    )  # fmt: skip


class StandingBy:
    """Keeps on disk what the loudspeakers would play were the station started again: anew each hour and each change."""

    def __init__(self, station: Station, first: str | None = None) -> None:
        self._station = station
        self._first = first
        self._kept = ("", "")

    def __call__(self) -> None:
        """Look whether it still holds."""
        station = self._station
        now = (station.files.taken, f"{station.clock.now():%d %H}")
        if now == self._kept or not station.prepared:
            return
        self._kept = now
        rigging = rigging_of(station.files.book.loaded.settings, station.folder)
        named = tuple(at_hand(station, self._first)) if self._first else ()
        keep(station.folder.standby, Standby(station.files.taken, rigging, tuple(station.upcoming()), named))
