"""How a number is written, and how it is said with a unit behind it."""

from __future__ import annotations

import re

from broadcaster.text.lexicon import built_in
from broadcaster.text.numerals import decimals, whole

NUMBER = (
    r"(?:\d{1,3}(?:\.\d{3}){1,6}(?:,\d+)?|\d{1,3}(?:,\d{3}){2,6}|\d{1,3}(?: \d{3}){1,6}(?!\d)|\d+,\d+|\d+\.\d+|\d+)"
)
"""A number as Vietnamese (2.500.000,5), English (2,500,000) or a table (2 500 000) writes it."""
BOUND = r"(?<![\w./,])"
"""In front of a number: the end of no other."""

_COUNTS = re.compile(r"(?:đ|₫|vnđ|vnd|đồng|usd|\$|k|nghìn|ngàn)$", re.IGNORECASE)
"""Units of which nobody counts thousandths, so that 1,250 of them is a thousand; of millions (3,275 triệu) one does."""


def say_number(text: str, *, unit: str = "") -> str:
    """`text` (one `NUMBER`) in words; `unit` settles what a lone dot or comma means."""
    if text.isdecimal():
        return whole(text)
    compact = text.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", compact) and not (compact.startswith("0.")):
        return whole(compact.replace(".", "").lstrip("0") or "0")
    if re.fullmatch(r"\d{1,3}(?:,\d{3}){2,}", compact) or (
        re.fullmatch(r"[1-9]\d{0,2},\d{3}", compact) and (_COUNTS.search(unit) or compact.endswith("00"))
    ):
        return whole(compact.replace(",", ""))
    head, mark, tail = re.match(r"([\d.]*?)([,.]?)(\d+)$", compact).groups()  # type: ignore[union-attr]
    if not mark:
        return whole(compact)
    comma = "phẩy" if mark == "," or unit else "chấm"
    return f"{whole(head.replace('.', ''))} {comma} {decimals(tail)}"


def unit_words(unit: str) -> str:
    """How `unit` is said; itself where nobody listed it."""
    return built_in("units").get(unit) or built_in("units").get(unit.lower()) or unit
