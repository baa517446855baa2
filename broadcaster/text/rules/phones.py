"""Telephone numbers and hotlines, digit by digit in groups; account and identity numbers the same way."""

from __future__ import annotations

import re
from itertools import accumulate

from broadcaster.text.letters import spell
from broadcaster.text.numerals import digits
from broadcaster.text.rule import Pattern, after

_CALL = (
    r"(?:gọi|bấm|tổng đài|đường dây nóng|hotline|điện thoại|sđt|đt|đtdđ|tel|fax|zalo|liên hệ|số máy|đầu số|di động|"
    r"phản ánh|nhắn|soạn|nhắn tin|tin nhắn|gửi|báo|qua|theo|cảnh sát|cấp cứu|cứu hỏa|cứu hoả|cứu nạn|cứu hộ|chữa cháy|"
    r"phản ứng nhanh|lực lượng|công an|trực|khẩn cấp|alo)"
)
_ANY_CALL = re.compile(_CALL)
_LINE = re.compile(r"(?:tổng đài|đường dây nóng|hotline|số điện thoại)(?: +[^\W\d]+){0,9} *[:(]? *$")
"""A call centre named at some length in front of its number."""
_CALLED = re.compile(
    _CALL
    + r"(?: +(?:đến|tới|về|theo|qua|số|là|ngay|bàn|nóng|riêng|cố định|tổng đài|điện thoại|đường dây nóng))*"
    + r" *[:.(\"“]* *$"
)
_SENT = re.compile(r"(?:(?:nhắn|soạn)(?: +[^\W_]+){1,6} +(?:đến|tới|về)|tin nhắn từ)(?: số| đầu số| tổng đài)? *$")
"""The words of a short message in front of where it goes (`nhắn QG CV đến 1405`)."""
_CHAIN = re.compile(r"(?:[\d .()]+(?:,|;|/|-|–|hoặc|và|hay)(?: số)?)+ *$")
_PICTURE = re.compile(r"[^\w .,;:/()+“\"-]")
_CODE = re.compile(
    r"(?:tài khoản|stk|tk|kho bạc|cccd|cmnd|căn cước|căn cước công dân|chứng minh nhân dân|mã số thuế|mã số|mst|mã|"
    r"mã hồ sơ|mã bưu chính|số hiệu|otp|mã vạch|định danh|biển số|số khung|số máy|(?<!tôm )thẻ|số thẻ|số sê ri|sê-ri|"
    r"seri|imei|id|pass|mật khẩu|password|mã pin|số báo danh|sbd)"
    r"(?: +(?:số|là|cá nhân|ngân hàng|xác nhận|xác thực|otp|nộp tiền|ủng hộ|nhận tiền|chuyển khoản|thụ hưởng))*"
    r" *[:.]* *$"
)
_COUNTS = re.compile(
    r"(?:ngày|giờ|năm|tháng|tuần|phút|đồng|người|hộ|con|cây|ca|xã|thôn|mét|km|ha|kg|tấn|tạ|lít|triệu|nghìn|ngàn|tỷ|tỉ|lượt|"
    r"học|bệnh|cử|đại|phiếu|suất|chỗ|cái|chiếc|trường|nhà|đơn|thành|cán|khách|trẻ|em|liều|mũi|mẫu|căn|bộ|phần|quả|bao|"
    r"thùng|gói|trường|điểm|mẫu|doanh|lao|chiến|đoàn|hội|tờ|bản|hồ|sản|tàu|thuyền|ghe|xe|máy|công|gia|nhân|nạn|tuổi|độ)\b"
)
"""Behind a number these say that it counts something."""
_PEOPLE = re.compile(r"(?:người|hộ|em|cháu|thanh niên|công dân|hội viên|đoàn viên|cử tri|học sinh|lượt|suất)\b")
"""So many may be called by name, be it as many as the number of the police."""
_NUMBER_OF = re.compile(r"(?:gọi|số|điện thoại|sđt|đt)[: ]*$")
_UNCOUNTED = 9
_EMERGENCY = {"111", "112", "113", "114", "115", "1022"}
_GROUPS = {8: (4, 4), 9: (3, 3, 3), 10: (4, 3, 3), 11: (4, 4, 3), 12: (4, 4, 4), 7: (3, 4), 6: (3, 3)}


def grouped(text: str) -> str:
    """The digits of `text` with a comma between groups, as written or by the length of the number."""
    groups = re.findall(r"\d+", text)
    if len(groups) == 1:
        groups = _parts(groups[0])
    return ", ".join(digits(group) for group in groups)


