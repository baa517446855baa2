"""A few things in the making at once: in order, never more than may be, and nothing begun for nobody."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.speech.abreast import Room, abreast

PATIENCE = 10.0
"""Seconds a thread waits for another before the test fails."""


@given(st.lists(st.integers()), st.integers(1, 4))
def test_what_is_made_comes_in_the_order_of_what_is_given(given_: list[int], width: int) -> None:
    assert list(abreast(lambda number: number * 2, given_, width)) == [number * 2 for number in given_]


def test_two_are_in_the_making_at_once() -> None:
    both = threading.Barrier(2, timeout=PATIENCE)
    assert len(list(abreast(lambda _number: both.wait(), range(6), 2))) == 6


def test_one_after_the_other_is_made_by_who_asks_and_only_when_asked() -> None:
    made: list[tuple[int, int]] = []
    making = abreast(lambda number: made.append((number, threading.get_ident())), range(9), 1)
    next(making)
    assert made == [(0, threading.get_ident())]


def test_no_more_are_begun_than_may_be() -> None:
    begun: list[int] = []
    with closing(abreast(begun.append, iter(range(100)), 3)) as making:
        next(making)
    assert set(begun) <= {0, 1, 2, 3}


def test_what_one_raises_is_raised_in_its_turn() -> None:
    making = abreast(lambda number: 6 // number, [3, 2, 0, 1], 2)
    assert [next(making), next(making)] == [2, 3]
    with pytest.raises(ZeroDivisionError):
        next(making)


def test_who_stops_asking_waits_for_those_in_the_making() -> None:
    made: list[int] = []
    go_on = threading.Event()

    def slowly(number: int) -> int:
        if number:
            assert go_on.wait(PATIENCE)
            made.append(number)
        return number

    making = abreast(slowly, range(9), 2)
    next(making)
    go_on.set()
    making.close()
    assert sorted(made) == [1, 2]


class Inside:
    """How much is in a room at the most."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.most: list[int] = []
        self._lock = threading.Lock()

    def visit(self, room: Room, size: int) -> Iterator[None]:
        with room.taken(size):
            with self._lock:
                self.sizes.append(size)
                self.most.append(sum(self.sizes) if len(self.sizes) > 1 else 0)
            yield
            with self._lock:
                self.sizes.remove(size)


@given(st.lists(st.integers(1, 20), max_size=12))
def test_a_room_holds_no_more_than_its_size_unless_one_is_alone(sizes: list[int]) -> None:
    room, inside = Room(10), Inside()
    list(abreast(lambda size: list(inside.visit(room, size)), sizes, 4))
    assert max(inside.most, default=0) <= 10


def test_what_raises_inside_leaves_the_room() -> None:
    room = Room(1)
    with pytest.raises(KeyError), room.taken(1):
        raise KeyError
    with room.taken(1):
        pass
