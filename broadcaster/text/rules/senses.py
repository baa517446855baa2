"""Abbreviations of more than one sense, told apart by the words beside them: HĐ is a council, a contract, a bill.

The lexicon gives the most frequent sense; a whole phrase of one sense (`ký HĐ`) stands there too. Here is what needs a
pattern: a figure, a name, a class of words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from broadcaster.text.rule import Pattern


@dataclass(frozen=True)
class Sense:
    """What one abbreviation of two capitals is short for where the words around it say so."""

    short: str
    """As it is written."""
    spoken: str
    """What is said."""
    front: str = ""
    """What must end the line in front of it, in small letters; a regular expression."""
    behind: str = ""
    """What must begin the line behind it, as written; a regular expression."""


_UPPER = "A-ZĐÂÊÔƠƯĂÁÀẢÃẠÓÒỎÕỌÚÙÍÌÝÔỐỒỔỖỘỨỪẤẦẾỀ"
NAME = rf"[{_UPPER}][a-zà-ỹ]+"
"""One word of a name; a regular expression."""
_NO_TOWN = (
    "Y|Văn|Giáo|Dịch|Phục|Kiểm|Điều|Thể|Thông|Khuyến|Hành|Bảo|Dạy|Học|Phát|Nghiên|Ứng|Tư|Hội|Chính|Công|Nuôi|Quan|Kỹ|"
    "Cấp|Nước|Viễn|Đào|Ngoại|Tin|Anh|Thương|Huấn|Lưu|Xúc|Hỗ|Cai|Dân|Dự|Truyền|Giống|Quản|Đăng|Chăm|Bồi|Tiêm|Giới|Huế|"
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô"
)
"""Words that begin the name of a centre (trung tâm), of Thừa Thiên Huế, of a person (a head, a lieutenant colonel)."""
_DEEDS = (
    r" ?(?:cho )?(?:thuê|lao động|mua|bán|kinh tế|dịch vụ|thi công|xây dựng|tín dụng|vay|góp vốn|chuyển nhượng|đại lý)"
)
_MEETING = (
    r" (?:sơ kết|tổng kết|triển khai|quán triệt|tập huấn|trực tuyến|giao ban|tiếp xúc|đối thoại|hiệp thương|cán bộ|"
    r"CBCC|người lao động|NLĐ|lần thứ|lấy ý kiến|bàn về|chuyên đề|TXCT|BCH)"
)
_HURT = r"(?:bệnh binh|BB|gia đình liệt|thân nhân|liệt sĩ|LS|người có công|NCC)"
_CONGRESS = (
    r" (?:XIII|XIV|XII|lần|nhiệm kỳ|NK|điểm|đại biểu|ĐB|cổ đông|toàn thể|thành viên|xã viên|hội viên|đoàn viên|TDTT|"
    r"[Tt]hể dục|[Đđ]ảng|[Cc]hi (?:bộ|đoàn|hội)|[Đđ]oàn|[Hh]ội|[Cc]ông đoàn|CĐ|MTTQ|[Mm]ặt trận|CCB|HPN|LHPN|HND|HTX)\b"
)
_PEOPLE = r" (?:CCB|phụ nữ|nông dân|NCT|người cao tuổi|LHPN|ND|PN|khuyến học|chữ thập đỏ|CTĐ|cựu chiến binh)\b"

_TABLE = (
    Sense("TT", "thông tư", behind=r" ?\d{1,3}/\d{4}(?!\d)"),
    Sense("TT", "thị trấn", behind=rf" (?!(?:{_NO_TOWN})\b){NAME} {NAME}"),
    Sense("TT", "thị trấn", front=r"\b(?:xã|phường|huyện)\b.{0,30}", behind=rf" (?!(?:{_NO_TOWN})\b){NAME}"),
    Sense("HĐ", "hợp đồng", behind=_DEEDS),
    Sense("HĐ", "hợp đồng", front=r"\b(?:giá trị|phụ lục|thời hạn|ký kết|thanh lý|ký lại|gia hạn|chấm dứt) "),
    Sense("HĐ", "hoạt động", behind=r" (?:hè|ngoại khóa|ngoại khoá|trải nghiệm|tình nguyện|văn nghệ|chào mừng)"),
    Sense("HĐ", "hóa đơn", behind=r" ?(?:điện tử|GTGT|VAT|tiền điện|tiền nước|điện|nước|đỏ)\b"),
    Sense("TB", "thương binh", behind=rf" ?(?:hạng|loại|nặng|(?:, ?|và |& ?|/ ?|- ?){_HURT})"),
    Sense("TB", "thương binh", front=r"(?:liệt sĩ|bệnh binh|mẹ vnah|\bls|\bbb)(?:,| và| &|/| -) ?"),
    Sense("TB", "thương binh", front=r"\b(?:thăm|tặng quà) ", behind=r"(?! (?:số|về|của|này))"),
    Sense("TB", "trung bình", front=r"\b(?:mức sống|điểm|học lực|mức|thu nhập|khá|nhiệt độ|giá|năng suất) "),
    # Wounded soldiers, or of a middling living.
    Sense("TB", "tê bê", front=r"\bhộ "),
    Sense("BB", "bệnh binh", front=r"(?:thương binh|\btb|\bls|liệt sĩ)(?: hạng| loại)?(?: \d/4)?(?:,| và| &|/| -) ?"),
    Sense("BB", "bệnh binh", behind=r" ?(?:hạng|loại|[1-3]/3)"),
    Sense("HN", "hội nghị", behind=_MEETING),
    Sense("HN", "hội nghị", front=r"\b(?:dự|tham dự|chủ trì|khai mạc|bế mạc) "),
    Sense("HN", "hộ nghèo", behind=r"(?:,| và|/| -) ?(?:HCN|CN|hộ cận|cận)\b"),
    Sense("CH", "chi hội", behind=_PEOPLE),
    Sense("CH", "cửa hàng", behind=r" (?:xăng|vật tư|tạp|tiện|VTNN|điện|bách|vàng)"),
    Sense("DT", "diện tích", behind=r" ?:? ?\d[\d.,]* ?(?:m2|m²|ha|Ha|sào|mẫu|km2|km²)(?!\w)"),
    Sense("DT", "diện tích", behind=r" (?:đất|lúa|gieo|trồng|tưới|rừng|canh|nuôi|sử|sàn|xây|mặt)\b"),
    Sense("DT", "điện thoại", behind=r" ?[:.]? ?\(?(?:0\d|\+84)"),
    Sense("ĐK", "đường kính", behind=r":? ?\d[\d.,]* ?(?:mm|cm|m)(?!\w)"),
    Sense(
        "NS",
        "năng suất",
        behind=r"(?: (?:lúa|ngô|lạc|cá|tôm|mía|cà phê|tiêu|bình quân|BQ|trung bình|TB|đạt|ước|khoảng))*"
        r":? ?\d[\d.,–-]* ?(?:tạ|tấn|giạ|kg)\b",
    ),
    Sense("NK", "nhiệm kỳ", behind=r":? ?(?:19|20)\d\d"),
    Sense("KP", "kinh phí", behind=r":? ?\d[\d.,]* ?(?:tr|triệu|tỷ|tỉ|đ|đồng)(?!\w)"),
    Sense("KL", "khối lượng", behind=r":? ?\d[\d.,]* ?(?:m3|m³|m2|m²|kg|tấn|tạ)(?!\w)"),
    Sense("TL", "trọng lượng", front=r"\b(?:tổng|bình quân|có) "),
    Sense("TL", "trọng lượng", behind=r":? ?\d[\d.,–-]* ?(?:kg|g|tấn|tạ)(?!\w)"),
    Sense("LS", "lãi suất", behind=r"(?: (?:vay|cho vay|ưu đãi|chỉ|từ|là))*:? ?\d[\d.,–-]* ?%"),
    Sense("DT", "dự toán", front=r"(?:\b(?:thu|chi|nsnn|ngân sách)\b|tỷ|đồng).*\d ?% "),
    Sense("DT", "diện tích", front=r"\d ?% "),
    Sense("DT", "diện tích", behind=r" ?[x×] "),
    Sense("BC", "bầu cử", front=r"\b(?:đơn vị|tổ|ngày|cuộc|khu vực|ủy ban|công tác|thẻ) "),
    Sense("HS", "hồ sơ", front=r"\bnhận ", behind=r" (?:đến|từ|trước|tại|hết|trực|qua)\b"),
    Sense(
        "TH",
        "trường hợp",
        front=r"(?:\d|\b(?:các|những|mọi|một số)) ",
        behind=r" (?:vi phạm|mắc|dương tính|nhiễm|F[0-2]|tử vong|nghi|sốt|bị|cố tình|không|có|được|chưa|đã|khó|cấp|"
        r"đặc biệt)",
    ),
    Sense("CN", "chi nhánh", front=r"(?:bank|\b(?:bidv|ngân hàng|nhcsxh|nhnn|công ty|cty|ht))(?: [^\W\d]+)? "),
    Sense("CN", "công nhân", front=r"(?:^|[ (])\d\d[\d.]* "),
    Sense("CN", "công nhân", front=r"\b(?:tuyển|tuyển dụng|cần) (?:nam |nữ |thêm )*"),
    Sense("TB", "trưởng ban", front=r"\b(?:cho|gặp|ông|bà|với) ", behind=r" (?:ấp|khóm|thôn|nhân dân|công tác)\b"),
    Sense("CK", "chung kết", front=r"\b(?:vào|trận|vòng|tranh|đêm|lọt) "),
    Sense("BK", "bán kết", front=r"\b(?:vào|trận|vòng|tranh|đêm|lọt) "),
    Sense("TK", "tứ kết", front=r"\b(?:vào|trận|vòng|lọt) "),
    Sense(
        "ĐB",
        "đồng bào",
        behind=r" (?:Khmer|Khơ|Chăm|Hoa|Mông|H'Mông|Thái|Tày|Nùng|Dao|Ê|Ba|Gia|DTTS|dân tộc|các|bị|vùng)\b",
    ),
    Sense("ND", "nghị định", front=r"\b(?:vay vốn|vốn|theo|căn cứ|của) ", behind=r" ?\d{1,3}(?!\d| ?(?:hộ|người|con))"),
    Sense("NH", "năm học", behind=r" ?(?:19|20)\d\d ?[-–/]"),
    Sense("TC", "tiêu chí", behind=r"(?: số)? ?(?:1?\d)(?![\d.,/])"),
    Sense("TC", "tiêu chí", front=r"(?:\d ?/ ?\d+|\b(?:đạt|các|còn) (?:\d+)?) ?", behind=r" (?:NTM|nông thôn|xã|về)\b"),
    Sense("TC", "tiêu chí", front=r"\d ?/ ?\d+ "),
    Sense("TK", "thế kỷ", behind=r" [IVX]{1,5}(?!\w)"),
    Sense("MT", "mặt tiền", front=r"\b(?:đất|nhà|lô|bán) ", behind=r" ?(?:đường|QL|TL|\d)"),
    Sense("BC", "bưu chính", front=r"\bdịch vụ "),
    Sense("QL", "quản lý", behind=r" (?:đất đai|nhà nước|thị trường|rừng|dự án|đô thị|hộ|tài)\b"),
    # The directives of the epidemic; elsewhere CT15 is a motorway.
    Sense("CT", "chỉ thị", front=r"(?<!tốc )", behind=r" ?1[569](?!\d)"),
    Sense(
        "CT",
        "chương trình",
        behind=r" ?(?:1719|135|MTQG)(?!\d)| (?:mục tiêu|văn nghệ|khuyến|nông thôn|OCOP|phát thanh|hành động)",
    ),
    Sense("CT", "công ty", behind=r" (?:TNHH|cổ phần|điện lực|MTV)\b"),
    Sense("CT", "công trình", behind=r" (?:thủy lợi|giao thông|xây dựng|cấp nước|nước sạch|công cộng|măng non)"),
    Sense(
        "CT", "công tác", behind=r" (?:phòng|tuyên truyền|chuẩn bị|dân vận|kiểm tra|xã hội|Đảng|Mặt trận|mặt trận)\b"
    ),
    Sense("ĐH", "đại hội", behind=_CONGRESS),
    Sense("ĐH", "đại hội", front=r"\b(?:khai mạc|chào mừng|tiến tới|nghị quyết|văn kiện) "),
    Sense("CN", "công nghiệp", front=r"\b(?:khu|cụm|ngành|cây) "),
    Sense("CN", "cận nghèo", front=r"(?:\bhn|nghèo)(?:,| và|/| -) ?"),
    # A phase, no family: GĐ 2021-2025, GĐ II, GĐ1.
    Sense(
        "GĐ",
        "giai đoạn",
        behind=r" ?(?:(?:19|20)\d\d|[IVX]{1,3}(?!\w)|[1-5](?= *(?:$|[,.;:)\n]|của |dự án )))",
    ),
    Sense("GĐ", "giám đốc", front=r"\b(?:kiêm|phó|tổng|bổ nhiệm|đ/c|ban|p\.) "),
    Sense(
        "GĐ", "giám đốc", behind=r" (?:TT|Sở|Trung|BV|Bệnh|Công|Cty|Ngân|điều|Bảo|BHXH|HTX|Đài|Kho|BQL|PC|VP|Nhà máy)"
    ),
    Sense("KT", "ký thay", behind=r"\.? ?(?:CT|CHỦ|Chủ|TRƯỞNG|Trưởng|GIÁM|Giám|HIỆU|Hiệu|BỘ|Bộ|TL|CHÁNH)"),
    Sense("KT", "khuyết tật", front=r"(?:\b(?:trẻ em|trẻ|người|te)|mồ côi,|cao tuổi,|\bnct,) "),
    Sense("KT", "kỹ thuật", front=r"\b(?:tập huấn|hướng dẫn|quy trình|chuyển giao|nhân viên) ", behind=r" [a-zà-ỹđ]"),
    Sense("MG", "mẫu giáo", behind=r" (?:bé|nhỡ|lớn|ghép|nhỏ|\d)"),
    Sense("MG", "mẫu giáo", front=r"\b(?:lớp|trường|trẻ|học sinh|hệ|cháu) "),
    Sense("CS", "cơ sở", front=r"\b(?:y tế|công đoàn|đoàn|đảng|giáo dục|trật tự|văn hóa) "),
    Sense("CS", "cơ sở", behind=r" (?:kinh doanh|sản xuất|giáo dục|mầm non|y tế|chế biến|giết mổ|dịch vụ|chăn nuôi)"),
    Sense("CS", "cơ sở", behind=r" [1-9](?!\d|[.,]\d| ?[kM]W)"),
    Sense("CS", "công suất", behind=r" (?:\d[\d.,]* ?[kM]?W|lắp|thiết kế)"),
    Sense("CV", "mã lực", front=r"\d[\d.,]* ", behind=r"(?! ?(?:số|của|ngày|này|\d))"),
    Sense("BS", "biển số", behind=r" ?:? ?\d{2} ?-?(?:[A-Z]{1,2}\d?|MĐ\d)(?!\w)"),
    Sense("HA", "huyết áp", behind=r" ?:? ?(?:\d{2,3} ?/ ?\d{2,3}|cao|thấp|tâm|tối|ổn|tăng|giảm|bình thường)\b"),
    Sense("HA", "huyết áp", front=r"\b(?:đo|chỉ số|tăng|hạ|theo dõi|kiểm tra|thuốc|máy đo|bệnh|thử) "),
    Sense(
        "CC",
        "công chức",
        front=r"(?:^|[ (:])",
        behind=r" (?:xã|phường|huyện|tỉnh|cấp|không|chuyên|kế toán|thống kê|được|trúng|[Đđ]ịa chính|[Tt]ư pháp|"
        r"[Vv]ăn phòng|[Vv]ăn hóa|[Tt]ài chính|VH|VP|TP|LĐ)\b",
    ),
    Sense("CC", "công chức", front=r"(?:^|[ (:])", behind=r"(?:,|-| -|/) ?(?:VC|viên chức|NLĐ|người lao động)"),
    Sense("CC", "công chức", front=r"(?:\b(?:cán bộ|viên chức|tuyển|tuyển dụng|nâng ngạch|đội ngũ|thi|cb)|\bcb,) "),
    Sense("CM", "cách mạng", front=r"\b(?:với|công|lão thành|kháng chiến|truyền thống|hoạt động|cơ sở|lịch sử) "),
    Sense("CM", "cách mạng", behind=r" (?:tháng|dân tộc|Việt Nam)\b"),
    Sense("TG", "thời gian", behind=r" ?:"),
    Sense("ĐĐ", "địa điểm", behind=r" ?:"),
    Sense("TP", "thành phần", behind=r" ?: [a-zà-ỹđ]"),
)
"""The first that fits is said; where none does, the lexicon's sense stands."""

