"""Spellings made equal: accents, case and spaces folded away; the nearest word to a mistyped one."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

ODD_SPACES = dict.fromkeys(
    map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"), " "
)
"""Spaces that look like one and are not (a word processor's, a web page's): read as plain ones."""

_CLOSE_ENOUGH = 0.6
"""difflib's own default: 'tenn' finds 'ten', 'thu 9' finds 'thu 7', 'abc' finds nothing."""


@lru_cache(4096)
def fold(text: str) -> str:
    """`text` in small letters without accents, with single spaces: 'Nhạc_hiệu ' -> 'nhac hieu'."""
    plain = strip_accents(text).casefold().translate(ODD_SPACES)
    return " ".join(plain.replace("_", " ").replace("-", " ").split())


def bare(text: str) -> str:
    """`text` in small letters without accents, its signs kept: 'Từ -5h' -> 'tu -5h'."""
    return " ".join(strip_accents(text).casefold().translate(ODD_SPACES).split())


def strip_accents(text: str) -> str:
    """`text` without Vietnamese accents and tone marks, letters and case otherwise kept."""
    apart = unicodedata.normalize("NFD", text)
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return bare.replace("đ", "d").replace("Đ", "D")


def closest(word: str, known: Iterable[str]) -> str | None:
    """The one of `known` that `word` was most likely meant to be; None if none is near."""
    by_fold = {fold(spelling): spelling for spelling in reversed(list(known))}
    near = difflib.get_close_matches(fold(word)[:60], by_fold, n=1, cutoff=_CLOSE_ENOUGH)
    return by_fold[near[0]] if near else None


def plain(text: str) -> str:
    """`text` as one line of plain characters: full-width forms, odd spaces and dashes made usual ones."""
    usual = unicodedata.normalize("NFKC", text).translate(ODD_SPACES)
    for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212":
        usual = usual.replace(dash, "-")
    return " ".join(usual.split())


_ODD_SIGNS = str.maketrans(
    dict.fromkeys("“”„‟«»", '"')
    | dict.fromkeys("‘’‚‛", "'")
    | dict(zip("【】［］｛｝（）；，、", "[][]{}();,,", strict=True))
)


def usual_signs(text: str) -> str:
    """`text` with a keyboard's own signs for the curly quotes and wide brackets that Word and Hán keyboards put in."""
    return text.translate(_ODD_SIGNS)


def quoted(text: str, limit: int = 60) -> str:
    """`text` in single quotes on one line, shortened for a message."""
    line = " ".join(text.split())
    line = "".join(letter if letter.isprintable() else "\ufffd" for letter in line)
    return f"'{line[: limit - 1]}…'" if len(line) > limit else f"'{line}'"
