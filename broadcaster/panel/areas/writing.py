"""A text being written: its form, what will be spoken of it, and files it is taken from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from broadcaster.errors import BroadcasterError
from broadcaster.panel.asking import Ask, BadAskError
from broadcaster.panel.roles import Role
from broadcaster.panel.tables import Action, Page
from broadcaster.panel.views import texts
from broadcaster.station.door import Door

LONGEST = 100_000
"""Letters of a text at most: an hour and a half of speech."""


def _new(door: Door, ask: Ask) -> dict[str, Any]:  # noqa: ARG001 - one shape for all pages
    return _editor(door, "", {}, "", "")


def _edit(door: Door, ask: Ask) -> dict[str, Any]:
    told = door.texts.text(ask.path["name"])
    approved = bool(told["approved_by"])
    shown = _editor(door, told["name"], texts.typed(told["fields"]), told["body"], told["seen"])
    return shown | {"look": _looked(told), "approved": approved, "wrong": told["mistakes"]}


def _editor(door: Door, name: str, form: Mapping[str, str], body: str, seen: str) -> dict[str, Any]:
    """What the page of the form shows."""
    return {
        "station": door.status()["station"],
        "name": name,
        "form": form,
        "body": body,
        "seen": seen,
        "look": None,
        "heard": None,
        "wrong": [],
        "trouble": "",
        "notice": "",
        "approved": False,
        "longest": LONGEST,
    }


def _looked(told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "sentences": told["sentences"],
        "seconds": told["seconds"],
        "trouble": told["trouble"],
        "changed": texts.changed_words(told["sentences"]),
    }


def _sent(door: Door, ask: Ask) -> tuple[dict[str, Any], str]:
    """The form as it was sent, and its words."""
    fields = {key: str(value) for key, value in ask.body.items()}
    body = fields.get("body", "").replace("\r\n", "\n")
    if len(body) > LONGEST:
        raise BadAskError(f"bài dài quá {LONGEST} chữ cái; hãy chia thành nhiều bài")
    shown = _editor(door, fields.get("name", ""), fields, body, fields.get("seen", ""))
    return shown | {"approved": fields.get("approved") == "1"}, body


def _preview(door: Door, ask: Ask) -> dict[str, Any]:
    """What will be spoken of the words as they were sent, and with `nghe` their sound."""
    shown, body = _sent(door, ask)
    shown["look"] = _looked(door.texts.look(body, shown["name"]))
    if ask.body.get("nghe"):
        try:
            shown["heard"] = door.texts.hear(shown["name"], body)
        except BroadcasterError as error:
            shown["trouble"] = str(error)
    return shown


def _save(door: Door, ask: Ask) -> dict[str, Any]:
    shown, body = _sent(door, ask)
    try:
        told = door.texts.save(shown["name"], texts.written(shown["form"]), body, shown["seen"])
    except BroadcasterError as error:
        look = _looked(door.texts.look(body, shown["name"]))
        return shown | {"trouble": str(error), "look": look, "status": 409}
    done = "mat-duyet" if told["unapproved"] else "luu" if told["taken"] else "cho"
    return {"to": f"/bai/{quote(str(told['name']))}?da={done}"}


def _bring(door: Door, ask: Ask) -> dict[str, Any]:
    """A file's words in the form of a new text; nothing is kept yet."""
    upload = ask.file("tep", "chưa chọn tệp; hãy bấm Chọn tệp, lấy tệp .docx hoặc .txt rồi gửi lại")
    told = door.texts.bring(upload.path, upload.name)
    shown = _editor(door, "", {"title": told["title"]}, told["body"], "")
    notice = f"đã lấy lời từ tệp '{upload.name}'{'; ' + told['notice'] if told['notice'] else ''}; xem lại rồi bấm Lưu"
    return shown | {"notice": notice, "look": _looked(door.texts.look(told["body"]))}


WRITING_PAGES: tuple[Page, ...] = (
    Page("/viet-bai", "bai-sua.html", _new, Role.WRITE),
    Page("/bai/{name}/sua", "bai-sua.html", _edit, Role.WRITE),
)
WRITING_ACTIONS: tuple[Action, ...] = (
    Action("/viet-bai/xem", _preview, template="bai-sua.html", needs=Role.WRITE, changes=False),
    Action("/viet-bai/luu", _save, template="bai-sua.html", needs=Role.WRITE, tells="viết bài"),
    Action("/viet-bai/tep", _bring, template="bai-sua.html", needs=Role.WRITE, changes=False, uploads=True),
)
