"""Written notices and what an announcer says for them, by the hundred."""

import itertools
import re
import unicodedata
from pathlib import Path

import pytest

from broadcaster.text.normalise import Normaliser

FREE = (("lẻ", "linh"), ("ngàn", "nghìn"), ("tỉ", "tỷ"), ("mồng", "mùng"), ("mươi bốn", "mươi tư"))
NEW_STYLE = re.compile("(?<!q)([ou])([àáảãạèéẻẽẹỳýỷỹỵ])(?!\\w)")
TONES = "\u0300\u0301\u0309\u0303\u0323"


def moved(match: re.Match[str]) -> str:
    """`oà` as `òa`: the tone mark on the first vowel."""
    vowel = unicodedata.normalize("NFD", match[2])
    return unicodedata.normalize("NFC", match[1] + vowel[1:] + vowel[0])


def heard(text: str) -> str:
    """`text` without what nobody hears: case, punctuation, free variants of spelling."""
    words = re.sub(r"[^\w\s]", " ", unicodedata.normalize("NFC", text).lower())
    for variant, usual in FREE:
        words = re.sub(rf"(?<!\w){variant}(?!\w)", usual, words)
    return " ".join(NEW_STYLE.sub(moved, words).split())


def answers(expected: str) -> set[str]:
    """Every reading that `expected` allows."""
    pieces = [piece.strip("{}").split("|") for piece in re.findall(r"\{[^}]*\}|[^{]+", expected)]
    return {heard(" ".join(choice)) for choice in itertools.product(*pieces)}


def cases() -> list[tuple[str, str]]:
    lines = Path(__file__).with_name("readings.tsv").read_text(encoding="utf-8").splitlines()
    return [
        (line.split("\t")[0], line.split("\t")[1])
        for line in lines
        if line and not line.startswith("# ") and "\t" in line
    ]


NORMALISER = Normaliser()


@pytest.mark.parametrize(("written", "expected"), cases())
def test_a_notice_is_read_as_an_announcer_would(written: str, expected: str) -> None:
    assert heard(NORMALISER.spoken(written)) in answers(expected)


def test_there_are_cases_enough_of_them() -> None:
    assert len(cases()) > 1500


def test_the_comparison_knows_what_is_free() -> None:
    assert heard("Hoà, một trăm LẺ một ngàn mươi bốn!") == heard("hòa một trăm linh một nghìn mươi tư")
    assert heard("quý bà") != heard("qúy bà")
    assert answers("a {b|} {c|d}") == {"a b c", "a b d", "a c", "a d"}
