"""Failures of the field that a station must not repeat, each by its number."""

from __future__ import annotations

import gc
import os
import time
import tracemalloc
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from broadcaster.folder import StationFolder
from broadcaster.playout.silent import SilentOutput
from broadcaster.station.answers import Answers
from broadcaster.station.rehearsal import rehearsal, rehearse

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FIVE = datetime(2026, 12, 1, 5, 0, tzinfo=ZONE)
ON_ONE_INSTANT = """
programmes:
  - { name: Tin thôn, at: "05:00", play: [{ script: tin }] }
  - { name: Tin xã, at: "05:00", play: [{ script: tin }] }
  - { name: Tin huyện, at: "05:00", priority: high, play: [{ script: tin }] }
"""


def save(folder: StationFolder, schedule: str, **config: str) -> None:
    (folder.schedules / "lich.yaml").write_text(schedule, encoding="utf-8")
    text = folder.config.read_text(encoding="utf-8")
    for old, new in config.items():
        text = text.replace(old, new)
    folder.config.write_text(text, encoding="utf-8")


def test_f02_three_on_one_instant_all_air_in_the_order_the_plan_shows(folder: StationFolder) -> None:
    save(folder, ON_ONE_INSTANT)
    with rehearsal(folder, FIVE - timedelta(hours=1)) as stage:
        stage.play(FIVE - timedelta(minutes=10))
        plan = Answers(stage.station).plan(FIVE, FIVE + timedelta(hours=1))["airings"]
        stage.play(FIVE + timedelta(hours=1))
        aired = stage.station.journal.read(FIVE, FIVE + timedelta(hours=1))
    assert [one["programme"] for one in plan] == ["Tin huyện", "Tin thôn", "Tin xã"]
    assert [one["decision"] for one in plan] == ["air", "wait", "wait"]
    by_start = sorted(aired, key=lambda one: one.started or FIVE)
    assert [(one.programme, one.outcome) for one in by_start] == [
        ("Tin huyện", "aired"), ("Tin thôn", "aired"), ("Tin xã", "aired"),
    ]  # fmt: skip
    ended, began = by_start[0].ended, by_start[1].started
    assert ended is not None
    assert began is not None
    assert abs((began - ended).total_seconds()) < 0.002  # a rehearsal's clock goes in milliseconds
    assert by_start[1].why == plan[1]["why"]


@pytest.mark.parametrize("ahead", [timedelta(hours=7), timedelta(days=3)])
def test_f06_a_clock_that_ran_ahead_and_was_set_back_costs_no_airing(folder: StationFolder, ahead: timedelta) -> None:
    with rehearsal(folder, FIVE - timedelta(hours=1)) as stage:
        stage.play(FIVE - timedelta(minutes=50))
        stage.clock.jump(stage.clock.now() + ahead)
        stage.play(stage.clock.now() + timedelta(seconds=30))
        missed = stage.station.journal.read(FIVE, FIVE + ahead)
        stage.clock.jump(stage.clock.now() - ahead)
        known = stage.station.journal.ids_since(FIVE - timedelta(days=1), heard=True)
        stage.play(FIVE + timedelta(days=1))
        told = stage.station.journal.read(FIVE, FIVE + timedelta(days=1))
    assert "missed" in {one.outcome for one in missed}
    assert known == set()  # after a restart just then either
    assert told
    assert {one.outcome for one in told} == {"aired"}


