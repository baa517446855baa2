"""From when on a station answers, by the clock as it is."""

from __future__ import annotations

from datetime import datetime, timedelta

from station.lives import moment

from broadcaster.station.answering import LOOK_BACK, Answering, answerable_since

NOON = moment("2026-12-10T12:00")
HOUR = timedelta(hours=1)


def lived(*instants: datetime) -> Answering:
    return Answering(lambda before: max((one for one in instants if one < before), default=None), 100.0)


def test_it_is_since_the_station_was_last_alive_and_never_more_than_a_month() -> None:
    assert answerable_since(lambda _: NOON - HOUR, NOON) == NOON - HOUR
    assert answerable_since(lambda _: moment("2026-11-05"), moment("2027-03-01")) == moment("2027-03-01") - LOOK_BACK


def test_one_that_never_lived_has_missed_nothing_nor_has_one_that_lived_in_1970() -> None:
    assert answerable_since(lambda _: None, NOON) == NOON
    assert answerable_since(lambda _: moment("1970-01-01T08:00"), NOON) == NOON


def test_the_first_clock_that_is_believed_tells_when_the_station_began() -> None:
    assert lived().since(NOON, 160.0) == NOON - timedelta(minutes=1)
    assert lived(NOON - HOUR).since(NOON, 160.0) == NOON - HOUR


def test_what_a_step_forward_jumps_over_is_owed() -> None:
    answering = lived()
    answering.since(NOON, 100.0)
    assert answering.since(NOON + timedelta(days=400), 110.0) == NOON


def test_a_clock_that_was_ahead_from_the_start_is_put_right_and_wrong_again() -> None:
    answering, ahead = lived(NOON - HOUR), NOON + timedelta(days=365)
    assert answering.since(ahead, 100.0) == ahead - LOOK_BACK
    assert answering.since(NOON, 110.0) == NOON - HOUR
    assert answering.since(ahead, 120.0) == ahead - LOOK_BACK


def test_what_has_sounded_is_not_owed_again_by_another_date() -> None:
    answering = lived()
    answering.since(NOON, 100.0)
    answering.heard(160.0)
    assert answering.since(NOON - timedelta(days=1), 170.0) == NOON - timedelta(days=1, seconds=10)
