"""Dates, months, years, quarters, school years, in both calendars."""

from __future__ import annotations

import re

from broadcaster.text.numerals import cardinal, month
from broadcaster.text.rule import Pattern, after, before
from broadcaster.text.rules.fractions import LEADS_TO_DAY, is_fraction, is_round

_DASHED_BEFORE = re.compile(
    r"(?:ngày|sáng|chiều|tối|đêm|trưa|lễ|dịp|mừng|khánh|niệm|tết|phụ nữ|nhà giáo|liệt sĩ|đường|hôm nay|ngày mai)$"
)
"""Before these 2-9 is a day; elsewhere it is a range."""
_DOTTED_BEFORE = re.compile(r"(?:ngày|lễ|dịp) \d{1,2}\.\d{1,2} (?:và|đến|-|–)$")
"""So is 1.5 in ngày 30.4 và 1.5."""
_ALL_OF = re.compile(r"(?:ngày|số|hộ|thôn|xã|tổ|nhà|nvh|trường|xóm|ấp|khóm|tdp|chi bộ|chi hội|chỉ tiêu|tiêu chí|cơ)\b")
"""Behind 6/6 these are counted, all of them."""
_NOT_DATE_BEFORE = re.compile(
    r"(?:thông tư|nghị định|nghị quyết|quyết định|tt|nđ|nq|qđ|(?<!pháp )luật|"
    r"số|số nhà|nhà|kiệt|hẻm|ngõ|ngách|huyết áp|tỷ lệ|tỉ lệ|thửa|tờ|lô|lớp|phòng|khoản|điểm|biên bản|"
    r"hợp đồng|windows|android|ios|trang|bài|câu|(?:(?:thương|bệnh) binh|\bbb)(?: hạng| loại)?|"
    r"(?:hạng|loại))(?: (?:\d{1,3}/\d{1,3}|\d{1,2}[a-z]\d?),)*$"
)
_YEAR_LEFT = re.compile(
    r"(?:ngày|sáng|chiều|tối|từ|đến|tới|trước|sau|hết|hạn|chót|cuối|sinh|vào|kể từ|lúc|thứ \w+|t[2-7]|cn|chủ nhật)"
    r"[:(, ]*$"
)
"""In front of 30/09/25 these say that it is a day."""


def is_day(day: str, month_: str) -> bool:
    """Whether `day` and `month_` could stand on a calendar; 31/4 is read as it was meant, as a day."""
    return 1 <= int(month_) <= 12 and 1 <= int(day) <= 31  # noqa: PLR2004 - a calendar


def say_day(day: str, *, lunar: bool = False) -> str:
    """A day of the month; the first ten of a lunar month are `mùng`."""
    number = int(day)
    return f"mùng {cardinal(number)}" if lunar and number <= 10 else cardinal(number)  # noqa: PLR2004 - custom


def say_year(year: str) -> str:
    """A year in words: 2020 is `hai nghìn không trăm hai mươi`."""
    return cardinal(int(year))


def _lunar(match: re.Match[str]) -> bool:
    return bool(re.match(r"\(?(?:âm lịch|âl\b|al\b|âm\b)", after(match, 2))) and not re.search(
        r"(?:mùng|mồng|rằm)$", before(match, 1)
    )


def _full(match: re.Match[str]) -> str | None:
    day, mon, year = match["d"], match["m"], match["y"]
    if not is_day(day, mon):
        return None
    return f"{say_day(day, lunar=_lunar(match))} tháng {month(int(mon))} năm {say_year(year)}"


def _short_year(match: re.Match[str]) -> str | None:
    """hạn chót 30/09/25; three numbers that no words call a day are an address."""
    if not is_day(match["d"], match["m"]) or not _YEAR_LEFT.search(before(match, 2)):
        return None
    year = int(match["y"]) + (2000 if match["y"] < "40" else 1900)
    return f"{say_day(match['d'])} tháng {month(int(match['m']))} năm {say_year(str(year))}"


def _iso(match: re.Match[str]) -> str | None:
    if not is_day(match["d"], match["m"]):
        return None
    return f"{say_day(match['d'])} tháng {month(int(match['m']))} năm {say_year(match['y'])}"


