"""Dates and week days as Vietnamese write them: 18/08/2020, ngày 18 tháng 8 năm 2020; T2, thứ hai, CN."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from broadcaster.written.spelling import closest, fold, plain, quoted
from broadcaster.written.wrong import WrongValue

_DATE = re.compile(r"(?:ngay )?(\d{1,2})(?: ?[/.-] ?| thang )(\d{1,2})(?: ?[/.-] ?| nam )(\d{1,4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SHORT = re.compile(r"(?:ngay )?(\d{1,2})(?: ?[/.-] ?| thang )(\d{1,2})")
FIRST_YEAR, LAST_YEAR = 1900, 2100
"""The years a date may have."""

WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
"""Monday first, as `date.weekday()` counts."""

SHORT_WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
"""The same, short."""

_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_OF_NAME: dict[str, int] = {}
for _index in range(7):
    _number = str(_index + 2)
    for _name in (WEEKDAYS[_index], SHORT_WEEKDAYS[_index], _ENGLISH[_index], _ENGLISH[_index][:3]):
        _OF_NAME[fold(_name)] = _index
    if _index < 6:  # noqa: PLR2004 - Sunday has no number
        _OF_NAME |= {f"thu {_number}": _index, f"thu{_number}": _index, f"t {_number}": _index}
_OF_NAME |= {"thu tu": 2, "thu bay": 5, "thu bẩy": 5, "chu nhat": 6, "chunhat": 6, "c n": 6, "thứ tu": 2}
_OF_NAME |= {fold(_name): _index for _name, _index in _OF_NAME.items()}


def parse_date(text: str) -> date:
    """The date `text` means, day first; a year in four digits.

    Raises WrongValue for what is no date and for a date no calendar has (30/02/2020).
    """
    written = "/".join(fold(piece) for piece in re.split(r"[/.-]", plain(text)))
    iso = _ISO.fullmatch(plain(text))
    found = _DATE.fullmatch(written)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    elif found:
        day, month, year = (int(part) for part in found.groups())
        _check_year(found[3], day, month, text)
    else:
        hint = "thêm năm, như 02/09/2020" if _SHORT.fullmatch(written) else "viết ngày/tháng/năm như 18/08/2020"
        raise WrongValue(f"ngày {quoted(text)} không đọc được", hint)
    return _existing(year, month, day, text)


def _check_year(year: str, day: int, month: int, text: str) -> None:
    if len(year) == 2:  # noqa: PLR2004 - '20' for 2020
        raise WrongValue(f"ngày {quoted(text)} viết năm hai chữ số", f"ý bạn là '{day:02d}/{month:02d}/20{year}'?")


def _existing(year: int, month: int, day: int, text: str) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise WrongValue(
            f"năm {year} trong ngày {quoted(text)} không hợp lý", f"viết năm từ {FIRST_YEAR} đến {LAST_YEAR}"
        )
    if not 1 <= month <= 12:  # noqa: PLR2004 - months
        swapped = 1 <= day <= 12 and 1 <= month <= monthrange(year, day)[1]  # noqa: PLR2004 - months
        hint = (
            f"ngày viết trước, tháng viết sau: ý bạn là '{month:02d}/{day:02d}/{year}'?"
            if swapped
            else "tháng từ 1 đến 12"
        )
        raise WrongValue(f"ngày {quoted(text)} không có: không có tháng {month}", hint)
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise WrongValue(
            f"ngày {quoted(text)} không có: tháng {month} năm {year} có {days} ngày", f"viết ngày từ 1 đến {days}"
        )
    return date(year, month, day)


def parse_weekday(text: str) -> int:
    """The week day `text` means, 0 for Monday to 6 for Sunday.

    Raises WrongValue, with the nearest week day as hint.
    """
    found = weekday_or_none(text)
    if found is None:
        near = (
            "T7"
            if re.fullmatch(r"t ?\d+", fold(text))
            else closest(text, (*WEEKDAYS, *SHORT_WEEKDAYS, *(f"thứ {number}" for number in range(2, 8))))
        )
        hint = f"ý bạn là '{near}'?" if near else "viết T2, T3, T4, T5, T6, T7 hoặc CN"
        raise WrongValue(f"ngày {quoted(text)} không có trong tuần", hint)
    return found


def weekday_or_none(text: str) -> int | None:
    """The week day `text` names, 0 for Monday; None if it names none."""
    return _OF_NAME.get(fold(plain(text)))


def say_date(day: date) -> str:
    """`day` as an officer reads it: '18/08/2020'."""
    return f"{day:%d/%m/%Y}"


def say_day(day: date) -> str:
    """`day` with its week day: 'thứ ba 18/08/2020'."""
    return f"{WEEKDAYS[day.weekday()]} {say_date(day)}"
