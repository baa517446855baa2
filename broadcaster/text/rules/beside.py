"""Letters that what stands beside them makes a word: points of the compass, hours, codes on a card, titles, haste."""

from __future__ import annotations

import re

from broadcaster.text.letters import spell
from broadcaster.text.numerals import cardinal, digits
from broadcaster.text.rule import Pattern, after, at_line_start, before
from broadcaster.text.rules.compounds import SITTING
from broadcaster.text.rules.sense_table import NAME
from broadcaster.text.syllable import is_syllable

_QUARTERS = {"Đ": "đông", "T": "tây", "N": "nam", "B": "bắc"}
_POINT = re.compile(r"(?:[ĐT]{0,2}(?<!ĐT)(?<!TĐ)|[BN][ĐT])[BN]")
_TOWARDS = re.compile(r"(?:hướng|phía|gió|gió mùa|chếch|lệch)$")


def _towards(match: re.Match[str]) -> str | None:
    """hướng TTB, gió ĐB - TN: the quarters of the sky by their initials."""
    if not _TOWARDS.search(before(match, 2)) or not all(map(_POINT.fullmatch, re.findall("[ĐTNB]+", match[0]))):
        return None
    return re.sub("[ĐTNB]|\\W+", lambda part: f" {_QUARTERS.get(part[0], '')} ", match[0])


_CLOCK = re.compile(r"(?<!\d)(?P<h>1?\d)(?P<m>[:hH]\d{0,2})?$")


def _half_day(match: re.Match[str]) -> str | None:
    """7:30 AM, 2 PM: the part of the day."""
    clock = _CLOCK.search(before(match, 1))
    if clock is None:
        return None
    hour = int(clock["h"])
    evening = "trưa" if hour == 12 else "chiều" if hour < 6 else "tối"  # noqa: PLR2004 - as people part the day
    return ("" if clock["m"] else "giờ ") + ("sáng" if match["half"] in "Aa" else evening)


def _code(match: re.Match[str]) -> str:
    """GD4: the letters and the digit on a health insurance card."""
    return f" {digits(match[0]) if match[0].isdigit() else spell(match[0])} "


def _centre(match: re.Match[str]) -> str | None:
    """TT.VHTT: a centre; a town has a name (TT. Sịa), and what sits for good (thường trực) is in the lexicon."""
    return None if is_syllable(match["name"]) or SITTING.match(match["name"]) else "trung tâm"


_TITLES = {"a": "anh", "b": "bà", "c": "chị", "ô": "ông"}
_BETWEEN = re.compile(r"\bgiữa (?:[^,;]{1,24} và )?$")


def _either(match: re.Match[str]) -> str | None:
    """giữa ô. Sáu và b. Lành, with a point also where two people are named."""
    front = match.string[max(0, match.start() - 40) : match.start()].lower()
    return _TITLES[match["k"]] if _BETWEEN.search(front) else _asked(match)


_QUARTERLY = re.compile(r"(?:thuế|cước|quỹ|phí|lãi|báo cáo|kế hoạch|hết|đầu|cuối)$")
_ASKED = re.compile(r"(?:(?<!\w)(?:gặp|liên hệ|lh|của|cho|nhà|hỏi|báo|gọi|vợ|với|qua|gđ|gia đình):? |\d{3} ?\()$")


def _titled(match: re.Match[str]) -> str | None:
    """a.Hùng, c.Lan: not at the head of a line, where a letter and a point begin an item of a list."""
    line = match.string[max(0, match.start() - 8) : match.start()].rpartition("\n")
    head = (bool(line[1]) or match.start() <= len(line[2])) and not line[2].strip(" -+*•(")
    return None if head else _TITLES[match["k"]]


def _asked(match: re.Match[str]) -> str | None:
    """gặp a Tuấn, nhà b. Hai, 0905.123.456 (c. Lan): a title where one asks for a person."""
    front = match.string[max(0, match.start() - 12) : match.start()].lower()
    return _TITLES[match["k"]] if _ASKED.search(front) else None


def _units_given(match: re.Match[str]) -> str | None:
    """150 đv máu, liều 200.000 đv: units; so many members (20 đv) are counted by tens."""
    given = re.search(r"\d{3}$", before(match, 1)) or re.match(r"(?:máu|insulin)\b", after(match, 1))
    return "đơn vị" if given and before(match, 1)[:1].isdigit() else None


_PASSIVE = re.compile(
    r"(?<!\w)(?:k|ko|kg|không|chưa|đã|sẽ|mới|cũng|vẫn|có|thì|phải|bị|làm|mua|ai|nhặt|thấy|tìm|bắt|nhận|lấy|giữ) $"
)
_NO_PEOPLE = re.compile(r"(?<!\w)(?:lớp|trường|bé|học|hệ|bậc) $")
_NEAR = 12
_NEXT = re.compile(r" ([^\W\d_]+)")


def _hasty(match: re.Match[str]) -> str | None:
    """`k có`, `chưa đc`, `mn ơi`, as on a telephone: only among words of ours and with no number near."""
    text = match.string
    front = text[max(0, match.start() - _NEAR) : match.start()].rpartition("\n")[2].lower()
    rest = text[match.end() : match.end() + _NEAR].partition("\n")[0]
    word = _NEXT.match(rest)
    short = match[0].lower()
    if short == "đc" and _PASSIVE.search(front) and (word is None or word[1].isupper()):
        return "được"
    if word is None or not word[1].islower() or not (is_syllable(word[1]) or word[1] in ("đc", "dc")):
        return None
    if short == "mn":
        return None if _NO_PEOPLE.search(front) else "mọi người"
    if any(map(str.isdigit, front + rest)):
        return None
    if short == "k":
        plain = match[0] == "k" or not front.strip() or front.rstrip()[-1] in ".!?"
        return "không" if plain else None
    return "được" if short == "dc" or _PASSIVE.search(front) else None


