"""Days of the week (thứ 2-6, T7, T2 - CN, t4 in haste), and the months that are written like them (T11)."""

from __future__ import annotations

import re

from broadcaster.text.numerals import month
from broadcaster.text.rule import Pattern, after, before

_WEEK = {"2": "hai", "3": "ba", "4": "tư", "5": "năm", "6": "sáu", "7": "bảy"}

_PLACE = re.compile(
    r"(?:kênh|mương|rạch|cống|trạm|tba|lô|nhà|phòng|tòa|toà|block|cổng|khu|tuyến|trụ|cột|hầm|giống|lúa|ngô|"
    r"xe|máy|đèn|bóng|loại|mã|đội|tầng|lớp|số|tập|ống)$"
)
"""Before these T5 is a name, no day of the week."""


def _small_week_day(match: re.Match[str]) -> str | None:
    """sáng t4, mai t7: a day of the week typed in haste, where the words beside it speak of days."""
    told = _OF_DAYS.search(before(match, 1)) or re.match(r"(?:này|tuần|hàng|hằng|ngày|\d{1,2}/\d)", after(match, 1))
    return f"thứ {_WEEK[match['a']]}" if told else None


_OF_DAYS = re.compile(r"(?:sáng|trưa|chiều|tối|đêm|mai|kia|phiên|chợ|vào|hôm|ngày|đến|tới|thứ|\d[hg]\d{0,2})$")


def _week_day(match: re.Match[str]) -> str | None:
    first, last = _WEEK.get(match["a"]), match["b"]
    if first is None or (not last and not match["more"] and _PLACE.search(before(match, 1))):
        return None
    if match["more"]:
        return ", ".join(f"thứ {_WEEK[day]}" for day in match["a"] + re.sub(r"\D", "", match["more"]))
    if last is None:
        return f"thứ {first}"
    return f"thứ {first} đến thứ {_WEEK[last[-1]]}"


def _to_sunday(match: re.Match[str]) -> str:
    """T2 - CN; of the two days T7 - CN it is both."""
    return f"thứ {_WEEK[match['a']]}{',' if match['a'] == '7' else ' đến'} chủ nhật"


def _week_ordinal(match: re.Match[str]) -> str:
    """thứ 2 - thứ 6, thứ 2-6, thứ 2, 4, 6: the week days are hai, ba, tư and so on."""
    words = re.sub(r"[2-7]", lambda d: _WEEK[d[0]], match["rest"]).replace("T", "t")
    joint = " đến " if len(re.findall(r"[-–]", words)) == 1 else ", "
    return f"{match['w']} " + re.sub(r" *[-–] *", joint, words)


def _month_alone(match: re.Match[str]) -> str | None:
    number, near = int(match["m"]), before(match, 3)
    if _PLACE.search(before(match, 1)) or not (number in (1, *range(8, 13)) or _BILLED.search(near)):
        return None
    return f"tháng {month(number)}"


_BILLED = re.compile(r"(?:(?:tiền|phí|cước|lương|kỳ|hóa đơn)(?: \w+){0,2}|t1 ?[+,-])$")
"""Before these T5 is a month though it could be a Thursday."""


TO_SUNDAY = (Pattern("thứ trong tuần", re.compile(r"(?<!\w)T(?P<a>[2-7]) ?[-–] ?CN(?![\w/])"), _to_sunday, needs="-–"),)
"""Asked before the lexicon, which has the Sunday alone."""

WEEKDAYS = (
    Pattern("thứ trong tuần", re.compile(r"t(?<!\w.)(?P<a>[2-7])(?![\w/]|[.,-]\d)"), _small_week_day),
    # Months, where no day of the week can be meant: T11, tiền điện T5.
    Pattern(
        "tháng",
        re.compile(r"T(?<!\w.)(?P<m>1[0-2]?|[2-9])(?![\w/]|[.,-]\d)"),
        _month_alone,
    ),
    Pattern(
        "thứ trong tuần",
        re.compile(
            r"(?<!\w)T(?P<a>[2-7])(?: ?[-–] ?(?P<b>T?[2-7](?!-))|(?P<more>(?:, ?[2-7])+|(?:-[2-7]){2,}))?"
            r"(?![\w/]|\.\d)"
        ),
        _week_day,
    ),
    Pattern(
        "thứ trong tuần",
        re.compile(
            r"(?<!\w)(?P<w>[Tt]hứ) (?P<rest>[2-7](?:(?: ?[-–,&] ?| (?:và|hoặc|đến) )(?:[Tt]hứ )?[2-7])*)"
            r"(?![\w/]|[.,]\d)"
        ),
        _week_ordinal,
    ),
)
