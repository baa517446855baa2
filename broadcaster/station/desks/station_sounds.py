"""The sounds' desk of a running station."""

from __future__ import annotations

from broadcaster.station.station import Station


class StationSounds:
    """A `SoundDesk`; every method may be called from any thread."""

    def __init__(self, station: Station) -> None:
        self._station = station