def _range(match: re.Match[str]) -> str | None:
    """20-25/8, 30/4-1/5, 23/8 - 31/8/2020, 20/8/2020-5/9/2020."""
    if not is_day(match["d2"], match["m2"]) or int(match["d1"]) not in range(1, 32):
        return None
    if match["m1"] and not is_day(match["d1"], match["m1"]):
        return None
    if not match["m1"] and (_NOT_DATE_BEFORE.search(before(match, 2)) or int(match["d1"]) >= int(match["d2"])):
        return None
    first = say_day(match["d1"], lunar=_lunar(match))
    if match["m1"]:
        first += f" tháng {month(int(match['m1']))}" + (f" năm {say_year(match['y1'])}" if match["y1"] else "")
    last = f"{say_day(match['d2'], lunar=_lunar(match))} tháng {month(int(match['m2']))}"
    return f"{first} đến {last}" + (f" năm {say_year(match['y2'])}" if match["y2"] else "")


def _short(match: re.Match[str]) -> str | None:
    """18/8: a day where such a day exists and nothing says that it is a part or an address."""
    day, mon = match["d"], match["m"]
    if not is_day(day, mon) or is_fraction(match) or is_round(match) or _NOT_DATE_BEFORE.search(before(match, 3)):
        return None
    if " " in match["s"] and not LEADS_TO_DAY.search(before(match, 2)):
        return None
    if (match["s"] in "-." and not _dashed(match)) or re.match("điểm|tháng", after(match, 1)):
        return None
    if int(day) == int(mon) and _ALL_OF.match(after(match, 1)) and not LEADS_TO_DAY.search(before(match, 2)):
        return None
    return f"{say_day(day, lunar=_lunar(match))} tháng {month(int(mon))}"


def _days(match: re.Match[str]) -> str | None:
    """ngày 5,6,7/9: days of one month, written without blanks; two of them may be a decimal and something else."""
    days = re.findall(r"\d+", match["days"])
    sure = len(days) > 2 or LEADS_TO_DAY.search(before(match, 2))  # noqa: PLR2004 - two may be a decimal
    if not sure or not all(is_day(day, match["m"]) for day in days):
        return None
    return f"{', '.join(map(say_day, days))} tháng {month(int(match['m']))}"


def _at_hour(match: re.Match[str]) -> str | None:
    year = f" năm {say_year(match['y'])}" if match["y"] else ""
    return (
        f"ngày {say_day(match['d'])} tháng {month(int(match['m']))}{year}" if is_day(match["d"], match["m"]) else None
    )


def _months(match: re.Match[str]) -> str:
    """tháng 7,8/2022: months of one year."""
    named = [month(int(one)) for one in re.findall(r"\d+", match["a"] + match["more"])]
    return f"{', '.join(named)} năm {say_year(match['y'])}"


def _dashed(match: re.Match[str]) -> bool:
    """Whether 2-9 or 2.9 is a day: the words say so, or (30-4) it cannot be a range."""
    words = before(match, 3)
    if match["s"] == "." and _DOTTED_BEFORE.search(words):
        return True
    if _DASHED_BEFORE.search(words) or match["s"] == ".":
        return bool(_DASHED_BEFORE.search(words))
    if words.endswith("npk"):
        return False
    spans = re.search(r"từ$", words) and re.match(r"đến (?:ngày )?\d{1,2}-\d{1,2}\b", after(match, 3))
    return bool(spans or re.search(r"\d-\d{1,2} đến$", words)) or int(match["d"]) > int(match["m"])


def _month_year(match: re.Match[str]) -> str | None:
    mon = int(match["m"])
    if not 1 <= mon <= 12 or _NOT_DATE_BEFORE.search(before(match, 2)):  # noqa: PLR2004 - months
        return None
    if re.search(r"(?:quý|đợt|lần|kỳ|kì|khóa|khoá|vụ|số)$", before(match, 1)):
        return f"{cardinal(mon)} năm {say_year(match['y'])}"
    head = "" if before(match, 1).endswith("tháng") else "tháng "
    first = f"{month(int(match['from']))} đến " if match["from"] else ""
    if first and not head:
        return f"{first}{month(mon)} năm {say_year(match['y'])}"
    return f"{head}{first}{month(mon)} năm {say_year(match['y'])}"


