"""The page "Lịch": the week and the month, and every change to them, looked at before it is saved."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import quote

from broadcaster.errors import BroadcasterError, MistakesError
from broadcaster.panel.areas.timetable_files import FILE_ACTIONS, FILE_PAGES
from broadcaster.panel.asking import Ask, BadAskError, read_day, read_moment
from broadcaster.panel.roles import Role
from broadcaster.panel.tables import Action, Page
from broadcaster.panel.views.airing import planned
from broadcaster.panel.views.changes import outlook
from broadcaster.panel.views.month import first_of, month, span
from broadcaster.panel.views.programme import called, changes, choices, days_of, play_of, typed, written
from broadcaster.panel.views.week import DAYS, monday_of, week
from broadcaster.station.desks.timetable import Add, Change, Edit, End, Move, Remove, Restore, Skip
from broadcaster.station.door import Door, RefusedError, UnknownNameError
from broadcaster.written.values import WrongValue, parse_time

OWN_FILE = "them-tu-trang.yaml"
"""The schedule that takes in what is added from the page, where nobody chooses another."""
SAVED = {
    "luu": "Đã lưu vào lịch, đài theo ngay.",
    "lui": "Lịch đã trở lại như trước, đài theo ngay.",
    "cho": "Đã lưu vào lịch, nhưng đài còn theo bản trước vì có tệp khác viết sai: sửa xong chỗ sai ấy đài mới theo.",
}
"""What the week says after something was saved; the key travels in the address."""
_EMPTY_LINES = 3
_FEWEST_LINES = 5
_PRINT = 16


def _station(door: Door) -> str:
    return str(door.status()["station"])


def _midnight(day: date, ask: Ask) -> datetime:
    return datetime.combine(day, time(), ask.now.tzinfo)


def _day_of(ask: Ask, key: str) -> date:
    return read_day(ask.query[key]) if ask.query.get(key) else ask.now.date()


def _week(door: Door, ask: Ask) -> dict[str, Any]:
    monday = monday_of(_day_of(ask, "tu"))
    since = _midnight(monday, ask)
    until = since + timedelta(days=DAYS)
    shown = week(door.plan(since, until), door.log(since, until), monday, ask.now)
    return {"station": _station(door), **shown, **_just_saved(ask)}


def _month(door: Door, ask: Ask) -> dict[str, Any]:
    first = first_of(_day_of(ask, "thang"))
    since, until = (_midnight(day, ask) for day in span(first))
    shown = month(door.plan(since, until), door.log(since, until), first, ask.now)
    return {"station": _station(door), **shown}


def _just_saved(ask: Ask) -> dict[str, Any]:
    """What was saved just now, by the address: the page says so and offers the way back."""
    return {
        "saved": SAVED.get(ask.query.get("da", ""), ""),
        "file": ask.query.get("tep", ""),
        "version": ask.query.get("ban", ""),
    }


def _programme(door: Door, ask: Ask) -> dict[str, Any]:
    told = door.timetable.programme(ask.word("ten"))
    shelf = door.timetable.shelf()
    form = typed(told["fields"])
    at = read_moment(ask.query["luc"], ask.now) if ask.query.get("luc") else None
    to = read_moment(ask.query["sang"], ask.now) if ask.query.get("sang") else at
    return {
        "station": _station(door),
        "told": told,
        "form": form,
        "items": [called(line, shelf) for line in play_of(form)],
        "coming": [datetime.fromisoformat(one) for one in told["coming"]],
        "row": _row(door, told["name"], at, ask) if at else None,
        "at": at,
        "to": to,
        "why": door.why(told["name"], (at or ask.now).date())["why"] if _is_right(door, told["name"]) else [],
    }


def _is_right(door: Door, name: str) -> bool:
    """Whether the station goes by the programme: one just written wrong it does not know."""
    try:
        door.why(name, date(2000, 1, 1))
    except UnknownNameError:
        return False
    return True


def _row(door: Door, name: str, at: datetime, ask: Ask) -> Any:
    plan = door.plan(at, at + timedelta(seconds=1))["airings"]
    return next((planned(one, ask.now) for one in plan if one["programme"] == name), None)


def _adding(door: Door, ask: Ask) -> dict[str, Any]:
    form: dict[str, str] = {}
    if name := ask.query.get("bai"):
        script = door.script(name)
        form = typed({"name": script["title"], "play": [{"chime": "chuong"}, {"script": name}]})
        form["until"] = f"{date.fromisoformat(script['valid_until']):%d/%m/%Y}" if script.get("valid_until") else ""
    if ask.query.get("ngay"):
        day = read_day(ask.query["ngay"])
        form |= {"days": f"{day:%d/%m/%Y}"}
    return _form(door, form, "", "")


def _changing(door: Door, ask: Ask) -> dict[str, Any]:
    told = door.timetable.programme(ask.word("ten"))
    return _form(door, typed(told["fields"]), told["name"], told["file"])


def _form(door: Door, form: Mapping[str, str], programme: str, file: str) -> dict[str, Any]:
    """What the page of one programme's form shows."""
    shelf, lines = door.timetable.shelf(), play_of(form)
    empty = [""] * max(_EMPTY_LINES, _FEWEST_LINES - len(lines))
    return {
        "station": _station(door),
        "form": form,
        "ticked": days_of(form),
        "programme": programme,
        "file": file,
        "files": list(dict.fromkeys([OWN_FILE, *shelf["files"]])),
        "lines": [*lines, *empty],
        "groups": choices(shelf, lines),
        "beds": [("", "Không có nhạc nền"), *((name, name) for name in shelf["sounds"])],
        "outlook": None,
        "trouble": "",
        "mark": "",
    }


