"""Written notices and what an announcer says for them, by the hundred."""

import sys
from pathlib import Path

import pytest

from broadcaster.text.normalise import Normaliser

sys.path.insert(0, str(Path(__file__).parents[2]))
from benchmarks.reading_score import answers, cases, heard

NORMALISER = Normaliser()


@pytest.mark.parametrize(("written", "expected"), cases())
def test_a_notice_is_read_as_an_announcer_would(written: str, expected: str) -> None:
    assert heard(NORMALISER.spoken(written)) in answers(expected)


def test_there_are_cases_enough_of_them() -> None:
    assert len(cases()) > 1500


def test_the_comparison_knows_what_is_free() -> None:
    assert heard("Hoà, một trăm LẺ một ngàn mươi bốn!") == heard("hòa một trăm linh một nghìn mươi tư")
    assert heard("quý bà") != heard("qúy bà")
    assert answers("a {b|} {c/d}") == {"a b c", "a b d", "a c", "a d"}
    assert answers("a b|c") == {"a b", "c"}
