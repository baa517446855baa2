"""The timetable's desk of a running station: what was changed is written to its files."""

from __future__ import annotations

from broadcaster.station.station import Station


class StationTimetable:
    """A `TimetableDesk`; every method may be called from any thread."""

    def __init__(self, station: Station) -> None:
        self._station = station
