"""Days as Vietnamese say them: T2-T6, hằng ngày, rằm, 23 tháng Chạp, thứ sáu cuối tháng, ngày lễ, 20/08/2020."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from broadcaster.written.dates import SHORT_WEEKDAYS, WEEKDAYS, parse_date, parse_weekday, weekday_or_none
from broadcaster.written.dayrules import WEEK, Dates, DayRule, EveryDay, WeekDays, YearlyDates
from broadcaster.written.holiday import Holidays
from broadcaster.written.lunardays import lunar_day, lunar_days, lunar_range
from broadcaster.written.readers import Parsed
from broadcaster.written.solardays import SOLAR, YEARLY
from broadcaster.written.spelling import bare, closest, plain, quoted
from broadcaster.written.wrong import WrongValue

_NAMED: dict[str, DayRule] = {
    **dict.fromkeys(
        ("hang ngay", "moi ngay", "tat ca cac ngay", "tat ca", "ca tuan", "daily", "every day", "everyday", "all"),
        EveryDay(),
    ),
    **dict.fromkeys(("cuoi tuan", "weekend", "weekends"), WeekDays(frozenset({5, 6}))),
    **dict.fromkeys(("trong tuan", "ngay thuong", "weekdays"), WeekDays(frozenset(range(5)))),
    **dict.fromkeys(
        ("ngay le", "le", "cac ngay le", "ngay nghi le", "holidays", "holiday", "public holidays"), Holidays("holiday")
    ),
    **dict.fromkeys(("ngay lam viec", "cac ngay lam viec", "working days", "workdays"), Holidays("working")),
    **dict.fromkeys(("ngay nghi", "cac ngay nghi", "days off"), Holidays("off")),
}
_KNOWN = (
    *WEEKDAYS,
    *SHORT_WEEKDAYS,
    *(f"thứ {number}" for number in range(2, 8)),
    *("hằng ngày", "rằm", "mùng 1", "15 âm", "23 tháng Chạp", "đêm giao thừa", "cuối tháng", "đầu tháng"),
    *("ngày lễ", "ngày làm việc", "ngày nghỉ", "cuối tuần", "thứ hai đầu tháng", "ngày 15"),
)
_EACH = re.compile(r"^(?:cac|moi|cu) (?=thu |t\d|cn$|chu nhat|ram|mung|mong)")
_ODD = re.compile(r"\blẻ\b")


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
    written = _EACH.sub("", bare(plain(text)))
    if _ODD.search(plain(text).casefold()):  # without its accent it would be a holiday
        raise WrongValue(
            f"ngày {quoted(text)} không hiểu được", "ý bạn là 'ngày lễ'? còn ngày lẻ thì viết 'ngày 1, 3, 5, …'"
        )
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
    for way in (*SOLAR, lunar_day, lunar_days, _date):
        rule = way(written, text)
        if rule is not None:
            return rule
    return None


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
    names = re.split(r"[, /]+", re.sub(r"\bthu (?=\d)", "t", written))
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
    yearly = YEARLY.fullmatch(left + " hang nam"), YEARLY.fullmatch(right)
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


_LIKE = "viết như T2-T6, CN, hằng ngày, rằm, mùng 1, ngày 15, 20/08/2020"
_SLIPS = (
    (
        re.compile(r"(?:ngay )?(?P<day>\d{1,2})(?:/| thang )(?P<month>\d{1,2})"),
        "không rõ năm nào, dương hay âm lịch",
        "thêm năm như '{day}/{month}/2026', hoặc viết '{day}/{month} hằng năm', '{day}/{month} âm'",
    ),
    (re.compile(r"(?P<day>\d{1,2})"), "không rõ", "viết 'ngày {day}' hoặc '{day} âm'"),
    (
        re.compile(r"thang \w+(?: am(?: lich)?)?|thang \d+(?:/| nam )\d+"),
        "là cả một tháng",
        "viết từ ngày nào đến ngày nào, như 01/08/2026-31/08/2026",
    ),
    (
        re.compile(r".*\b(?:ngay|tuan)\b.* tu .*"),
        "không hiểu được",
        "viết như '3 ngày một lần từ 05/01/2026' hay 'T2 cách tuần từ 05/01/2026'",
    ),
)
"""Slips that can be told from their look: what the folded words are like, what is wrong, what to write."""


def _wrong(written: str, text: str) -> WrongValue:
    ends = re.split(r" ?- ?| den ", written)
    half = len(ends) == 2 and (weekday_or_none(ends[0]) is None) != (weekday_or_none(ends[1]) is None)  # noqa: PLR2004
    if half:
        spoilt = next(end for end in re.split(r" ?- ?| đến ", plain(text)) if weekday_or_none(end) is None)
        return _raised(parse_weekday, spoilt)
    if re.fullmatch(r"t ?\d+|thu ?\d+|thu \w+", written):
        return _raised(parse_weekday, text)
    for slip, message, hint in _SLIPS:
        found = slip.fullmatch(written)
        if found:
            return WrongValue(f"ngày {quoted(text)} {message}", hint.format(**found.groupdict()))
    if re.search(r"\d[/.-]\d", written):
        return _raised(parse_date, text)
    near = closest(text, _KNOWN)
    return WrongValue(f"ngày {quoted(text)} không hiểu được", f"ý bạn là '{near}'?" if near else _LIKE)


def _raised(parse: Callable[[str], object], text: str) -> WrongValue:
    try:
        parse(text)
    except WrongValue as wrong:
        return wrong
    return WrongValue(f"ngày {quoted(text)} không hiểu được", _LIKE)


DAYS = Parsed(parse_days, choices=(*SHORT_WEEKDAYS, "hằng ngày", "T2-T6", "rằm", "mùng 1", "cuối tháng", "ngày lễ"))
"""Some days, in any of the ways above."""
