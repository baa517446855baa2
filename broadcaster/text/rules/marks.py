"""Punctuation and signs: what is a pause, what is said, what falls silent."""

from __future__ import annotations

import re
import unicodedata

from broadcaster.text.lexicon import built_in
from broadcaster.text.rule import Pattern, after, at_line_start, before
from broadcaster.text.rules.addresses import names_a_tag

_SAID = built_in("signs")
_PAUSE = "()[]{}|–—―/\\"
_KEPT = ".,;:?!"
_NUMBER_LEFT = re.compile(r"^\(?\d[\d.,–-]*[^\W\d_]{0,4}[23]?%?$|\d$")
_GENERATION = re.compile(r" ?\d[GD]\b")
_LARGE = re.compile(r" ?\d[\d.]{2}")
_GAIN = re.compile(r"\d[\d.,]*(?: ?%|°)")
_COMPARED = re.compile(r"[>~] ?\d")
_DOSE = re.compile(r"^\d[\d.,]* ?(?:ml|cc|g|gam|gr|kg|lít|gói|chai) [^\W\d_]+$")
_INTO = re.compile(r"\d[\d.,]* ?(?:lít|l|bình|sào|ha|m2|m²|công|kg)\b")
"""20ml thuốc/16 lít nước: how much of something into how much of another."""
_COUNT = re.compile(r"(?:(?:tấn|tạ|kg|con|cây|lít|đồng)/\w+|đồng|lần|lượt|tiền|triệu|nghìn|suất|lít|buổi)$")
_SPAN = re.compile(r"(?:giờ|ngày|đêm|tuần|tháng|quý|năm)$")
_LISTED = re.compile(r"[:;] \(?\d{1,2}$")
_NUMBERING = re.compile(r"\d{1,2}(?:\.\d{1,2})*|[a-zđA-ZĐ]|[IVX]{1,4}")
_FROM = re.compile(r"(?<!\w)từ(?: +(?!đến |tới )[^\s,.;:()–-]+){1,8} *$")
_TO = re.compile(r"[^,.;:()\n]{0,60}(?<!\w)(?:đến|tới)(?!\w)")
_AMOUNT = re.compile(r"\d (?:nghìn|ngàn|triệu|tỷ|tỉ)(?: đồng)? $|(?:\d[hg]\d{0,2}|giờ) (?:sáng|trưa|chiều|tối) $")
_MORE = re.compile(r" \d[\d.,]* (?:nghìn|ngàn|triệu|tỷ|tỉ)\b| \d{1,2}(?:[hg]| giờ)")
_PER = re.compile(
    r"(?:giờ|ngày|tuần|tháng|quý|năm|vụ|lđ|hs|hssv|sv|gv|nk|gcn|bộ|hồ sơ|giấy|người|hộ|khẩu|lần|lượt|suất|con|cây|"
    r"chiếc|buổi|ca|sào|mẫu|kg|ha|km|lít|tấn|tạ|gam|bình|bao|bát|cốc|phút|giây|tiết|chuyến|xe|tờ|kỳ|mùa|lớp|phòng|"
    r"thôn|xã|m|m2|m3|m²|m³|km2|km²|trẻ|usd|cháu|học sinh|em|đoàn|đội|nhóm|bàn|tàu|thuyền|thửa|quả|viên|chai|cái|gói|"
    r"đôi|cặp|đĩa|suất ăn|thành viên|cụm|công|giạ|lứa|ấp|khóm|đợt|hv|hội viên|đv|đoàn viên|lao động|đầu|gốc|bó|mâm|"
    r"thùng|hộp|lọ|ống|gian|lô|ô|sạp|vé|cuốn|quyển|bản|trang|chỉ|lượng|giỏ|két|tổ|chuồng|ao|lồng|cột|mối|nhà|"
    r"gia đình|th|ng)\b"
)


def _counted(match: re.Match[str]) -> bool:
    """Whether what stands in front of the slash is a quantity: `2 lít nước/ngày`, `lần/tuần`."""
    near = before(match, 4)
    if _SPAN.search(near) and _SPAN.match(after(match, 1)):
        return re.search(r"\d \w+$", near) is not None
    return bool(any(map(str.isdecimal, near)) or _COUNT.search(near) is not None)


def _slash(match: re.Match[str]) -> str:
    """Between words a slash is a pause; beside a number it is `trên`."""
    text = match.string
    # A few characters only: the whole text on each side, at each slash of a page of them, would take seconds.
    left = text[max(0, match.start() - 8) : match.start()].rstrip()[-1:]
    right = text[match.end() : match.end() + 8].lstrip()[:1]
    if right.isdecimal() and _NUMBER_LEFT.search(before(match, 1)) and not _GENERATION.match(text, match.end()):
        return "trên"
    if left.isalpha() and _DOSE.search(before(match, 2)) and _INTO.match(after(match, 2)):
        return "trên"
    if left.isalpha() and _LARGE.match(text, match.end()):
        return "trên"
    if _PER.match(after(match, 1)) and _counted(match):
        return "một"
    return ","


def _item(match: re.Match[str]) -> str | None:
    """The mark behind the number or letter of a list item is a short pause, not the end of a sentence."""
    line = match.string[max(0, match.start() - 8) : match.start()].rpartition("\n")
    if _LISTED.search(line[2]):
        return ","
    fresh = line[1] or match.start() <= len(line[2])
    return "," if fresh and _NUMBERING.fullmatch(line[2].strip(" (-–+*•>#")) else None


