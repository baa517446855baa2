"""The real station loop on the manual clock: what was planned is what airs, whatever the clock does."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import cycle
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadcaster.folder import StationFolder
from broadcaster.journal.tally import tally
from broadcaster.playout.asrun import AsRun
from broadcaster.station.files import open_book
from broadcaster.station.rehearsal import rehearsal, rehearse
from broadcaster.timetable.lengths import not_rendered
from broadcaster.timetable.rundown import rundown

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
OUTCOMES = {"drop": "missed", "refuse": "refused"}
NIGHTLY = tuple(timedelta(seconds=step) for step in (3600, -3600, 1, -1, 2700, -5, 0.5))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


Line = tuple[str, str, datetime | None]


def planned(folder: StationFolder, since: datetime, until: datetime) -> list[Line]:
    """Each airing of the plan, what becomes of it, and when it begins."""
    loaded = open_book(folder).loaded
    plan = rundown(loaded.timetable, loaded.scripts, loaded.settings, not_rendered, since, until)
    return [
        (
            entry.id,
            OUTCOMES.get(entry.decision, "aired" if entry.airs else "cut"),
            entry.starts and _whole_ms(entry.starts),
        )
        for entry in plan.entries
    ]


def played(entries: list[AsRun]) -> list[Line]:
    """Each airing of the log, what became of it, and when it began: to the millisecond, since a frame has its 21 µs."""
    lines = ((entry.airing, entry.outcome, entry.started and _whole_ms(entry.started)) for entry in entries)
    return sorted(lines, key=lambda line: line[0])


def _whole_ms(instant: datetime) -> datetime:
    near = instant + timedelta(microseconds=500)
    return near.replace(microsecond=near.microsecond // 1000 * 1000)


def test_the_campaign_of_august_2020_is_met_every_day(shipped: StationFolder) -> None:
    since, until = moment("2020-08-23T00:00"), moment("2020-09-01T00:00")
    entries = rehearse(shipped, since, until)
    for number in range(9):
        day = (since + timedelta(days=number)).date()
        assert tally("bluezone", entries, day) >= 2, day
    assert {entry.outcome for entry in entries} == {"aired"}
    assert all(entry.started == entry.planned for entry in entries)


def test_plan_and_as_run_agree_to_the_line(shipped: StationFolder) -> None:
    since, until = moment("2026-12-01T00:00"), moment("2026-12-15T00:00")
    assert played(rehearse(shipped, since, until)) == sorted(planned(shipped, since, until))


@pytest.mark.slow
def test_a_year_of_the_shipped_station_agrees_to_the_line(shipped: StationFolder) -> None:
    since, until = moment("2026-12-01T00:00"), moment("2027-12-01T00:00")
    assert played(rehearse(shipped, since, until)) == sorted(planned(shipped, since, until))


@pytest.mark.slow
def test_f06_a_year_with_a_clock_step_every_night_agrees_to_the_line(shipped: StationFolder) -> None:
    since, until = moment("2026-12-01T00:00"), moment("2027-12-01T00:00")
    day, steps = since, cycle(NIGHTLY)
    with rehearsal(shipped, since) as stage:
        while day < until:
            stage.play(day + timedelta(hours=2))
            stage.clock.jump(stage.clock.now() + next(steps))
            day += timedelta(days=1)
            stage.play(day)
        entries = stage.station.journal.read(since, until)
    assert played(entries) == sorted(planned(shipped, since, until))


crowds = st.lists(
    st.tuples(
        st.integers(0, 50),
        st.sampled_from([1, 4, 15, 40]),
        st.sampled_from(["routine", "routine", "high", "urgent"]),
        st.sampled_from(["next", "next", "hard"]),
        st.sampled_from(["0s", "3 phút", "20 phút", "2 giờ"]),
        st.sampled_from(["resume", "restart", "drop"]),
    ),
    min_size=2,
    max_size=7,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(crowds)
def test_f03_whoever_crowds_whom_the_player_does_what_the_plan_says(
    folder: StationFolder, crowd: list[tuple[int, int, str, str, str, str]]
) -> None:
    lines = ["programmes:"]
    for number, (minute, length, priority, start, grace, after_cut) in enumerate(crowd):
        lines.append(f"  - {{name: P{number}, at: '09:{minute:02}', priority: {priority}, start: {start},")
        lines.append(f"     grace: {grace}, after_cut: {after_cut}, play: [{{silence: {length} phút}}]}}")
    (folder.schedules / "lich.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    folder.config.write_text("station: {name: A}\n", encoding="utf-8")
    since, until = moment("2026-12-01T08:00"), moment("2026-12-01T18:00")
    assert played(rehearse(folder, since, until)) == sorted(planned(folder, since, until))


@pytest.mark.parametrize("step", [timedelta(hours=1), timedelta(hours=-1), timedelta(seconds=1), timedelta(seconds=-1)])
def test_f06_a_clock_step_every_night_loses_and_repeats_nothing(shipped: StationFolder, step: timedelta) -> None:
    since = moment("2026-12-01T00:00")
    with rehearsal(shipped, since) as stage:
        day = since
        for _ in range(7):
            stage.play(day + timedelta(hours=2))
            stage.clock.jump(stage.clock.now() + step)
            day += timedelta(days=1)
            stage.play(day)
        entries = stage.station.journal.read(since, day)
    assert played(entries) == sorted(planned(shipped, since, day))


def test_what_a_step_forward_skips_is_told_as_missed_and_does_not_burst(folder: StationFolder) -> None:
    since = moment("2026-12-01T04:00")
    with rehearsal(folder, since) as stage:
        stage.play(moment("2026-12-01T04:30"))
        stage.clock.jump(moment("2026-12-08T04:30"))
        stage.play(moment("2026-12-08T23:00"))
        entries = stage.station.journal.read(since, moment("2026-12-09T00:00"))
    by_day = [(entry.planned.day, entry.outcome) for entry in entries if entry.programme == "Buổi sáng"]
    assert by_day == [*((day, "missed") for day in range(1, 8)), (8, "aired")]
    assert sum(entry.outcome == "aired" for entry in entries) == 2


def test_f08_a_mistyped_hour_does_not_wake_the_commune(folder: StationFolder) -> None:
    text = (folder.schedules / "lich.yaml").read_text(encoding="utf-8")
    (folder.schedules / "lich.yaml").write_text(text.replace("05:00", "03:15"), encoding="utf-8")
    entries = rehearse(folder, moment("2026-12-01T00:00"), moment("2026-12-02T00:00"))
    told = {entry.programme: (entry.outcome, entry.why) for entry in entries}
    outcome, why = told["Buổi sáng"]
    assert outcome == "refused"
    assert "giờ yên tĩnh 21:00-04:45" in why
    assert told["Buổi chiều"][0] == "aired"


def test_f08_what_is_urgent_airs_at_night_and_the_log_says_that_it_was_exempt(folder: StationFolder) -> None:
    text = (folder.schedules / "lich.yaml").read_text(encoding="utf-8")
    urgent = text.replace('at: "05:00"', "at: 03:15\n    priority: urgent")
    (folder.schedules / "lich.yaml").write_text(urgent, encoding="utf-8")
    entries = rehearse(folder, moment("2026-12-01T00:00"), moment("2026-12-02T00:00"))
    (told,) = (entry for entry in entries if entry.programme == "Buổi sáng")
    assert told.outcome == "aired"
    assert told.why.startswith("khẩn cấp nên được phát dù nằm trong giờ yên tĩnh 21:00-04:45 (nội quy quiet_hours")


def test_nothing_of_the_station_is_touched(folder: StationFolder) -> None:
    before = sorted(folder.root.rglob("*"))
    rehearse(folder, moment("2026-12-01T00:00"), moment("2026-12-02T00:00"))
    assert sorted(folder.root.rglob("*")) == before
