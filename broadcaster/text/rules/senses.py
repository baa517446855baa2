"""Abbreviations of more than one sense, told apart by the words beside them: HĐ is a council, a contract, a bill."""

from __future__ import annotations

import re
from dataclasses import dataclass

from broadcaster.text.letters import spell
from broadcaster.text.numerals import digits
from broadcaster.text.rule import Pattern


@dataclass(frozen=True)
class Sense:
    """What one abbreviation is short for where the words around it say so."""

    short: str
    """As it is written; case counts."""
    spoken: str
    """What is said."""
    front: str = ""
    """What must end the line in front of it, in small letters; a regular expression."""
    behind: str = ""
    """What must begin the line behind it, as written; a regular expression."""

    def fits(self, front: str, behind: str) -> bool:
        """Whether the words in front and behind ask for this sense."""
        return re.search(f"(?:{self.front})$", front) is not None and re.match(self.behind, behind) is not None


_UPPER = "A-ZĐÂÊÔƠƯĂÁÀẢÃẠÓÒỎÕỌÚÙÍÌÝÔỐỒỔỖỘỨỪẤẦẾỀ"
_NAME = rf"[{_UPPER}][a-zà-ỹ]+"
_CENTRES = (
    "Y|Văn|Giáo|Dịch|Phục|Kiểm|Điều|Thể|Thông|Khuyến|Hành|Bảo|Dạy|Học|Phát|Nghiên|Ứng|Tư|Hội|Chính|Công|Nuôi|Quan|Kỹ|"
    "Cấp|Nước|Viễn|Đào|Ngoại|Tin|Anh|Thương|Huấn|Lưu|Xúc|Hỗ|Cai|Dân|Dự|Truyền|Giống|Quản|Đăng|Chăm|Bồi|Tiêm|Giới|Huế"
)
"""Words that begin the name of a centre (trung tâm), or of Thừa Thiên Huế."""
_DEEDS = (
    r" ?(?:cho )?(?:thuê|lao động|mua|bán|kinh tế|dịch vụ|thi công|xây dựng|tín dụng|vay|góp vốn|chuyển nhượng|đại lý)"
)
_MEETING = (
    r" (?:sơ kết|tổng kết|triển khai|quán triệt|tập huấn|trực tuyến|giao ban|tiếp xúc|đối thoại|hiệp thương|cán bộ|"
    r"CBCC|người lao động|NLĐ|lần thứ|lấy ý kiến|bàn về|công tác|chuyên đề|TXCT|BCH)"
)
_HURT = r"(?:bệnh binh|BB|gia đình liệt|thân nhân|liệt sĩ|LS|người có công|NCC)"
_PEOPLE = r" (?:CCB|phụ nữ|nông dân|NCT|người cao tuổi|LHPN|ND|PN|khuyến học|chữ thập đỏ|CTĐ|cựu chiến binh)\b"
_ASKED = r"\b(?:gặp|liên hệ|lh|của|cho|nhà|hỏi|báo|gọi|vợ|với|qua|gđ|gia đình) "
_VERB = r" [a-zà-ỹđ]"

