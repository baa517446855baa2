"""The machine's desk of a running station."""

from __future__ import annotations

from broadcaster.station.composition import Composition, SoundBlock
from broadcaster.station.desks.devices import Json
from broadcaster.station.door import RefusedError
from broadcaster.station.on_demand import Ordered
from broadcaster.station.station import Station
from broadcaster.timetable.rules import breach
from broadcaster.timetable.writing import write_setting

TRIAL = 10.0
"""Seconds a trial of the loudspeakers is taken to last, where house rules are asked."""


class StationDevices:
    """A `DeviceDesk`; every method may be called from any thread."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def rename(self, name: str) -> None:
        """Write the station's name."""
        write_setting(self._station.folder, ["station", "name"], " ".join(name.split()), self._station.clock.now())

    def quiet(self) -> str:
        """The house rule that forbids sound just now."""
        rules = self._station.files.book.loaded.settings.rules
        return str(breach(rules, self._station.clock.now(), TRIAL) or "")

    def try_sound(self, by: str, *, anyway: bool = False) -> Json:
        """The chime and the station's name; they are made ahead, as the last rung of every programme."""
        if not anyway and (why := self.quiet()):
            raise RefusedError(f"không phát: {why}")
        composition = Composition((SoundBlock(self._station.files.book.composer.station_call()),))
        airing = f"thu-loa-{self._station.clock.now():%Y%m%dT%H%M%S%f}"
        ordered = Ordered(airing, "Thử loa", composition, frozenset(), f"thử loa, theo lệnh của {by}")
        return {"ready": self._station.on_demand.add(ordered)}
