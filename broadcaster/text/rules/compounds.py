"""Abbreviations grown out of known ones: BCHPCTT is BCH and PCTT, TTYTX is TTYT and an X for the commune.

Only where the rest is a listed abbreviation of three letters or more, so that no expansion is a guess.
"""

from __future__ import annotations

import re

from broadcaster.text.lexicon import built_in
from broadcaster.text.rule import Pattern

_HEADS = {
    "BCĐ": "ban chỉ đạo",
    "BCH": "ban chấp hành",
    "BQL": "ban quản lý",
    "TT": "trung tâm",
    "VP": "văn phòng",
    "PC": "phòng chống",
    "CLB": "câu lạc bộ",
    "UB": "ủy ban",
    "CT": "chủ tịch",
    "PCT": "phó chủ tịch",
    "P": "phòng",
    "S": "sở",
}
_TAILS = {
    "X": "xã",
    "TU": "tỉnh ủy",
    "HU": "huyện ủy",
    "ĐU": "đảng ủy",
    "KV": "khu vực",
    "VN": "Việt Nam",
    "TW": "trung ương",
}
_BODY = re.compile(
    r"(?:ủy ban|hội|ban|trạm|trung tâm|công an|đoàn|đài|liên|mặt trận|ngân hàng|bảo hiểm|viện|tòa|chi|phòng|văn phòng|"
    r"đội|bệnh viện|quản lý|nhà|đảng|hợp tác|quân đội|xã|tổ|bộ|điện lực)\b"
)
"""How that begins what may have a place or a rank behind it."""
_STAFF = re.compile(r"(?:PC|QS|PTDS|TKCN|CN|DBĐV|DQ)")
"""Before these BCH is no committee but a command (ban chỉ huy)."""
SITTING = re.compile(r"(?:BCH|BCĐ|BTV|UB|HĐND|ĐU|MTTQ)")
"""Before these TT is no centre but the standing members (thường trực)."""
_CHAIRED = re.compile("UB|HĐ|HND|HP|HCCB|MT")
_BODIES = {"CT": _CHAIRED, "PCT": _CHAIRED}
"""What alone follows such a head: a chairman is one of a body."""
_REST = 3
_LONG_REST = {"P": 4, "S": 4}
"""Letters of what may follow a head: of one letter it could be many a thing."""


def _known(name: str) -> str | None:
    found = built_in("abbreviations").get(name)
    return found if found and name.isalpha() and name.isupper() else None


def _head(head: str, rest: str) -> str:
    if head == "BCH" and _STAFF.match(rest):
        return "ban chỉ huy"
    return "thường trực" if head == "TT" and SITTING.match(rest) else _HEADS[head]


def expanded(name: str) -> str | None:
    """What the two known parts of `name` say; None where it has no such parts."""
    for size in (3, 2, 1):
        head, rest = name[:size], name[size:]
        if head not in _HEADS or len(rest) < _LONG_REST.get(head, _REST):
            continue
        if head in _BODIES and not _BODIES[head].match(rest):
            continue
        said = _known(rest)
        if said:
            return f"{_head(head, rest)} {said}"
    for tail, said in _TAILS.items():
        body = _known(name.removesuffix(tail)) if name.endswith(tail) else None
        if body and _BODY.match(body) and len(name) - len(tail) >= _REST:
            return f"{body} {said}"
    return None


COMPOUNDS = (
    Pattern(
        "viết tắt ghép",
        re.compile(r"[A-ZĐ](?<![^\W_].)[A-ZĐ]{3,15}(?![^\W_])"),
        lambda match: expanded(match[0]),
    ),
)