_Test = tuple[re.Pattern[str] | None, re.Pattern[str] | None, str]


def _tests() -> dict[str, list[_Test]]:
    """What to look for around each abbreviation, compiled once."""
    tests: dict[str, list[_Test]] = {}
    for sense in _TABLE:
        front = re.compile(f"(?:{sense.front})$") if sense.front else None
        behind = re.compile(sense.behind) if sense.behind else None
        tests.setdefault(sense.short, []).append((front, behind, sense.spoken))
    return tests


_TESTS = _tests()
_REACH = 48
_PAIR = re.compile(r"[A-ZĐ]{2}(?<![\w.&/-][A-ZĐ]{2})(?![^\W\d]|&|[/.-]\w)")
"""Letters first, for a quick search."""


def _said(match: re.Match[str]) -> str | None:
    tests = _TESTS.get(match[0])
    if tests is None:
        return None
    text = match.string
    front = text[max(0, match.start() - _REACH) : match.start()].rpartition("\n")[2].lower()
    rest = text[match.end() : match.end() + _REACH].partition("\n")[0]
    numbered = rest[:1].isdigit()
    for ahead, behind, spoken in tests:
        if behind is None and numbered:
            continue
        if (behind is None or behind.match(rest)) and (ahead is None or ahead.search(front)):
            return spoken
    return None


SENSES = (Pattern("viết tắt theo ngữ cảnh", _PAIR, _said),)
