"""Web and e-mail addresses, read so that somebody can write them down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from broadcaster.text.letters import spell
from broadcaster.text.lexicon import built_in
from broadcaster.text.numerals import digits, whole
from broadcaster.text.respell import respell
from broadcaster.text.rule import Pattern, at_line_start, before
from broadcaster.text.syllable import cut, is_syllable

_MARKS = built_in("address_signs")
_ENDINGS = "vn|com|net|org|edu|gov|info|io|me|app|asia|biz|tv|int|mil|name|xyz|online|site|shop|store|page|link|ly"
_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,62}[A-Za-z0-9])?"
_INITIALS = re.compile(r"^(?![bcfgkp][lr]|s[cklmnpt]|[dt]r)[^aeiouy]{2,4}(?=[^\W\d_]{2})")
"""Initials in front of Vietnamese words (`bbtquangphu`), not the cluster of an English one."""
_LONGEST = 63
"""Letters of the longest part of a domain name (RFC 1035)."""
_USUAL = frozenset(
    """
    ai an anh ap ba bac bai ban bang bao ben bi bich bien binh bo bong buu cam can canh cao cau chanh chau chi chien
    chin chinh cho chu chua chung chuong co con cong cu cua cuong da dac dai dam dan dang danh dao dat dau de den di
    dich diem dien diep dinh do doan doanh doi don dong du duc dung duong em gia giang giao gio giong goi ha hai ham han
    hang hanh hao hau hien hiep hieu ho hoa hoai hoan hoang hoc hoi hong hop hue hung huong huu huy huyen huynh hy
    ich ke khai khang khanh khe khoa khoi khu khue kien kiet kieu kim kinh ky la lac lai lam lan lang lanh lap le len
    lich lien lieu linh lo loan loc loi long lop luan luat luc luong luu ly mai man mau may mien minh mo moi mon mua
    muoi my nam nang ngan nghe nghi nghia nghiep ngoc ngu nguyen nguyet nha nhan nhat nhi nhu nhung ninh no noi nong
    nui nuoc nuong oanh ong phan phap phat phi pho phong phu phuc phung phuoc phuong quan quang que quoc quy quyen
    quyet quynh sa sach sang sau sen si sinh so son song sy ta tai tam tan tang tay thach thai tham than thang thanh
    thao the theo thi thien thin thinh tho thoai thoi thon thong thu thua thuan thuc thuong thuy thuyen tich tien
    tieng tiep tin tinh to toan toi tong tot tra tram tran trang tre tri trieu trinh trong tru truc trung truong
    truyen tu tuan tue tuoi tuong tuyen tuyet ty uy van vang vi viec vien viet vinh vo vu vui vung vuong xa xanh xay
    xem xinh xom xuan yen y
    """.split()  # noqa: SIM905 - a table to be read, not a program
)
"""Syllables, without their accents, of the names of people, places and offices: of two cuts the likelier has them."""
_LEADS_TO_TAG = re.compile(r"[^\W\d_](?<!hashtag)(?<!thẻ)(?<!khẩu hiệu)(?<!từ khóa)(?<!chủ đề) ?[:“\"(]*$")
_PERSON = re.compile(r"(?P<name>[a-z]{2,6}(?:van|thi))(?P<letter>[a-z])")
"""The somebody of examples and of notices that hide a name: `nguyenvana`."""


def _say(address: str) -> str:
    pieces = re.findall(r"[A-Za-z]+|\d+|[^A-Za-z0-9]", address)
    return " ".join(filter(None, (_MARKS.get(piece) or _word(piece) for piece in pieces)))


@lru_cache(maxsize=2_000)
def _word(piece: str) -> str:
    if piece[0].isdecimal():
        return whole(piece) if len(piece) <= 2 or (len(piece) == 4 and piece[:2] in ("19", "20")) else digits(piece)  # noqa: PLR2004
    if not piece[0].isascii():
        return " ".join(filter(None, map(spell, piece)))
    lower = piece.lower()
    person = _PERSON.fullmatch(lower)
    if person and person["name"] in _known():
        return f"{_known()[person['name']]} {spell(person['letter'])}"
    run = _INITIALS.match(lower)
    for size in (0, *range(2, run.end() + 1 if run else 0)):
        pieces = cut(lower[size:], _part, _rare) if len(lower) <= _LONGEST else None
        if pieces is not None:
            return " ".join(filter(None, (spell(lower[:size]), *pieces)))
    vowels = re.findall("[aeiouy]+", lower)
    return respell(lower) if vowels and len(lower) > 3 else spell(lower)  # noqa: PLR2004 - short ones are initials


@cache
def _known() -> Mapping[str, str]:
    """Words met in addresses, in small letters: the addresses' own, then brands."""
    brands = {name.lower(): spoken for name, spoken in built_in("foreign").items() if name.isalpha() and len(name) > 3}  # noqa: PLR2004
    return {**brands, **built_in("addresses")}


def _part(piece: str) -> str | None:
    return _known().get(piece) or (_accented(piece) if len(piece) > 1 else None)


def _rare(piece: str) -> bool:
    return piece not in _USUAL and piece not in _known()


