"""How long an engine that fails is left alone."""

from __future__ import annotations

from itertools import pairwise

from broadcaster.clock import ManualClock
from broadcaster.speech.rest import Rest


def test_rests_grow_up_to_half_an_hour(clock: ManualClock) -> None:
    rest, asked = Rest(clock), []
    for minute in range(24 * 60):
        if rest.reason("gtts", network=True) is None:
            asked.append(minute)
            rest.failed("gtts", patience=1)
        clock.advance(60)
    assert asked[:7] == [0, 1, 2, 4, 8, 16, 32]
    assert {after - before for before, after in pairwise(asked[7:])} == {30}


def test_failures_count_only_in_a_row(clock: ManualClock) -> None:
    rest = Rest(clock)
    for _ in range(9):
        rest.failed("kokoro", patience=3)
        rest.failed("kokoro", patience=3)
        rest.spoke("kokoro")
    assert rest.reason("kokoro", network=False) is None


def test_the_reason_says_when_it_is_asked_again(clock: ManualClock) -> None:
    rest = Rest(clock)
    rest.failed("gtts", patience=1)
    clock.advance(10)
    assert rest.reason("gtts", network=True) == "mạng hoặc máy chủ vừa trục trặc, sẽ thử lại sau 20 giây"
    assert rest.reason("piper", network=False) is None
