"""Scores of a match: two numbers beside each other, neither a range nor a day (`thắng 2-1`)."""

from __future__ import annotations

import re

from broadcaster.text.numerals import cardinal
from broadcaster.text.rule import Pattern, after

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


SCORES = (
    Pattern(
        "tỷ số",
        re.compile(r"(?<![\w./,-])(?P<a>\d{1,3}) ?[-–:] ?(?P<b>\d{1,3})(?![\w/%-]|[.,:]\d)"),
        _score,
        needs="-:–",
    ),
)
