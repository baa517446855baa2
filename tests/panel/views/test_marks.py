from __future__ import annotations

import pytest

from broadcaster.panel.views.marks import Piece, marked, span


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        ("    at: 25:00   # sáng", 9, "25:00"),
        ('    at: "25:00", x', 9, '"25:00"'),
        ("    days: [T2, T9]", 16, "T9"),
        ("  play: [{ script: la }]", 20, "la"),
        ("  màu: đỏ  ", 0, "màu: đỏ"),
        ("  màu: đỏ", 99, "màu: đỏ"),
        ("", 1, ""),
        ("x: ''", 4, "''"),
        ("a: }", 4, "}"),
    ],
)
def test_the_words_at_a_place(line: str, column: int, words: str) -> None:
    start, end = span(line, column)
    assert line[start:end] == words


def test_marks_lose_no_letter_and_none_overlap() -> None:
    text = "a: 1\nb: [x, y]\n\nc"
    wrong = [
        {"line": 2, "column": 5, "message": "x sai", "hint": "viết z"},
        {"line": 2, "column": 5, "message": "lại", "hint": ""},
        {"line": 2, "column": 8, "message": "y sai", "hint": ""},
        {"line": 0, "column": 0, "message": "cả tệp", "hint": ""},
        {"line": 99, "column": 1, "message": "ngoài", "hint": ""},
    ]
    lines = marked(text, wrong)
    assert "\n".join("".join(piece.text for piece in line.pieces) for line in lines) == text
    assert [line.number for line in lines if line.wrong] == [1, 2]
    assert lines[1].pieces == (
        Piece("b: ["), Piece("x", "x sai; viết z"), Piece(", "), Piece("y", "y sai"), Piece("]")
    )  # fmt: skip
