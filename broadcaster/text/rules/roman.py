"""Roman numerals: centuries, quarters, congresses, chapters, headings of a list."""

from __future__ import annotations

import re

from broadcaster.text.numerals import cardinal, ordinal
from broadcaster.text.rule import Pattern, at_line_start, before
from broadcaster.text.syllable import is_syllable

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_SHAPE = re.compile(r"(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$")
_LETTERS_FIRST = ("L", "C")
"""Alone these are letters (C. Tổ chức thực hiện), no fifty and no hundred."""
_COUNTED = re.compile(
    r"(?:thế kỷ|thế kỉ|quý|khóa|khoá|lần|kỳ|kì|chương|phần|mục|phụ lục|loại|cấp|hạng|đại hội|giai đoạn|vùng|nhóm|tập|"
    r"đợt|bảng|khu vực|quân khu|thứ|vụ|độ|báo động|bđ|\bkv|dự án|điều|bậc|quân đoàn|số|đại hội đảng bộ|trụ|mức|lớp|"
    r"khối|tổ)$"
)


def value(numeral: str) -> int | None:
    """What a Roman numeral says, up to 399; None where it is not written by the rules."""
    if not numeral or not _SHAPE.match(numeral):
        return None
    total = 0
    for char, following in zip(numeral, [*numeral[1:], "I"], strict=True):
        worth = _VALUES[char]
        total += -worth if worth < _VALUES[following] else worth
    return total


def _counted(match: re.Match[str]) -> str | None:
    number = value(match["n"])
    if number is None or match["n"] in _LETTERS_FIRST:
        return None
    words = before(match, 4)
    if words.endswith("thứ"):
        return ordinal(number)
    if _COUNTED.search(words) or _heading(match) or _certain(match["n"]):
        return cardinal(number)
    return None


def _heading(match: re.Match[str]) -> bool:
    return at_line_start(match) and re.match(r" ?[.)/-]", match.string[match.end() : match.end() + 2]) is not None


def _certain(numeral: str) -> bool:
    """Two letters and more of I, V and X only, and no Vietnamese word (VI, XI)."""
    return len(numeral) > 1 and set(numeral) <= set("IVX") and not is_syllable(numeral)


def _range(match: re.Match[str]) -> str | None:
    first, last = value(match["a"]), value(match["b"])
    if first is None or last is None or not _COUNTED.search(before(match, 3)):
        return None
    return f"{cardinal(first)} đến {cardinal(last)}"


def _small(match: re.Match[str]) -> str | None:
    """(i), (ii): points of a list; a lone (v) is the fifth only behind (iv)."""
    if match["n"] == "v" and match.string.find("(iv)", max(0, match.start() - 1000), match.start()) < 0:
        return None
    return cardinal(value(match["n"].upper()) or 0)


def _bare(match: re.Match[str]) -> str | None:
    """i), ii): points of a list; a lone i) is the letter behind h)."""
    return None if match["n"] == "i" and "ii)" not in match.string else _small(match)


ROMAN = (
    Pattern("số La Mã", re.compile(r"(?<=\()(?P<n>i{1,3}|i?v|vi{1,3}|ix)(?=\))"), _small, needs="("),
    Pattern("số La Mã", re.compile(r"(?<![\w(])(?P<n>i{1,3}|iv|vi{1,3}|ix)(?=\) )"), _bare, needs=")"),
    Pattern("số La Mã", re.compile(r"(?<!\w)(?P<a>[IVXLC]+) ?[-–] ?(?P<b>[IVXLC]+)(?!\w)"), _range, needs="-–"),
    Pattern("số La Mã", re.compile(r"(?<![\w.&])(?P<n>[IVXLC]+)(?![\w&])"), _counted),
)