SENSES = (
    Sense("TT", "thị trấn", behind=rf" (?!(?:{_CENTRES})\b){_NAME} {_NAME}"),
    Sense("TT", "thị trấn", front=r"\b(?:xã|phường|huyện)\b.{0,30}", behind=rf" (?!(?:{_CENTRES})\b){_NAME}"),
    Sense("HĐ", "hợp đồng", behind=_DEEDS),
    Sense(
        "HĐ",
        "hợp đồng",
        front=r"\b(?:giá trị|số|phụ lục|làm|trong|tiền|thời hạn|hết|đặt cọc) ",
        behind=r"(?![ ]?[A-ZĐ])",
    ),
    Sense("HĐ", "hợp đồng", front=r"\b(?:ký|ký kết|thanh lý|ký lại|gia hạn|theo|chấm dứt|lập|kèm|bản) "),
    Sense("HĐ", "hoạt động", behind=r" (?:hè|ngoại khóa|ngoại khoá|trải nghiệm|tình nguyện|văn nghệ|chào mừng)"),
    Sense("HĐ", "hoạt động", front=r"\b(?:các|nhiều|chuỗi|mọi) "),
    Sense("HĐ", "hóa đơn", front=r"\b(?:xuất|viết|mất|tra cứu|nhận) "),
    Sense("HĐ", "hóa đơn", behind=r" ?(?:điện tử|GTGT|VAT|tiền điện|tiền nước|điện|nước|đỏ)\b"),
    Sense("TB", "thương binh", behind=rf" ?(?:hạng|loại|nặng|\d/4|(?:, ?|và |& ?|/ ?|- ?){_HURT})"),
    Sense("TB", "thương binh", front=r"(?:liệt sĩ|bệnh binh|mẹ vnah|\bls|\bbb)(?:,| và| &|/| -) ?"),
    Sense("TB", "thương binh", front=r"\b(?:là|thăm|tặng quà|gia đình|hộ|con|cháu) ", behind=r"(?! (?:số|về|của|này))"),
    Sense("TB", "trung bình", front=r"\b(?:mức sống|điểm|học lực|hộ|mức|thu nhập|khá|nhiệt độ|giá|năng suất|đạt) "),
    Sense("BB", "bệnh binh", front=r"(?:thương binh|\btb|\bls|liệt sĩ)(?: hạng| loại)?(?: \d/4)?(?:,| và| &|/| -) ?"),
    Sense("BB", "bệnh binh", behind=r" ?(?:hạng|loại|\d/3)"),
    Sense("BB", "biên bản", front=r"\b(?:lập|ký|theo|có|gửi|bản|các) "),
    Sense(
        "BB", "biên bản", behind=r" (?:vi phạm|làm việc|họp|kiểm|bàn giao|nghiệm thu|giao nhận|thỏa thuận|hội nghị|số)"
    ),
    Sense("HN", "hội nghị", behind=_MEETING),
    Sense("HN", "hội nghị", front=r"\b(?:dự|tham dự|chủ trì|phục vụ|khai mạc|bế mạc|mời họp|sau) "),
    Sense("HN", "hộ nghèo", front=r"\b(?:hộ|thuộc|diện|xóa|là) ", behind=r"(?:,| và|/| -) ?(?:HCN|CN|hộ cận|cận)"),
    Sense("CH", "chi hội", behind=_PEOPLE),
    Sense("CH", "chi hội", front=r"\bcác "),
    Sense("CH", "cửa hàng", behind=r" (?:xăng|vật tư|tạp|tiện|VTNN|điện|bách|vàng)"),
    Sense("DT", "diện tích", behind=r" ?:? ?\d[\d.,]* ?(?:m2|m²|m\b|ha|Ha|sào|mẫu|km)"),
    Sense("dt", "diện tích", behind=r" ?:? ?\d[\d.,]* ?(?:m2|m²|m\b|ha|Ha|sào|mẫu|km)"),
    Sense("DT", "diện tích", behind=r" (?:đất|gieo|trồng|tưới|lúa|rừng|mặt nước|nuôi|sàn|xây)"),
    Sense("dt", "điện thoại", behind=r" ?[:.]? ?\(?(?:0\d|\+84)"),
    Sense("DT", "điện thoại", behind=r" ?[:.]? ?\(?(?:0\d|\+84)"),
    Sense("sdt", "số điện thoại"),
    Sense("Sdt", "số điện thoại"),
    Sense("SDT", "số điện thoại"),
    Sense("MT", "mặt tiền", front=r"\b(?:đất|nhà|lô|bán) ", behind=r" ?(?:đường|QL|TL|\d)"),
    Sense("BC", "bưu chính", front=r"\bdịch vụ "),
    Sense("QL", "quản lý", behind=r" (?:đất đai|nhà nước|thị trường|rừng|dự án|đô thị|hộ|tài)"),
    Sense("CT", "chương trình", behind=r" (?:mục tiêu|văn nghệ|khuyến|nông thôn|OCOP|phát thanh|hành động|số \d)"),
    Sense("CT", "công ty", behind=r" (?:CP|TNHH|cổ phần|điện lực|cấp nước|MTV)"),
    Sense("CT", "công trình", behind=r" (?:thủy lợi|giao thông|xây dựng|cấp nước|nước sạch|công cộng|măng non)"),
    Sense(
        "CT", "công tác", behind=r" (?:phòng|tuyên truyền|chuẩn bị|dân vận|kiểm tra|xã hội|Đảng|Mặt trận|mặt trận|Hội)"
    ),
    Sense("ĐH", "đại hội", behind=r" (?:XIII|XIV|XII|lần|nhiệm kỳ|điểm|đại biểu|cổ đông|toàn thể)"),
    Sense("ĐH", "đại hội", front=r"\b(?:khai mạc|tổ chức|chào mừng|tiến tới|trước|sau|nghị quyết|văn kiện) "),
    Sense("CN", "công nghiệp", front=r"\b(?:khu|cụm|ngành|cây|sản xuất) "),
    Sense("CN", "cận nghèo", front=r"(?:\bhn|nghèo)(?:,| và|/| -) ?"),
    Sense("GĐ", "giám đốc", front=r"\b(?:kiêm|phó|tổng|bổ nhiệm|nguyên|chức|đ/c|ông|bà|ban|p\.) "),
    Sense(
        "GĐ", "giám đốc", behind=r" (?:TT|Sở|Trung|BV|Bệnh|Công|Cty|Ngân|điều|Bảo|BHXH|HTX|Đài|Kho|BQL|PC|VP|Nhà máy)"
    ),
    Sense("KT", "ký thay", behind=r"\.? ?(?:CT|CHỦ|Chủ|TRƯỞNG|Trưởng|GIÁM|Giám|HIỆU|Hiệu|BỘ|Bộ|TL|CHÁNH)"),
    Sense("KT", "khuyết tật", front=r"(?:\b(?:trẻ em|trẻ|người|te)|mồ côi,|cao tuổi,|\bnct,) "),
    Sense(
        "KT",
        "kỹ thuật",
        front=r"\b(?:cán bộ|tập huấn|hướng dẫn|quy trình|chuyển giao|nhân viên|phòng) ",
        behind=r" [a-zà-ỹđ]",
    ),
    Sense("MG", "mẫu giáo", front=r"(?:^|[^\d] )"),
    Sense("CS", "cơ sở", front=r"\b(?:y tế|công đoàn|đoàn|đảng|giáo dục|trật tự|văn hóa) "),
    Sense(
        "CS", "cơ sở", behind=r" (?:kinh doanh|sản xuất|giáo dục|mầm non|y tế|chế biến|giết mổ|dịch vụ|chăn nuôi|\d)"
    ),
    Sense("CS", "công suất", behind=r" (?:\d|lắp|đặt|máy|thiết kế)"),
    Sense("LS", "luật sư", behind=rf"\.? ?{_NAME}"),
    Sense("ND", "nội dung", behind=r" ?:"),
    Sense("ND", "nông dân", front=r"\b(?:hội|hộ|bà con|chi hội|hội viên) "),
    Sense("TG", "thời gian", behind=r" ?:"),
    Sense("ĐĐ", "địa điểm", behind=r" ?:"),
    Sense("TP", "thành phần", behind=r" ?: "),
    Sense("LL", "lực lượng"),
    Sense("PA", "phương án", behind=_VERB),
    Sense("DK", "dự kiến", behind=_VERB),
    Sense("dk", "dự kiến", behind=_VERB),
    # Written as on a telephone.
    Sense("mn", "mọi người", front=r"(?:^|(?<!lớp)(?<!trường)(?<!bé)(?<!học)(?<!hệ)(?<!bậc) )"),
    Sense("Mn", "mọi người", behind=_VERB),
    Sense("k", "không", front=r"(?:^|[^\W\d] |[,.] )", behind=_VERB),
    Sense("K", "không", front=r"(?:^|[.!?] )", behind=_VERB),
    Sense("kg", "không", front=r"(?:^|[^\W\d] )", behind=r" (?:được|có|phải|còn|nên|cần|biết|đi|cho)\b"),
    Sense("đc", "được", front=r"\b(?:k|ko|kg|không|chưa|đã|sẽ|mới|cũng|vẫn|có|thì|phải|bị|làm|mua|ai) "),
    Sense("dc", "được", behind=_VERB),
    Sense("đc", "địa chỉ", behind=r" ?:"),
    Sense("a", "anh", front=_ASKED, behind=rf" {_NAME}"),
    Sense("c", "chị", front=_ASKED, behind=rf" {_NAME}"),
)
"""The first that fits is said; where none does, the lexicon's sense stands."""