_NET = re.compile(r"(?:mạng|sóng|sim|gói|data|cước|wifi)$")
_AREA = r" ?:? ?\d[\d.,]* ?(?:m2|m²|ha|Ha|sào|mẫu|km2|km²)(?!\w)"

BESIDE = (
    Pattern("phương hướng", re.compile(r"[ĐTNB]{2,3}(?: ?[-–] ?[ĐTNB]{2,3})?(?![\w&])"), _towards),
    Pattern("buổi", re.compile(r"(?P<half>[AaPp])(?<=[\dhH ].)\.?[Mm](?!\w)"), _half_day),
    Pattern(
        "mã đối tượng",
        re.compile(
            r"(?<=mã )(?:GD|DT|HN|CN|HT|TE|DN|CC|TC|DK|KC|BT)\d?(?:(?:, ?| và | hoặc )[A-Z]{2}\d?(?!\w))*(?!\w)"
        ),
        lambda match: re.sub(r"[A-Z]+|\d", _code, match[0]),
    ),
    Pattern(
        "thương binh",
        re.compile(r"TB(?<!\wTB) ?(?P<n>[1-4])/4(?![\d/])"),
        lambda match: f"thương binh {cardinal(int(match['n']))} trên bốn",
        needs="/",
    ),
    Pattern("số", re.compile(r"No(?<!\wNo)\.? ?(?=\d)"), lambda _: "số"),
    Pattern("trung tâm", re.compile(r"(?<![\w.])TT\. ?(?=(?P<name>[A-ZĐ]{2,})(?![^\W\d_]))"), _centre, needs="."),
    Pattern("gặp", re.compile(rf"vs(?<=[^\W_] vs)\.?(?= {NAME})"), lambda _: "gặp"),
    Pattern("đơn vị", re.compile(r"KV(?<=\d KV)(?! ?\w)"), lambda _: "ki lô vôn"),
    Pattern(
        "viết tắt",
        re.compile(r"(?P<n>[2-5])(?<![\w.,].)g(?!\w)"),
        lambda match: f"{cardinal(int(match['n']))} giê" if _NET.search(before(match, 1)) else None,
    ),
    Pattern(
        "viết tắt",
        re.compile(r"K(?<!\wK)(?:G|/g)(?=:)"),
        lambda match: "kính gửi" if at_line_start(match) else None,
        needs=":",
    ),
    Pattern("viết tắt theo ngữ cảnh", re.compile(rf"dt(?<!\wdt)(?={_AREA})"), lambda _: "diện tích"),
    Pattern("viết tắt theo ngữ cảnh", re.compile(r"dt(?<!\wdt)(?= ?[:.]? ?\(?(?:0\d|\+84))"), lambda _: "điện thoại"),
    Pattern("viết tắt theo ngữ cảnh", re.compile(r"đc(?<!\wđc)(?= ?:)"), lambda _: "địa chỉ", needs=":"),
    Pattern("xưng hô", re.compile(rf"(?P<k>[acô])(?<![\w.].)\.(?={NAME})"), _titled, needs="."),
    Pattern("xưng hô", re.compile(rf"(?P<k>[ac])(?<= .)(?= {NAME})"), _asked),
    Pattern("xưng hô", re.compile(rf"(?P<k>[abcô])(?<=[ (].)\.(?= {NAME})"), _either, needs="."),
    Pattern(
        "xưng hô",
        re.compile(rf"(?P<k>[abcô])(?<=[ (].)\.(?= {NAME}(?: {NAME}){{0,3}},? ?[:(–-]? ?0\d)"),
        lambda match: _TITLES[match["k"]],
        needs=".",
    ),
    Pattern("viết tắt theo ngữ cảnh", re.compile(r"đ/c(?<!\wđ/c)(?=:? ?\d)"), lambda _: "địa chỉ", needs="/"),
    Pattern(
        "viết tắt theo ngữ cảnh",
        re.compile(r"Q(?<!\wQ)(?P<n>[1-4])(?!\w)"),
        lambda match: f"quý {cardinal(int(match['n']))}" if _QUARTERLY.search(before(match, 2)) else None,
    ),
    Pattern("viết tắt theo ngữ cảnh", re.compile(r"th(?<=[^\W\d_]/th)(?!\w)"), lambda _: "tháng", needs="/"),
    Pattern("viết tắt theo ngữ cảnh", re.compile(r"ng(?:(?<=\d ng|\w\dng)|(?<=[^\W\d_]/ng))(?!\w)"), lambda _: "người"),
    Pattern("viết tắt theo ngữ cảnh", re.compile(r"th(?<=\d th)(?!\w)"), lambda _: "tháng"),
    Pattern("viết tắt theo ngữ cảnh", re.compile(r"đv(?<= đv)(?!\w)"), _units_given),
    Pattern(
        "viết tắt theo ngữ cảnh",
        re.compile(
            r"[kKmMdđ](?<![^\s,.!?].)"
            r"(?:(?:(?<=[kK])|(?<=[mM])n|(?<=d)c)(?= [^\W\d_])|(?<=đ)c(?!\w))"
        ),
        _hasty,
    ),
)