def _parts(number: str) -> list[str]:
    """A number written without gaps, cut as people say it; what is no telephone number in fours."""
    if number.startswith("84") and len(number) in (11, 12):
        return ["84", *_parts(number[2:])]
    sizes = _GROUPS.get(len(number)) or (4,) * (len(number) // 4) + ((len(number) % 4,) if len(number) % 4 else ())
    starts = [0, *accumulate(sizes[:-1])]
    return [number[start : start + size] for start, size in zip(starts, sizes, strict=True)]


def _context(match: re.Match[str], named: re.Pattern[str] | None = None) -> str:
    """What stands in front, past the numbers of a list this one continues (`113, 114 hoặc 115`).

    Empty where `named` is nowhere in it: a page of numbers would else be searched at each of them.
    """
    line = match.string[max(0, match.start() - 90) : match.start()].rpartition("\n")[2].lower()
    return _CHAIN.sub("", _PICTURE.sub("", line)) if named is None or named.search(line) else ""


def _phone(match: re.Match[str]) -> str | None:
    count = sum(map(str.isdigit, match[0]))
    if not (8 if match[0].startswith("1") else 9) <= count <= 12:  # noqa: PLR2004 - the numbering plan
        return None
    plus = "cộng " if match["plus"] else ""
    return plus + grouped(match[0])


def _short(match: re.Match[str]) -> str | None:
    """113, 1022, 18001999, 3822545: only where the words in front speak of calling."""
    if (_PEOPLE if match[0] in _EMERGENCY else _COUNTS).match(after(match, 1)):
        return None
    context = _context(match, _ANY_CALL)
    if re.fullmatch(r"\d[. ]\d{3}[. ]\d{3}", match[0]) and not _NUMBER_OF.search(context):
        return None
    return grouped(match[0]) if any(said.search(context) for said in (_CALLED, _LINE, _SENT)) else None


def _several(match: re.Match[str]) -> str | None:
    """113/114/115: emergency numbers beside each other."""
    return grouped(match[0]) if set(re.findall(r"\d+", match[0])) <= _EMERGENCY else None


def _dialled(match: re.Match[str]) -> str:
    """*101#: keys of a telephone."""
    return " ".join({"*": "sao", "#": "thăng"}.get(char) or digits(char) for char in match[0])


def _code(match: re.Match[str]) -> str | None:
    """After the words for it; and nobody counts with nine digits and no dot between them."""
    named = _CODE.search(_context(match)) or (
        len(match[0]) >= _UNCOUNTED and match[0].isdecimal() and not _COUNTS.match(after(match, 1))
    )
    return grouped(match[0]) if named else None


def _mixed(match: re.Match[str]) -> str | None:
    """000.18.H57-200825-0012: a code of letters and digits, where the words name one."""
    if not _CODE.search(_context(match)):
        return None
    parts = (re.findall(r"\d+|[A-Z]+", part) for part in re.split(r"[.-]", match[0]))
    return ", ".join(" ".join(digits(run) if run.isdecimal() else spell(run) for run in part) for part in parts)


_END = r"(?![\w/]|[.,-]\d|\s\d)"

PHONES = (
    Pattern("mã gọi", re.compile(r"\*\d{1,6}(?:\*\d{1,12})*#"), _dialled, needs="*"),
    Pattern(
        "điện thoại",
        re.compile(
            r"(?<![\w.,+-])(?:(?<!/)|(?<=\d{3}/))"
            r"(?:\(?(?P<plus>\+) ?84\)?|\(84[-.]\d{1,3}\)|\(?0\d{1,3}\)?)[ .-]?(?:\(0\))?\(?\d{1,4}\)?"
            r"(?:[ .-]?\d{2,4}){1,3}(?!\w|/(?! ?0\d{2}|\d{6,8}(?!\d))|[.,-]\d)"
        ),
        _phone,
    ),
    Pattern(
        "điện thoại",
        re.compile(r"(?<=\d{3}) ?/ ?(?=0\d{2,3}[ .-]?\d{3}|(?<=\d{5}/)\d{6,8}(?!\d))"),
        lambda _: ",",
        needs="/",
    ),
    Pattern("điện thoại", re.compile(r"(?<=\d{5}/)\d{6,8}(?![\d/])"), lambda match: grouped(match[0]), needs="/"),
    Pattern(
        "tổng đài",
        re.compile(r"(?<![\w./,+-])1[89]00(?P<plus>)[ .-]?\d{2,4}(?:[ .-]?\d{2,4}){0,2}(?![\w/]|[.,-]\d)"),
        _phone,
    ),
    Pattern("số gọi", re.compile(r"(?<![\w./,+-])\d{3,4}(?: ?[/–-] ?\d{3,4})+(?![\w/]|[.,]\d)"), _several, needs="-/–"),
    Pattern(
        "số gọi",
        re.compile(
            r"(?<![\w./+-])(?:\d{3,4}|\d{6,11}|\d{3}[. ]\d{4}|\d{4}[. ]\d{3,4}|\d[. ]\d{3}[. ]\d{3})(?![\w/%]|[.,]\d|"
            r" ?(?:giờ|đồng)\b)"
        ),
        _short,
    ),
    Pattern(
        "mã số",
        re.compile(r"(?<![\w/.-])(?=[\d.-]*[A-Z])(?=[A-Z.-]*\d)[A-Z\d]+(?:[.-][A-Z\d]+)+(?![\w/]|[.,]\d)"),
        _mixed,
        needs="-.",
    ),
    Pattern("mã số", re.compile(r"(?<![\w/])\d{3,}(?:[ .-]\d+)*(?![\w/]|[.,]\d)"), _code),
)