_BY_SHORT = {sense.short: [other for other in SENSES if other.short == sense.short] for sense in SENSES}
_ANY = re.compile(r"(?<![\w.&/-])(?:" + "|".join(sorted(_BY_SHORT, key=len, reverse=True)) + r")(?![\w&]|[/.-]\w)")


def _said(match: re.Match[str]) -> str | None:
    text = match.string
    front = text[max(0, match.start() - 48) : match.start()].rpartition("\n")[2].lower()
    behind = text[match.end() : match.end() + 48].partition("\n")[0]
    return next((sense.spoken for sense in _BY_SHORT[match[0]] if sense.fits(front, behind)), None)


_QUARTERS = {"Đ": "đông", "T": "tây", "N": "nam", "B": "bắc"}


def _towards(match: re.Match[str]) -> str:
    """hướng TTB, gió ĐB - TN: the quarters of the sky by their initials."""
    return re.sub("[ĐTNB]|\\W+", lambda part: f" {_QUARTERS.get(part[0], '')} ", match[0])


def _code(match: re.Match[str]) -> str:
    """GD4: the letters and the digit on a health insurance card."""
    return f" {digits(match[0]) if match[0].isdigit() else spell(match[0])} "


def _titled(match: re.Match[str]) -> str | None:
    """a.Hùng, c.Lan: not at the head of a line, where a letter and a point begin an item of a list."""
    line = match.string[max(0, match.start() - 8) : match.start()].rpartition("\n")
    head = (bool(line[1]) or match.start() <= len(line[2])) and not line[2].strip(" -+*•(")
    return None if head else {"a": "anh", "c": "chị", "ô": "ông"}[match["k"]]


IN_CONTEXT = (
    Pattern(
        "phương hướng",
        re.compile(
            r"(?<!\w)(?:(?<=hướng )|(?<=phía )|(?<=[Gg]ió )|(?<=mùa ))[ĐTNB]{2,3}(?: ?[-–] ?[ĐTNB]{2,3})?(?![\w&])"
        ),
        _towards,
    ),
    Pattern(
        "mã đối tượng",
        re.compile(
            r"(?<=mã )(?:GD|DT|HN|CN|HT|TE|DN|CC|TC|DK|KC|BT)\d?(?:(?:, ?| và | hoặc )[A-Z]{2}\d?(?!\w))*(?!\w)"
        ),
        lambda match: re.sub(r"[A-Z]+|\d", _code, match[0]),
    ),
    Pattern("xưng hô", re.compile(rf"(?<![\w.])(?P<k>[acô])\.(?={_NAME})"), _titled),
    Pattern("viết tắt theo ngữ cảnh", _ANY, _said),
)
