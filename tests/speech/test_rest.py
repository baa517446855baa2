"""How long an engine that fails is left alone."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from broadcaster.clock import ManualClock
from broadcaster.speech.rest import LATELY, MOST_OBEYED, Rest, troubles


def test_rests_grow_up_to_half_an_hour(clock: ManualClock) -> None:
    rest, asked = Rest(clock), []
    for minute in range(24 * 60):
        if rest.reason("gtts") is None:
            asked.append(minute)
            rest.failed("gtts", "mất mạng", patience=1)
        clock.advance(60)
    assert asked[:7] == [0, 1, 2, 4, 8, 16, 32]
    assert {after - before for before, after in pairwise(asked[7:])} == {30}


def test_failures_count_only_in_a_row(clock: ManualClock) -> None:
    rest = Rest(clock)
    for _ in range(9):
        rest.failed("kokoro", "bad_alloc", patience=3)
        rest.failed("kokoro", "bad_alloc", patience=3)
        rest.spoke("kokoro")
    assert rest.reason("kokoro") is None


def test_the_reason_says_when_it_is_asked_again(clock: ManualClock) -> None:
    rest = Rest(clock)
    rest.failed("gtts", "mất mạng", patience=1)
    clock.advance(10)
    assert rest.reason("gtts") == "mất mạng, sẽ thử lại sau 20 giây"
    assert rest.reason("piper") is None


def test_whoever_says_when_to_come_back_is_obeyed(clock: ManualClock) -> None:
    rest = Rest(clock)
    rest.failed("gtts", "bị hỏi quá nhiều", patience=1, at_least=3600.0)
    clock.advance(3500)
    assert rest.reason("gtts") == "bị hỏi quá nhiều, sẽ thử lại sau 100 giây"
    clock.advance(100)
    assert rest.reason("gtts") is None


def test_a_wait_that_nobody_means_is_not_obeyed_for_ever(clock: ManualClock) -> None:
    rest = Rest(clock)
    rest.failed("gtts", "bị hỏi quá nhiều", patience=1, at_least=1e9)
    clock.advance(MOST_OBEYED)
    assert rest.reason("gtts") is None


def test_a_new_process_leaves_alone_whom_the_last_one_left_alone(clock: ManualClock, tmp_path: Path) -> None:
    kept = tmp_path / "rests.json"
    Rest(clock, kept).failed("gtts", "mất mạng", patience=1)
    assert Rest(clock, kept).reason("gtts") == "mất mạng, sẽ thử lại sau 30 giây"
    later = Rest(clock, kept)
    clock.advance(31)
    later.failed("gtts", "mất mạng", patience=1)
    assert Rest(clock, kept).reason("gtts") == "mất mạng, sẽ thử lại sau 60 giây"
    Rest(clock, kept).spoke("gtts")
    assert Rest(clock, kept).reason("gtts") is None


@pytest.mark.parametrize("by", [timedelta(days=-365), timedelta(days=365)])
def test_a_clock_that_is_set_makes_no_rest_longer(clock: ManualClock, tmp_path: Path, by: timedelta) -> None:
    Rest(clock, tmp_path / "rests.json").failed("gtts", "mất mạng", patience=1)
    clock.jump(clock.now() + by)
    assert Rest(clock, tmp_path / "rests.json").reason("gtts") is None


def test_what_failed_last_is_known_to_whoever_looks(clock: ManualClock, tmp_path: Path) -> None:
    kept = tmp_path / "rests.json"
    assert troubles(kept, clock.timestamp()) == {}
    rest = Rest(clock, kept)
    rest.failed("kokoro", "bad_alloc; hãy thử lại", patience=3)
    rest.failed("gtts", "mất mạng", patience=1)
    assert troubles(kept, clock.timestamp()) == {"kokoro": "bad_alloc; hãy thử lại", "gtts": "mất mạng"}
    rest.spoke("kokoro")
    assert troubles(kept, clock.timestamp()) == {"gtts": "mất mạng"}
    assert troubles(kept, clock.timestamp() + LATELY) == {}


@pytest.mark.parametrize("rotten", [b"", b"[]", b"\0" * 40, b'{"gtts": {"at": "x"}}', b'{"gtts": 3}'])
def test_what_rotted_on_disk_is_forgotten(clock: ManualClock, tmp_path: Path, rotten: bytes) -> None:
    kept = tmp_path / "rests.json"
    kept.write_bytes(rotten)
    rest = Rest(clock, kept)
    assert rest.reason("gtts") is None
    assert troubles(kept, clock.timestamp()) == {}
    rest.failed("gtts", "mất mạng", patience=1)
    assert troubles(kept, clock.timestamp()) == {"gtts": "mất mạng"}
