"""Days as Vietnamese say them: T2-T6, hằng ngày, rằm, 23 tháng Chạp, thứ sáu cuối tháng, ngày lễ, 20/08/2020."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from broadcaster.written.dates import SHORT_WEEKDAYS, WEEKDAYS, parse_date, parse_weekday, weekday_or_none
from broadcaster.written.dayrules import (
    LAST,
    WEEK,
    Dates,
    DayRule,
    EveryDay,
    EveryNDays,
    EveryNWeeks,
    MonthDays,
    NthWeekday,
    WeekDays,
    YearlyDates,
)
from broadcaster.written.holiday import Holidays
from broadcaster.written.lunardays import lunar_day, lunar_range
from broadcaster.written.readers import Parsed
from broadcaster.written.spelling import bare, closest, fold, plain, quoted
from broadcaster.written.wrong import WrongValue

_NAMED: dict[str, DayRule] = {
    **dict.fromkeys(
        ("hang ngay", "moi ngay", "tat ca cac ngay", "tat ca", "ca tuan", "daily", "every day", "everyday", "all"),
        EveryDay(),
    ),
    **dict.fromkeys(("cuoi tuan", "weekend", "weekends"), WeekDays(frozenset({5, 6}))),
    **dict.fromkeys(("trong tuan", "ngay thuong", "weekdays"), WeekDays(frozenset(range(5)))),
    **dict.fromkeys(("ngay le", "le", "cac ngay le", "holidays", "holiday", "public holidays"), Holidays("holiday")),
    **dict.fromkeys(("ngay lam viec", "cac ngay lam viec", "working days", "workdays"), Holidays("working")),
    **dict.fromkeys(("ngay nghi", "cac ngay nghi", "days off"), Holidays("off")),
    **dict.fromkeys(("cuoi thang", "ngay cuoi thang", "last day"), MonthDays(LAST, LAST)),
    **dict.fromkeys(("dau thang", "ngay dau thang", "first day"), MonthDays(1, 1)),
}
_KNOWN = (
    *WEEKDAYS,
    *SHORT_WEEKDAYS,
    *(f"thứ {number}" for number in range(2, 8)),
    *("hằng ngày", "rằm", "mùng 1", "15 âm", "23 tháng Chạp", "đêm giao thừa", "cuối tháng", "đầu tháng"),
    *("ngày lễ", "ngày làm việc", "ngày nghỉ", "cuối tuần", "thứ hai đầu tháng", "ngày 15"),
)
_NUMBERS = {"nhat": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8}
_NUMBERS |= {"chin": 9, "muoi": 10, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": LAST}
_OF_MONTH = r"(?: (?:cua|trong|of))?(?: (?:moi|hang|the))? (?:thang|month)$"
_NTH = re.compile(rf"(.+?) (dau(?: tien)?|cuoi(?: cung)?|(?:tuan )?thu \w+|tuan dau|tuan cuoi){_OF_MONTH}")
_NTH_ENGLISH = re.compile(r"(first|second|third|fourth|fifth|last) (\w+)(?: of the month)?")
_EVERY = re.compile(
    r"(?:(.+?),? )??(?:cach (tuan|ngay)|(?:moi |every )?(\w+) (tuan|ngay|weeks?|days?)(?: (?:mot|1) lan)?)"
    r"(?:,? (?:ke tu|tinh tu|bat dau tu|tu|from) (?:ngay )?(.+))?"
)
_MONTH_DAY = re.compile(r"ngay (\d{1,2})(?: ?- ?(?:ngay )?(\d{1,2}))?(?: (?:hang|moi) thang)?")
_YEARLY = re.compile(r"(?:ngay )?(\d{1,2})(?:/| thang )(\d{1,2}) (?:hang|moi) nam")


@dataclass(frozen=True)
class Days:
    """Some of all days, and the words they were written in."""

    text: str
    """As written, for sentences."""
    rule: DayRule
    """Which days they are."""

    def hold(self, day: date) -> bool:
        """Whether `day` is one of them."""
        return self.rule.holds(day.toordinal())


def parse_days(text: str) -> Days:
    """The days `text` means.

    Raises WrongValue for words that name none, and for days no calendar has.
    """
    written = bare(plain(text))
    rule = _single(written, text) or _range(written, text) or _several_weekdays(written)
    if rule is None and (often := re.fullmatch(r"(.+) (?:hang|moi) (?:tuan|thang)", written)):
        rule = _single(often[1], text)
    if rule is None:
        raise _wrong(written, text)
    return Days(plain(text), rule)


def _single(written: str, text: str) -> DayRule | None:
    """The rule of words that are no range; None if they mean nothing here."""
    if written in _NAMED:
        return _NAMED[written]
    weekday = weekday_or_none(written)
    if weekday is not None:
        return WeekDays(frozenset({weekday}))
    for way in (_nth_weekday, _month_day, _yearly, lunar_day, _every, _date):
        rule = way(written, text)
        if rule is not None:
            return rule
    return None


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
    first, last = int(found[1]), int(found[2] or found[1])
    if not 1 <= first <= last <= 31:  # noqa: PLR2004 - the longest month
        raise WrongValue(f"ngày {quoted(text)} không có trong tháng nào", "viết từ 'ngày 1' đến 'ngày 31'")
    return MonthDays(first, last)


def _yearly(written: str, text: str) -> DayRule | None:  # noqa: ARG001 - one shape for all ways
    found = _YEARLY.fullmatch(written)
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


def _date(written: str, text: str) -> DayRule | None:
    if not re.fullmatch(r"(?:ngay )?\d{1,4}( ?[/.-] ?\d{1,4}){2}|(?:ngay )?\d{1,2} thang \d{1,2} nam \d{1,4}", written):
        return None
    day = parse_date(text).toordinal()
    return Dates(day, day)


def _range(written: str, text: str) -> DayRule | None:
    """The rule of `A - B` or `A đến B`."""
    written = re.sub(r"^(?:tu|from) ", "", written)
    for dash in re.finditer(r" ?- ?| den (?:het )?| toi | to ", written):
        left, right = written[: dash.start()], written[dash.end() :]
        for way in (_weekday_range, _date_range, lunar_range):
            rule = way(left, right, text)
            if rule is not None:
                return rule
    return None


def _several_weekdays(written: str) -> DayRule | None:
    """'T2 T4 T6' and 'thứ 2, 4, 6'."""
    names = re.split(r"[, ]+", re.sub(r"\bthu (?=\d)", "t", written))
    days = [weekday_or_none(f"t{name}" if name.isdecimal() else name) for name in names]
    if None in days or len(days) < 2 or names[0].isdecimal():  # noqa: PLR2004 - several
        return None
    return WeekDays(frozenset(day for day in days if day is not None))


def _weekday_range(left: str, right: str, text: str) -> DayRule | None:  # noqa: ARG001 - one shape for all ranges
    first, last = weekday_or_none(left), weekday_or_none(f"thu {right}" if right.isdecimal() else right)
    if first is None or last is None:
        return None
    return WeekDays(frozenset((first + step) % WEEK for step in range((last - first) % WEEK + 1)))


def _date_range(left: str, right: str, text: str) -> DayRule | None:
    yearly = _YEARLY.fullmatch(left + " hang nam"), _YEARLY.fullmatch(right)
    if yearly[0] and yearly[1]:
        first, last = ((int(one[2]), int(one[1])) for one in yearly if one)
        return YearlyDates(first, last)
    if _date(right, right) is None:
        return None
    parts = re.split(r"[/.-]", right)
    if len(parts) == 3 and re.fullmatch(r"(?:ngay )?\d{1,2}(/\d{1,2})?", left):  # noqa: PLR2004 - day, month, year
        left = "/".join([left, *parts[2 if "/" in left else 1 :]])
    if _date(left, left) is None:
        return None
    first_day, last_day = parse_date(left), parse_date(right)
    if first_day > last_day:
        raise WrongValue(f"khoảng ngày {quoted(text)} kết thúc trước khi bắt đầu", "viết ngày đầu trước, ngày cuối sau")
    return Dates(first_day.toordinal(), last_day.toordinal())


def _wrong(written: str, text: str) -> WrongValue:
    if re.fullmatch(r"t ?\d+|thu ?\d+|thu \w+", written):
        return _raised(parse_weekday, text)
    if re.fullmatch(r"(?:ngay )?\d{1,2}(?:/| thang )\d{1,2}", written):
        day = fold(written).removeprefix("ngay ").replace(" thang ", "/")
        hint = f"thêm năm như '{day}/2026', hoặc viết '{day} hằng năm', '{day} âm'"
        return WrongValue(f"ngày {quoted(text)} không rõ năm nào, dương hay âm lịch", hint)
    ends = re.split(r" ?- ?| den ", written)
    if len(ends) == 2 and (weekday_or_none(ends[0]) is None) != (weekday_or_none(ends[1]) is None):  # noqa: PLR2004
        return _raised(
            parse_weekday, next(end for end in re.split(r" ?- ?| đến ", plain(text)) if weekday_or_none(end) is None)
        )
    if re.search(r"\d[/.-]\d", written):
        return _raised(parse_date, text)
    if re.fullmatch(r"\d{1,2}", written):
        return WrongValue(f"ngày {quoted(text)} không rõ", f"viết 'ngày {written}' hoặc '{written} âm'")
    near = closest(text, _KNOWN)
    hint = f"ý bạn là '{near}'?" if near else "viết như T2-T6, CN, hằng ngày, rằm, mùng 1, ngày 15, 20/08/2020"
    return WrongValue(f"ngày {quoted(text)} không hiểu được", hint)


def _raised(parse: Callable[[str], object], text: str) -> WrongValue:
    try:
        parse(text)
    except WrongValue as wrong:
        return wrong
    return WrongValue(f"ngày {quoted(text)} không hiểu được", "viết như T2-T6, CN, rằm, ngày 15, 20/08/2020")


DAYS = Parsed(parse_days, choices=(*SHORT_WEEKDAYS, "hằng ngày", "T2-T6", "rằm", "mùng 1", "cuối tháng", "ngày lễ"))
"""Some days, in any of the ways above."""
