"""The page "Bài", and the blanks of a template."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

_LABELS = {
    "gio": "Giờ",
    "ngay": "Ngày",
    "noi": "Ở đâu",
    "noi_den": "Bà con đến đâu",
    "lien_he": "Số điện thoại gọi giúp",
    "ten": "Họ tên",
    "tuoi": "Tuổi",
    "mo_ta": "Đặc điểm nhận ra",
    "ten_bao": "Tên cơn bão",
    "ho": "Tên hồ",
    "luu_luong": "Lưu lượng xả",
    "muc_nuoc": "Mức nước",
    "ly_do": "Vì sao",
    "song": "Tên sông",
    "duong": "Tên đường",
    "thon": "Thôn",
}


def label(blank: str) -> str:
    """What the form calls a template's blank: its Vietnamese name, or the blank's own with spaces."""
    return _LABELS.get(blank) or blank.replace("_", " ").capitalize()


def blanks(script: Mapping[str, Any]) -> list[dict[str, str]]:
    """The blanks of a template: name, label and an example."""
    found = [blank if isinstance(blank, Mapping) else {"name": blank} for blank in script.get("blanks") or []]
    return [
        {"name": blank["name"], "label": label(blank["name"]), "example": str(blank.get("example") or "")}
        for blank in found
    ]


def is_urgent(script: Mapping[str, Any]) -> bool:
    """Whether a text is meant for breaking in."""
    return bool(script.get("urgent")) or not {"khan", "khẩn"}.isdisjoint(script.get("tags") or ())


def short_title(script: Mapping[str, Any]) -> str:
    """An urgent text's title without the words all of them share: `Bão` of `Thông báo khẩn về bão`."""
    title = str(script["title"])
    for opening in ("Thông báo khẩn về ", "Thông báo khẩn: ", "Thông báo khẩn ", "Thông báo "):
        if title.startswith(opening):
            rest = title.removeprefix(opening)
            return rest[:1].upper() + rest[1:]
    return title


STATES = {
    "ready": "Được phát",
    "unapproved": "Chưa duyệt",
    "early": "Chưa tới ngày phát",
    "over": "Hết hiệu lực",
    "withdrawn": "Đã rút",
    "wrong": "Viết sai",
}
"""How a text stands, in words."""

SHAPES = {
    "ready": "aired",
    "unapproved": "unknown",
    "early": "wait",
    "over": "missed",
    "withdrawn": "refused",
    "wrong": "failed",
}
"""The drawing of each state."""


def listed(scripts: list[dict[str, Any]], query: Mapping[str, str]) -> dict[str, Any]:
    """Everything the page of all texts shows, narrowed by words (`tim`), a tag (`the`) and a state (`tt`)."""
    wanted, tag, state = query.get("tim", ""), query.get("the", ""), query.get("tt", "")
    found = [
        script
        for script in matching(scripts, wanted)
        if tag in ("", *script["tags"]) and state in ("", script["state"])
    ]
    states = [(key, words, sum(one["state"] == key for one in scripts)) for key, words in STATES.items()]
    return {
        "wanted": wanted,
        "tag": tag,
        "state": state,
        "scripts": found,
        "all": len(scripts),
        "tags": sorted({one for script in scripts for one in script["tags"]}),
        "states": [one for one in states if one[2]],
    }


def matching(scripts: list[dict[str, Any]], wanted: str) -> list[dict[str, Any]]:
    """The texts that hold every word of `wanted`, whatever the accents; those first whose title does."""
    words = plain(wanted).split()
    found = [script for script in scripts if all(word in _searched(script) for word in words)]
    return sorted(found, key=lambda script: not all(word in plain(script["title"]) for word in words))


def _searched(script: Mapping[str, Any]) -> str:
    return plain(" ".join([script["title"], script["name"], *(script.get("tags") or ()), script.get("body") or ""]))


def changed_words(sentences: list[list[dict[str, str]]]) -> list[dict[str, str]]:
    """The words that are said otherwise than they are written, each once, in the order in which they come."""
    pieces = [piece for sentence in sentences for piece in sentence if piece["written"].strip()]
    return list({piece["written"]: piece for piece in reversed(pieces)}.values())[::-1]


FIELDS = ("title", "tags", "issued_by", "valid_from", "valid_until", "voice")
"""The front matter that a form holds as plain words."""


def typed(fields: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a form that say what a text's front matter says."""
    form = {key: _words(fields.get(key)) for key in FIELDS}
    blanks_of = fields.get("blanks")
    pairs = blanks_of.items() if isinstance(blanks_of, Mapping) else ()
    return {**form, "blanks": "\n".join(f"{name}: {example}" for name, example in pairs)}


def written(form: Mapping[str, str]) -> dict[str, Any]:
    """Front matter as an officer would write what stands in a form; None for what is left empty."""
    told: dict[str, Any] = {key: " ".join(form.get(key, "").split()) or None for key in FIELDS}
    tags = [tag for tag in (" ".join(one.split()) for one in form.get("tags", "").split(",")) if tag]
    pairs = [line.partition(":") for line in form.get("blanks", "").split("\n") if line.strip()]
    told["tags"] = tags or None
    told["title"] = told["title"] or ""
    told["blanks"] = {name.strip(): example.strip() for name, _, example in pairs} or None
    return told


def _words(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def plain(text: str) -> str:
    """Small letters without accents: `Lợi ích` and `loi ich` meet."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))
