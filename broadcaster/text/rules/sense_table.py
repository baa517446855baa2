"""What abbreviations of two capitals are short for, by the words around them: a table, asked from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass


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


UPPER = "A-ZĐÂÊÔƠƯĂÁÀẢÃẠÓÒỎÕỌÚÙÍÌÝÔỐỒỔỖỘỨỪẤẦẾỀ"
NAME = rf"[{UPPER}][a-zà-ỹ]+"
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

_NO_GAME = r"(?! (?:\w+ )?(?:gặp|thắng|thua|hòa|đá|đấu|vô địch|\d{1,2} ?[-–] ?\d))"
"""Behind VN: a team, no evening of songs."""
_NO_DAY = r"(?<!sáng )(?<!trưa )(?<!chiều )(?<!tối )(?<!đêm )(?<!ngày )(?<!vào )(?<!nghỉ )"
"""In front of CN: no Sunday."""
_NO_FALLEN = r"(?<!gia đình )(?<!thân nhân )(?<!con )(?<!vợ )(?<!mẹ )(?<!tb, )(?<!tb-)"
"""In front of LS: nobody's fallen soldier."""
_PLACE = r" (?:huyện|tỉnh|thị xã|TX|TP|số|[A-ZĐ][a-zà-ỹ])"

SENSES_BY_CONTEXT = (
    Sense(
        "VP",
        "vi phạm",
        behind=r" (?:bị|phạt|lấn|sẽ (?:bị|phạt|xử)|lần|quy định|hành chính|nồng độ|luật(?! sư)|pháp luật|"
        r"ATGT|TTATGT)\b",
    ),
    Sense("XV", "xã viên", front=r"\b(?:họp|mời|các|hộ|cho|toàn thể) "),
    Sense(
        "NV",
        "nhân viên",
        behind=r" (?:điện|y tế|bán|bảo vệ|thu|kế toán|văn thư|ngân hàng|TYT|BV|NH|công ty|cty|phục|giao|kỹ|thuế|thú)",
    ),
    Sense("HQ", "Hàn Quốc", front=r"\b(?:nhật|nhật bản|đi|đài loan|xklđ)(?:,| và|/)? "),
    Sense("BK", "bán kết", behind=r"[12](?= ?:| )"),
    Sense(
        "LH",
        "lương hưu",
        front=r"\b(?:chi trả|lĩnh|hưởng|tiền) ",
        behind=r"(?! ?:? ?(?:\(?\d|số|ông|bà|anh|chị|[ac]\.))",
    ),
    Sense("TC", "trợ cấp", behind=r" BHXH"),
    Sense("ĐV", "đoàn viên", front=r"(?:chi đoàn|đoàn thanh niên|đoàn xã|đoàn phường|tncs|thanh niên).*"),
    Sense(
        "XN",
        "xí nghiệp",
        behind=r" (?:[Tt]hủy nông|[Tt]huỷ nông|[Kk]hai thác|[Mm]ay|[Gg]ạch|[Nn]ước|[Mm]ôi trường|[Cc]hế biến)",
    ),
    Sense("KP", "kinh phí", behind=r" (?:tổ chức|hoạt động)[^.;\n]{0,24}: ?(?:thu|mỗi|\d)"),
    Sense("KN", "khuyến nông", front=r"\b(?:trạm|cán bộ|trung tâm|tổ|viên) "),
    Sense("TM", "tiền mặt", front=r"(?:\d ?(?:k|đ|tr|đồng|triệu|nghìn)|\b(?:bằng|nộp|hỗ trợ)) "),
    Sense(
        "TM",
        "thay mặt",
        behind=r"\.? (?:BCH|UBND|BTV|BCĐ|BTC|[Bb]an|HĐND|[Đđ]ảng|[Cc]hi (?:bộ|hội|đoàn|ủy)|[Gg]ia đình|tang quyến)\b",
    ),
    Sense("VN", "văn nghệ", front=r"\b(?:hội thi|hội diễn|liên hoan) ", behind=_NO_GAME),
    Sense("DA", "dự án", behind=r" [a-zđà-ỹ]"),
    Sense("ĐĐ", "đại đức", behind=r"\.? Thích"),
    Sense("HT", "hòa thượng", behind=r"\.? Thích"),
    Sense("TT", "thượng tọa", behind=r"\.? Thích"),
    Sense("NS", "ni sư", behind=r"\.? Thích"),
    Sense("SC", "sư cô", behind=r"\.? Thích"),
    Sense("PĐ", "phật đản", front=r"\b(?:đại lễ|lễ|mùa|mừng) "),
    Sense("GP", "giáo phận", front=r"(?:\b(?:lm|linh mục|giáo xứ|gx|tòa giám mục|giám mục)\b).*"),
    Sense("CK", "chung kết", front=r"\b(?:trận|vòng|tranh|đêm|bán kết,|bán kết và) "),
    Sense("CK", "chuyển khoản", behind=r" (?:vào|qua|theo|cho|về) (?!lúc|ngày|sáng|chiều|tối|\d)"),
    Sense("CK", "chuyển khoản", front=r"\b(?:nộp|hoặc|bằng|mặt,|mặt/|nội dung|phí) ?"),
    Sense("BĐ", "bưu điện", behind=r" (?:xã|huyện|tỉnh|VH|văn hóa|trung tâm|thị xã|TP)\b"),
    Sense("HT", "hưởng thọ", behind=r":? ?\d{2,3} ?(?:t|tuổi)\b"),
    Sense("HS", "hồ sơ", front=r"\b(?:niêm yết|thẩm định|giải quyết|số hóa|thành phần|bộ) "),
    Sense("HS", "hồ sơ", behind=r" (?:cấp (?:GCN|giấy|phép|đổi|lại|CCCD|mã)|xin (?:việc|cấp|phép)|NVQS|dự tuyển|đất)"),
    Sense("HS", "hồ sơ", front=r"\b(?:nộp|mang|cần|các) ", behind=r" gồm"),
    Sense("LS", "lãi suất", front=_NO_FALLEN, behind=r" (?:tiền gửi|cho vay|vay|huy động|ưu đãi|tiết kiệm)\b"),
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
    Sense("TL", "trọng lượng", front=r"\b(?:tổng|bình quân) "),
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
    Sense(
        "CN", "chi nhánh", front=r"(?:bank|\b(?:bidv|ngân hàng|nhcsxh|nhnn|công ty|cty))(?: [^\W\d]+)? ", behind=_PLACE
    ),
    Sense("CN", "công nhân", front=r"(?:^|[^hgờy\d][ (])\d\d[\d.]* "),
    Sense("CN", "công nhân", front=r"\b(?:tuyển|tuyển dụng|cần) (?:nam |nữ |thêm )*"),
    Sense("TB", "trưởng ban", front=r"\b(?:cho|gặp|ông|bà|với) ", behind=r" (?:ấp|khóm|thôn|nhân dân|công tác)\b"),
    Sense("CK", "chung kết", front=r"\b(?:vào|trận|vòng|tranh|đêm|lọt) "),
    Sense("BK", "bán kết", front=r"\b(?:vào|trận|vòng|tranh|đêm|lọt) "),
    Sense("TK", "tứ kết", front=r"\b(?:trận|vòng|lọt|lọt vào) "),
    Sense("TK", "tiết kiệm", front=r"\btiền gửi "),
    Sense(
        "ĐB",
        "đồng bào",
        behind=r" (?:Khmer|Khơ|Chăm|Mông|H'Mông|Thái|Tày|Nùng|Dao|Ê Đê|Ba Na|Gia Rai|DTTS|dân tộc|bị thiệt|"
        r"vùng (?:lũ|bão|sâu|cao))",
    ),
    Sense(
        "ND",
        "nghị định",
        front=r"\b(?:vay vốn|vốn theo|theo|căn cứ) ",
        behind=r" ?\d{1,3}(?!\d| ?(?:hộ|người|con|thôn|xã|ấp|xóm))",
    ),
    Sense("NH", "năm học", behind=r" ?(?:19|20)\d\d ?[-–/]"),
    Sense("TC", "tiêu chí", behind=r"(?: số)? ?(?:1?\d)(?![\d.,/])"),
    Sense(
        "TC",
        "tiêu chí",
        front=r"(?:\d ?/ ?\d+|\b(?:đạt|các|còn) (?:\d+)?) ?",
        behind=r" (?:NTM|nông thôn|xã|về)\b",
    ),
    Sense("TC", "tiêu chí", front=r"\d ?/ ?\d+ "),
    Sense("TC", "tiêu chí", behind=r" (?:NTM|nông thôn mới)\b"),
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
    Sense("CN", "công nghiệp", behind=r":? ?\d+[\d,]* ?%"),
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
    Sense("AT", "an toàn", front=r"\b(?:lưu ý|đảm bảo|bảo đảm|mất|tuyệt đối|giữ|sử dụng|quy tắc) "),
    Sense(
        "NN",
        "nhà nước",
        front=r"^(?!.*(?:cơ cấu|tỷ trọng|tỉ trọng|kinh tế|gdp|grdp)).*",
        behind=r"(?: (?:và|hỗ trợ|HT|hỗ trợ thêm|đầu tư|cấp|thu hồi))*:? ?\d+ ?%(?!.*\b(?:CN|DV|TM)\b)|"
        r" (?:và|&) (?:ND|nhân dân|dân)\b",
    ),
    Sense("ND", "nhân dân", front=r"\b(?:nn|nhà nước)(?: và|,|:)? (?:\d+ ?%, )?"),
    Sense("ND", "nhân dân", behind=r":? ?\d+ ?%"),
    Sense("TS", "tài sản", front=r"\b(?:kê|kê cao|kê kích|di dời|bảo vệ|thiệt hại|thiệt hại về|người và|người, ) ?"),
    Sense("TS", "thủy sản", front=r"\b(?:nuôi trồng|nuôi|nuôi thả|khai thác|ao|thức ăn|giống|hộ nuôi) "),
    Sense(
        "SH",
        "sinh hoạt",
        behind=r" (?:thường kỳ|định kỳ|chi bộ|chi hội|chuyên đề|hè|CLB|lệ|hàng tháng|hằng tháng|tháng|"
        r"cộng đồng|văn nghệ)",
    ),
    Sense(
        "CB",
        "chi bộ",
        behind=r" (?:thôn|xóm|ấp|TDP|khóm|khu)(?: ?\d+)? (?:SH|sinh hoạt|họp|lập|kết nạp|ĐH|đại hội|"
        r"tổ chức|lãnh đạo)",
    ),
    Sense("HH", "huy hiệu", front=r"\b(?:tặng|trao|nhận|truy tặng) "),
    Sense("QH", "quá hạn", front=r"\b(?:nợ|nộp|trả) "),
    Sense("QH", "quy hoạch", front=r"\b(?:công khai|bản đồ|điều chỉnh|công bố|phê duyệt|theo) "),
    Sense("TL", "thành lập", front=r"\b(?:ngày|năm|lễ|kỷ niệm|qđ|quyết định) "),
    Sense("HS", "hồ sơ", front=r"\b(?:làm|lập|hoàn tất|hoàn thiện|bổ sung|rút|mua|chuẩn bị|tiếp nhận) "),
    Sense("HS", "hồ sơ", front=r"\bnhận ", behind=r"(?: trẻ)? .{0,16}(?:gồm|đến|từ|trước|tại|hết|trực|qua)\b"),
    Sense("TC", "trợ cấp", front=r"\b(?:chi trả|hưởng|nhận|mức|tiền|cấp|chi|xét|lĩnh) "),
    Sense("HT", "hội trường", front=r"\b(?:tại|ở|về|lên|trong|tập trung) "),
    Sense(
        "HT",
        "hỗ trợ",
        behind=r"(?: (?:thêm|cho|mức|từ|tối đa|đến))*:? ?\d[\d.,]* ?(?:%|(?:k|tr|triệu|đ|đồng|suất|kg)(?!\w))",
    ),
    Sense("HT", "hỗ trợ", front=r"\b(?:bt|bồi thường|nn|nhà nước|được|tiền|để|cần|xin|kinh phí)(?:,| và)? "),
    Sense("BT", "bồi thường", front=r"\b(?:tiền|phương án|nhận|hỗ trợ,|mức|giá) "),
    Sense("MB", "môn bài", front=r"\b(?:lệ phí|thuế) "),
    Sense("MB", "mua bán", front=r"\b(?:cấm|hành vi|vụ|không|hđ|hợp đồng|tàng trữ,) "),
    Sense("VC", "vận chuyển", front=r"\b(?:mb|mua bán|tàng trữ|cấm)(?:,| và)? "),
    Sense(
        "DT",
        "doanh thu",
        behind=r":? (?:từ |trên |dưới |đạt |quá |ước |năm )*\d[\d.,]* ?(?:tỷ|tỉ|triệu|tr)(?!\w)",
    ),
    Sense(
        "DS",
        "danh sách",
        behind=r" (?:\d{1,3}(?![\d.,])|các\b|ĐV|đảng|hộ\b|HS\b|học|cử tri|người|kèm|đối tượng|thanh niên|CD|công dân|"
        r"trẻ|NVQS|chi tiết|dưới|sau|trúng|tên)",
    ),
    Sense(
        "DS",
        "danh sách",
        front=r"\b(?:lập|công khai|gửi|nộp|niêm yết|theo|chốt|có tên trong|rà soát|trong|xem|bổ sung|đăng ký) ",
    ),
    Sense("CD", "công dân", behind=r" (?:nam|nữ|trong|từ|đủ|đến|khi|SN|sinh|có|thuộc|Việt Nam|VN)\b"),
    Sense("CD", "công dân", front=r"\b(?:tiếp|cho|các|mỗi|mọi|của|phục vụ|mời|đề nghị) "),
    Sense("LX", "lái xe", behind=r" (?:uống|phải|ô tô|không|vi phạm|có|khi|máy|sau|quá|chạy)"),
    Sense("NĐ", "nguyên đán", front=r"\btết "),
    Sense("PH", "phối hợp", behind=r" (?:với|cùng|giữa|chặt|thực hiện|tổ chức)"),
    Sense(
        "PH", "phụ huynh", front=r"\b(?:quý|các|đề nghị|kính gửi|kính mời|họp|gửi|mời|thông báo|với|cho|hội|cha mẹ,) "
    ),
    Sense(
        "PH",
        "phụ huynh",
        behind=r" (?:đưa|rửa|ko|không|HS|học|cho|nộp|các|đăng|lưu|nhắc|kiểm|có|mang|chở|theo|đón|quản|và|"
        r"nhớ|cần|nào)\b",
    ),
    Sense("HB", "học bổng", front=r"\b(?:suất|trao|tặng|cấp|quỹ|nhận|xét|tiền) "),
    Sense(
        "VN",
        "văn nghệ",
        front=r"\b(?:tối|đêm|giao lưu|biểu diễn|chương trình|đội|hội diễn|tiết mục|tập) ",
        behind=_NO_GAME,
    ),
    Sense("BĐ", "bóng đá", front=r"\b(?:giải|đội|sân|môn|đá|trận|xem|clb) "),
    Sense("BC", "bóng chuyền", front=r"\b(?:giải|đội|sân|môn|clb|bđ|bóng đá|trận)(?:,| và)? "),
    Sense(
        "CĐ",
        "cộng đồng",
        front=r"\b(?:covid|covid-19|cô vít|số|sinh hoạt|dựa vào|an toàn|y tế|vì|ngoài|trong|học tập|bảo vệ) ",
    ),
    Sense("CĐ", "chỉ đạo", front=r"\bban "),
    Sense("PK", "phụ khoa", front=r"\b(?:khám|bệnh|điều trị|viêm) "),
    Sense(
        "KM",
        "kênh mương",
        front=r"\b(?:nạo vét|khơi thông|tu sửa|kiên cố hóa|bê tông hóa|đào|làm|phát quang|dọn) ",
    ),
    Sense("KM", "kênh mương", behind=r" nội đồng"),
    Sense("KM", "khuyến mãi", behind=r"(?: (?:lên|đến|tới|giảm))* \d+ ?%"),
    Sense("KM", "khuyến mãi", front=r"\b(?:hội chợ|chương trình|được|đang|tặng|hàng|giá|gói) "),
    Sense("TB", "trạm bơm", behind=rf" {NAME}(?: {NAME})? (?:chạy|vận hành|hoạt động|bơm|mở|tiêu|tưới)"),
    Sense(
        "KT",
        "kiểm tra",
        behind=r" (?:độ|ATTP|an toàn|ATVSTP|vệ sinh|giám sát|đột xuất|định kỳ|tạm trú|"
        r"hành chính|sức khỏe|học kỳ|HK|nồng độ|chất lượng|đồng hồ)",
    ),
    Sense("KT", "khai tử", front=r"\b(?:(?:khai sinh|ks)(?:,|/| và|-)|đk|đăng ký) ?"),
    Sense(
        "KH", "kết hôn", front=r"\b(?:(?:khai tử|kt|khai sinh|ks)(?:,|/| và|-)|đk|đăng ký) ?", behind=r"(?! (?:số|của))"
    ),
    Sense(
        "KH",
        "khách hàng",
        behind=r" (?:liên hệ|LH|dùng (?:điện|nước)|sử dụng (?:điện|nước|dịch vụ)|nợ|chậm|vui lòng|"
        r"lưu ý|nộp tiền|thanh toán)\b",
    ),
    Sense(
        "KH",
        "khách hàng",
        front=r"\b(?:quý|mã|chăm sóc|tri ân|hội nghị) ",
        behind=r"(?! (?:số|của|này))",
    ),
    Sense("KH", "khuyến học", front=r"\b(?:hội|quỹ|chi hội) "),
    Sense("KS", "khai sinh", front=r"\b(?:giấy|đk|đăng ký|làm|bản sao|cấp|trích lục) "),
    Sense("LN", "liên ngành", front=r"\b(?:đoàn|tổ|đội) "),
    Sense("CS", "cơ sở", behind=r" (?:SX|KD|SXKD|kd|chế|ăn uống|giết|thu mua|karaoke|lưu trú|cai|thờ|y tế|tiêm)"),
    Sense("CS", "cảnh sát", behind=r" (?:PCCC|GT|giao thông|khu vực|KV|hình sự|113|cơ động|trật tự|môi trường)"),
    Sense(
        "VH",
        "vỉa hè",
        front=r"\b(?:lòng đường,|lề đường,|lòng đường|lấn chiếm|lòng lề đường,|chiếm dụng|lát|để xe trên) ?",
    ),
    Sense(
        "HV",
        "học viên",
        front=r"(?:lớp|tập huấn|khóa|khoá|trường|trung tâm|đào tạo).*",
        behind=r"(?! (?:HND|Hội|hội|HPN))",
    ),
    Sense("CN", "công nghiệp", front=r"\b(?:may|chăn nuôi|điện|hàng|quạt|máy|tiểu thủ|thủy sản) "),
    Sense(
        "CN", "chăn nuôi", front=_NO_DAY, behind=r" (?:heo|lợn|gà|vịt|bò|trâu|gia súc|gia cầm|dê|tôm|nhỏ lẻ|tập trung)"
    ),
    Sense(
        "CN",
        "chi nhánh",
        front=_NO_DAY,
        behind=r" (?:Viettel|VNPT|MobiFone|Mobifone|Agribank|[A-Z][A-Za-z]+bank|NHCSXH|VPĐK|Văn phòng đăng ký)",
    ),
    Sense("HP", "học phí", front=r"\b(?:miễn|nộp|đóng|thu|mức|giảm|hỗ trợ|tiền|miễn, giảm|miễn giảm) "),
    Sense("TP", "tiêm phòng", behind=r" (?:dại|vắc|vaccine|vacxin|LMLM|cúm|đàn|tụ huyết|gia súc|gia cầm|trâu|chó)\b"),
    Sense("TY", "thú y", front=r"\b(?:cán bộ|nhân viên|ban|trạm|trưởng|thuốc|cb|chi cục|ngành|phòng) "),
    Sense(
        "MT",
        "ma túy",
        front=r"\b(?:chất|tệ nạn|sử dụng|nghiện|cai nghiện|tội phạm|phòng chống|pc|phòng, chống) ",
        behind=r"(?! (?:xanh|sống|nước))",
    ),
    Sense("NH", "ngân hàng", front=r"\b(?:qua|tại|của|thẻ|tài khoản|tk|gửi|vay|vay vốn) ", behind=r"(?! ?\d)"),
    Sense(
        "ĐT", "điện tử", front=r"\b(?:ví|hóa đơn|sổ|hồ sơ|thư|cổng|giao dịch|thanh toán|biên lai|chữ ký|y bạ|bảng|hđ) "
    ),
    Sense(
        "ĐT",
        "đào tạo",
        front=r"\b(?:gd và|gd&|giáo dục và|giáo dục|trung tâm|lớp|công tác|khóa) ",
        behind=r"(?! ?[:\d(])",
    ),
    Sense("LP", "lệ phí", front=r"\b(?:mất|thu|nộp|miễn|mức|phí,|phí và|tiền|đóng) "),
    Sense(
        "HĐ", "hành động", front=r"\b(?:tháng|kế hoạch|chương trình) ", behind=r" (?:vì|quốc gia|phòng|thực hiện|về)"
    ),
    Sense("HĐ", "hành động", front=r"\btháng "),
    Sense(
        "QĐ",
        "quy định",
        front=r"\b(?:theo|đúng|trái|chấp hành|thực hiện) ",
        behind=r" ?(?:$|[.,;)!]| (?:của (?:pháp|luật|nhà nước|NN|PL)|pháp luật|hiện hành|chung))",
    ),
    Sense("KG", "kính gửi", behind=r":? ?(?:ông|bà|các|quý|ô|toàn|bà con|Ông|Bà|Các|Quý|BCĐ|UBND|đ/c|Đ/c)\b"),
    Sense(
        "VĐ",
        "vận động",
        behind=r" (?:LĐ|lao động|ủng hộ|hội|nhân dân|người|bà con|đoàn|ND|nd|hiến|quyên|toàn|các|"
        r"gia đình|hộ|tham gia|PN|phụ nữ|xây|quỹ|cài|HV|ĐV)",
    ),
    Sense("VĐ", "vận động", front=r"\b(?:cuộc|tuyên truyền,|tuyên truyền|sân|ban|công tác|thể) "),
    Sense("BN", "bệnh nhân", behind=r" (?:có|mắc|dương|nhiễm|là|nữ|nam|ở|tại|về|đã|được|nghèo|COVID|Covid)"),
    Sense("ĐA", "đề án", behind=r" (?!06)(?:số )?0?\d"),
)
"""The first that fits is said; where none does, the lexicon's sense stands."""
