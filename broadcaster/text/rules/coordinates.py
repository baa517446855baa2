"""Places on the map: 16°35'12"N, 13,5N - 112E."""

from __future__ import annotations

import re

from broadcaster.text.numerals import whole
from broadcaster.text.rule import Pattern
from broadcaster.text.rules.amounts import BOUND, say_number, unit_words

_DEGREES = r"(?P<{0}>\d{{1,3}}(?:[.,]\d{{1,2}})?) ?°? ?(?P<{0}u>[{1}])"


def _degrees(match: re.Match[str]) -> str:
    """16°35'12"N: degrees, minutes, seconds, and the side of the world."""
    words = f"{whole(match['d'])} độ {whole(match['m'])} phút"
    words += f" {say_number(match['s'], unit='s')} giây" if match["s"] else ""
    side = f"°{match['u']}" if match["u"] else ""
    return words + (f" {unit_words(side).removeprefix('độ ')}" if side else "")


def _position(match: re.Match[str]) -> str:
    """13,5N - 112E: a place at sea, written without the sign of a degree."""
    north, east = (
        f"{say_number(match[part], unit='°')} {unit_words('°' + match[part + 'u'])}" for part in ("lat", "lon")
    )
    return f"{north}, {east}"


COORDINATES = (
    Pattern(
        "toạ độ",
        re.compile(
            BOUND + _DEGREES.format("lat", "NSB") + r"(?: ?[-–,;] ?| )" + _DEGREES.format("lon", "EĐW") + r"(?![\w°])"
        ),
        _position,
    ),
    Pattern(
        "toạ độ",
        re.compile(
            BOUND + r"(?P<d>\d{1,3}) ?(?:°|độ) ?(?P<m>\d{1,2}) ?(?:'|phút) ?"
            r"(?:(?P<s>\d{1,2}(?:[.,]\d+)?) ?(?:''|\"|giây))? ?(?P<u>[NSBEĐW](?!\w))?"
        ),
        _degrees,
    ),
)
