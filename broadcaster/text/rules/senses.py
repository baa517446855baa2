"""Abbreviations of several meanings, told apart by what stands beside them, before the lexicon gives the usual one."""

from __future__ import annotations

import re

from broadcaster.text.numerals import cardinal
from broadcaster.text.rule import Pattern, at_line_start, before

_POINTS = {"Đ": "đông", "T": "tây", "N": "nam", "B": "bắc"}
_TOWARDS = re.compile(r"(?:hướng|phía|gió|mùa|về|chếch|lệch)$")


def _compass(match: re.Match[str]) -> str | None:
    """hướng TTB, gió ĐB: points of the compass."""
    return " ".join(_POINTS[char] for char in match[0]) if _TOWARDS.search(before(match, 1)) else None


_NET = re.compile(r"(?:mạng|sóng|sim|gói|data|cước|wifi)$")
_CLOCK = re.compile(r"(?<!\d)(?P<h>1?\d)(?P<m>[:hH]\d{0,2})?$")


def _half_day(match: re.Match[str]) -> str | None:
    """7:30 AM, 2 PM: the part of the day."""
    clock = _CLOCK.search(before(match, 1))
    if clock is None:
        return None
    hour = int(clock["h"])
    evening = "trưa" if hour == 12 else "chiều" if hour < 6 else "tối"  # noqa: PLR2004 - as people part the day
    return ("" if clock["m"] else "giờ ") + ("sáng" if match["half"] in "Aa" else evening)


def _means(written: str, beside: str, spoken: str, *, apart: str = "") -> Pattern:
    """`written` in front of `beside` and not behind `apart` is said as `spoken`; letters first, for a quick search."""
    behind = f"(?<!{apart}{written})" if apart else ""
    return Pattern("viết tắt", re.compile(rf"{written}(?<!\w{written}){behind}(?={beside})"), lambda _: spoken)


SENSES = (
    Pattern("hướng", re.compile(r"(?<!\w)[ĐTNB]{2,3}(?![\w.])"), _compass),
    Pattern("buổi", re.compile(r"(?<=[\dhH]) ?(?P<half>[AaPp])\.?[Mm](?!\w)"), _half_day),
    # GĐ 2021-2025, GĐ II, GĐ1: a phase, no family.
    _means("GĐ", r" ?(?:(?:19|20)\d\d|[IVX]{1,3}(?!\w)|[1-5](?= *(?:$|[,.;:)\n]|của |dự án )))", "giai đoạn"),
    _means("DT", r":? ?\d[\d.,]* ?(?:m2|m²|ha)(?!\w)| (?:đất|lúa|gieo|rừng|canh|nuôi|sử|xây|mặt)\b", "diện tích"),
    _means("ĐK", r":? ?\d[\d.,]* ?(?:mm|cm|m)(?!\w)", "đường kính"),
    _means("NS", r":? ?\d[\d.,–-]* ?(?:tạ|tấn)\b", "năng suất"),
    _means("NH", r" ?(?:19|20)\d\d ?[-–/]", "năm học"),
    _means("TT", r" ?\d{1,3}/\d{4}(?!\d)", "thông tư"),
    # The directives of the epidemic; elsewhere CT15 is a motorway.
    _means("CT", r" ?1[569](?!\d)", "chỉ thị", apart="tốc "),
    Pattern(
        "thương binh",
        re.compile(r"TB(?<!\wTB) ?(?P<n>[1-4])/4(?![\d/])"),
        lambda m: f"thương binh {cardinal(int(m['n']))} trên bốn",
    ),
    _means("TC", r"(?: số)? ?(?:1?\d)(?![\d.,/])", "tiêu chí"),
    Pattern("tháng", re.compile(r"(?<=\d)T(?= (?:đầu|cuối) năm)"), lambda _: "tháng"),
    Pattern("đơn vị", re.compile(r"(?<=\d )KV(?! ?\w)"), lambda _: "ki lô vôn"),
    _means("TK", r" [IVX]{1,5}(?!\w)", "thế kỷ"),
    _means("CC", r"(?!\w|, ?VC)", "công chức", apart=r"\d "),
    _means("HA", r"(?!\w)", "huyết áp", apart=r"\d "),
    _means("CM", r"(?!\w)", "cách mạng", apart=r"\d "),
    Pattern(
        "viết tắt",
        re.compile(r"(?<![\w.,])(?P<n>[2-5])g(?!\w)"),
        lambda m: f"{cardinal(int(m['n']))} giê" if _NET.search(before(m, 1)) else None,
    ),
    Pattern("viết tắt", re.compile(r"(?<!\w)(?:KG|K/g)(?=:)"), lambda m: "kính gửi" if at_line_start(m) else None),
)
