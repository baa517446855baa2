"""Days of the lunar calendar as Vietnamese say them: rằm, mùng 1, 15 âm, 23 tháng Chạp, đêm giao thừa, nhuận."""

from __future__ import annotations

import re
from dataclasses import replace

from broadcaster.written.dayrules import LAST, AnyOf, DayRule
from broadcaster.written.lunarrules import LunarDays, LunarSpan, YearsLastNight
from broadcaster.written.spelling import quoted
from broadcaster.written.wrong import WrongValue

_MONTHS = {"gieng": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_MONTHS |= {"mot": 11, "muoi mot": 11, "chap": 12, "muoi hai": 12} | {
    word: number for number in range(1, 13) for word in (f"{number}", f"{number:02d}")
}
_NAMED_ONLY = {"gieng", "chap", "mot"}
"""Months that only the lunar calendar calls so ('tháng Một' is the eleventh there)."""

_COUNTS = {
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "tu": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
    "muoi": 10,
}
_FEASTS: dict[str, DayRule] = {
    **dict.fromkeys(
        ("giao thua", "dem giao thua", "30 tet", "dem 30 tet", "dem ba muoi tet", "tat nien"), YearsLastNight()
    ),
    **dict.fromkeys(("tet", "tet nguyen dan"), LunarDays(1, 3, 1)),
    **dict.fromkeys(("trung thu", "tet trung thu"), LunarDays(15, 15, 8)),
    **dict.fromkeys(("doan ngo", "tet doan ngo"), LunarDays(5, 5, 5)),
    **dict.fromkeys(("vu lan", "le vu lan"), LunarDays(15, 15, 7)),
    **dict.fromkeys(("gio to", "gio to hung vuong"), LunarDays(10, 10, 3)),
    **dict.fromkeys(("ong cong ong tao", "ong tao"), LunarDays(23, 23, 12)),
    **dict.fromkeys(("cuoi thang am", "cuoi thang am lich"), LunarDays(LAST, LAST)),
}
_LEAP = re.compile(r" (khong )?nhuan(?= |$)")
_MONTH = r"(?: thang (?P<month>gieng|muoi mot|muoi hai|\w+))?"
_SHAPES = (
    re.compile(rf"(?:ngay |dem )?(?P<ram>ram){_MONTH}(?P<am> am(?: lich)?)?"),
    re.compile(rf"(?:ngay )?(?:mung|mong) (?P<mung>\w+)(?:{_MONTH}|(?P<tet> tet))(?P<am> am(?: lich)?)?"),
    re.compile(r"(?:ngay )?(?P<day>\d{1,2})(?:/(?P<month>\d{1,2})(?:/(?P<year>\d{4}))?)?(?P<am> am(?: lich)?)?"),
    re.compile(rf"(?:ngay )?(?P<day>\d{{1,2}}){_MONTH}(?P<am> am(?: lich)?)?"),
    re.compile(r"(?:ngay )?(?P<day>[1-9])(?P<tet> tet)"),
    re.compile(r"(?:ngay )?(?P<day>[23]\d)(?P<chap> tet)"),
)
_SEVERAL = re.compile(
    r"(?:ngay )?((?:mung|mong) )?(\w+(?:(?:,? va |, ?)(?:(?:mung|mong) )?\w+)+?)"
    r"( tet| thang \w+(?: am(?: lich)?)?| am(?: lich)?)?"
)
_LUNAR_ENDS = (" tet", " am", " am lich", *(f" thang {name}" for name in _NAMED_ONLY))
_LONGEST = 30


def lunar_day(written: str, text: str) -> DayRule | None:
    """The rule of folded words for a lunar day; None if they name none.

    Raises WrongValue for a day no lunar month has.
    """
    leap_said = _LEAP.search(written)
    leap = None if leap_said is None else leap_said[1] is None
    words = _LEAP.sub("", written)
    feast = _FEASTS.get(words.removeprefix("ngay "))
    if feast is not None and leap is None:
        return feast
    found = _read(words, text, said_lunar=leap is not None)
    return None if found is None else replace(found, leap=leap)


def lunar_days(written: str, text: str) -> DayRule | None:
    """The rule of several folded lunar days that share their month: 'mùng 1, 2 và 3 Tết', 'ngày 1, 15 âm'."""
    found = _SEVERAL.fullmatch(written)
    if not found:
        return None
    kind, numbers, month = found[1], re.split(r",? va |, ?", found[2]), found[3] or ""
    if not (kind or month.endswith(_LUNAR_ENDS)):
        return None
    named = [f"{kind or ''}{number.removeprefix(kind or '')}{month}" for number in numbers]
    each = [lunar_day(name, text) for name in named]
    return None if None in each else AnyOf(tuple(rule for rule in each if rule is not None))


def _read(words: str, text: str, *, said_lunar: bool) -> LunarDays | None:
    for shape in _SHAPES:
        found = shape.fullmatch(words)
        if found:
            parts = found.groupdict()
            if "day" in parts and not (said_lunar or _is_lunar(parts)):
                return None
            return _lunar(parts, text)
    return None


def _is_lunar(parts: dict[str, str | None]) -> bool:
    """Whether a bare number with its month is said of the lunar calendar: '23 tháng Chạp', '15 âm', not '2 tháng 9'."""
    return bool(parts.get("am") or parts.get("chap") or parts.get("tet") or parts.get("month") in _NAMED_ONLY)


def _lunar(parts: dict[str, str | None], text: str) -> LunarDays | None:
    month_word = parts.get("month")
    month = 1 if parts.get("tet") else 12 if parts.get("chap") else _MONTHS.get(month_word, 0) if month_word else 0
    if month_word and not month:
        raise WrongValue(
            f"tháng {quoted(month_word)} trong {quoted(text)} không có", "tháng âm viết từ 1 (Giêng) đến 12 (Chạp)"
        )
    if parts.get("ram"):
        return LunarDays(15, 15, month)
    mung = parts.get("mung")
    day = _count(mung) if mung is not None else int(parts["day"] or 0)
    if mung is not None and not 1 <= day <= 10:  # noqa: PLR2004 - the mùng days
        raise WrongValue(f"ngày {quoted(text)} không có: mùng từ 1 đến 10", "viết 'mùng 1' đến 'mùng 10', hoặc '15 âm'")
    if not 1 <= day <= _LONGEST:
        raise WrongValue(f"ngày {quoted(text)} không có: tháng âm nhiều nhất 30 ngày", "viết từ '1 âm' đến '30 âm'")
    return LunarDays(day, day, month, year=int(parts.get("year") or 0))


def _count(word: str) -> int:
    return int(word) if word.isdecimal() and len(word) <= 2 else _COUNTS.get(word, 0)  # noqa: PLR2004 - two digits


def lunar_range(left: str, right: str, text: str) -> DayRule | None:
    """The rule of folded `left - right` within a lunar month, or from one day of the lunar year to another."""
    of_mung = left.startswith(("mung", "mong")) and re.match(r"(?:0?[1-9]|10)\b", right)
    last = lunar_day(f"mung {right}" if of_mung else right, text)
    if not isinstance(last, LunarDays):
        return None
    first = lunar_day(left, text) or (lunar_day(f"{left} am", text) if left.isdecimal() else None)
    if not isinstance(first, LunarDays):
        return None
    if first.month in (0, last.month):
        ends = _LONGEST if last.last == LAST else last.last
        if first.first > ends and not last.month:
            raise WrongValue(f"khoảng ngày {quoted(text)} kết thúc trước khi bắt đầu", "nói rõ tháng của cả hai ngày")
        if first.first <= ends:
            return replace(last, first=first.first, last=ends)
    if not last.month:
        raise WrongValue(f"khoảng ngày {quoted(text)} không rõ kết thúc ở tháng nào", "nói rõ tháng của cả hai ngày")
    return LunarSpan((first.month or last.month, first.first), (last.month, last.last))