def _month(match: re.Match[str]) -> str | None:
    """tháng 4 is `tháng tư`; tháng 7-8, T8/2020."""
    if not 1 <= int(match["m"]) <= 12:  # noqa: PLR2004 - months
        return None
    last = f" đến {month(int(match['n']))}" if match["n"] else ""
    return f"{match['w']} {month(int(match['m']))}{last}"


def _year_range(match: re.Match[str]) -> str | None:
    first, last = int(match["a"]), int(match["b"])
    if not first < last or last - first > (1 if match["s"] == "/" else 200):
        return None
    return f"{cardinal(first)} đến {cardinal(last)}"


def _quarter_year(match: re.Match[str]) -> str:
    return f" năm {say_year(match['y'])}"


_D, _M, _Y = r"(?P<d>\d{1,2})", r"(?P<m>\d{1,2})", r"(?P<y>[12]\d{3})"
_END = r"(?![\d/]|[.,]\d|[-–]\d)"
_START = r"(?<![\d/.,\w-])"

DATES = (
    Pattern(
        "các ngày",
        re.compile(
            r"(?P<days>\d(?<![\d/.,;&\w-].)\d?(?:[,;&]\d{1,2}){1,12})/" + _M + r"(?![\d\w]|[.,]\d|/(?![12]\d{3}))"
        ),
        _days,
        needs="/",
    ),
    Pattern(
        "khoảng ngày",
        re.compile(
            r"(?<![\d/.,\w])(?P<d1>\d{1,2})(?:/(?P<m1>\d{1,2})(?:/(?P<y1>[12]\d{3}))?)? *[-–] *"
            r"(?P<d2>\d{1,2})/(?P<m2>\d{1,2})(?:/(?P<y2>[12]\d{3}))?(?![\d/\w]|[.,]\d)"
        ),
        _range,
        needs="/",
    ),
    Pattern(
        "ngày tháng năm",
        re.compile(_START + _D + r" ?(?P<s>[-/.]) ?" + _M + r" ?(?P=s) ?" + _Y + r"(?![\d/])"),
        _full,
        needs="-./",
    ),
    Pattern("ngày tháng năm", re.compile(_START + _D + "/" + _M + r"/(?P<y>\d{2})" + _END), _short_year, needs="/"),
    Pattern("ngày tháng năm", re.compile(_START + _Y + "-" + _M + "-" + _D + _END), _iso, needs="-"),
    Pattern(
        "tháng năm",
        re.compile(r"(?<![\d/.,\w])(?:(?P<from>\d{1,2}) ?[-–] ?)?(?:(?<!\w)T)?" + _M + r"[-/]" + _Y + _END),
        _month_year,
        needs="-/",
    ),
    # lúc 7h/10.10
    Pattern(
        "ngày tháng",
        re.compile(r"/(?:(?<=[hg]/)|(?<=[hg]\d\d/))" + _D + r"\." + _M + r"(?:\." + _Y + r")?" + _END),
        _at_hour,
        needs="/",
    ),
    Pattern(
        "tháng năm", re.compile(r"(?<=[Tt]háng )(?P<a>1?\d)(?P<more>(?:, ?1?\d)+)/" + _Y + _END), _months, needs=","
    ),
    Pattern(
        "ngày tháng",
        re.compile(_START + _D + r"(?P<s>[-.]| ?/ ?)" + _M + r"(?![\d/%\w]|[.,]\d|[-–]\d| ?(?:độ|°|%)| ?/ ?\d)"),
        _short,
        needs="-./",
    ),
    Pattern(
        "năm",
        re.compile(r"(?<![\d/.,\w-])(?P<a>[12]\d{3}) ?(?P<s>[-–/]) ?(?P<b>[12]\d{3})(?![\d/\w]|[.,]\d)"),
        _year_range,
        needs="-/–",
    ),
    Pattern(
        "năm",
        re.compile(r"(?<=[IVX1-4]) ?/ ?" + _Y + r"(?![\d/\w])"),
        lambda m: _quarter_year(m) if re.search(r"(?:quý|đợt|kỳ|kì|lần|số|khóa) +\S+$", before(m, 2)) else None,
        needs="/",
    ),
    Pattern(
        "tháng",
        re.compile(r"(?<!\w)(?P<w>[Tt]háng) +(?P<m>\d{1,2})(?: ?[-–] ?(?P<n>\d{1,2}))?(?![\d/\w]|[.,]\d)"),
        _month,
    ),
)
