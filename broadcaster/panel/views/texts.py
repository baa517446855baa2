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


def matching(scripts: list[dict[str, Any]], wanted: str) -> list[dict[str, Any]]:
    """The texts whose title, name or tags hold every word of `wanted`, whatever the accents."""
    words = plain(wanted).split()
    return [script for script in scripts if all(word in _searched(script) for word in words)]


def _searched(script: Mapping[str, Any]) -> str:
    return plain(" ".join([script["title"], script["name"], *(script.get("tags") or ())]))


def plain(text: str) -> str:
    """Small letters without accents: `Lợi ích` and `loi ich` meet."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))