def _edit(door: Door, ask: Ask) -> Edit:
    """What a form asks for; raises BadAskError, UnknownNameError, BroadcasterError."""
    body = {key: str(value) for key, value in ask.body.items()}
    kind, name = body.get("viec", ""), body.get("programme", "")
    if kind == "them":
        return Add(body.get("file") or OWN_FILE, written(body))
    if kind == "doi":
        before = typed(door.timetable.programme(name)["fields"])
        return Change(name, changes(before, body))
    if kind == "dung":
        return _stopping(ask, name)
    if kind == "lui":
        return Restore(ask.word("file"), ask.word("version"))
    if kind != "doi-gio":
        raise BadAskError("trang đã cũ; hãy tải lại trang rồi làm lại")
    at = read_moment(ask.word("at"), ask.now)
    to = datetime.combine(read_day(_given(ask, "day", "ngày mới")), _hour(_given(ask, "hour", "giờ mới")), at.tzinfo)
    return Move(name, at, to, whole=body.get("whole") == "1")


def _stopping(ask: Ask, name: str) -> Skip | End | Remove:
    how = str(ask.body.get("how", ""))
    if how == "skip":
        return Skip(name, read_day(_given(ask, "day", "ngày không phát")))
    if how == "end":
        return End(name, read_day(_given(ask, "last", "ngày phát cuối cùng")))
    if how == "remove":
        return Remove(name)
    raise BadAskError("hãy chọn một cách dừng: một ngày, từ một ngày trở đi, hay xoá khỏi lịch")


def _given(ask: Ask, key: str, called_so: str) -> str:
    value = str(ask.body.get(key, "")).strip()
    if not value:
        raise BadAskError(f"chưa có {called_so}; hãy quay lại và điền, ví dụ 24/08/2020 hay 17h30")
    return value


def _hour(text: str) -> time:
    try:
        return parse_time(text)
    except WrongValue as wrong:
        raise BadAskError(f"{wrong.message}; {wrong.hint}") from None


def _mark(edit: Edit) -> str:
    """A word for an edit, so that only what was shown is saved."""
    return hashlib.sha256(repr(edit).encode()).hexdigest()[:_PRINT]


