"""What every door keeps: that of a station, and the one with no station behind it that the panel's tests speak to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from fakes.door import FakeDoor
from station.conftest import HummingAtelier

from broadcaster.folder import StationFolder
from broadcaster.station.answers import Answers
from broadcaster.station.door import Door, UnknownNameError
from broadcaster.station.rehearsal import rehearsal

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
Slow = tuple[Door, str]
"""A door, and the name of what it has no sound of yet."""


@pytest.fixture(params=["fake", "station"])
def slow(request: pytest.FixtureRequest, folder: StationFolder, humming: HummingAtelier) -> Iterator[Slow]:
    if request.param == "fake":
        fake = FakeDoor(lambda: NOW)
        fake.healthy = False
        yield fake, "bluezone-30-giay"
        return
    with rehearsal(folder, NOW, humming) as stage:
        book = stage.station.files.book
        humming.late = next(book.composer.script(book.loaded.scripts["tin"], {}, chime=True).orders())
        yield Answers(stage.station), "tin"


def test_what_is_ordered_and_not_made_yet_is_told_and_may_be_called_off(slow: Slow) -> None:
    door, name = slow
    taken = door.play(name, "thử")
    assert taken.pop("ready") is False
    (waits,) = door.status()["waiting"]
    assert waits == {**taken, "since": NOW.isoformat()}
    assert door.call_off(taken["airing"], "thử") == taken
    assert door.status()["waiting"] == []
    with pytest.raises(UnknownNameError, match="không còn chờ"):
        door.call_off(taken["airing"], "thử")


def test_a_stop_calls_off_all_that_waits(slow: Slow) -> None:
    door, name = slow
    door.play(name, "thử")
    door.stop("thử")
    assert door.status()["waiting"] == []
