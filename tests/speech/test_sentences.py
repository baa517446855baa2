"""Sentences: nothing lost, nothing too long, pauses where an announcer breathes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.speech.sentences import (
    AFTER_CLAUSE,
    AFTER_COMMA,
    AFTER_PARAGRAPH,
    AFTER_SENTENCE,
    LONGEST,
    sentences,
)

WORDS = st.lists(
    st.sampled_from(
        ["bà", "con", "xã", "Quảng", "Phú,", "hãy", "cài.", "và", "ứng", "dụng;", "thế?", "nào!", "…", "–"]
    ),
    max_size=400,
).map(" ".join)


def texts(spoken: str, longest: int = LONGEST) -> list[str]:
    return [sentence.text for sentence in sentences(spoken, longest)]


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def test_a_paragraph_is_cut_at_full_stops_and_marks() -> None:
    assert texts("Kính thưa bà con. Bà con nghe rõ không? Xin cảm ơn!") == [
        "Kính thưa bà con.",
        "Bà con nghe rõ không?",
        "Xin cảm ơn!",
    ]


def test_pauses_tell_sentences_from_paragraphs_and_the_end_has_none() -> None:
    pauses = [sentence.pause for sentence in sentences("Một. Hai.\n\nBa.")]
    assert pauses == [AFTER_SENTENCE, AFTER_PARAGRAPH, 0.0]


def test_a_closing_quote_stays_with_its_sentence() -> None:
    assert texts("Ông nói: “Hãy ở nhà.” Bà con nghe theo.") == ["Ông nói: “Hãy ở nhà.”", "Bà con nghe theo."]


def test_a_mark_inside_a_word_does_not_cut() -> None:
    assert texts("bluezone.gov.vn là trang chính thức") == ["bluezone.gov.vn là trang chính thức"]


def test_a_soft_line_break_is_a_blank() -> None:
    assert texts("Kính thưa\nbà con") == ["Kính thưa bà con"]


def test_what_cannot_be_said_is_left_out() -> None:
    assert texts("… – !\n\n***\n\n") == []


def test_a_long_sentence_is_cut_at_its_semicolon_first() -> None:
    left, right = "một hai, " * 12, "ba bốn, " * 12
    cut = sentences(f"{left.strip()} năm; {right}sáu", 120)
    assert cut[0].text.endswith("năm;")
    assert cut[0].pause == AFTER_CLAUSE
    assert all(len(sentence.text) <= 120 for sentence in cut)


def test_a_long_sentence_without_semicolon_is_cut_at_the_comma_nearest_its_middle() -> None:
    cut = sentences("mười một từ đầu tiên, " * 4 + "hết", 60)
    assert cut[0].text.endswith(",")
    assert cut[0].pause == AFTER_COMMA


def test_a_comma_too_near_the_end_does_not_leave_a_sliver() -> None:
    cut = texts("Vâng, " + "mưa " * 30 + "và " + "gió " * 30, 150)
    assert cut[0] != "Vâng,"
    assert cut[1].startswith("và gió")


def test_a_sentence_needs_room() -> None:
    with pytest.raises(ValueError, match="at least one"):
        sentences("a", 0)


@given(WORDS, st.integers(20, 300))
def test_no_word_is_lost_or_broken(spoken: str, longest: int) -> None:
    assert [w for w in " ".join(texts(spoken, longest)).split() if letters(w)] == [
        w for w in spoken.split() if letters(w)
    ]


@given(st.text(), st.integers(1, 50))
def test_any_text_keeps_its_letters_and_its_bounds(spoken: str, longest: int) -> None:
    found = sentences(spoken, longest)
    assert letters("".join(s.text for s in found)) == letters(spoken)
    assert all(0 < len(s.text) <= longest and "\n" not in s.text for s in found)


def test_a_hundred_thousand_characters_without_a_blank_do_not_overflow() -> None:
    assert len("".join(texts("a" * 100_000))) == 100_000