def _looked(door: Door, ask: Ask, edit: Edit, values: dict[str, Any], trouble: str = "") -> dict[str, Any]:
    """The page with what the edit would do."""
    told = door.timetable.preview(edit)
    fields = {key: str(value) for key, value in ask.body.items() if key not in {"mark", "seen"}}
    shown = {"outlook": outlook(told, ask.now), "mark": _mark(edit), "trouble": trouble, "fields": fields}
    return {"station": _station(door), **values, **shown}


def _preview(door: Door, ask: Ask) -> dict[str, Any]:
    """Looked at: a move, a stop, a way back."""
    return _looked(door, ask, _edit(door, ask), {})


def _save(door: Door, ask: Ask) -> dict[str, Any]:
    return _saved(door, ask, {})


def _saved(door: Door, ask: Ask, values: dict[str, Any]) -> dict[str, Any]:
    """Saved, if it is what was shown; else shown once more."""
    edit = _edit(door, ask)
    if ask.body.get("mark") != _mark(edit):
        return _looked(door, ask, edit, values, "hãy xem lại thay đổi dưới đây rồi bấm lưu") | {"status": 409}
    try:
        told = door.timetable.save(edit, str(ask.body.get("seen", "")))
    except RefusedError as refusal:
        return _looked(door, ask, edit, values, str(refusal)) | {"status": 409}
    except MistakesError:
        return _looked(door, ask, edit, values, "chưa lưu được vì những chỗ sai dưới đây") | {"status": 409}
    return {"to": landing(told)}


def landing(told: Mapping[str, Any], done: str = "luu") -> str:
    """Where the browser goes after something was saved: the week of the next airing, with the way back."""
    done = done if told.get("taken", True) else "cho"
    since = f"&tu={told['next'][:10]}" if told.get("next") else ""
    back = f"&ban={told['version']}" if told.get("version") else ""
    return f"/lich?da={done}&tep={quote(told['file'])}{back}{since}"


def _form_again(door: Door, ask: Ask) -> dict[str, Any]:
    """The form as it was sent."""
    body = {key: str(value) for key, value in ask.body.items()}
    return _form(door, body, body.get("programme", ""), body.get("file", ""))


def _form_preview(door: Door, ask: Ask) -> dict[str, Any]:
    again = _form_again(door, ask)
    try:
        return _looked(door, ask, _edit(door, ask), again)
    except BroadcasterError as error:
        return again | {"trouble": str(error), "status": 400}


def _form_save(door: Door, ask: Ask) -> dict[str, Any]:
    again = _form_again(door, ask)
    try:
        return _saved(door, ask, again)
    except BroadcasterError as error:
        return again | {"trouble": str(error), "status": 400}


def _back(door: Door, ask: Ask) -> dict[str, Any]:
    """What was saved just now is undone."""
    return {"to": landing(door.timetable.save(Restore(ask.word("file"), ask.word("version"))), "lui")}


PAGES: tuple[Page, ...] = (
    Page("/lich", "lich.html", _week),
    Page("/lich/thang", "lich-thang.html", _month),
    Page("/lich/chuong-trinh", "chuong-trinh.html", _programme),
    Page("/lich/them", "chuong-trinh-sua.html", _adding, Role.WRITE),
    Page("/lich/doi", "chuong-trinh-sua.html", _changing, Role.WRITE),
    *FILE_PAGES,
)
ACTIONS: tuple[Action, ...] = (
    Action("/lich/xem", _preview, template="lich-xem.html", needs=Role.WRITE, changes=False),
    Action("/lich/luu", _save, template="lich-xem.html", needs=Role.WRITE, tells="sửa lịch phát"),
    Action("/lich/hoan-tac", _back, template="lich-xem.html", needs=Role.WRITE, tells="hoàn tác sửa lịch"),
    Action("/lich/chuong-trinh/xem", _form_preview, template="chuong-trinh-sua.html", needs=Role.WRITE, changes=False),
    Action(
        "/lich/chuong-trinh/luu", _form_save, template="chuong-trinh-sua.html", needs=Role.WRITE, tells="sửa lịch phát"
    ),
    *FILE_ACTIONS,
)
