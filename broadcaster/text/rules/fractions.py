"""Whether `a/b` counts parts of something (2/3 số hộ) or is a day of a month (2/3)."""

from __future__ import annotations

import re

from broadcaster.text.rule import after, before

_FRACTION_BEFORE = re.compile(
    r"(?:\b(?:hơn|gần|khoảng|quá|chiếm|đạt|bằng|còn|giảm|tăng|được|ít nhất|tối thiểu|tối đa|pha|uống|mất|trên|dưới|"
    r"chỉ|với|có|bán kính|thêm|tổng số|tỷ lệ|tỉ lệ|ngập|nghỉ|cắt|bớt))$"
)
_FRACTION_AFTER = re.compile(
    r"(?:số|tổng|dân|hộ|diện|thời|thành|đại|lượng|viên|thìa|muỗng|cốc|lít|bát|chén|quân|mức|giá|học|nhân|cử|phần|chiều|"
    r"công|nhu|cán|người|gia|các|thế|kỷ|tháng|liều|ngày|giờ|buổi|cái|quả|bao|gói|suất|miếng|năm(?! +\d)|khối|sản|tiền|"
    r"phiếu|thôn|tổ|chi|quãng|đường|đoạn|ngân|trong|sào|mẫu|ha|kg|tạ|tấn|ca|ủy|uỷ)\b"
)
LEADS_TO_DAY = re.compile(
    r"(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|mùng|mồng|rằm|lễ|dịp|nay|qua|mai|kia|khánh|thứ \w+|chủ nhật|tết|cn|t\d|giờ|"
    r"phút)[,( ]*\(?$"
)
"""In front of `a/b` these say that it is a day."""
_PART_OF = re.compile(
    r"(?:xã|phường|huyện|tỉnh|thị|trường|lớp|chỉ|tiêu|đơn|đoàn|cơ|cụm|đội|nhà|ngôi|mô|đề|nội|mục|khu|xóm|ấp|khóm|"
    r"doanh|hợp|thửa|tuyến|cầu|đập|hồ|máy|trạm|trẻ|em|bé|cháu|đảng)\b"
)
"""Behind `a/b` these are counted, unless the words in front lead to a day."""
_ROUNDS = ("2", "4", "8", "16", "32")
_TOWARDS = re.compile(r"(?:từ|đến|tới|trước|sau|hết|vào|kể)$")


def is_fraction(match: re.Match[str]) -> bool:
    """Whether `a/b` counts parts of something rather than a day of a month."""
    if int(match["d"]) >= int(match["m"]) or LEADS_TO_DAY.search(before(match, 2)):
        return False
    if re.search(r"(?:binh|\btb|\bbb)(?: hạng| loại)?$", before(match, 2)):
        return False
    if _PART_OF.match(after(match, 1)) and not _TOWARDS.search(before(match, 1)):
        return True
    return bool(_FRACTION_AFTER.match(after(match, 1)) or _FRACTION_BEFORE.search(before(match, 2)))


def is_round(match: re.Match[str]) -> bool:
    """vòng 1/8: a round of a cup, by how many matches it has."""
    return match["d"] == "1" and match["m"] in _ROUNDS and before(match, 1) == "vòng"
