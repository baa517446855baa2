"""Which frames there were, held beside a plain set of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from broadcaster.playout.cover import Cover

STRETCHES = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda drawn: (drawn[0], sum(drawn))), max_size=8
)


def frames(stretches: list[tuple[int, int]]) -> set[int]:
    return {frame for first, last in stretches for frame in range(first, last)}


@given(STRETCHES, STRETCHES)
def test_it_counts_as_a_set_does(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    assert Cover(one).frames() == len(frames(one))
    assert Cover(one).shared(Cover(other)) == len(frames(one) & frames(other))
    assert frames(list(Cover(one).stretches())) == frames(one)


@given(STRETCHES)
def test_those_that_touch_are_one(stretches: list[tuple[int, int]]) -> None:
    ends = [place for stretch in Cover(stretches).stretches() for place in stretch]
    assert ends == sorted(set(ends))
