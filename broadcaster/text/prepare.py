"""The written text before any rule: composed, without invisible characters, with one kind of blank and hyphen.

What haste wrote together (`ngày1/9đến`, `Thời gian:7h30`) is set apart, so that every rule finds the ends of words.
"""

from __future__ import annotations

import re
import unicodedata

from broadcaster.text.syllable import is_syllable

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
_BLANKS = re.compile("[ \t\x0b\x0c\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_TORN = re.compile(r"(?<![\d.,])(\d{1,3}) \. (?=\d{3}(?!\d))")
"""A thousand's point with blanks around it, as a scanned page has it (50 . 000 đ)."""
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_LINES = re.compile("\r\n?|[\u0085\u2028\u2029]")
_ALIKE = str.maketrans(
    {
        "‐": "-",
        "‑": "-",
        "‒": "–",
        "−": "-",
        "′": "'",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "＇": "'",
        "″": '"',
        "Ð": "Đ",
        "÷": "–",
    }
    | {chr(0xFF01 + i): chr(0x21 + i) for i in range(94)}
    | {"⁄": "/", "∕": "/", "º": "°", "˚": "°", "⁰": "°", "℃": "°C"}
)


_ODD_NUMBERS = re.compile(r"[^\W_0-9A-Za-zÀ-ỹ¼-¾⅓⅔]")


def _apart(match: re.Match[str], said: str) -> str:
    """A number in a shape of its own, apart from what it touches: ①② is no twelve; a blank where it says nothing."""
    front, back = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
    return f"{' ' if front.isalnum() else ''}{said}{' ' if back.isalnum() else ''}" if said else " "


def _usual_number(match: re.Match[str]) -> str:
    """Digits of any script as 0-9; a raised one as a unit's or a power's, a circled or Roman one by what it says."""
    char = match[0]
    if char.isalpha() and unicodedata.category(char) != "Nl":
        return char
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    said = unicodedata.normalize("NFKC", char).strip("().")
    if unicodedata.category(char) == "Nl":
        said = said.upper()
    if char == "⁰":
        return "°"
    if "\u2044" in said:
        return f" {said.replace(chr(0x2044), '/')}"
    if not (said.isascii() and said.isalnum()):
        worth = unicodedata.numeric(char, -1.0)  # 〇, ㊀: numbers whose shape says nothing to a Latin reader
        said = str(int(worth)) if worth >= 0 and worth == int(worth) else ""
    if not said or unicodedata.decomposition(char).startswith(("<circle>", "<compat>")):
        return _apart(match, said)
    front = match.string[match.start() - 1 : match.start()]
    raised = unicodedata.decomposition(char).startswith("<super>")
    return f"^{said}" if raised and front != "m" else said


_UNSPACED = re.compile(
    r"[,;:](?=\d)(?:(?<=[^\W\d_][,;])|(?<=[^\W\d_]:)(?!\d{2,5}(?:/\w|$))|(?<=[/-]20\d\d[,;])"
    r"|(?<=\d:)(?=\d{1,2}h\d{2}|\dh))"
)
"""A mark with a number right behind it that belongs to no decimal, clock or web address."""
_BETWEEN = "ngày|tháng|năm|đến|tới|và"
_STUCK = re.compile(r"(?<![^\W_])[^\W\d_]{2,7}(?=\d)|(?<=\d)[^\W\d_]{2,7}(?![^\W_])|(?<=\d)(?:" + _BETWEEN + r")(?=\d)")


def _unstuck(match: re.Match[str]) -> str:
    """A word that only Vietnamese writes so, apart from the digits beside it; codes (`ĐT641`, `6A1`) stay whole."""
    word = match[0]
    accented = any(not char.isascii() and char not in "đĐ" for char in word)
    if not accented or not is_syllable(word) or word.isupper():
        return word
    front = " " if match.string[match.start() - 1 : match.start()].isdigit() else ""
    return front + word + (" " if match.string[match.end() : match.end() + 1].isdigit() else "")


_TOUCHING = re.compile(r"\d(?:(?<=[^\W\d_]{2}\d)|(?=[^\W\d_]{2}))")
"""Where something may be stuck; quicker to look for."""
_OF_DAY = re.compile(r"/(?=\d{1,2}/\d)(?:(?<=\d[hg]/)|(?<=[hg]\d\d/))")
"""The slash between an hour and its day (23h/18/11)."""
_TWICE = re.compile(r":(?<=\d[hHgG]:)(?=\d\d(?!\d))")
"""The colon of 07h:30, which has its letter already."""


_BROKEN = re.compile(
    r"(?<![\w./+-])0\d{1,3}(?:[ .-]?\d{3,4}){0,2}[ .-]?\n ?(?=\d)\d{2,4}(?:[ .-]?\d{2,4})?(?![\w/]|[.,]\d|\.(?: |$))"
)
"""A telephone number that the width of a page broke."""


def _mended_number(match: re.Match[str]) -> str:
    head, _, tail = match[0].partition("\n")
    count, ended = sum(map(str.isdigit, match[0])), sum(map(str.isdigit, head))
    whole = count == (11 if head.startswith("02") else 10) and ended < count - 1
    return f"{head.rstrip(' ')}{'' if head[-1] in '.-' else ' '}{tail.lstrip(' ')}" if whole else match[0]


def _spaced(text: str) -> str:
    text = _BROKEN.sub(_mended_number, _OF_DAY.sub(" ", _TWICE.sub("", text)))
    text = _UNSPACED.sub(lambda match: f"{match[0]} ", text)
    return _STUCK.sub(_unstuck, text) if _TOUCHING.search(text) else text


def prepare(text: str) -> str:
    """`text` in NFC with lines ended by LF; the positions in a `Change` count in what this returns."""
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    text = _BLANKS.sub(" ", _CONTROLS.sub(" ", _LINES.sub("\n", text)))
    if " . " in text:
        text = _TORN.sub(r"\1.", text)
    if not text.isascii():
        # NFC once more: dropping an invisible character may bring a letter and its mark together.
        text = unicodedata.normalize("NFC", _ODD_NUMBERS.sub(_usual_number, text).translate(_ALIKE))
    return _spaced(text)
