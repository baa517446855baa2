"""What the journal heard, told only of days it knows."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from broadcaster.journal.journal import Journal
from broadcaster.playout.asrun import AsRun
from broadcaster.station.aired import aired_by

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def test_days_before_the_journal_began_are_unknown_not_silent() -> None:
    journal = Journal(Path(":memory:"), ZONE)
    assert aired_by(journal)("bluezone", date(2020, 8, 23)) is None
    at = datetime(2026, 12, 1, 5, 0, tzinfo=ZONE)
    journal.write(
        AsRun("a", "Buổi sáng", at, at, at.replace(minute=3), "aired", "", 180.0, tags=frozenset({"bluezone"}))
    )
    aired = aired_by(journal)
    assert aired("bluezone", date(2020, 8, 23)) is None
    assert aired("bluezone", date(2026, 12, 1)) == 1
    assert aired("bluezone", date(2026, 12, 2)) == 0
