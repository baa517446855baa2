"""P. Vĩnh Ninh, Q.1, Ô. Hùng: one letter for a kind of place or a person's title, where a name follows."""

from __future__ import annotations

import re

from broadcaster.text.rule import Pattern, before

_KINDS = {"P": "phường", "Q": "quận", "H": "huyện", "X": "xã", "T": "tỉnh", "Đ": "đường"}
_TITLES = {"Ô": "ông", "B": "bà", "A": "anh", "C": "chị"}
_APART = re.compile(
    r"(?:\((?:gặp )?|\b(?:gặp|cho|của|với|hệ|LH|Lh|ĐT):? |"
    r"(?<!\w)[ÔABC]\. ?[A-ZĐÂÊÔƠƯÁ]\w+(?: [A-ZĐÂÊÔƠƯÁ]\w+)*(?:, ?| và | - |/))$"
)
"""In front of a title, where a bare letter might end a name or a list (học sinh A, B. Chiều nghỉ)."""
_PERSON = re.compile(
    r"(?:anh|chị|em|bà|ông|cháu|chú|cô|bác|nạn nhân|bệnh nhân|đối tượng|tên|nguyễn|trần|lê|phạm|hồ|hoàng|phan)$"
)


def _district(match: re.Match[str]) -> str | None:
    if re.match(r" ?\d{3}", match.string[match.end() : match.end() + 4]):
        return "phòng" if match["k"] == "P" else None
    return None if _PERSON.search(before(match, 2)) else _KINDS[match["k"]]


def _title(match: re.Match[str]) -> str | None:
    """A., B. and C. are no titles at the head of a line or behind a name: Nguyễn Thị B."""
    return (
        None
        if match["k"] != "Ô" and not _APART.search(match.string[max(0, match.start() - 40) : match.start()])
        else _TITLES[match["k"]]
    )


DISTRICTS = (
    Pattern(
        "cấp hành chính",
        re.compile(
            r"(?<![\w.])(?P<k>[PQHXTĐ])\.(?= ?(?:[A-ZĐÂÊÔƠƯÁÀẢÃẠÓÒỎÕỌÚÙÍÌÝ][a-zà-ỹ]|[A-Z] [A-ZĐ]|\d{1,3}(?!\d)))"
        ),
        _district,
    ),
    Pattern("xưng hô", re.compile(r"(?<![\w.])(?P<k>[ÔABC])\.(?= ?[A-ZĐÂÊÔƠƯÁ][a-zà-ỹ])"), _title),
)
