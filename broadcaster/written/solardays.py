"""Days of the months and weeks as Vietnamese say them: ngày 15, cuối tháng, thứ hai đầu tháng, 2 tuần một lần từ …."""

from __future__ import annotations

import re
from collections.abc import Callable

from broadcaster.written.dates import parse_date, weekday_or_none
from broadcaster.written.dayrules import (
    LAST,
    WEEK,
    AnyOf,
    DayRule,
    EveryNDays,
    EveryNWeeks,
    MonthDays,
    NthWeekday,
    YearlyDates,
)
from broadcaster.written.spelling import plain, quoted
from broadcaster.written.wrong import WrongValue

_NUMBERS = {"nhat": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8}
_NUMBERS |= {
    "nhi": 2,
    "chin": 9,
    "muoi": 10,
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "last": LAST,
}
_OF_MONTH = r"(?: (?:cua|trong|of))?(?: (?:moi|hang|the))? (?:thang|month)$"
_NTH = re.compile(rf"(.+?) (dau(?: tien)?|cuoi(?: cung)?|(?:tuan )?thu \w+|tuan dau|tuan cuoi){_OF_MONTH}")
_NTH_ENGLISH = re.compile(r"(first|second|third|fourth|fifth|last) (\w+)(?: of the month)?")
_EVERY = re.compile(
    r"(?:(.+?),? )??(?:cach (tuan|ngay)|(?:cu |moi |every )?(\w+) (tuan|ngay|weeks?|days?)(?: (?:mot|1) lan)?)"
    r"(?:,? (?:ke tu|tinh tu|bat dau tu|tu|from) (?:ngay )?(.+))?"
)
_MONTHLY = r"(?: (?:hang|moi) thang)?"
_MONTH_DAY = re.compile(rf"(?:tu )?ngay (\d{{1,2}})(?:(?: ?- ?| den (?:het )?| toi )(?:ngay )?(\d{{1,2}}))?{_MONTHLY}")
_MONTH_DAYS = re.compile(rf"ngay (\d{{1,2}}(?:(?:,? va |, ?)(?:ngay )?\d{{1,2}})+){_MONTHLY}")
_MONTH_END = re.compile(
    r"(?:ngay )?(dau|cuoi)(?: tien| cung)?(?: (?:cua|trong))?(?: (?:moi|hang))? thang|(first|last) day(?: of.*)?"
)
YEARLY = re.compile(r"(?:ngay )?(\d{1,2})(?:/| thang )(\d{1,2}) (?:hang|moi) nam")
"""2/9 hằng năm: day and month."""

_LONGEST = 31


def _nth_weekday(written: str, text: str) -> DayRule | None:
    found, english = _NTH.fullmatch(written), _NTH_ENGLISH.fullmatch(written)
    if english:
        weekday = weekday_or_none(english[2])
        return None if weekday is None else NthWeekday(_NUMBERS[english[1]], weekday)
    weekday = weekday_or_none(found[1]) if found else None
    if not found or weekday is None:
        return None
    words = found[2].removeprefix("tuan ")
    if words.startswith("dau"):
        return NthWeekday(1, weekday)
    if words.startswith("cuoi"):
        return NthWeekday(LAST, weekday)
    count = _number(words.removeprefix("thu "))
    if not 1 <= count <= 5:  # noqa: PLR2004 - no month has a sixth
        raise WrongValue(
            f"ngày {quoted(text)} không có: một tháng nhiều nhất có năm tuần", "viết từ 'thứ nhất' đến 'thứ năm'"
        )
    return NthWeekday(count, weekday)


def _month_day(written: str, text: str) -> DayRule | None:
    found = _MONTH_DAY.fullmatch(written)
    if not found:
        return None
    return _of_month(int(found[1]), int(found[2] or found[1]), text)


def _of_month(first: int, last: int, text: str) -> DayRule:
    if not (1 <= first <= _LONGEST and 1 <= last <= _LONGEST):
        raise WrongValue(f"ngày {quoted(text)} không có trong tháng nào", "viết từ 'ngày 1' đến 'ngày 31'")
    return MonthDays(first, last)


def _month_days(written: str, text: str) -> DayRule | None:
    """'ngày 1, 10 và 20'."""
    found = _MONTH_DAYS.fullmatch(written)
    if not found:
        return None
    return AnyOf(tuple(_of_month(day, day, text) for day in map(int, re.findall(r"\d+", found[1]))))


def _month_end(written: str, text: str) -> DayRule | None:  # noqa: ARG001 - one shape for all ways
    found = _MONTH_END.fullmatch(written)
    if not found:
        return None
    return MonthDays(1, 1) if (found[1] or found[2]) in ("dau", "first") else MonthDays(LAST, LAST)


def _yearly(written: str, text: str) -> DayRule | None:  # noqa: ARG001 - the same
    found = YEARLY.fullmatch(written)
    if not found:
        return None
    parse_date(f"{found[1]}/{found[2]}/2024")  # a leap year: 29/02 hằng năm is a day
    when = (int(found[2]), int(found[1]))
    return YearlyDates(when, when)


def _every(written: str, text: str) -> DayRule | None:
    found = _EVERY.fullmatch(written)
    if not found:
        return None
    count = 2 if found[2] else _number(found[3])
    weekdays = _weekdays(found[1])
    weekly = (found[2] or found[4]).startswith(("tuan", "week"))
    if count < 1 or weekdays is None or (found[1] and not weekly):
        return None
    if not found[5]:
        raise WrongValue(f"{quoted(text)} chưa rõ bắt đầu từ ngày nào", f"viết '{plain(text)} từ 05/01/2026'")
    anchor = parse_date(found[5]).toordinal()
    if weekly and found[1]:
        return EveryNWeeks(count, anchor, weekdays)
    return EveryNDays(count * (WEEK if weekly else 1), anchor)


def _weekdays(words: str | None) -> frozenset[int] | None:
    """The week days that stand before 'cách tuần'; None if the words are none."""
    if not words:
        return frozenset()
    found = [weekday_or_none(word) for word in re.split(r",? va |, ?", words)]
    return None if None in found else frozenset(day for day in found if day is not None)


def _number(word: str) -> int:
    return int(word) if word.isdecimal() and len(word) < 4 else _NUMBERS.get(word, 0)  # noqa: PLR2004 - up to 999 days


SOLAR: tuple[Callable[[str, str], DayRule | None], ...] = (
    _nth_weekday, _month_day, _month_days, _month_end, _yearly, _every,
)  # fmt: skip
"""Each way makes a rule of folded words, given the words as written for its sentences, or None of what it is not about;
raises WrongValue for a day that no calendar has."""
