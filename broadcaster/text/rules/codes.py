"""Letters and digits grown together: QL49B, Km 12+500, 6A1, VTV1, H5N1, number plates; and lettered points of a law."""

from __future__ import annotations

import re

from broadcaster.text.letters import spell
from broadcaster.text.lexicon import built_in
from broadcaster.text.numerals import digits, whole
from broadcaster.text.respell import respell
from broadcaster.text.rule import Pattern, before
from broadcaster.text.syllable import cut, is_syllable

_ROAD_NAMES = {
    "QL": "quốc lộ",
    "TL": "tỉnh lộ",
    "ĐT": "đường tỉnh",
    "HL": "hương lộ",
    "ĐH": "đường huyện",
    "CT": "cao tốc",
}
_LONG = 4
_NAMED = 3
"""Letters of a word with one capital that is a name (Evo200), not initials."""
_STUCK = 40
"""Letters of the longest run in which syllables grown together (tạithôn3) are looked for."""
_COUNTED = ("KP", "KV", "BN", "NV", "HK", "NĐ", "NQ", "QĐ")
"""Abbreviations of two letters that do stand before a number: a quarter, a patient, a decree."""


def _road(match: re.Match[str]) -> str:
    letter = f" {spell(match['l'])}" if match["l"] else ""
    name = _ROAD_NAMES[match["r"]]
    if before(match, 2) == name:
        name = ""
    if before(match, 1) == "đường":
        name = name.removeprefix("đường ")
    return f"{name} {whole(match['n'])}{letter}"


def _stay(match: re.Match[str]) -> str:
    """2N1Đ: so many days and nights of a journey."""
    return f"{whole(match['n'])} ngày {whole(match['d'])} đêm"


def _boat(match: re.Match[str]) -> str:
    """TTH-92345-TS: letters of the province, number, and TS for a fishing boat (tàu cá)."""
    return f"{spell(match['p'])} {digits(match['n'])} tê ét"


def _mile(match: re.Match[str]) -> str:
    return f"ki lô mét {whole(match['n'])}" + (f" cộng {whole(match['p'])}" if match["p"] else "")


def _plate(match: re.Match[str]) -> str:
    return f"{digits(match['a'])} {_pieces(match['b'])}, {digits(match['c'])}"


def _pieces(text: str) -> str:
    """Letters by name (or as a known word), digits as a number; four digits and more one by one."""
    pieces = re.findall(r"\d+|[^\W\d_]+", text)
    return " ".join(_digits(piece) if piece[0].isdecimal() else _letters(piece) for piece in pieces)


def _digits(piece: str) -> str:
    return digits(piece) if len(piece) >= _LONG or piece[0] == "0" else whole(piece)


def _letters(piece: str) -> str:
    for family in ("abbreviations", "foreign", "units"):
        entries = built_in(family)
        if piece in entries and (len(piece) > 2 or piece in _COUNTED or piece in ("kg", "km", "cm")):  # noqa: PLR2004 - TH5 is a kind of rice
            return entries[piece]
    stuck = None if piece.isascii() or piece.isupper() or len(piece) > _STUCK else cut(piece.lower())
    if stuck is not None:
        return " ".join(stuck)
    if len(piece) == _NAMED and piece.istitle() and not is_syllable(piece) and re.search("[aeiouy]", piece[1:]):
        return respell(piece)
    if piece.isupper() or (len(piece) < _LONG and not is_syllable(piece)):
        return spell(piece)
    return piece.lower() if is_syllable(piece) else respell(piece)


def _code(match: re.Match[str]) -> str:
    return ", ".join(_pieces(part) for part in match[0].split("/"))


def _lineage(match: re.Match[str]) -> str:
    """B.1.617.2, BA.2: a strain of a virus; the only point of it is said."""
    parts = [_digits(part) for part in match["n"][1:].split(".")]
    return " ".join([spell(match["l"]), *(["chấm"] if len(parts) == 1 else []), " chấm ".join(parts)])


