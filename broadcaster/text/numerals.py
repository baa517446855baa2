"""Numbers in Vietnamese words, as an announcer of the North says them.

`linh` for an empty ten, `mươi lăm`, `mươi mốt`, `mươi tư`; a missing hundred inside a number is said
(`một nghìn không trăm linh năm`).
"""

from __future__ import annotations

from functools import lru_cache

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu")
_BILLION = 1_000_000_000
LONGEST = 15
"""Digits of the longest number read as a quantity; what is longer is a code and read digit by digit."""


def _ten(number: int) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if ones == 0:
        return head
    if ones == 5:  # noqa: PLR2004 - the digit itself
        return f"{head} lăm"
    if tens > 1 and ones == 1:
        return f"{head} mốt"
    if tens > 1 and ones == 4:  # noqa: PLR2004 - the digit itself
        return f"{head} tư"
    return f"{head} {_DIGITS[ones]}"


def _hundred(number: int, *, whole: bool) -> str:
    """A group of three digits; `whole` says the empty hundred, as inside a longer number."""
    hundreds, rest = divmod(number, 100)
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or whole else []
    if rest:
        words.append(f"linh {_DIGITS[rest]}" if words and rest < 10 else _ten(rest))  # noqa: PLR2004 - one digit
    return " ".join(words)


@lru_cache(maxsize=4_096)
def cardinal(number: int) -> str:
    """`number` (0 or more) in words: 1005 is `một nghìn không trăm linh năm`."""
    if number == 0:
        return _DIGITS[0]
    words: list[str] = []
    billions, rest = divmod(number, _BILLION)
    if billions:
        words.append(f"{cardinal(billions)} tỷ")
    for power in (2, 1, 0):
        group = rest // 1000**power % 1000
        if group:
            words.append(f"{_hundred(group, whole=bool(words))} {_SCALES[power]}".rstrip())
    return " ".join(words)


def digits(text: str) -> str:
    """Each digit of `text` by its name, everything else left out."""
    return " ".join(_DIGITS[int(char)] for char in text if char.isdecimal())


def whole(text: str) -> str:
    """A run of digits as a quantity; digit by digit where it begins with 00 or is too long to be one."""
    if len(text) > LONGEST or (len(text) > 2 and text[0] == "0"):  # noqa: PLR2004 - 05 is five, 007 is a code
        return digits(text)
    return cardinal(int(text))


def decimals(text: str) -> str:
    """What stands behind the comma: two digits as a number (`hai mươi bảy`), zeros and longer runs digit by digit."""
    if text.startswith("0") or len(text) > 2:  # noqa: PLR2004 - see the docstring
        return digits(text)
    return cardinal(int(text))


def ordinal(number: int) -> str:
    """The word after `thứ`: nhất, hai, ba, tư, năm and so on."""
    return {1: "nhất", 4: "tư"}.get(number) or cardinal(number)


def month(number: int) -> str:
    """The word after `tháng`: the fourth month is `tư`."""
    return "tư" if number == 4 else cardinal(number)  # noqa: PLR2004 - April
