"""The page "Bài": texts found, written, heard, approved, brought in and put away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from broadcaster.errors import BroadcasterError
from broadcaster.panel.areas.readings import READING_ACTIONS, READING_PAGES
from broadcaster.panel.areas.writing import WRITING_ACTIONS, WRITING_PAGES
from broadcaster.panel.asking import Ask, BadAskError, read_day
from broadcaster.panel.roles import Role
from broadcaster.panel.tables import Action, Download, Page
from broadcaster.panel.views import texts
from broadcaster.panel.views.versions import differences, past
from broadcaster.station.door import Door

DONE = {
    "luu": "Đã lưu bài.",
    "mat-duyet": "Đã lưu bài. Lời đã khác bản được duyệt nên bài phải duyệt lại mới phát được.",
    "duyet": "Đã duyệt: bài được phát từ hôm nay.",
    "rut": "Đã rút bài: từ ngày ấy bài không phát nữa.",
    "lui": "Bài đã trở lại như bản cũ.",
    "cho": "Đã ghi, nhưng đài còn theo bản trước vì có tệp khác viết sai: sửa xong chỗ sai ấy đài mới theo.",
    "doc": "Đã ghi cách đọc mới, mọi bài theo ngay.",
}
"""What the page of a text says after something was done; the key travels in the address."""


def _texts(door: Door, ask: Ask) -> dict[str, Any]:
    shown = texts.listed(door.texts.all(), ask.query)
    removed = [{**one, "until": datetime.fromisoformat(one["until"])} for one in door.texts.removed()]
    gone = ask.query.get("xoa", "")
    return {
        "station": door.status()["station"],
        **shown,
        "words": texts.STATES,
        "shapes": texts.SHAPES,
        "removed": removed,
        "gone": next((one for one in removed if one["name"] == gone), None),
    }


def _text(door: Door, ask: Ask) -> dict[str, Any]:
    name = ask.path["name"]
    told = door.texts.text(name)
    heard, trouble = None, ""
    if ask.query.get("nghe"):
        try:
            heard = door.texts.hear(name)
        except BroadcasterError as error:
            trouble = str(error)
    return {
        "station": door.status()["station"],
        "script": told,
        "form": texts.typed(told["fields"]),
        "word": texts.STATES[told["state"]],
        "shape": texts.SHAPES[told["state"]],
        "urgent": texts.is_urgent(told),
        "blanks": texts.blanks(told),
        "changed": texts.changed_words(told["sentences"]),
        "sentences": told["sentences"],
        "heard": heard,
        "trouble": trouble,
        "versions": past(told["versions"]),
        "done": DONE.get(ask.query.get("da", "")),
        "who": ask.who,
    }


def _version(door: Door, ask: Ask) -> dict[str, Any]:
    name, version = ask.path["name"], ask.word("ban")
    told = door.texts.version(name, version)
    return {
        "station": door.status()["station"],
        "name": name,
        "version": version,
        "lines": differences(told["now"], told["text"]),
    }


def _sound(door: Door, ask: Ask) -> Path:
    return door.texts.sound_file(ask.path["sound"])


def _to(told: Mapping[str, Any], done: str) -> dict[str, Any]:
    return {"to": f"/bai/{quote(str(told['name']))}?da={done if told['taken'] else 'cho'}"}


def _approve(door: Door, ask: Ask) -> dict[str, Any]:
    by = " ".join(str(ask.body.get("by", "")).split())
    if not by:
        raise BadAskError("chưa ghi người duyệt; hãy quay lại, ghi tên hoặc chức vụ người duyệt")
    return _to(door.texts.approve(ask.word("name"), by, str(ask.body.get("seen", ""))), "duyet")


def _withdraw(door: Door, ask: Ask) -> dict[str, Any]:
    day = read_day(str(ask.body["day"])) if ask.body.get("day") else ask.now.date()
    return _to(door.texts.withdraw(ask.word("name"), day), "rut")


def _remove(door: Door, ask: Ask) -> dict[str, Any]:
    told = door.texts.remove(ask.word("name"))
    return {"to": f"/bai?xoa={quote(str(told['name']))}"}


def _restore(door: Door, ask: Ask) -> dict[str, Any]:
    approved = Role.APPROVE in ask.roles
    return _to(door.texts.restore(ask.word("name"), ask.word("version"), approved=approved), "lui")


PAGES: tuple[Page, ...] = (
    Page("/bai", "bai.html", _texts),
    *WRITING_PAGES,
    *READING_PAGES,
    Page("/bai/{name}", "mot-bai.html", _text),
    Page("/bai/{name}/ban-cu", "bai-ban-cu.html", _version),
)
ACTIONS: tuple[Action, ...] = (
    *WRITING_ACTIONS,
    *READING_ACTIONS,
    Action("/bai/duyet", _approve, needs=Role.APPROVE, tells="duyệt bài"),
    Action("/bai/rut", _withdraw, needs=Role.APPROVE, tells="rút bài"),
    Action("/bai/xoa", _remove, needs=Role.WRITE, tells="xoá bài"),
    Action("/bai/lui", _restore, needs=Role.WRITE, tells="đưa bài về bản cũ"),
)
DOWNLOADS: tuple[Download, ...] = (Download("/tieng-bai/{sound}", _sound),)
