"""When a reading counts as right: the same words, whatever their case, marks and free spellings.

A file of examples has one a line, `written<TAB>what is said`; `|` parts whole answers, `{a|b}` or `{a/b}` words of
which any will do, an empty one leaves them out.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

READINGS = Path(__file__).parents[1] / "tests" / "text" / "readings.tsv"
"""The examples that the tests hold."""

_FREE = (("lẻ", "linh"), ("ngàn", "nghìn"), ("tỉ", "tỷ"), ("mồng", "mùng"), ("mươi bốn", "mươi tư"))
_NEW_STYLE = re.compile("(?<!q)([ou])([àáảãạèéẻẽẹỳýỷỹỵ])(?!\\w)")


def _moved(match: re.Match[str]) -> str:
    """`oà` as `òa`: the tone mark on the first vowel."""
    vowel = unicodedata.normalize("NFD", match[2])
    return unicodedata.normalize("NFC", match[1] + vowel[1:] + vowel[0])


def heard(text: str) -> str:
    """`text` without what nobody hears: case, punctuation, free variants of spelling."""
    words = re.sub(r"[^\w\s]", " ", unicodedata.normalize("NFC", text).lower())
    for variant, usual in _FREE:
        words = re.sub(rf"(?<!\w){variant}(?!\w)", usual, words)
    return " ".join(_NEW_STYLE.sub(_moved, words).split())


def allows(expected: str, reading: str) -> bool:
    """Whether `expected` allows `reading`, which is as `heard` gives it."""
    return any(_fits(whole, reading.split()) for whole in re.split(r"\|(?![^{]*\})", expected))


def _fits(whole: str, words: list[str]) -> bool:
    """Whether some choice at each place makes `words`; a beginning that does not is followed no further."""
    begun = {""}
    for piece in re.findall(r"\{[^}]*\}|[^{]+", whole):
        choices = re.split(r"[|/]", piece[1:-1]) if piece[0] == "{" else [piece]
        longer = {f"{before} {choice}" for before in begun for choice in choices}
        begun = {each for each in longer if _begins(heard(each).split(), words)}
    return any(heard(each).split() == words for each in begun)


def _begins(beginning: list[str], words: list[str]) -> bool:
    return words[: len(beginning)] == beginning


def cases(path: Path = READINGS) -> list[tuple[str, str]]:
    """What is written and what should be said, in the order of the file; `#` and a blank begin a remark."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if "\t" in line and not line.startswith("# "))
    return [(pair[0], pair[1]) for pair in pairs]
