"""Numbers with a unit: money, measures, per cent, degrees; ranges and rates of them."""

from __future__ import annotations

import re

from broadcaster.text.lexicon import built_in
from broadcaster.text.numerals import cardinal, whole
from broadcaster.text.respell import respell
from broadcaster.text.rule import Pattern, after, at_line_start, before
from broadcaster.text.rules.amounts import BOUND, NUMBER, say_number, unit_words
from broadcaster.text.syllable import is_syllable

_CARRIED = re.compile(r"(?:gạo|lúa|cát|đá|phân|xi|hàng|thóc|ngô|sắt|thép|rác|cá|tôm|giống|vôi)\b")
_SIGNED = re.compile(r"(?:^|[(:,=]|\b(?:từ|đến|độ|là|xuống|dưới|còn|khoảng|tới|mức|gần|hoặc|và))$")
_COUNTED = re.compile(r"^(?:mỗi|một|vài|mấy|chục|trăm|nghìn|ngàn|triệu|trên)$")
_HASTY = {"ng": "người", "hs": "học sinh", "hv": "hội viên"}
"""What behind a slash is no unit."""
_MEASURES = frozenset(
    ["km", "m", "cm", "mm", "ha", "kg", "g", "mg", "l", "ml", "s", "h", "lít", "giây", "mS", "µS", "μS"]
)


def _rate(rate: str | None, unit: str) -> str:
    """`/người`, `/kg`, `/tháng`: one of them; between two measures `trên`."""
    if not rate:
        return ""
    per = rate.lstrip("/ ")
    words = (
        _HASTY.get(per)
        or built_in("units").get(per)
        or " ".join(word if is_syllable(word) else respell(word) for word in per.split())
    )
    joint = "trên" if unit in _MEASURES and per in _MEASURES else "một"
    return f" {joint} {words}"


def _minus(match: re.Match[str]) -> str | None:
    """A hyphen glued to a number is `âm` where a measure may follow; else a list mark or a range."""
    if at_line_start(match):
        return "âm" if re.match(r"[\d.,]+ ?(?:°|độ|oC)", match.string[match.end() : match.end() + 12]) else None
    return "âm" if _SIGNED.search(before(match, 1)) else None


def _quoted(match: re.Match[str]) -> bool:
    """Whether the mark behind the number closes a quotation: "mô hình 1+1"."""
    line = match.string[: match.end() - 1].rpartition("\n")[2]
    return match["u"] == '"' and line.count('"') % 2 == 1


def _quantity(match: re.Match[str]) -> str | None:
    unit = match["u"]
    if unit in ("K", "k") and re.search(
        r"(?:thông điệp|khuyến cáo|quy tắc|biện pháp|nguyên tắc|thực hiện)$", before(match, 2)
    ):
        return None
    if unit in ("'", "''", '"') and (match["n1"].isdecimal() is False or _quoted(match)):
        return None
    words = say_number(match["n1"], unit=unit)
    if match["n2"]:
        words += f" {unit_words(match['u1'])}" if match["u1"] else ""
        words += f" đến {say_number(match['n2'], unit=unit)}"
    more = match["more"]
    tail = f" {unit_words(more)}" if more else ""
    return f"{words} {unit_words(unit)}{tail}{_rate(match['rate'], more or unit)}"


def _repeated(match: re.Match[str]) -> str | None:
    """20k-30k, 5 ngày - 7 ngày: the same unit or word behind both ends of a range."""
    unit = match["w"]
    words = unit_words(unit)
    if not all(map(is_syllable, words.split())):
        return None
    return f"{say_number(match['a'], unit=unit)} {words} đến {say_number(match['b'], unit=unit)} {words}"


def _tons(match: re.Match[str]) -> str | None:
    """A load (xe 10T, tải trọng 3,5T); elsewhere the letter is only a letter."""
    near = f"{before(match, 4)} {after(match, 3)}" if match["t"] == "T" else before(match, 4)
    if not _HEAVY.search(near) and not (match["t"] == "t" and _CARRIED.match(after(match, 1))):
        return None
    last = f" đến {say_number(match['m'], unit='T')}" if match["m"] else ""
    return f"{say_number(match['n'], unit='T')}{last} tấn"


