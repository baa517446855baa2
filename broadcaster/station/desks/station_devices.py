"""The machine's desk of a running station."""

from __future__ import annotations

from broadcaster.station.station import Station


class StationDevices:
    """A `DeviceDesk`; every method may be called from any thread."""

    def __init__(self, station: Station) -> None:
        self._station = station
