"""P. Vĩnh Ninh, Q.1, Ô. Hùng: one letter for a kind of place or a person's title, where a name follows."""

from __future__ import annotations

import re

from broadcaster.text.lexicon import built_in
from broadcaster.text.numerals import whole
from broadcaster.text.rule import Pattern, at_line_start, before
from broadcaster.text.rules.sense_table import NAME, UPPER
from broadcaster.text.syllable import is_syllable

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


_MEMBER = re.compile(r"(?:GĐ|TGĐ|CT|CHT|BT|CVP)\b")
"""Behind P. these are people, of whom it makes the deputy; the bodies of capitals are offices."""
_OFFICES = (
    "Tài chính|Nội vụ|Kinh tế|Kinh doanh|Văn hóa|Văn hoá|Văn thư|Tư pháp|Y tế|Lao động|Nông nghiệp|Giáo dục|Kế hoạch|"
    "Kế toán|Kỹ thuật|Hành chính|Tổ chức|Tổng hợp|Đào tạo|Quản lý|Quản trị|Thanh tra|Cảnh sát|Hậu cần|Khám bệnh|"
    "Tiếp dân|Tiếp công|Họp|Công tác|Công thương|Dân tộc|Giao dịch|Thống kê|Tài nguyên"
)
"""Names of offices that P. is short for; no ward is called so."""


def _office(match: re.Match[str]) -> str | None:
    if _MEMBER.match(match["name"]):
        return "phó"
    return "phòng" if match["name"] in built_in("abbreviations") or match["name"] in built_in("issuers") else None


_NUMBERED = re.compile(r"(?:số|số nhà|nhà|kiệt|hẻm|ngõ|ngách) \d[\d/]*[a-z]?$")


def _street(match: re.Match[str]) -> str | None:
    """đ. Bà Triệu; no sum of money (30.000 đ. Bà con) and no point of a list (đ. Nội dung)."""
    words = before(match, 2)
    sum_ = re.search(r"(?:\d|nghìn|ngàn|triệu|tỷ|tỉ|trăm|chục)$", words) and not _NUMBERED.search(words)
    return None if sum_ or words.endswith("điểm") or at_line_start(match) else "đường"


_QUARTER = re.compile(r"(?:\btổ|tdp|\bkp|khu phố|khóm|ấp|thôn|xóm)(?: \d+,?)+$")
"""Parts of a ward by their numbers: behind them p. is the ward, no minute."""
_SMALL = {"p": "phường", "q": "quận", "h": "huyện", "x": "xã"}


def _alley(match: re.Match[str]) -> str:
    """K45/12 Âu Cơ: an alley and the house in it."""
    return f"kiệt {' trên '.join(map(whole, match['n'].split('/')))}"


def _in_capitals(match: re.Match[str]) -> str | None:
    """P.13, Q. BÌNH THẠNH: in a heading."""
    return _KINDS[match["k"]] if is_syllable(match["name"]) else None


DISTRICTS = (
    Pattern("tên đường", re.compile(rf"(?<!\w)K(?P<n>\d{{1,4}}(?:/\d{{1,3}})+)(?= {NAME})"), _alley, needs="/"),
    Pattern(
        "cấp hành chính",
        re.compile(rf"(?<=, )(?P<k>[PQHX])\. ?(?=(?P<name>[{UPPER}]{{2,}}) [{UPPER}]{{2,}}(?!\w))"),
        _in_capitals,
        needs=".",
    ),
    Pattern(
        "phòng ban", re.compile(r"(?<![\w.])P\. ?(?=(?P<name>[A-ZĐ]{2,}(?:&[A-ZĐ]+)?)(?!\w|\.\w))"), _office, needs="."
    ),
    Pattern("phòng ban", re.compile(rf"(?<![\w.])P\.(?= ?(?:{_OFFICES})\b)"), lambda _: "phòng", needs="."),
    Pattern("tên đường", re.compile(rf"(?<![\w.])đ\.(?= ?{NAME})"), _street, needs="."),
    Pattern(
        "cấp hành chính",
        re.compile(rf"(?<=[,;(-] )(?P<k>[pqhx])\.(?= ?(?:{NAME}|(?<=[pq]\.) ?\d{{1,2}}(?!\d)))"),
        lambda match: _SMALL[match["k"]],
        needs=".",
    ),
    Pattern(
        "cấp hành chính",
        re.compile(rf"(?<=\d )(?P<k>[pqhx])\.(?= ?{NAME} {NAME})"),
        lambda match: _SMALL[match["k"]] if _QUARTER.search(before(match, 6)) else None,
        needs=".",
    ),
    Pattern(
        "cấp hành chính",
        re.compile(
            r"(?<![\w.])(?P<k>[PQHXTĐ])\.(?= ?(?:[A-ZĐÂÊÔƠƯÁÀẢÃẠÓÒỎÕỌÚÙÍÌÝ][a-zà-ỹ]|[A-Z] [A-ZĐ]|\d{1,3}(?!\d)))"
        ),
        _district,
        needs=".",
    ),
    Pattern("xưng hô", re.compile(r"(?<![\w.])(?P<k>[ÔABC])\.(?= ?[A-ZĐÂÊÔƠƯÁ][a-zà-ỹ])"), _title, needs="."),
)