_HEAVY = re.compile(r"(?:^|\s)(?:xe|tải|trọng|cầu|ô tô|oto|ôtô|tô|ghe|thuyền|tàu|phà|lan)(?:\s|$)")
_LORRY = re.compile(r"(?:^|\s)(?:xe|tải|tô)(?:\s|$)")
_AGED = re.compile(
    r"(?:\b(?:trẻ|tuổi|người|dân|cụ|em|bé|cháu|nam|nữ|te|nct|thanh niên|đủ|con|thọ|ht|pn|hv|lđ|cn)\b"
    r"[^,.;:]{0,24}(?:\d{1,3}, ?)*|"
    r"\b(?:nam|nữ),|[<>≤≥]=?)$"
)
BOUNDED = re.compile(r"\b(?:trên|dưới)$")


def _ages(match: re.Match[str]) -> str | None:
    """trẻ từ 5-11t, người dân từ 18T trở lên: years of age; 6T đầu năm: months; else tons, or only a letter."""
    if not match["b"] and re.match(r"(?:đầu|cuối) năm", after(match, 2)):
        return f"{whole(match['a'])} tháng"
    if _LORRY.search(before(match, 4)) or _CARRIED.match(after(match, 1)):
        return None
    near = match.string[max(0, match.start() - 40) : match.start()].rpartition("\n")[2].lower().rstrip()
    bounded = match["t"] == "t" and BOUNDED.search(near)
    if not bounded and not _AGED.search(near) and not re.match(r"trở (?:lên|xuống)", after(match, 2)):
        return None
    last = f" đến {whole(match['b'])}" if match["b"] else ""
    return f"{whole(match['a'])}{last} tuổi"


def _counted_range(match: re.Match[str]) -> str | None:
    """50-70con: what is counted written close behind."""
    if match["w"] in built_in("units") or not is_syllable(match["w"]):
        return None
    return f"{say_number(match['a'])} đến {say_number(match['b'])} {match['w']}"


def _voltages(match: re.Match[str]) -> str:
    """22/0,4kV: what a transformer takes and gives."""
    return f"{say_number(match['a'], unit='kV')} trên {say_number(match['b'], unit='kV')} ki lô vôn"


def _money_first(match: re.Match[str]) -> str:
    return f"{say_number(match['n'], unit='đồng')} {unit_words(match['u'])}"


def _short_money(match: re.Match[str]) -> str:
    """2tr5 is two million five hundred thousand; 1tỷ2, 2k5 the same way."""
    scale, below = {"tr": ("triệu", "trăm nghìn"), "k": ("nghìn", "trăm"), "m": ("mét", "")}.get(
        match["u"], ("tỷ", "trăm triệu")
    )
    tail = match["b"]
    if len(tail) == 1 and below:
        return f"{whole(match['a'])} {scale} {cardinal(int(tail))} {below}"
    return f"{whole(match['a'])} {scale} {whole(tail)}"


def _times(match: re.Match[str]) -> str:
    factors = re.split(r" *[x×X*] *", match["f"])
    unit = f" {unit_words(match['u'])}" if match["u"] else ""
    return " nhân ".join(say_number(factor, unit="x") for factor in factors) + unit


def _units() -> str:
    words = sorted((unit for unit in built_in("units") if unit), key=len, reverse=True)
    return "|".join(map(re.escape, words))


_UNIT_END = r"(?![\w]|(?<=['\"])['\"])"
_RATE = r"(?P<rate> ?/ ?(?:kWh|kVA|[a-zà-ỹđ]+(?: (?:bệnh nhân|học sinh|khẩu|phòng))?[23]?)(?![\w/]))?"

_AMOUNT = (
    r"(?<![\w.,])(?<!\d/)(?P<n1>" + NUMBER + r")"
    r"(?: ?(?P<u1>°C?|%|đ|kg|k?m[23²³]?|ha|mm|cm|k|tr)? ?[-–] ?(?P<n2>" + NUMBER + r"))?"
    r" ?(?P<u>"
    + _units()
    + r")"
    + _UNIT_END
    + r"(?: ?(?P<more>đồng|đ(?!/[vc])|VNĐ|VND|vnđ|USD|ha|m2|m3|m²|m³|km2|kg|km|m|kWh|lít)(?!\w))?"
)


