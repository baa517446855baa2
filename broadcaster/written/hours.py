"""Times of day, spans of hours and lengths as Vietnamese write them.

05:00, 5h, 17h30, 5 giờ chiều; 21:00-04:45, từ 7h đến 20h; 15 phút, 45s, 1 giờ 30 phút.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from broadcaster.written.spelling import bare, plain, quoted
from broadcaster.written.wrong import WrongValue

DAY = 86_400
"""Seconds from one midnight to the next, by the wall clock."""

_MINUTES = r"(\d{1,2})(?:(?::| ?(?:phut|ph|p|m|') ?)(?:(\d{1,2})(?: ?(?:giay|s))?)?)?"
_TIME = re.compile(rf"(\d{{1,2}})(?: ?(?::|h|gio|g) ?(?:{_MINUTES})?)?( ruoi)?")
_PART_OF_DAY = re.compile(r" ?(sang|trua|chieu|toi|dem|khuya)$")
_AFTERNOON = {"sang": 0, "trua": 12, "chieu": 12, "toi": 12, "dem": 12, "khuya": 0}
_LENGTH_PART = re.compile(r"(\d+(?:[.,]\d+)?) ?(giay|gio|g|tieng|h|phut|ph|p|min|m|'|sec|s|\") ?")
_UNIT = {"h": 3600, "g": 3600, "gio": 3600, "tieng": 3600, "s": 1, "giay": 1, "sec": 1, '"': 1}
_LONGEST = 7 * DAY


@dataclass(frozen=True)
class Span:
    """Hours of a day from `start` up to `end`, past midnight if `end` is not after `start`."""

    start: int
    """Seconds after midnight, below 86,400."""
    end: int
    """Seconds after midnight, up to 86,400 (24:00)."""

    @property
    def length(self) -> int:
        """Seconds from start to end."""
        return (self.end - self.start) % DAY or DAY

    def holds(self, second: float) -> bool:
        """Whether `second` after midnight lies within; the start counts, the end does not."""
        return (second - self.start) % DAY < self.length

    def __str__(self) -> str:
        return f"{clock_face(self.start)}-{clock_face(self.end)}"


def clock_face(second: float) -> str:
    """`second` after midnight as an officer writes it: '05:00', or '05:00:30' where there are seconds."""
    whole = int(second)
    hours, minutes, seconds = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours:02d}:{minutes:02d}" + (f":{seconds:02d}" if seconds else "")


def parse_time(text: str) -> time:
    """The time of day `text` means.

    Raises WrongValue for what is no time, or one no clock shows (24:00, 25:00, 05:60).
    """
    second = _second_of_day(text)
    if second >= DAY:
        raise WrongValue(
            f"giờ {quoted(text)} không có: một ngày từ 00:00 đến 23:59", "nửa đêm viết 00:00 của ngày hôm sau"
        )
    return time(second // 3600, second // 60 % 60, second % 60)


def _second_of_day(text: str) -> int:
    if "：" in text:
        raise WrongValue(f"giờ {quoted(text)} dùng dấu hai chấm toàn khổ '：'", f"viết {quoted(plain(text))}")
    written = bare(plain(text))
    part = _PART_OF_DAY.search(written)
    found = _TIME.fullmatch(_PART_OF_DAY.sub("", written))
    if re.fullmatch(r"\d{1,2}:\d", written):
        raise WrongValue(
            f"giờ {quoted(text)} thiếu một chữ số ở phút", f"ý bạn là '{written[:-1]}0{written[-1]}' hay '{written}0'?"
        )
    if not found or not re.search(r"[:hg]", written) or (found[4] and found[2]):
        raise WrongValue(f"giờ {quoted(text)} không đọc được", _time_hint(written))
    hours, minutes, seconds = (int(found[group] or 0) for group in (1, 2, 3))
    if found[4]:
        minutes = 30
    if part:
        hours = _named_hour(hours, part[1], text)
    if minutes > 59 or seconds > 59 or hours > 24 or (hours == 24 and minutes + seconds):  # noqa: PLR2004 - a clock's own
        raise WrongValue(
            f"giờ {quoted(text)} không có: một ngày từ 00:00 đến 23:59", "viết giờ từ 0 đến 23, phút từ 0 đến 59"
        )
    return hours * 3600 + minutes * 60 + seconds


def _named_hour(hours: int, part: str, text: str) -> int:
    """The hour on a 24-hour clock: 5 chiều is 17, 12 trưa is 12, 12 đêm is 0, 17 chiều stays 17."""
    if hours > 12:  # noqa: PLR2004 - said twice, which is no mistake
        return hours
    if part == "trua":
        return hours if hours >= 10 else hours + 12  # noqa: PLR2004 - 11 giờ trưa and 1 giờ trưa
    if part == "sang" and hours == 12:  # noqa: PLR2004
        raise WrongValue(f"giờ {quoted(text)} không rõ", "viết 00:00 hoặc 12:00")
    if part in ("dem", "khuya"):
        return hours % 12 + (12 if 6 < hours < 12 else 0)  # noqa: PLR2004 - 10 giờ đêm is 22, 2 giờ đêm is 2
    return hours % 12 + _AFTERNOON[part]


def _time_hint(written: str) -> str:
    digits = re.fullmatch(r"(\d{1,2})(?:[.,; -]?(\d{2}))?", written)
    if digits and int(digits[1]) < 24 and int(digits[2] or 0) < 60:  # noqa: PLR2004 - a clock's own
        return f"ý bạn là '{int(digits[1]):02d}:{digits[2] or '00'}'?"
    return "viết như 05:00, 5h, 17h30 hoặc 05:00:30"


def parse_span(text: str) -> Span:
    """The hours `text` means: '21:00-04:45', '7h - 20h', 'từ 7h đến 20h'; 24:00 may end a span.

    Raises WrongValue for what is no span, or an empty one.
    """
    spoken = re.sub(r"\btới\b", "đến", plain(text).casefold())  # without its accent it would be an evening
    ends = re.split(r" ?- ?| den (?=\d)| to ", re.sub(r"^(?:tu|from) ", "", bare(spoken)))
    if len(ends) != 2:  # noqa: PLR2004 - a start and an end
        raise WrongValue(f"khoảng giờ {quoted(text)} không đọc được", "viết như 07:00-20:00")
    start, end = _second_of_day(ends[0]), _second_of_day(ends[1])
    if start >= DAY:
        start = 0
    if start == end:
        raise WrongValue(
            f"khoảng giờ {quoted(text)} không có phút nào", "viết giờ đầu và giờ cuối khác nhau, như 21:00-04:45"
        )
    return Span(start, end)


def parse_length(text: str) -> float:
    """The seconds `text` means: '15 phút', '45s', '1 giờ 30 phút', '1h30', "30'", 'nửa tiếng', '1,5 phút'.

    Raises WrongValue for a number without a unit, a negative or senseless length, or one over a week.
    """
    written = bare(plain(text))
    written = re.sub(r"^nua (?=gio|tieng|phut)", "0.5 ", written)
    written = re.sub(r"^((?:\d+) ?(?:gio|tieng|h|g)) ?(\d{1,2})$", r"\1 \2 phut", written)
    half = re.fullmatch(r"(\d+) ?(gio|tieng|h|phut|p) ruoi", written)
    if half:
        written = f"{half[1]}.5 {half[2]}"
    if re.fullmatch(r"\d+", written):
        raise WrongValue(f"độ dài {quoted(text)} thiếu đơn vị", f"viết '{written} phút' hoặc '{written} giây'")
    parts = _LENGTH_PART.findall(written)
    if not parts or _LENGTH_PART.sub("", written):
        raise WrongValue(f"độ dài {quoted(text)} không đọc được", "viết như 15 phút, 45s hoặc 1 giờ 30 phút")
    seconds = sum(float(number.replace(",", ".")) * _UNIT.get(unit, 60) for number, unit in parts)
    if seconds > _LONGEST:
        raise WrongValue(f"độ dài {quoted(text)} quá một tuần", "viết như 15 phút, 45s hoặc 1 giờ 30 phút")
    return round(seconds, 3)


def say_length(seconds: float) -> str:
    """`seconds` in words: '15 phút', '1 giờ 30 phút', '45 giây'."""
    whole = round(seconds)
    named = ((whole // 3600, "giờ"), (whole // 60 % 60, "phút"), (whole % 60, "giây"))
    return " ".join(f"{count} {unit}" for count, unit in named if count) or "0 giây"
