"""Scores: two numbers beside each other, neither a range nor a day (`thắng 2-1`); points of an examination (32,5đ)."""

from __future__ import annotations

import re

from broadcaster.text.numerals import cardinal
from broadcaster.text.rule import Pattern, after
from broadcaster.text.rules.amounts import BOUND, say_number

_TOLD = re.compile(
    r"(?:[Tt][ỷỉ] số(?: +[^\W\d_]+){0,6}|"
    r"(?:[Tt]hắng|[Tt]hua|[Hh]òa|[Hh]oà|[Dd]ẫn|[Đđ]ánh bại)(?: +(?:U\d\d|[^\W\d_]+)){0,5}|[Kk]ết quả:?|"
    r"các (?:ván|set|séc|hiệp)(?: đấu)?(?: lần lượt)?(?: là)?:?|"
    r"(?:pen|penalty|luân lưu|hiệp phụ|[Hh]iệp \d:?|(?:[Vv]án|[Ss]et|[Ss]éc)(?: \d:?)?)(?: +[^\W\d_]+)?)"
    r"(?: +\(?\d{1,3} ?[-–] ?\d{1,3}[,;]?(?: +và)?)* +\(?$"
)
"""What tells of a score, with the team that was beaten or the scores of the sets before."""
_MATCH = re.compile(r"[^\W\d_]+(?: \d+)? [-–] [A-ZĐ][^\W\d_]*(?: [A-ZĐ\d][^\W_]*){0,4}: ?$")
"""Two names against each other, as in a list of matches."""
_PLAYED = re.compile(
    r"(?:KQ|[Kk]ết quả|[Tt]rận|[Bb]óng|[Tt]ỷ số|[Tt]ỉ số)\b.*"
    r"[^\W\d_]+(?: \d+)? [-–] [A-ZĐ][^\W\d_]*(?: [A-ZĐ\d][^\W_]*){0,4} $"
)
"""The same without a colon, where the line speaks of a match."""
_DAY = re.compile(r"(?:ngày|sáng|trưa|chiều|tối|đêm|lễ|dịp|từ|khoảng) +$")
_COUNTED = re.compile(r"(?:năm|lần|ngày|tuần|tháng|giờ|phút|người|đội|suất|%)\b")


def _score(match: re.Match[str]) -> str | None:
    line = match.string[max(0, match.start() - 60) : match.start()].rpartition("\n")[2]
    if (
        not (_TOLD.search(line) or _MATCH.search(line) or _PLAYED.search(line))
        or _DAY.search(line)
        or _COUNTED.match(after(match, 1))
    ):
        return None
    return f"{cardinal(int(match['a']))} {cardinal(int(match['b']))}"


_MARKED = re.compile(
    r"(?:điểm (?:chuẩn|sàn|thi|xét|ưu tiên|trúng|cộng)|tổng điểm|trúng tuyển|thủ khoa|bài thi|NV\d)", re.IGNORECASE
)
_LINE = 120


def _points(match: re.Match[str]) -> str | None:
    """24đ where the line speaks of an examination; 32,5đ wherever it stands, since nobody has half a đồng."""
    line = match.string[max(0, match.start() - _LINE) : match.start()].rpartition("\n")[2]
    return f"{say_number(match['n'], unit='đ')} điểm" if match["part"] or _MARKED.search(line) else None


SCORES = (
    Pattern("điểm thi", re.compile(BOUND + r"(?P<n>\d{1,2}(?P<part>,\d{1,2})?) ?đ(?![\w/])"), _points, needs="đ"),
    Pattern(
        "tỷ số",
        re.compile(r"(?<![\w./,-])(?P<a>\d{1,3}) ?[-–:] ?(?P<b>\d{1,3})(?![\w/%-]|[.,:]\d)"),
        _score,
        needs="-:–",
    ),
)
