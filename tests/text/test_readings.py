"""Written notices and what an announcer says for them, by the hundred."""

import sys
from pathlib import Path

import pytest

from broadcaster.text.normalise import Normaliser

sys.path.insert(0, str(Path(__file__).parents[2]))
from benchmarks.reading_score import allows, cases, heard

NORMALISER = Normaliser()
TOGETHER = 40
"""Notices a test: one each would be a third of all tests."""


@pytest.mark.parametrize("first", range(0, len(cases()), TOGETHER))
def test_notices_are_read_as_an_announcer_would(first: int) -> None:
    read = [(NORMALISER.spoken(written), written, expected) for written, expected in cases()[first : first + TOGETHER]]
    assert not [one for one in read if not allows(one[2], heard(one[0]))]


def test_there_are_cases_enough_of_them() -> None:
    assert len(cases()) > 1500


def test_the_comparison_knows_what_is_free() -> None:
    assert heard("Hoà, một trăm LẺ một ngàn mươi bốn!") == heard("hòa một trăm linh một nghìn mươi tư")
    assert heard("quý bà") != heard("qúy bà")
    assert [allows("a {b|} {c/d}", each) for each in ("a b c", "a b d", "a c", "a d")] == [True] * 4
    assert not any(allows("a {b|} {c/d}", each) for each in ("a", "a b", "b c", "a b c d", "a x d", ""))
    assert [allows("a b|c", each) for each in ("a b", "c", "a c")] == [True, True, False]
    assert allows("{ba} mươi {bốn/tư}", "ba mươi tư")
