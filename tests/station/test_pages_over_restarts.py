"""Urgent announcements over starts and set clocks: none that is owed falls silent, and none comes back that is over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from station.conftest import HummingAtelier
from station.lives import Life, Lives, moment

from broadcaster.folder import StationFolder
from broadcaster.station.answers import Answers
from broadcaster.station.door import UrgentOrder

pytestmark = pytest.mark.slow

TEN = "2026-12-02T10:00"
FLOOD = UrgentOrder(text="Nước lên nhanh. " * 8, title="Lũ", repeat=2)
STORM = UrgentOrder(text="Bão vào bờ.", title="Bão", repeat=1)


@pytest.fixture
def lives(folder: StationFolder, humming: HummingAtelier) -> Lives:
    return Lives(folder, humming)


def sounded(life: Life, title: str) -> list[tuple[str, str]]:
    """When each sounding of it began, and what became of it."""
    told = life.journal.read(moment("1970-01-02"), moment("2100-01-01"))
    return [(f"{one.started:%d %H:%M}" if one.started else "", one.outcome) for one in told if one.programme == title]


def standing(life: Life) -> list[str]:
    return [one["title"] for one in Answers(life.station).status()["standing"]]


@pytest.mark.parametrize("power_cut", [True, False])
def test_a_message_that_was_sounding_when_the_station_ended_is_said_again_with_its_hour(
    lives: Lives,
    humming: HummingAtelier,
    power_cut: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    with lives.begin(TEN, power_cut=power_cut) as life:
        Answers(life.station).urgent(FLOOD)
        life.second_by_second(8)
    with lives.begin("2026-12-02T10:05") as life:
        life.second_by_second(60)
        assert sounded(life, "Lũ") == [("02 10:00", "cut"), ("02 10:05", "aired")]
        assert standing(life) == []
    assert "phát lần đầu lúc mười giờ" in humming.said[-1]
    with lives.begin("2026-12-02T10:10") as life:  # once is enough
        life.second_by_second(60)
        assert len(sounded(life, "Lũ")) == 2


def test_a_message_that_waited_its_turn_is_said_too(lives: Lives) -> None:
    with lives.begin(TEN, power_cut=True) as life:
        Answers(life.station).urgent(FLOOD)
        Answers(life.station).urgent(STORM)
        life.second_by_second(3)
    with lives.begin("2026-12-02T10:05") as life:
        life.second_by_second(90)
        assert [outcome for _, outcome in sounded(life, "Lũ")] == ["cut", "aired"]
        assert [outcome for _, outcome in sounded(life, "Bão")] == ["aired"]


def test_after_more_than_two_hours_both_are_told_as_lost_and_stay_silent(lives: Lives) -> None:
    with lives.begin(TEN, power_cut=True) as life:
        Answers(life.station).urgent(FLOOD)
        Answers(life.station).urgent(STORM)
        life.second_by_second(3)
    with lives.begin("2026-12-02T12:30") as life:
        life.second_by_second(30)
        assert sounded(life, "Lũ") == [("02 10:00", "cut")]
        assert sounded(life, "Bão") == [("", "missed")]
        notes = [one.text for one in life.journal.notes(moment("2026-12-02T12:00"), moment("2026-12-03"))]
        assert sum("quá 2 giờ nên không phát nữa" in text for text in notes) == 2
    with lives.begin("2026-12-02T12:40") as life:
        life.second_by_second(30)
        assert len(life.journal.notes(moment("2026-12-02T12:35"), moment("2026-12-03"))) == 0


def test_what_was_said_or_stopped_does_not_come_back(lives: Lives) -> None:
    with lives.begin(TEN, power_cut=True) as life:
        Answers(life.station).urgent(STORM)
        life.second_by_second(30)
        Answers(life.station).urgent(FLOOD)
        life.second_by_second(3)
        Answers(life.station).stop("bà Tư")
        life.second_by_second(3)
    with lives.begin("2026-12-02T10:05") as life:
        life.second_by_second(60)
        assert sounded(life, "Bão") == [("02 10:00", "aired")]
        assert sounded(life, "Lũ") == [("02 10:00", "cut")]


def test_after_a_power_cut_that_ends_in_1970_it_is_said_all_the_same(lives: Lives, humming: HummingAtelier) -> None:
    with lives.begin(TEN, power_cut=True) as life:
        Answers(life.station).urgent(FLOOD)
        life.second_by_second(3)
    with lives.begin("1970-01-02T08:00") as life:
        life.second_by_second(60)
        assert sounded(life, "Lũ")[0] == ("02 08:00", "aired")
    assert "ngày hai tháng mười hai" in humming.said[-1]


@pytest.mark.parametrize("step", [timedelta(hours=11), timedelta(days=1), timedelta(days=365)])
@pytest.mark.parametrize("restarted", [False, True])
def test_a_clock_that_was_ahead_for_a_while_does_not_end_what_repeats(
    lives: Lives,
    step: timedelta,
    restarted: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    order = UrgentOrder(text="Bão vào bờ.", title="Bão", repeat=1, every=1800.0, until=moment("2026-12-02T20:00"))
    with lives.begin(TEN, synchronised=True) as life:
        Answers(life.station).urgent(order)
        life.second_by_second(60)
        life.step(step)
        life.second_by_second(60)
        assert standing(life) == []
        assert len(sounded(life, "Bão")) == 1
        if not restarted:
            life.step(-step)
            life.second_by_second(1800)
            assert standing(life) == ["Bão"]
            assert len(sounded(life, "Bão")) == 2
    if restarted:
        ahead = moment("2026-12-02T10:03") + step
        with lives.begin(f"{ahead:%Y-%m-%dT%H:%M:%S}", synchronised=True) as life:
            life.second_by_second(60)
            life.step(-step)
            life.second_by_second(1800)
            assert len(sounded(life, "Bão")) == 2


def test_what_is_past_its_end_by_every_clock_is_over_for_good(lives: Lives) -> None:
    order = UrgentOrder(text="Bão vào bờ.", title="Bão", repeat=1, every=60.0, until=moment("2026-12-02T10:03"))
    with lives.begin(TEN) as life:
        Answers(life.station).urgent(order)
        life.second_by_second(300)
        assert [at for at, _ in sounded(life, "Bão")] == ["02 10:00", "02 10:01", "02 10:02", "02 10:03"]
        assert life.journal.standing() == []
        life.step(timedelta(days=-1))
        life.second_by_second(300)
        assert len(sounded(life, "Bão")) == 4