def _shared(match: re.Match[str]) -> str:
    """15/42ha, 3/4 ha: so many of all, or a part."""
    top, bottom = whole(match["a"]), whole(match["b"])
    part = int(match["a"]) < int(match["b"]) <= 10  # noqa: PLR2004 - fingers
    return (
        f"{top} {'phần' if part else 'trên'} {'tư' if part and match['b'] == '4' else bottom} {unit_words(match['u'])}"
    )


QUANTITIES = (
    Pattern("khoảng", re.compile(r"(?:(?<=\d)|(?<=\d[k%m])) ?~ ?(?=\d)"), lambda _: "đến", needs="~"),
    Pattern(
        "phân số",
        re.compile(BOUND + r"(?P<a>\d{1,4})/(?P<b>\d{1,4}) ?(?P<u>ha|m2|m²|km|kg)(?![\w²³/])"),
        _shared,
        needs="/",
    ),
    Pattern(
        "khoảng số",
        re.compile(BOUND + r"(?P<a>" + NUMBER + r") ?[-–] ?(?P<b>" + NUMBER + r")(?P<w>[a-zà-ỹđ]{2,6})(?!\w)"),
        _counted_range,
        needs="-–",
    ),
    Pattern(
        "đơn vị",
        re.compile(r"(?<= )ha(?!\w)"),
        lambda match: "héc ta" if _COUNTED.search(before(match, 1)) else None,
    ),
    Pattern("đơn vị", re.compile(r"(?<=[^\W\d]/)m(?!\w)"), lambda _: "mét", needs="/"),
    Pattern("số âm", re.compile(r"(?<![\w)\]])[-–](?=\d)"), _minus, needs="-–"),
    Pattern(
        "khoảng số",
        re.compile(
            BOUND + r"(?P<a>" + NUMBER + r") ?(?P<w>[^\W\d_]+|') ?[-–] ?(?P<b>" + NUMBER + r") ?(?P=w)(?![\w²³]|\.\w)"
        ),
        _repeated,
        needs="-–",
    ),
    Pattern(
        "nhân",
        re.compile(
            BOUND + r"(?P<f>" + NUMBER + r"(?: ?[x×X*] ?" + NUMBER + r")+)"
            r"(?: ?(?P<u>" + _units() + r")" + _UNIT_END + r"|(?![\w]|[.,]\d))"
        ),
        _times,
        needs="*Xx×",
    ),
    Pattern(
        "tuổi", re.compile(r"(?P<a>\d(?<![\w./,].)\d{0,2})(?: ?[-–] ?(?P<b>\d{1,3}))? ?(?P<t>[tT])(?![\w/-])"), _ages
    ),
    Pattern(
        "điện áp",
        re.compile(r"(?P<a>\d(?<![\w./,].)\d{0,2}(?:,\d)?) ?/ ?(?P<b>\d{1,3}(?:[.,]\d{1,2})?) ?[kK]V(?!\w)"),
        _voltages,
        needs="/",
    ),
    Pattern(
        "tấn",
        re.compile(BOUND + r"(?P<n>\d{1,3}(?:[.,]\d)?)(?: ?[-–] ?(?P<m>\d{1,3}(?:[.,]\d)?))? ?(?P<t>[tT])(?![\w.-])"),
        _tons,
    ),
    Pattern("tiền", re.compile(r"(?<!\w)(?P<u>USD|VNĐ|VND|EUR|\$|€|₫) ?(?P<n>" + NUMBER + r")(?![\w])"), _money_first),
    Pattern(
        "tiền",
        re.compile(BOUND + r"(?P<a>\d{1,3}) ?(?P<u>tr|tỷ|tỉ|k|(?<=\d)m(?=\d\d|[14-9]))(?P<b>\d{1,3})(?![\w.,]\d|\w)"),
        _short_money,
    ),
    Pattern("số và đơn vị", re.compile(_AMOUNT + _RATE), _quantity),
    # Where the lexicon already took what stands behind the slash, the amount alone.
    Pattern("số và đơn vị", re.compile(_AMOUNT + r"(?P<rate>)"), _quantity),
)
