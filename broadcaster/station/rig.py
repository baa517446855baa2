"""The way to the loudspeakers on this machine: outputs, amplifier, journal, player; before there is a station."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime

from broadcaster.clock import SystemClock
from broadcaster.errors import OutputError
from broadcaster.folder import StationFolder, fingerprint
from broadcaster.journal.journal import Journal
from broadcaster.machine import (
    clock_is_synchronised,
    normal_priority,
    real_time_priority,
    seconds_asleep,
)
from broadcaster.playout.amplifier import Amplifier, Warmth
from broadcaster.playout.asrun import AsRun
from broadcaster.playout.file import FileOutput
from broadcaster.playout.hand import SwitchHand
from broadcaster.playout.met import Met
from broadcaster.playout.output import Note, Output
from broadcaster.playout.piece import load_material
from broadcaster.playout.player import Player
from broadcaster.playout.probe import why_no_device
from broadcaster.playout.soundcard import SoundCard
from broadcaster.playout.switch import switch_of
from broadcaster.playout.trust import Trust
from broadcaster.playout.world import World
from broadcaster.station.answering import BUILT, answerable_since, settled_of
from broadcaster.station.standby import Rigging, kept

ON_AIR = "on-air"
"""Where in `var/` the sound goes while there is no sound device."""
ON_AIR_DAYS = 14
"""How many days of it are kept: enough to hear what aired, and a device that never comes fills no disk."""


class Rig:
    """A running player and its journal; what it tells is kept until a station takes it over."""

    def __init__(self, folder: StationFolder, rigging: Rigging) -> None:
        self._folder = folder
        self._record, self._note = _Later(), _Later()
        self.clock = SystemClock(rigging.zone)
        self.notices: list[str] = []
        """What an operator must be told of the machine."""
        self.asked = ""
        """The programme that it airs because its start asked for it; empty: none."""
        folder.var.mkdir(parents=True, exist_ok=True)
        self.journal = Journal(folder.journal, self.clock.zone)
        self.broken_off = self.journal.close_open()
        """What was sounding when the station died."""
        self.last = self.journal.last_instant()
        """When it was last known alive, by a clock that was believed; None: never."""
        lacks = real_time_priority()  # threads made under it keep it: the stream's, the player's, their readers'
        outputs = tuple(self._outputs(rigging.outputs))
        material = load_material(rigging.signal, rigging.last_rung, self._note)
        amplifier = _amplifier(rigging, self._note)
        settled = settled_of(self.journal, self.clock.now())
        self.player = Player(outputs, self._world(), material, amplifier, settled)
        self.player.set_gain(rigging.gain)
        self.player.start()
        normal_priority()
        self.notices += [lacks] if lacks else []

    def hand_over(self, record: Callable[[AsRun], None], note: Note) -> Player:
        """The player, which tells these from now on, and first what it had to tell before."""
        self._note.to(note)
        self._record.to(record)
        return self.player

    def close(self) -> None:
        """Be silent and let go of the journal."""
        self.player.close()
        self.journal.close()

    def _world(self) -> World:
        trust = trust_of(self.last)
        return World(self.clock, self._record, self._note, trust, clock_is_synchronised, seconds_asleep)

    def _outputs(self, names: tuple[str, ...]) -> Iterator[Output]:
        """Each output that was asked for; a file beside a sound card that is not there, so that nothing is lost."""
        met = Met(self._folder.met)
        for name in names:
            kind, _, rest = name.partition(":")
            if kind == "file":
                yield FileOutput(self._folder.root / rest, self.clock, self._note)
            elif kind in {"icecast", "icecasts"}:
                from broadcaster.playout.icecast import IcecastOutput  # noqa: PLC0415 - TLS, for stations that stream

                yield IcecastOutput(name, self.clock, self._note)
            else:
                why = why_no_device(rest or None)
                yield SoundCard(self.clock, self._note, rest or None, met=met)
                if why:
                    self.notices.append(f"{why}; trong lúc chờ, tiếng được ghi vào var/{ON_AIR}/")
                    yield FileOutput(self._folder.var / ON_AIR, self.clock, self._note, ON_AIR_DAYS)


def trust_of(last: datetime | None) -> Trust:
    """What is known to be past at a start: the program was built, the station lived until `last` (None: never)."""
    return Trust(max(BUILT.timestamp(), last.timestamp() if last else 0.0))


def rig_of_before(folder: StationFolder, first: str | None = None) -> Rig | None:
    """The rig of the station as it was, where no file was saved since; else None.

    It plays already what is due, and what its start asks for by the name `first`.
    """
    standby = kept(folder.standby, fingerprint(folder))
    if standby is None:
        return None
    rig = Rig(folder, standby.rigging)
    now = rig.clock.now()
    since = answerable_since(rig.journal.last_instant, now)
    rig.player.offer(standby.due(since.timestamp(), now.timestamp(), rig.journal.waiting()))
    rig.player.beat()
    if offer := standby.asked(first, now) if first else None:
        rig.player.air_now(offer)
        rig.asked = offer.programme
    return rig


class _Later:
    """Keeps what it is told until it knows whom to tell. Any thread may tell."""

    def __init__(self) -> None:
        self._kept: list[tuple[object, ...]] = []
        self._to: Callable[..., None] | None = None
        self._lock = threading.RLock()

    def __call__(self, *told: object) -> None:
        with self._lock:
            if self._to is None:
                self._kept.append(told)
                return
        self._to(*told)

    def to(self, take: Callable[..., None]) -> None:
        """Tell `take`, from now on and what was kept."""
        with self._lock:
            for told in self._kept:
                take(*told)
            self._kept.clear()
            self._to = take


def _amplifier(rigging: Rigging, note: Note) -> Amplifier:
    try:
        switch = switch_of(rigging.switch)
    except OutputError as error:
        note("amplifier", str(error))
        switch = None
    return Amplifier(Warmth(rigging.before, rigging.after), SwitchHand(switch) if switch else None, note)