def _dash(match: re.Match[str]) -> str:
    """A hyphen inside a compound is a blank, one between words a pause; in front of a line it is a list mark."""
    text = match.string
    if at_line_start(match):
        return ""
    inside = text[match.start() - 1 : match.start()].isalnum() and text[match.end() : match.end() + 1].isalnum()
    return "" if inside else ","


def _until(match: re.Match[str]) -> str | None:
    """The dash closes the span that `từ` opened (từ thứ 2 - thứ 6), or stands between two sums or two hours."""
    line = match.string[max(0, match.start() - 60) : match.start()].rpartition("\n")[2].lower()
    opened = _FROM.search(line) and not _TO.match(match.string, match.end())
    return "đến" if opened or (_AMOUNT.search(line) and _MORE.match(match.string, match.end())) else None


def _arrow(match: re.Match[str]) -> str:
    """An arrow between two numbers spans from one to the other; elsewhere it is a pause."""
    near = match.string[max(0, match.start() - 3) : match.start()].rstrip()[-2:]
    ends = any(map(str.isdigit, near)) and match.string[match.end() : match.end() + 2].lstrip()[:1].isdigit()
    return "đến" if ends else ","


_BLANK = re.compile(r"<[^\W\d_][^<>\n]{0,40}")


def _blank(match: re.Match[str]) -> bool:
    """Whether the sign is a bracket around what somebody fills in: soạn BHXH <mã thẻ> gửi 8079."""
    text = match.string
    if match[0] == "<":
        filled = _BLANK.match(text, match.start())
        return filled is not None and text[filled.end() : filled.end() + 1] == ">"
    opened = text.rfind("<", max(0, match.start() - 42), match.start())
    return opened >= 0 and _BLANK.fullmatch(text, opened, match.start()) is not None


def _sign(match: re.Match[str]) -> str | None:
    if match[0] == "+" and _GAIN.match(match.string, match.end()):
        return _SAID["+"]
    if at_line_start(match) and match[0] in "+*•·>#=~→" and not _COMPARED.match(match.string, match.start()):
        return ""
    if match[0] in "<>" and _blank(match):
        return ","
    alone = match.string[max(0, match.start() - 1) : match.end() + 1].strip() == match[0]
    if match[0] == "#" and not alone and match.string[match.end() : match.end() + 1].isalpha():
        return "hát tắc" if names_a_tag(match) else ""
    return _SAID.get(match[0])


def _apostrophe(match: re.Match[str]) -> str | None:
    text = match.string
    return "" if text[match.start() - 1 : match.start()].isalpha() else None


MARKS = (
    Pattern(
        "nhân", re.compile(r"(?<=\S )[xX×](?= (?:\d|(?:dài|rộng|ngang|cao|sâu|dày)\b))"), lambda _: "nhân", needs="Xx×"
    ),
    Pattern(
        "nhân",
        re.compile(r"(?<=\S )[xX×](?= \S)"),
        lambda match: "nhân" if "=" in before(match, 6) else None,
        needs="Xx×",
    ),
    Pattern("dấu chấm", re.compile(r"(?<=[A-ZĐ])\.(?=\d)"), lambda _: "", needs="."),
    Pattern("dấu chấm", re.compile(r"(?<= )\.(?=[a-z]{2,5}\b)"), lambda _: "chấm", needs="."),
    Pattern("số mục", re.compile(r"(?m)(?<=[^\W_])[.)/](?= )"), _item, needs=")./"),
    Pattern(
        "so sánh",
        re.compile(r"[<>]="),
        lambda match: "lớn hơn hoặc bằng" if match[0] == ">=" else "nhỏ hơn hoặc bằng",
        needs="=",
    ),
    Pattern("mũi tên", re.compile(r"(?<![-=])[-=]+>+"), _arrow, needs=">"),
    Pattern("biểu tượng", re.compile(r"\^+_*\^+"), lambda _: "", needs="^"),
    Pattern("gạch chéo", re.compile(r"/"), _slash, needs="/"),
    Pattern(
        "dấu lửng",
        re.compile(r"(?:\. ?){2,}\.?/?\.?|…+\.*|\./\.?"),
        lambda m: "." if not m.string[m.end() : m.end() + 12].lstrip(' )]"”\n')[:1].islower() else ",",
    ),
    Pattern("khoảng", re.compile(r"(?<=BĐ[123]) ?[-–] ?(?=BĐ ?[123])"), lambda _: "đến", needs="-–"),
    Pattern("khoảng", re.compile(r"(?<= )[-–](?= )"), _until, needs="-–"),
    Pattern("gạch nối", re.compile(r"-+"), _dash, needs="-"),
    Pattern("ngoặc, gạch", re.compile("[" + re.escape(_PAUSE) + "]+"), lambda m: "" if at_line_start(m) else ","),
    Pattern("ký hiệu", re.compile("[" + re.escape("".join(_SAID)) + "]"), _sign),
    Pattern(
        "dấu câu",
        re.compile(r"[、。！？，；：·]"),
        lambda m: unicodedata.normalize("NFKC", m[0]).replace("、", ",").replace("。", ".").replace("·", ","),
    ),
    Pattern("biểu tượng", re.compile(r"[^\w\s" + re.escape(_KEPT) + r"]|_+"), lambda _: ""),
)