def _accented(syllable: str) -> str | None:
    """A syllable written without accents with the least that spelling asks for: `dien` → `diên`, `huyet` → `huyết`."""
    for plain, full in (
        ("", ""),
        ("ie", "iê"),
        ("ye", "yê"),
        ("uo", "ươ"),
        ("uo", "uô"),
        ("ue", "uê"),
        ("uat", "uât"),
        ("uan", "uân"),
    ):
        candidate = syllable.replace(plain, full, 1) if plain else syllable
        if (not plain or plain in syllable) and is_syllable(candidate):
            return candidate
    for vowel, sharp in (
        ("a", "á"),
        ("e", "é"),
        ("i", "í"),
        ("o", "ó"),
        ("u", "ú"),
        ("ie", "iế"),
        ("ye", "yế"),
        ("uo", "ướ"),
        ("y", "ý"),
    ):
        candidate = syllable.replace(vowel, sharp, 1)
        if candidate != syllable and syllable[-1] in "ptch" and is_syllable(candidate):
            return candidate
    return None


def _tag(match: re.Match[str]) -> str | None:
    """#OnhaLaYeuNuoc: words grown together without their accents, each by its capital or cut as in an address."""
    tag = match["tag"]
    humps = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+", tag)
    listed = tag in built_in("abbreviations") or tag in built_in("foreign") or tag.lower() in _known()
    if listed or (len(humps) == 1 and not cut(tag, _part)):
        return None
    mark = "a còng" if match["mark"] == "@" else "hát tắc" if names_a_tag(match) else ""
    return " ".join(filter(None, (mark, *_humps(humps))))


def names_a_tag(match: re.Match[str]) -> bool:
    """Whether words lead to a tag, so that a listener is told that it is one; in a row of them the signs are silent."""
    words = before(match, 2)
    return bool(_LEADS_TO_TAG.search(words)) and "#" not in words and not at_line_start(match)


def _humps(humps: list[str]) -> Iterator[str]:
    """Each word said, several together where they are known so (`Cong`, `An`: công an)."""
    while humps:
        size = next((size for size in (4, 3, 2) if "".join(humps[:size]).lower() in _known()), 1)
        yield _hump(humps[0]) if size == 1 else _known()["".join(humps[:size]).lower()]
        humps = humps[size:]


def _hump(hump: str) -> str:
    """One word of a tag: an abbreviation or a brand by the lexicons, else as in an address."""
    if hump.isdecimal():
        return whole(hump)
    return built_in("abbreviations").get(hump) or built_in("foreign").get(hump) or _word(hump)


def _file(match: re.Match[str]) -> str:
    """Mau_01_TK.docx: the name of a file as on a label, its ending by what it is called."""
    words = " ".join(map(_label, re.findall(r"[^\W\d_]+|\d+", match["stem"])))
    return f"{words} chấm {_FORMATS.get(match['ending'].lower()) or spell(match['ending'])}"


def _label(piece: str) -> str:
    listed = built_in("abbreviations").get(piece) if piece.isupper() and len(piece) > 2 else None  # noqa: PLR2004 - TK
    return listed or (piece.lower() if is_syllable(piece) and not piece.isascii() else _word(piece))


_FORMATS = {
    "doc": "đốc",
    "docx": "đốc ích",
    "pptx": "pê pê tê ích",
    "xlsx": "ích e lờ ét ích",
    "mp3": "em pê ba",
    "mp4": "em pê bốn",
}
_FILE = (
    r"(?P<stem>\w[\w-]{0,80})\.(?P<ending>docx?|xlsx?|pptx?|pdf|jpe?g|png|mp[34]|wav|zip|rar|txt|apk|exe)(?![\w.@/])"
)

ADDRESSES = (
    Pattern("tên tệp", re.compile(r"(?<![\w.@/-])" + _FILE, re.IGNORECASE), _file),
    Pattern(
        "địa chỉ mạng",
        re.compile(r"(?<= )\.(?:vn|com|net|org|edu|gov)(?:\.vn)?(?![\w.])"),
        lambda match: _say(match[0]),
    ),
    Pattern(
        "thẻ chủ đề", re.compile(r"(?<![\w#&/@.])(?P<mark>[#@])(?P<tag>[A-Za-z][A-Za-z0-9_]{3,60})(?![\w@.-])"), _tag
    ),
    Pattern(
        "thư điện tử",
        re.compile(r"(?<![\w.@])[A-Za-z0-9][\w.+-]{0,63}@(?:" + _NAME + r"\.){1,8}[A-Za-z]{2,24}(?![\w@])", re.ASCII),
        lambda m: _say(m[0]),
    ),
    Pattern(
        "địa chỉ mạng",
        re.compile(
            r"(?<![\w.@/])(?:[Hh][Tt][Tt][Pp][Ss]?://(?P<full>[A-Za-z0-9][^\s<>\"“”()\[\]]*[^\s<>\"“”()\[\].,;:!?…])"
            r"|(?P<site>(?:"
            + _NAME
            + r"\.){1,8}(?:"
            + _ENDINGS
            + r")(?:\.vn)?(?:/[^\s<>\"“”()\[\],;]*[^\s<>\"“”()\[\].,;:!?…])?)/?)(?![\w@])"
        ),
        lambda m: _say((m["full"] or m["site"]).rstrip("/")),
    ),
)
