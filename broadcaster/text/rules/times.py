"""Hours of the day and lengths of time: 17h30, 7g30, 05:00, 5h30', 24/24."""

from __future__ import annotations

import re

from broadcaster.text.numerals import cardinal
from broadcaster.text.rule import Pattern, before

_H = r"(?: ?[hHgG](?![A-Za-zÀ-ỹ])| ?giờ)"


_HOUR_WORD = re.compile(r"(?:lúc|từ|đến|trước|sau|vào|hồi|khoảng|và|-|–)$")


def clock(hour: str, minute: str | None, second: str | None = None) -> str | None:
    """`mười bảy giờ ba mươi phút`; None where no clock shows such a time."""
    if int(minute or 0) > 59 or int(second or 0) > 59 or int(hour) > 24:  # noqa: PLR2004 - a clock's face
        return None
    words = f"{cardinal(int(hour))} giờ"
    if int(minute or 0) or int(second or 0):
        words += f" {cardinal(int(minute or 0))} phút"
    if int(second or 0):
        words += f" {cardinal(int(second or 0))} giây"
    return words


def _colon(match: re.Match[str]) -> str | None:
    if re.search(r"(?:tỷ lệ|tỉ lệ|pha)$", before(match, 2)):
        return None
    return clock(match["h"], match["m"], match["s"])


def _hours(match: re.Match[str]) -> str | None:
    if match["m"] is None:
        # 7g is an hour only where the words say so; else it is grams.
        gram = match["u"].strip() in ("g", "G") and not (int(match["h"]) <= 24 and _HOUR_WORD.search(before(match, 1)))  # noqa: PLR2004
        return None if gram else f"{cardinal(int(match['h']))} giờ"
    return clock(match["h"], match["m"], match["s"])


def _hour_range(match: re.Match[str]) -> str | None:
    """7-11h, 7h-11h30, 05:00 - 05:30; the first half may leave its `h` to the second."""
    first = clock(match["h1"], match["m1"])
    last = clock(match["h2"], match["m2"])
    if first is None or last is None:
        return None
    if match["u1"] is None:
        first = first.removesuffix(" giờ")
    return f"{first} đến {last}"


_DAY = re.compile(r"(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|lễ|dịp|từ|đến|tới|trước|sau|vào|hết|qua|nay|mai|thứ \w+)$")


def _round_the_clock(match: re.Match[str]) -> str | None:
    if match["n"] == "7" and not match["h"] and _DAY.search(before(match, 2)):
        return None
    hour = " giờ" if match["h"] else ""
    return f"hai mươi tư trên {cardinal(int(match['n']))}{hour}"


_RANGE = (
    r"(?<![\d/.,:\w])(?P<h1>\d{1,2})(?P<u1>:| ?[hHgG]| ?giờ)?(?P<m1>(?<=\D) ?\d{2}(?!\d))?'? *[-–] *"
    r"(?P<h2>\d{1,2})(?::| ?[hHgG](?![A-Za-zÀ-ỹ])| ?giờ)(?P<m2>(?<=:)\d{2}(?!\d)|(?<!:) ?\d{2}(?!\d|/\d)|(?<!:))"
    r"(?:'| ?phút| ?[pP](?!\w))?(?!:?\d|[A-Za-zÀ-ỹ])"
)

TIMES = (
    Pattern(
        "suốt ngày đêm",
        re.compile(r"(?<![\d/.,\w])24/(?P<n>24|7)(?: ?(?P<h>h|giờ))?(?![\w/])"),
        _round_the_clock,
        needs="/",
    ),
    Pattern("khoảng giờ", re.compile(_RANGE), _hour_range, needs="-–"),
    Pattern(
        "giờ phút",
        re.compile(
            r"(?<![\d/.,:\w])(?P<h>\d{1,3})(?P<u>" + _H + r")(?: ?(?P<m>\d{1,2})(?![\d/]|[.,]\d)"
            r"(?:'| ?phút| ?[pP](?!\w))?(?: ?(?P<s>\d{1,2})(?: ?giây|s|''|\"))?)?(?![A-Za-zÀ-ỹ])"
        ),
        _hours,
    ),
    Pattern(
        "giờ phút",
        re.compile(r"(?<![\d/.,:\w])(?P<h>[01]?\d|2[0-4]):(?P<m>\d{2})(?::(?P<s>\d{2}))?(?: ?(?:giờ|h)\b)?(?!:?\d|\w)"),
        _colon,
        needs=":",
    ),
)
