"""What the journal heard, in the shape campaigns ask for."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from broadcaster.journal.journal import Journal
from broadcaster.journal.tally import tally
from broadcaster.timetable.campaign import Aired


def aired_by(journal: Journal) -> Aired:
    """How many airings of a tag the journal heard on a day; it knows nothing of days before its first."""
    first = journal.first_instant()

    def aired(tag: str, day: date) -> int | None:
        if first is None or day < first.date():
            return None
        since = datetime.combine(day, datetime.min.time(), journal.zone)
        return tally(tag, journal.read(since, since + timedelta(days=1)), day)

    return aired
