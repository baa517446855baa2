"""The texts' desk of a running station: `scripts/vi/`, the lexicon, and their voice."""

from __future__ import annotations

from broadcaster.station.station import Station


class StationTexts:
    """A `TextDesk`; every method may be called from any thread."""

    def __init__(self, station: Station) -> None:
        self._station = station
