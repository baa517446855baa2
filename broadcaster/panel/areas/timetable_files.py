"""The schedule files themselves: their text with its mistakes underlined, and their history."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from broadcaster.errors import BroadcasterError, MistakesError
from broadcaster.panel.asking import Ask
from broadcaster.panel.roles import Role
from broadcaster.panel.tables import Action, Page
from broadcaster.panel.views.changes import outlook
from broadcaster.panel.views.marks import marked
from broadcaster.panel.views.versions import differences, past
from broadcaster.station.desks.timetable import Rewrite
from broadcaster.station.door import Door

SAVED = {
    "luu": "Đã lưu, đài theo ngay. Bản trước còn ở dưới, mục Các bản cũ.",
    "cho": "Đã lưu, nhưng đài còn theo bản trước vì có tệp khác viết sai: sửa xong chỗ sai ấy đài mới theo.",
}
"""What the page of a file says after it was saved; the key travels in the address."""


def _files(door: Door, ask: Ask) -> dict[str, Any]:  # noqa: ARG001 - one shape for all pages
    return {"station": door.status()["station"], "files": door.timetable.files()}


def _file(door: Door, ask: Ask) -> dict[str, Any]:
    return _shown(door, ask.word("name"), None) | {"saved": SAVED.get(ask.query.get("da", ""), "")}


def _new(door: Door, ask: Ask) -> dict[str, Any]:  # noqa: ARG001 - one shape for all pages
    return _shown(door, "", "")


def _shown(door: Door, file: str, text: str | None) -> dict[str, Any]:
    empty: dict[str, Any] = {"file": "", "text": text or "", "seen": "", "mistakes": [], "problems": [], "versions": []}
    told = door.timetable.file(file, text) if file else empty
    mistakes = [*told["mistakes"], *told["problems"]]
    return {
        "station": door.status()["station"],
        **told,
        "new": not file or (text is not None and file not in door.timetable.shelf()["files"]),
        "versions": past(told["versions"]),
        "lines": marked(told["text"], mistakes),
        "listed": sorted(mistakes, key=lambda one: (one["line"], one["column"])),
        "wrong": len(told["mistakes"]),
        "outlook": None,
        "trouble": "",
        "saved": "",
    }


def _text(ask: Ask) -> str:
    return str(ask.body.get("text", "")).replace("\r\n", "\n")


def _preview(door: Door, ask: Ask) -> dict[str, Any]:
    """The text as it was sent, its mistakes and what it would do to the plan."""
    file, text = str(ask.body.get("file", "")).strip(), _text(ask)
    try:
        shown = _shown(door, file or "lich-moi.yaml", text) | {"file": file}
        told = outlook(door.timetable.preview(Rewrite(file or "lich-moi.yaml", text)), ask.now)
    except BroadcasterError as error:
        return _shown(door, "", text) | {"file": file, "trouble": str(error), "status": 400}
    return shown | {"outlook": told}


def _save(door: Door, ask: Ask) -> dict[str, Any]:
    file, text = str(ask.body.get("file", "")).strip(), _text(ask)
    try:
        told = door.timetable.save(Rewrite(file, text), str(ask.body.get("seen", "")))
    except MistakesError:
        return _preview(door, ask) | {"trouble": "chưa lưu vì còn những chỗ sai gạch chân dưới đây", "status": 409}
    except BroadcasterError as error:
        return _preview(door, ask) | {"trouble": str(error), "status": 409}
    return {"to": f"/lich/tep/{quote(told['file'])}?da={'luu' if told['taken'] else 'cho'}"}


def _version(door: Door, ask: Ask) -> dict[str, Any]:
    told = door.timetable.version(ask.word("name"), ask.word("ban"))
    return {
        "station": door.status()["station"],
        "file": told["file"],
        "version": told["version"],
        "lines": differences(told["now"], told["text"]),
    }


FILE_PAGES: tuple[Page, ...] = (
    Page("/lich/tep", "lich-tep.html", _files),
    Page("/lich/tep-moi", "lich-tep-sua.html", _new, Role.WRITE),
    Page("/lich/tep/{name}", "lich-tep-sua.html", _file),
    Page("/lich/tep/{name}/ban-cu", "lich-ban-cu.html", _version),
)
FILE_ACTIONS: tuple[Action, ...] = (
    Action("/lich/tep/xem", _preview, template="lich-tep-sua.html", needs=Role.WRITE, changes=False),
    Action("/lich/tep/luu", _save, template="lich-tep-sua.html", needs=Role.WRITE, tells="sửa tệp lịch"),
)