@pytest.fixture
def elsewhere() -> Iterator[None]:
    """A machine whose own clock is set to another part of the world."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "America/New_York"
    time.tzset()
    yield
    os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
    time.tzset()


def test_f05_the_hour_is_the_stations_whatever_the_machine_thinks_and_midnight_is_like_any_other(
    folder: StationFolder, elsewhere: None
) -> None:
    late = '\nprogrammes:\n  - { name: Cuối ngày, at: "23:59:58", play: [{ script: tin }, { script: tin }] }\n'
    save(folder, late, **{'quiet_hours: ["21:00-04:45"], ': "quiet_hours: [], "})
    entries = rehearse(folder, FIVE, FIVE + timedelta(days=2))
    assert [(one.planned.isoformat(), one.outcome) for one in entries] == [
        ("2026-12-01T23:59:58+07:00", "aired"), ("2026-12-02T23:59:58+07:00", "aired"),
    ]  # fmt: skip
    assert all(one.ended and one.started and one.ended.date() > one.started.date() for one in entries)


@pytest.mark.parametrize(("day", "hours"), [("2027-03-28", ["03:30"]), ("2027-10-31", ["02:30"])])
def test_f05_a_change_of_summer_time_neither_loses_nor_repeats(
    folder: StationFolder, day: str, hours: list[str]
) -> None:
    night = '\nprogrammes:\n  - { name: Đêm, at: "02:30", play: [{ script: tin }] }\n'
    zone = ', hotline: "19009095" }'
    save(folder, night, **{zone: zone.replace(" }", ", timezone: Europe/Berlin }"),
                           'quiet_hours: ["21:00-04:45"], ': "quiet_hours: [], "})  # fmt: skip
    since = datetime.fromisoformat(day).replace(tzinfo=ZoneInfo("Europe/Berlin"))
    entries = rehearse(folder, since, since + timedelta(days=1))
    assert [f"{one.started:%H:%M}" for one in entries if one.started] == hours


@pytest.mark.parametrize("stopped", [False, True])
def test_f13_only_what_aired_whole_is_the_last_good_one(folder: StationFolder, stopped: bool) -> None:  # noqa: FBT001
    with rehearsal(folder, FIVE - timedelta(seconds=80)) as stage:
        stage.play(FIVE + timedelta(seconds=1))
        (entry,) = [one for one in stage.station.planning.entries(stage.station.files.book, FIVE) if one.at == FIVE]
        slug, last_good = entry.programme.slug, stage.station.stock._last_good
        assert last_good.paths(slug) == (), "it was offered, and has begun"
        if stopped:
            stage.station.player.stop("văn thư")
        stage.play(FIVE + timedelta(minutes=1))
        assert bool(last_good.paths(slug)) is not stopped


def test_f07_a_heart_that_is_held_up_delays_no_airing(folder: StationFolder) -> None:
    with rehearsal(folder, FIVE - timedelta(seconds=80)) as stage:
        stage.station.player.beat()
        stage.station.heart.beat()
        while stage.clock.now() < FIVE + timedelta(minutes=1):  # a job that takes two minutes: only the player beats
            wanted = stage.station.player.beat()
            now = stage.clock.timestamp()
            stage.clock.advance(max(0.001, min(wanted.timestamp() if wanted else now + 1.0, now + 1.0) - now))
        (entry,) = stage.station.journal.read(FIVE, FIVE + timedelta(minutes=1))
    assert (entry.programme, entry.outcome, entry.started) == ("Buổi sáng", "aired", FIVE)


@pytest.mark.slow
def test_f11_a_hundred_days_leave_nothing_behind(shipped: StationFolder) -> None:
    with rehearsal(shipped, FIVE) as stage:
        stage.play(FIVE + timedelta(days=40))
        gc.collect()
        tracemalloc.start()
        stage.play(FIVE + timedelta(days=140))
        gc.collect()
        left = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        aired = len(stage.station.journal.read(FIVE + timedelta(days=40), FIVE + timedelta(days=140)))
    assert aired > 200
    assert left / aired < 1000, "bytes an airing: no more than its name"


def test_f13_without_a_voice_a_render_and_a_chime_the_hour_is_still_marked_and_told(folder: StationFolder) -> None:
    class Mute:
        """Can make nothing."""

        def find(self, order: object) -> None:
            return None

        def request(self, *_: object) -> int:
            return 0

        def speak(self, *_: object) -> int:
            return 0

        def voices(self, *_: object) -> list[object]:
            return []

    with rehearsal(folder, FIVE - timedelta(minutes=3), Mute()) as stage:  # type: ignore[arg-type]
        stage.play(FIVE + timedelta(minutes=1))
        (entry,) = stage.station.journal.read(FIVE, FIVE + timedelta(minutes=1))
    assert entry.started == FIVE
    assert entry.seconds_heard == 2.0
    assert entry.outcome == "failed"
    assert "chuông và lời xướng" in entry.why


def test_f20_every_trouble_reaches_whoever_asks(folder: StationFolder) -> None:
    with rehearsal(folder, FIVE - timedelta(minutes=1)) as stage:
        station, answers = stage.station, Answers(stage.station)
        stage.play(FIVE + timedelta(seconds=3))
        (out,) = station.player._outputs
        assert isinstance(out, SilentOutput)
        out.lose()
        status = answers.status()
        assert status["output"]["ok"] is False
        assert status["output"]["why"]
        station.journal.trouble = "chưa ghi được nhật ký (đĩa đầy)"
        assert "chưa ghi được nhật ký (đĩa đầy)" in answers.status()["notices"]
        station.heart._report("lịch phát", ValueError("hỏng"))
        notes = [one.text for one in station.journal.notes(FIVE, FIVE + timedelta(minutes=1))]
    assert any("thiết bị âm thanh" in text for text in notes)
    assert any("việc «lịch phát» hỏng" in text for text in notes)
    assert any("việc «lịch phát» hỏng" in text for text in station.news)
