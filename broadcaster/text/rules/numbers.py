"""Bare numbers: thousands, decimals, ranges, fractions, ordinals, addresses."""

from __future__ import annotations

import re

from broadcaster.text.numerals import ordinal, whole
from broadcaster.text.rule import Pattern, after, at_line_start, before
from broadcaster.text.rules.amounts import NUMBER, say_number
from broadcaster.text.rules.fractions import is_fraction, is_round
from broadcaster.text.syllable import is_syllable

_MEASURED = re.compile(
    r"(?:tấn|tạ|yến|độ|mét|ki|triệu|tỷ|phần|lần|điểm|giờ|ngày|năm|tháng|người|sào|mẫu|cây|lượng|chỉ)\b"
)
_HEADS = re.compile(
    r"(?:hộ|nhà|căn|người|đại|thôn|xã|tiêu|đảng|cử|tổ|em|học|đồng|trẻ|thành|cán|ca|phiếu|trường|đoàn|hội|chi|xóm|ấp|khu|tc|đb)\b"
)
_FERTILISER = re.compile(r"(?:dap|npk|map|np)$")
_OPPOSED = ("thôn", "đội", "tổ", "xóm", "ấp", "khóm", "khối", "bảng", "chi")
_NUMBERED = re.compile(r"^(?:thôn|tổ|xóm|ấp|khóm|lớp|khoản|điều|mục|đội|khu|phường|quận|tháng|tuần|mũi|đợt|lần)$")
_LAW = re.compile(r"(?:^|\s)(?:số|thông tư|nghị định|nghị quyết|quyết định|luật|pháp lệnh|tt|nđ|nq|qđ)$")
_ADDRESS = re.compile(r"(?:số|số nhà|nhà|kiệt|hẻm|ngõ|ngách|đường|lô|thửa|tờ|phòng|lớp)(?: \d{1,3}/\d{1,3},?)*$")


def _range(match: re.Match[str]) -> str | None:
    if at_line_start(match) and match[0].count(" ") == 1:
        return None
    if re.search(r"(?:tcvn|qcvn|iso)$", before(match, 1)):
        return f"{say_number(match['a'])} năm {say_number(match['b'])}"
    if _FERTILISER.search(before(match, 1)):
        return f"{say_number(match['a'])} {say_number(match['b'])}"
    return f"{say_number(match['a'])} đến {say_number(match['b'])}"


def _named_range(match: re.Match[str]) -> str | None:
    """cấp 8 - cấp 9; of two teams or places in a time-table (Thôn 1 - Thôn 2) it is no range."""
    if not is_syllable(match["w"]) or (match["w"].lower() in _OPPOSED and "từ" not in before(match, 1)):
        return None
    return f"{match['w']} {whole(match['a'])} đến {match['w']} {whole(match['b'])}"


def _of_all(match: re.Match[str]) -> bool:
    """4/9 thôn, 45/50 đại biểu: so many of them all, no part of a whole as 2/3 and 30/100 are."""
    large = int(match["d"]) > 1 and int(match["m"]) > 4 and match["m"].strip("0") != "1"  # noqa: PLR2004 - a quarter
    return large and _HEADS.match(after(match, 1)) is not None


def _fraction(match: re.Match[str]) -> str:
    top, bottom = match["d"], match["m"]
    if (is_fraction(match) or is_round(match)) and not _of_all(match) and not _ADDRESS.search(before(match, 2)):
        return f"{whole(top)} phần {ordinal(int(bottom)) if int(bottom) == 4 else whole(bottom)}"  # noqa: PLR2004 - tư
    if re.search(r"(?:windows|android|ios)$", before(match, 1)):
        return f"{whole(top)}, {whole(bottom)}"
    joint = "năm" if re.fullmatch(r"(?:19|20)\d\d", bottom) and _LAW.search(before(match, 2)) else "trên"
    return f"{whole(top)} {joint} {whole(bottom)}"


def _ordinal(match: re.Match[str]) -> str:
    return f"{match['w']} {ordinal(int(match['n']))}"


def _plain(match: re.Match[str]) -> str:
    if match[0].isdecimal():
        return whole(match[0])
    return say_number(match[0], unit="x" if _MEASURED.match(after(match, 1)) else "")


def _series(match: re.Match[str]) -> str:
    """16-16-8: numbers beside each other, no range."""
    return " ".join(whole(part) for part in match[0].split("-"))


def _ratio(match: re.Match[str]) -> str | None:
    if not re.search(r"(?:tỷ lệ|tỉ lệ|pha|loãng|bản đồ)$", before(match, 2)):
        return None
    return f"{whole(match['a'])} trên {whole(match['b'])}"


def _listed(match: re.Match[str]) -> str | None:
    """thôn 1,2,3: a list written without blanks, no decimal."""
    if match[0].count(",") < 2 and not _NUMBERED.search(before(match, 1)):  # noqa: PLR2004 - 1,2 may be a decimal
        return None
    return ", ".join(whole(part) for part in match[0].split(","))


def _version(match: re.Match[str]) -> str:
    return " chấm ".join(whole(part) for part in match[0].split("."))


_START = r"(?<![\w./,])"
_END = r"(?![\w]|[.,/]\d)"

NUMBERS = (
    Pattern("thứ tự", re.compile(r"(?<!\w)(?P<w>[Tt]hứ) +(?P<n>\d{1,3})(?![\w/]|[.,]\d)"), _ordinal),
    Pattern("dãy số", re.compile(_START + r"\d{1,2}(?:,\d{1,2})+(?![\w]|[./]\d)"), _listed, needs=","),
    Pattern("dãy số", re.compile(_START + r"\d{1,4}(?:-\d{1,4}){2,}" + _END), _series, needs="-"),
    Pattern(
        "khoảng số",
        re.compile(r"(?<!\w)(?P<w>[^\W\d_]+) (?P<a>\d{1,4}) ?[-–] ?(?P=w) (?P<b>\d{1,4})" + _END),
        _named_range,
        needs="-–",
    ),
    # 5-<12 tuổi: the upper end is not within.
    Pattern("khoảng số", re.compile(r"(?<=\d) ?[-–] ?<(?= ?\d)"), lambda _: "đến dưới", needs="<"),
    Pattern(
        "khoảng số",
        re.compile(_START + r"(?P<a>" + NUMBER + r") ?[-–] ?(?P<b>" + NUMBER + r")" + _END),
        _range,
        needs="-–",
    ),
    Pattern(
        "phân số", re.compile(r"(?<![\w./,-])(?P<d>\d{1,4}) ?/ ?(?P<m>\d{1,4})(?![\w/]|[.,]\d)"), _fraction, needs="/"
    ),
    Pattern("mục số", re.compile(r"(?<![\w./,])\d{1,3}(?:\.\d{1,2}){2,}(?!\d)"), _version, needs="."),
    Pattern("tỷ lệ", re.compile(_START + r"(?P<a>\d{1,3}):(?P<b>\d{1,6})" + _END), _ratio, needs=":"),
    Pattern("số", re.compile(r"(?<![\d])" + NUMBER + r"(?!\d)"), _plain),
)
