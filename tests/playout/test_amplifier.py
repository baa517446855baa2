"""When the amplifier must be on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.playout.amplifier import Warmth


@pytest.mark.parametrize(
    ("now", "last", "begins", "sounding", "wanted"),
    [
        (0.0, None, None, False, False),
        (0.0, None, None, True, True),
        (94.0, None, 100.0, False, False),
        (95.0, None, 100.0, False, True),
        (102.0, 100.0, None, False, True),
        (103.0, 100.0, None, False, False),
        (104.0, 100.0, 108.0, False, True),  # off at 103 and on at 103: it stays on
        (104.0, 100.0, 110.0, False, False),
    ],
)
def test_when_it_must_be_on(now: float, last: float | None, begins: float | None, sounding: bool, wanted: bool) -> None:  # noqa: FBT001
    assert Warmth(on=5.0, off=3.0).wanted(now, last, begins, sounding=sounding) is wanted


@given(st.floats(0, 100), st.none() | st.floats(0, 100), st.none() | st.floats(0, 200))
def test_it_changes_only_at_an_instant_that_was_told(now: float, last: float | None, begins: float | None) -> None:
    warmth = Warmth(on=5.0, off=3.0)
    change = warmth.changes(now, last, begins)
    until = min(change if change is not None else 1e9, begins if begins is not None and begins > now else 1e9)
    before = warmth.wanted(now, last, begins, sounding=False)
    assert warmth.wanted(now + (until - now) * 0.999, last, begins, sounding=False) is before
