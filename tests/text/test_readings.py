"""Written notices and what an announcer says for them, by the hundred."""

import sys
from pathlib import Path

import pytest

from broadcaster.text.normalise import Normaliser

sys.path.insert(0, str(Path(__file__).parents[2]))
from benchmarks.reading_score import allows, cases, heard

NORMALISER = Normaliser()


@pytest.mark.parametrize(("written", "expected"), cases())
def test_a_notice_is_read_as_an_announcer_would(written: str, expected: str) -> None:
    assert allows(expected, heard(NORMALISER.spoken(written)))


def test_there_are_cases_enough_of_them() -> None:
    assert len(cases()) > 1500


def test_the_comparison_knows_what_is_free() -> None:
    assert heard("Hoà, một trăm LẺ một ngàn mươi bốn!") == heard("hòa một trăm linh một nghìn mươi tư")
    assert heard("quý bà") != heard("qúy bà")
    assert [allows("a {b|} {c/d}", each) for each in ("a b c", "a b d", "a c", "a d")] == [True] * 4
    assert not any(allows("a {b|} {c/d}", each) for each in ("a", "a b", "b c", "a b c d", "a x d", ""))
    assert [allows("a b|c", each) for each in ("a b", "c", "a c")] == [True, True, False]
    assert allows("{ba} mươi {bốn/tư}", "ba mươi tư")
