"""A station whose clock is wrong, is put right, is wrong again: over starts too, it neither bursts nor falls silent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from station.conftest import HummingAtelier
from station.lives import Lives, moment

from broadcaster.folder import StationFolder
from broadcaster.station.answers import Answers
from broadcaster.station.door import UrgentOrder

MORNING, NOON = "buoi-sang-20261201T050000", "buoi-chieu-20261201T170000"
SPANS = {"second": timedelta(seconds=1), "hour": timedelta(hours=1), "day": timedelta(days=1), "year": timedelta(365)}


@pytest.fixture
def lives(folder: StationFolder) -> Lives:
    return Lives(folder)


def a_year_ahead_once(lives: Lives) -> None:
    """The clock ran a year ahead, aired by it, and was put right while the station was off."""
    with lives.begin("2027-12-01T04:00") as life:
        life.play_to("2027-12-01T06:00")


def test_after_a_clock_that_ran_ahead_nothing_timed_airs_until_somebody_says_that_it_is_right(lives: Lives) -> None:
    a_year_ahead_once(lives)
    with lives.begin("2026-12-01T04:00") as life:
        life.play_to("2026-12-01T05:30")
        assert not life.station.player.trusted
        assert MORNING not in dict(life.log())
        Answers(life.station).believe_clock("bà Tư")
        life.play_to("2026-12-01T18:00")
        assert dict(life.log())[NOON] == "aired"


def test_what_was_missed_before_the_word_is_told_once_it_is_said(lives: Lives) -> None:
    with lives.begin("2026-11-28T16:00") as life:
        life.play_to("2026-11-28T18:00")
    a_year_ahead_once(lives)
    with lives.begin("2026-12-01T04:00") as life:
        life.second_by_second(60)
        Answers(life.station).believe_clock("bà Tư")
        life.second_by_second(60)
        missed = [airing for airing, outcome in life.log() if outcome == "missed" and "2026" in airing]
        assert missed == [
            "buoi-sang-20261129T050000", "buoi-chieu-20261129T170000",
            "buoi-sang-20261130T050000", "buoi-chieu-20261130T170000",
        ]  # fmt: skip


def test_the_word_that_the_clock_is_right_outlasts_a_start(lives: Lives) -> None:
    a_year_ahead_once(lives)
    with lives.begin("2026-12-01T04:00", power_cut=True) as life:
        Answers(life.station).believe_clock("bà Tư")
    with lives.begin("2026-12-01T04:30") as life:
        life.play_to("2026-12-01T06:00")
        assert life.station.player.trusted
        assert dict(life.log())[MORNING] == "aired"


def test_so_does_the_networks(lives: Lives) -> None:
    a_year_ahead_once(lives)
    with lives.begin("2026-12-01T04:00", synchronised=True, power_cut=True) as life:
        life.play_to("2026-12-01T04:10")
    with lives.begin("2026-12-01T17:03") as life:
        life.play_to("2026-12-01T18:00")
        assert dict(life.log())[NOON] == "aired"  # within its grace


def test_the_word_holds_for_a_clock_that_goes_on_and_not_for_one_that_woke_up_in_the_past(lives: Lives) -> None:
    a_year_ahead_once(lives)
    with lives.begin("2026-12-01T04:00") as life:
        Answers(life.station).believe_clock("bà Tư")
        life.play_to("2026-12-01T06:00")
    with lives.begin("2026-11-30T16:59") as life:
        life.play_to("2026-11-30T18:00")
        assert not life.station.player.trusted
        assert dict(life.log()) == {
            "buoi-sang-20271201T050000": "aired", MORNING: "aired",
        }  # fmt: skip


def test_a_small_step_back_does_not_revoke_the_word(lives: Lives) -> None:
    a_year_ahead_once(lives)
    with lives.begin("2026-12-01T04:00") as life:
        Answers(life.station).believe_clock("bà Tư")
        life.second_by_second(2)
        life.step(timedelta(seconds=-0.3))
        life.play_to("2026-12-01T06:00")
        assert dict(life.log())[MORNING] == "aired"


def test_a_new_station_that_boots_in_1970_has_missed_nothing_and_airs_what_is_within_its_grace(lives: Lives) -> None:
    with lives.begin("1970-01-01T08:00:20") as life:
        life.second_by_second(60)
        life.synchronised = True
        life.set_clock("2026-12-01T05:00:30")  # it was switched on half a minute before five
        life.second_by_second(60)
        life.play_to("2026-12-01T06:00")
        assert life.log() == [(MORNING, "aired")]


@pytest.mark.parametrize("first", ["player", "heart"])
def test_a_boot_in_1970_tells_as_missed_what_fell_into_the_stations_absence_and_nothing_before(
    lives: Lives, first: str
) -> None:
    with lives.begin("2026-11-29T04:00") as life:
        life.play_to("2026-11-29T18:00")
    with lives.begin("1970-01-01T08:00:20") as life:
        life.second_by_second(60)
        life.synchronised = True
        life.set_clock("2026-12-01T04:50")
        if first == "player":
            life.station.player.beat()
        life.play_to("2026-12-01T06:00")
        assert life.log() == [
            ("buoi-sang-20261129T050000", "aired"), ("buoi-chieu-20261129T170000", "aired"),
            ("buoi-sang-20261130T050000", "missed"), ("buoi-chieu-20261130T170000", "missed"),
            (MORNING, "aired"),
        ]  # fmt: skip


def test_a_boot_in_1970_does_not_unsay_when_the_station_last_lived(lives: Lives) -> None:
    with lives.begin("2026-11-30T04:00") as life:
        life.play_to("2026-11-30T18:00")
    with lives.begin("1970-01-01T08:00:20") as life:
        life.second_by_second(60)
    with lives.begin("2026-12-01T04:50") as life:
        life.play_to("2026-12-01T06:00")
        assert life.log()[-1] == (MORNING, "aired")
        assert "missed" not in dict(life.log()).values()


@pytest.mark.parametrize(("away", "outcome"), [(60, "aired"), (3600, "missed")])
def test_what_waited_its_turn_when_the_power_failed_airs_within_its_grace_or_is_told(
    folder: StationFolder, humming: HummingAtelier, away: int, outcome: str
) -> None:
    lives = Lives(folder, humming)
    with lives.begin("2026-12-01T04:59:58", power_cut=True) as life:
        life.second_by_second(1)
        Answers(life.station).urgent(UrgentOrder(text="Nước lên nhanh. " * 40, title="Lũ", repeat=1))
        life.second_by_second(20)
        assert MORNING in [one.airing for one in life.station.player.status().next]
    back = moment("2026-12-01T05:00:20") + timedelta(seconds=away)
    with lives.begin(f"{back:%Y-%m-%dT%H:%M:%S}") as life:
        life.second_by_second(200)
        assert dict(life.log())[MORNING] == outcome


@pytest.mark.parametrize("step", [timedelta(hours=1), timedelta(hours=-1), timedelta(days=365)])
def test_a_power_cut_after_a_step_leaves_a_true_length_behind(lives: Lives, step: timedelta) -> None:
    with lives.begin("2026-12-01T04:59:58", synchronised=True, power_cut=True) as life:
        life.second_by_second(5)
        life.step(step)
        life.second_by_second(6)
    after = moment("2026-12-01T05:00:30") + step
    with lives.begin(f"{after:%Y-%m-%dT%H:%M:%S}", synchronised=True) as life:
        told = life.of(MORNING)
    assert told.started == moment("2026-12-01T05:00")
    assert told.ended
    assert 3.0 <= (told.ended - told.started).total_seconds() <= 9.0
    assert 3.0 <= told.seconds_heard <= 9.0


def test_a_start_with_a_clock_ahead_takes_no_airing_from_the_time_that_is_still_to_come(lives: Lives) -> None:
    with lives.begin("2026-12-01T04:00", synchronised=True) as life:
        life.play_to("2026-12-01T04:10")
        life.step(timedelta(hours=14))
        life.second_by_second(30)
        assert dict(life.log()) == {MORNING: "missed", NOON: "missed"}
    with lives.begin("2026-12-01T18:12", synchronised=True) as life:
        life.second_by_second(30)
        life.set_clock("2026-12-01T04:13")
        life.play_to("2026-12-01T18:00")
        assert dict(life.log()) == {MORNING: "aired", NOON: "aired"}


def test_a_new_station_that_starts_a_year_ahead_airs_once_its_clock_is_right(lives: Lives) -> None:
    with lives.begin("2027-12-01T12:00", synchronised=True) as life:
        life.second_by_second(120)
        life.set_clock("2026-12-01T05:01")  # it was switched on a minute before five
        life.play_to("2026-12-01T18:00")
        assert life.log() == [(MORNING, "aired"), (NOON, "aired")]


@pytest.mark.parametrize("span", SPANS.values(), ids=SPANS)
@pytest.mark.parametrize("way", [1, -1], ids=["forward", "back"])
@pytest.mark.parametrize("restarted", [False, True], ids=["", "restarted"])
def test_a_step_bursts_nothing_airs_nothing_twice_and_tells_what_it_jumped_over(
    lives: Lives,
    span: timedelta,
    way: int,
    restarted: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    begun = set[str]()
    with lives.begin("2026-12-01T04:30", synchronised=True) as life:
        life.play_to("2026-12-01T05:20")
        life.step(way * span)
        after = life.clock.now()
        if not restarted:
            life.second_by_second(120)
            begun = {one for one, outcome in life.log() if outcome == "aired"}
    if restarted:
        with lives.begin(f"{after:%Y-%m-%dT%H:%M:%S}", synchronised=True) as life:
            life.second_by_second(120)
            begun = {one for one, outcome in life.log() if outcome == "aired"}
    assert begun == {MORNING}
    with lives.begin(f"{after + timedelta(minutes=5):%Y-%m-%dT%H:%M:%S}", synchronised=True) as life:
        life.play(after + timedelta(days=1))
        told = life.journal.read(after - timedelta(days=400), after + timedelta(days=400))
    sounded = [one for one in told if one.started]
    assert len({one.airing for one in sounded}) == len(sounded)
    aired_since = {one.planned for one in sounded if one.airing != MORNING}
    coming = {moment(f"{after.date() + timedelta(days=n)}T{hour}") for n in (0, 1) for hour in ("05:00", "17:00")}
    assert aired_since == {at for at in coming if after < at < after + timedelta(days=1)} - {moment("2026-12-01T05:00")}
    missed = [one.planned for one in told if one.outcome == "missed"]
    assert all(moment("2026-12-01T05:20") < planned < after for planned in missed)
    assert bool(missed) == (way > 0 and span >= SPANS["day"])