def _point(match: re.Match[str]) -> str:
    """điểm a, b, c and đ; khoản, mục, lớp, khối, nhóm, loại with a letter."""
    letters = re.sub(r"(?<!\w)[a-zđA-ZĐ](?!\w)", lambda m: "dê" if m[0] == "d" else spell(m[0]), match["rest"])
    return f"{match['w']} {letters}"


ROADS = (
    Pattern(
        "tên đường",
        re.compile(
            r"(?<!\w)(?P<r>QL|TL|ĐT|HL|ĐH|CT)(?:(?<!CT)[ .])?(?:(?<=\.)0)?(?P<n>[1-9]\d{0,2})(?P<l>[A-Z])?"
            r"(?![\w]|[. ]\d)"
        ),
        _road,
    ),
    Pattern(
        "lý trình",
        re.compile(r"(?<!\w)(?<!\d )[Kk][Mm](?![23]\b(?! ?\+ ?\d)) ?(?P<n>\d{1,4})(?: ?\+ ?(?P<p>\d{1,4}))?(?![\w])"),
        _mile,
    ),
    Pattern("phi", re.compile(r"(?<!\w)[ØøΦ] ?(?=\d)"), lambda _: "phi"),
    Pattern("khoảng", re.compile(r"(?<=\d) ?[-–] ?(?=[Kk][Mm] ?\d{1,4}(?!\w))"), lambda _: "đến", needs="-–"),
    Pattern("ngày đêm", re.compile(r"(?<![\w.])(?P<n>\d{1,2})N(?P<d>\d{1,2})Đ(?!\w)"), _stay),
    Pattern("lý trình", re.compile(r"(?<![\w.])K(?P<n>\d{1,4}) ?\+ ?(?P<p>\d{1,4})(?![\w])"), _mile, needs="+"),
    Pattern(
        "bệnh nhân",
        re.compile(r"(?<!\w)BN ?(?P<a>\d{1,5}) ?[-–] ?(?:BN ?)?(?P<b>\d{1,5})(?![\w/]|[.,]\d)"),
        lambda match: f"bệnh nhân {whole(match['a'])} đến {whole(match['b'])}",
        needs="-–",
    ),
    Pattern("tàu cá", re.compile(r"(?<![\w-])(?P<p>[A-ZĐ]{1,4}g?)[- ]?(?P<n>\d{4,5})[- ]?TS(?!\w)"), _boat),
    Pattern(
        "biển số",
        re.compile(r"(?<![\w.,/])(?P<a>\d{2})-?(?P<b>[A-Z]{1,2}\d?)(?: ?- ?| )(?P<c>\d{3}\.?\d{2}|\d{4})(?!\w)"),
        _plate,
    ),
)

CODES = (
    Pattern(
        "điểm, mục",
        re.compile(
            r"(?<!\w)(?P<w>[Đđ]iểm|[Ll]ớp|[Nn]hóm|[Ll]oại|[Pp]hương án|[Bb]ảng|[Kk]hu|[Tt]ổ|[Tt]iết|[Hh]ạng|"
            r"[Cc]ánh|[Kk]hối|[Vv]itamin) +"
            r"(?P<rest>[a-zđA-ZĐ](?:(?: ?, ?| +và +| ?- ?)[a-zđA-ZĐ])*)(?![\w])"
        ),
        lambda m: _point(m) if not re.fullmatch(r"[IVX]", m["rest"]) else None,
    ),
)

GLUED = (
    Pattern(
        "biến chủng",
        re.compile(r"(?<![\w.])(?P<l>[A-Z]{1,2}(?=\.\d{1,3}\.\d)|BA|BQ|BF|EG|JN|XBB)(?P<n>(?:\.\d{1,3})+)(?![\w])"),
        _lineage,
        needs=".",
    ),
    Pattern(
        "chữ và số",
        re.compile(
            r"(?<![\w.])(?:[^\W\d_]+\d+|\d+[^\W\d_]+)(?:[^\W_])*(?:[./-](?=\w*\d)(?=\w*[^\W\d_])[^\W_]+)*(?![\w])"
        ),
        _code,
    ),
)
