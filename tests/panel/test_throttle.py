from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from broadcaster.panel.throttle import CROWD, CROWD_SPAN, FREE_TRIES, Throttle


def test_an_officer_may_mistype_a_few_times() -> None:
    throttle = Throttle()
    for _ in range(FREE_TRIES - 1):
        throttle.wrong("a", 0.0)
    assert throttle.wait("a", 0.0) == 0.0


def test_each_further_try_waits_twice_as_long_up_to_five_minutes() -> None:
    throttle = Throttle()
    waits = []
    for number in range(20):
        throttle.wrong("a", 1000.0)
        if number >= FREE_TRIES - 1:
            waits.append(throttle.wait("a", 1000.0))
    assert waits[:4] == [5.0, 10.0, 20.0, 40.0]
    assert waits[-1] == 300.0


def test_another_address_and_the_right_password_are_free() -> None:
    throttle = Throttle()
    for _ in range(10):
        throttle.wrong("a", 0.0)
    assert throttle.wait("b", 0.0) == 0.0
    throttle.right("a")
    assert throttle.wait("a", 0.0) == 0.0


@given(st.lists(st.floats(0, 1e5), min_size=6, max_size=40))
def test_ten_thousand_guesses_take_days(gaps: list[float]) -> None:
    throttle, now = Throttle(), 0.0
    for gap in gaps:
        now += gap + throttle.wait("a", now + gap)
        throttle.wrong("a", now)
        assert 0.0 <= throttle.wait("a", now) <= 300.1
    assert throttle.wait("a", now) > 4.9


def test_memory_is_bounded() -> None:
    throttle = Throttle()
    for number in range(5000):
        throttle.wrong(str(number), 0.0)
    assert len(throttle._tries) <= 1000


def test_many_addresses_are_one_guesser_and_the_stations_own_machine_is_not() -> None:
    throttle = Throttle()
    for number in range(CROWD):
        throttle.wrong(f"192.168.1.{number}", 100.0)
    assert throttle.wait("192.168.1.200", 100.0) == CROWD_SPAN
    assert throttle.wait("127.0.0.1", 100.0) == 0.0
    assert throttle.wait("192.168.1.200", 100.0 + CROWD_SPAN) == 0.0


def test_one_households_ipv6_addresses_count_together() -> None:
    throttle = Throttle()
    for number in range(FREE_TRIES):
        throttle.wrong(f"fe80::1:{number}%eth0", 0.0)
    assert throttle.wait("fe80::9", 0.0) == 5.0
    assert throttle.wait("fd00::9", 0.0) == 0.0


def test_a_crowd_does_not_lock_out_whoever_has_come_in_before() -> None:
    throttle = Throttle()
    throttle.right("192.168.1.200")
    for number in range(CROWD):
        throttle.wrong(f"192.168.1.{number}", 100.0)
    assert throttle.wait("192.168.1.201", 100.0) == CROWD_SPAN
    assert throttle.wait("192.168.1.200", 100.0) == 0.0
    for _ in range(FREE_TRIES):
        throttle.wrong("192.168.1.200", 100.0)
    assert throttle.wait("192.168.1.200", 100.0) == 5.0
