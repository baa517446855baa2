from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.speech.kokoro.durations import FRAME_SECONDS, frames
from broadcaster.speech.kokoro.north import NORTH
from broadcaster.speech.kokoro.phonemes import STRESS, phones, tokens
from broadcaster.speech.kokoro.phrase import LONGEST, Phrase, phrases

GREETING = "Kính thưa bà con, xin mời nghe thông báo."


def phrase(text: str) -> Phrase:
    (only,) = phrases(text, NORTH.sounds)
    return only


def timed(found: Phrase, speed: float) -> list[int]:
    """Frames of each token where the weights want three for every one."""
    return [int(count) for count in frames(np.full(len(found.tokens), 3, np.float32), found, NORTH.rhythm, speed)]


def test_clauses_that_fit_are_one_phrase() -> None:
    found = phrase(GREETING)
    assert [(clause.size, clause.mark) for clause in found.clauses] == [(4, ","), (5, ".")]
    assert found.mark == "."
    assert [len(clause) for clause in found.by_clause(found.placed)] == [4, 5]


def test_what_is_too_long_is_cut_at_a_mark_if_it_can_be() -> None:
    enough = ", ".join(["một hai ba bốn năm sáu bảy tám"] * 12) + "."
    found = phrases(enough, NORTH.sounds)
    assert len(found) > 1
    assert {clause.size for one in found for clause in one.clauses} == {8}
    assert max(len(one.tokens) for one in found) <= LONGEST
    endless = phrases("một hai ba bốn năm " * 40, NORTH.sounds)
    assert sum(len(one.placed) for one in endless) == 200
    assert max(len(one.tokens) for one in endless) <= LONGEST + 12


def test_marks_alone_are_no_phrase() -> None:
    assert phrases("?!", NORTH.sounds) == []


@given(st.lists(st.sampled_from(["nghe", "thông", "báo", "ý", "oanh", "khuya", ",", ";", ".", ":"]), max_size=80))
def test_nothing_is_lost_or_moved_by_joining(pieces: list[str]) -> None:
    found = phrases(" ".join(pieces), NORTH.sounds)
    assert sum(len(one.placed) for one in found) == sum(piece.isalpha() for piece in pieces)
    for one in found:
        assert sum(clause.size for clause in one.clauses) == len(one.placed)
        assert one.tokens[0] == one.tokens[-1] == 0
        assert 0 not in one.tokens[1:-1]
        for place in one.placed:
            parts = phones(place.syllable, NORTH.sounds)
            said = (*tokens(parts.onset), *tokens(STRESS + parts.nucleus), *tokens(parts.coda))
            assert one.tokens[place.onset : place.end] == said


def test_a_mark_between_clauses_lasts_as_long_as_its_pause() -> None:
    found = phrase(GREETING)
    comma = next(found.by_clause(found.placed))[-1].end
    assert found.tokens[comma] == tokens(",")[0]
    assert timed(found, 1.0)[comma] == round(NORTH.rhythm.pauses[","] / FRAME_SECONDS)
    assert timed(found, 0.5)[comma] == round(2 * NORTH.rhythm.pauses[","] / FRAME_SECONDS)


def test_each_clause_ends_on_a_longer_rhyme() -> None:
    found = phrase("ba ba ba, ba ba ba.")
    lengths = timed(found, 0.25)
    rhymes = [sum(lengths[place.vowel : place.end]) for place in found.placed]
    assert rhymes[2] == pytest.approx(NORTH.rhythm.last * rhymes[1], abs=1)
    assert rhymes[5] == pytest.approx(NORTH.rhythm.last * rhymes[4], abs=1)


@given(st.floats(0.5, 2))
def test_the_silence_around_a_phrase_is_the_same_at_any_speed(speed: float) -> None:
    first, mark, last = NORTH.rhythm.edges
    lengths = timed(phrase(GREETING), speed)
    assert (lengths[0], lengths[-1]) == (first, last)
    assert lengths[-2] == pytest.approx(mark, abs=1)


@pytest.mark.parametrize("mark", [",", ";", ":", ".", "!", "?", "…", "–"])
def test_no_mark_between_clauses_is_passed_over(mark: str) -> None:
    found = phrase(f"“Chú ý{mark}”, mời bà con nghe.")
    assert [clause.size for clause in found.clauses] == [2, 4]
    first = next(found.by_clause(found.placed))[-1].end
    assert timed(found, 1.0)[first] >= round(NORTH.rhythm.pauses[","] / FRAME_SECONDS)
