"""A station's folder as a command sees it: its files read, its clock, its unknown names."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from broadcaster.clock import Clock, ManualClock, SystemClock
from broadcaster.errors import BroadcasterError
from broadcaster.folder import StationFolder
from broadcaster.station.files import Book, open_book


@dataclass(frozen=True)
class Opened:
    """One station, read once."""

    folder: StationFolder
    """Where it lies."""
    book: Book
    """What its files say, and what works by them."""
    clock: Clock
    """The machine's, or the one `--now` sets."""

    def unknown(self, name: str) -> BroadcasterError:
        """The sentence for a name that is neither a script's nor a programme's."""
        loaded = self.book.loaded
        known = [*loaded.scripts, *(programme.name for programme in loaded.timetable.programmes)]
        close = difflib.get_close_matches(name, known, n=1)
        hint = (
            f"ý bạn là '{close[0]}'?" if close else "xem tên bài trong scripts/vi/, tên chương trình trong schedules/"
        )
        return BroadcasterError(f"không có bài hay chương trình tên '{name}'; {hint}")


def open_station(path: Path, now: datetime | None = None) -> Opened:
    """The station in the folder `path`, at `now` or at the machine's time; raises BroadcasterError where none is."""
    folder = StationFolder(path)
    book = open_book(folder)
    zone = book.loaded.settings.station.zone
    return Opened(folder, book, ManualClock(now, zone) if now else SystemClock(zone))
