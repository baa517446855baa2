"""P. Vĩnh Ninh, Q.1, H. Quảng Điền: one letter for a kind of place, where a place follows."""

from __future__ import annotations

import re

from broadcaster.text.rule import Pattern, before

_KINDS = {"P": "phường", "Q": "quận", "H": "huyện", "X": "xã", "T": "tỉnh", "Đ": "đường"}
_PERSON = re.compile(
    r"(?:anh|chị|em|bà|ông|cháu|chú|cô|bác|nạn nhân|bệnh nhân|đối tượng|tên|nguyễn|trần|lê|phạm|hồ|hoàng|phan)$"
)


def _district(match: re.Match[str]) -> str | None:
    return None if _PERSON.search(before(match, 2)) else _KINDS[match["k"]]


DISTRICTS = (
    Pattern(
        "cấp hành chính",
        re.compile(
            r"(?<![\w.])(?P<k>[PQHXTĐ])\.(?= ?(?:[A-ZĐÂÊÔƠƯÁÀẢÃẠÓÒỎÕỌÚÙÍÌÝ][a-zà-ỹ]|[A-Z] [A-ZĐ]|\d{1,2}(?!\d)))"
        ),
        _district,
    ),
)
