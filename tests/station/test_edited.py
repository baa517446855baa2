"""A schedule edited while the station runs changes what is to come, and nothing of what has been."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from station.lives import ZONE

from broadcaster.folder import StationFolder
from broadcaster.station.rehearsal import Stage, rehearsal

FIVE = datetime(2026, 12, 1, 5, 0, tzinfo=ZONE)


def one(name: str, at: str, play: str = "silence: 1 phút") -> str:
    return f"  - {{ name: {name}, at: '{at}', play: [{{ {play} }}] }}\n"


def save(folder: StationFolder, *programmes: str) -> None:
    (folder.schedules / "lich.yaml").write_text("programmes:\n" + "".join(programmes), encoding="utf-8")


def live(stage: Stage, seconds: int) -> None:
    for _ in range(seconds):
        stage.station.player.beat()
        stage.station.heart.beat()
        stage.clock.advance(1.0)


def log(stage: Stage) -> list[tuple[str, str, str]]:
    told = stage.station.journal.read(FIVE - timedelta(days=40), FIVE + timedelta(days=40))
    return [(entry.programme, f"{entry.planned:%d %H:%M}", entry.outcome) for entry in told]


def test_a_programme_renamed_within_its_grace_does_not_air_again(folder: StationFolder) -> None:
    save(folder, one("Bản tn", "05:00"))
    with rehearsal(folder, FIVE - timedelta(minutes=1)) as stage:
        live(stage, 180)
        save(folder, one("Bản tin", "05:00"))
        live(stage, 300)
        assert log(stage) == [("Bản tn", "01 05:00", "aired")]
        stage.play(FIVE + timedelta(days=1, minutes=5))
        assert log(stage)[1:] == [("Bản tin", "02 05:00", "aired")]


def test_one_renamed_before_its_hour_airs_under_its_new_name_alone(folder: StationFolder) -> None:
    save(folder, one("Bản tn", "05:00"))
    with rehearsal(folder, FIVE - timedelta(minutes=1)) as stage:
        live(stage, 30)
        save(folder, one("Bản tin", "05:00"))
        live(stage, 300)
        assert log(stage) == [("Bản tin", "01 05:00", "aired")]


@pytest.mark.parametrize("at", ["19:55", "19:59:30", "06:00"])
def test_an_hour_that_was_past_when_it_was_written_is_meant_from_tomorrow_on(folder: StationFolder, at: str) -> None:
    save(folder, one("Bản tin", "05:00"))
    with rehearsal(folder, FIVE + timedelta(hours=14, minutes=50)) as stage:
        live(stage, 600)
        save(folder, one("Bản tin", "05:00"), one("Tin sau", at))
        live(stage, 120)
        assert log(stage) == []
        stage.play(FIVE + timedelta(days=1, hours=15, minutes=5))
        assert ("Tin sau", f"02 {at[:5]}", "aired") in log(stage)
        assert "missed" not in {outcome for *_, outcome in log(stage)}


def test_a_station_up_for_days_tells_no_miss_of_a_programme_that_is_new(folder: StationFolder) -> None:
    save(folder, one("Bản tin", "05:00"))
    with rehearsal(folder, FIVE - timedelta(days=3)) as stage:
        stage.play(FIVE - timedelta(minutes=30))
        live(stage, 60)
        save(folder, one("Bản tin", "05:00"), one("Tin ba", "06:30"))
        live(stage, 60)
        assert {name for name, *_ in log(stage)} == {"Bản tin"}


def test_what_waits_its_turn_when_its_contents_are_edited_airs_all_the_same(folder: StationFolder) -> None:
    save(folder, one("Dài", "04:59", "silence: 4 phút"), one("Bản tin", "05:00"))
    with rehearsal(folder, FIVE - timedelta(minutes=2)) as stage:
        live(stage, 240)  # two minutes past five
        save(folder, one("Dài", "04:59", "silence: 4 phút"), one("Bản tin", "05:00", "silence: 2 phút"))
        live(stage, 240)
        assert ("Bản tin", "01 05:00", "aired") in log(stage)


def test_an_edit_in_the_same_moment_as_a_step_hides_no_miss(folder: StationFolder) -> None:
    save(folder, one("Bản tin", "05:00"))
    with rehearsal(folder, FIVE - timedelta(hours=1)) as stage:
        live(stage, 10)
        save(folder, one("Bản tin", "05:00"), one("Tin sau", "06:00"))
        stage.clock.jump(stage.clock.now() + timedelta(days=1, hours=3))
        live(stage, 10)
        assert log(stage) == [("Bản tin", "01 05:00", "missed"), ("Bản tin", "02 05:00", "missed")]


def test_an_hour_that_was_past_by_a_clock_that_ran_ahead_is_kept_once_that_is_set_back(folder: StationFolder) -> None:
    save(folder, one("Bản tin", "19:00"))
    with rehearsal(folder, FIVE + timedelta(hours=1)) as stage:
        live(stage, 10)
        save(folder, one("Bản tin", "19:00"), one("Tin sau", "05:01"))
        live(stage, 10)
        stage.clock.jump(stage.clock.now() - timedelta(hours=1))
        live(stage, 180)
        assert log(stage) == [("Tin sau", "01 05:01", "aired")]
