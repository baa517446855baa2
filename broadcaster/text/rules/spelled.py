"""Letters that stay letters: what a listener types, the names of cultivars, units that no number stands before."""

from __future__ import annotations

import re

from broadcaster.text.letters import spell
from broadcaster.text.lexicon import built_in
from broadcaster.text.numerals import digits, whole
from broadcaster.text.rule import Pattern
from broadcaster.text.rules.phones import grouped

_REACH = 60
_TYPED = re.compile(r"(?:[Ss]oạn|[Nn]hắn|[Cc]ú pháp)(?: (?:tin|nhắn|cú pháp|theo))*:? ?[\"“(]?(?:[A-ZĐ\d]+ )*$")
_SENT = re.compile(r"[^.;\n]{0,60}?(?<!\w)(?:gửi|đến|về|tới)(?!\w)")


def _typed(match: re.Match[str]) -> str | None:
    """soạn tin CV gửi 1407: what a listener types is said letter by letter, brands as they are called."""
    front = match.string[max(0, match.start() - _REACH) : match.start()].rpartition("\n")[2]
    if match[0] not in built_in("abbreviations") or match[0] in built_in("foreign"):
        return None
    return spell(match[0]) if _TYPED.search(front) and _SENT.match(match.string, match.end()) else None


_KIND = re.compile(
    r"(?:giống|lúa|ngô|đậu tương|đậu|lạc|mía|sắn|khoai|gạo|nếp)"
    r"(?: (?:lúa|thuần|lai|mới|chủ lực|như|là|gồm|nếp|tẻ|chất lượng|ngắn ngày|dài ngày|xác nhận|thơm|đỏ))*:? ?\(?"
    r"(?:[^\W\d_][^\W_-]*-?\d*(?: [^\W_]+)?(?:,|;|/| và| hoặc) ?)*$"
)


def _variety(match: re.Match[str]) -> str | None:
    """giống lúa OM 18, ĐT100: a cultivar, no road and no directive; a season (lúa ĐX 2024) is none."""
    front = match.string[max(0, match.start() - _REACH) : match.start()].rpartition("\n")[2].lower()
    if not _KIND.search(front):
        return None
    number = match["n"]
    return f"{spell(match['l'])} {digits(number) if len(number) > 3 else whole(number)}"  # noqa: PLR2004 - as said


def _serial(match: re.Match[str]) -> str | None:
    """sổ đỏ số BK 123456: letters and digits that tell one paper from another."""
    front = match.string[max(0, match.start() - _REACH) : match.start()].rpartition("\n")[2].lower()
    return f"{spell(match['l'])} {grouped(match['n'])}" if _NUMBERED.search(front) else None


_NUMBERED = re.compile(r"(?<!\w)(?:số|sê ri|sê-ri|seri|series|số hiệu|phát hành|mã số)(?: là)?:? $")

SPELLED = (
    Pattern(
        "số hiệu", re.compile(r"(?<![\w.&/-])(?P<l>[A-ZĐ]{1,3})[ -]?(?P<n>\d{5,9})(?![\w/-]|[.,]\d| TS\b)"), _serial
    ),
    Pattern("tin nhắn", re.compile(r"(?<![\w.&/-])[A-ZĐ]{2,6}(?![\w/&-])"), _typed),
    Pattern(
        "giống cây",
        re.compile(
            r"(?<![\w.&/-])(?P<l>[A-ZĐ]{2,4})(?: (?!(?:19|20)\d\d(?!\d)))?(?P<n>\d{1,4})"
            r"(?![\w/]|[.,]\d| ?[-–] ?\d| ?(?:ha|tạ|tấn|kg)\b)"
        ),
        _variety,
    ),
)

UNCOUNTED = (
    Pattern("đánh vần", re.compile(r"(?:CC|HA|CM)(?<!\w..)(?<!\d ..)(?![\w&])"), lambda match: spell(match[0])),
)
"""What behind a number is a unit, and elsewhere only letters; asked after the lexicon, which has phrases with them."""
