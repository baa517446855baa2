"""The page "Âm thanh": the sounds of the station, and new ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from broadcaster.panel.asking import Ask, Upload
from broadcaster.panel.roles import Role
from broadcaster.panel.tables import Action, Download, Page, naming
from broadcaster.panel.views.sounds import one_sound, put_away, sounds
from broadcaster.panel.work import Lane
from broadcaster.station.door import Door

_DONE = {
    "them": "Đã nhận tiếng mới.",
    "ten": "Đã đổi tên.",
    "xoa": "Đã cất; cần thì lấy lại ở cuối trang này, mục Đã cất.",
    "lai": "Đã lấy lại; loa dùng bản này từ nay.",
    "doi": "Đã lấy lại; bản dùng trước đó được cất vào mục Đã cất, đổi lại lúc nào cũng được.",
}


def uploaded(ask: Ask) -> Upload:
    """The sound file that came with a form; raises BadAskError where there is none."""
    return ask.file("file", "chưa có tệp nào; hãy chọn một tệp âm thanh hoặc bấm Ghi âm, rồi gửi lại")


def _sounds(door: Door, ask: Ask) -> dict[str, Any]:
    scripts = [(one["name"], one["title"]) for one in door.scripts() if not one.get("blanks")]
    return {
        "station": door.status()["station"],
        "done": _DONE.get(ask.query.get("da", "")),
        "script": ask.query.get("bai", ""),
        "scripts": scripts,
        "put_away": put_away(door.sounds.put_away()),
        **sounds(door.sounds.all()),
    }


def _sound(door: Door, ask: Ask) -> dict[str, Any]:
    name = ask.path["name"]
    door.sounds.file(name)
    told = next(one for one in door.sounds.all() if one["name"] == name)
    done = ask.query.get("da", "")
    return {
        "station": door.status()["station"],
        "fresh": done == "them",
        "done": _DONE[done] if done in {"lai", "doi"} else "",
        **one_sound(told),
    }


def _add(door: Door, ask: Ask) -> dict[str, Any]:
    file, script = uploaded(ask), str(ask.body.get("script") or "")
    if script:
        return door.sounds.record(file.path, file.name, script)
    name = str(ask.body.get("name") or "")
    return door.sounds.add(file.path, file.name, name, replace=ask.ticked("replace"))


def _replace(door: Door, ask: Ask) -> dict[str, Any]:
    file, name = uploaded(ask), ask.word("name")
    door.sounds.file(name)
    return door.sounds.add(file.path, file.name, name, replace=True)


def _rename(door: Door, ask: Ask) -> dict[str, Any]:
    return door.sounds.rename(ask.path["name"], ask.word("to"))


def _named(told: dict[str, Any]) -> str:
    return f"/am-thanh/tieng/{quote(told['name'])}"


PAGES = (
    Page("/am-thanh", "am-thanh.html", _sounds),
    Page("/am-thanh/tieng/{name:path}", "mot-tieng.html", _sound),
)
ACTIONS = (
    Action(
        "/am-thanh",
        _add,
        Lane.SOUND,
        then=lambda told: f"{_named(told)}?da=them",
        needs=Role.WRITE,
        tells="thêm tiếng",
        about=naming("script", "name", "file"),
        uploads=True,
    ),
    Action(
        "/am-thanh/thay/{name:path}",
        _replace,
        Lane.SOUND,
        then=lambda told: f"{_named(told)}?da=them",
        needs=Role.WRITE,
        tells="thay tiếng",
        uploads=True,
    ),
    Action(
        "/am-thanh/ten/{name:path}",
        _rename,
        then=_named,
        needs=Role.WRITE,
        tells="đổi tên tiếng",
        about=lambda ask: f"{ask.path['name']} thành {ask.body.get('to', '')}",
    ),
    Action(
        "/am-thanh/xoa/{name:path}",
        lambda door, ask: door.sounds.remove(ask.path["name"]),
        then=lambda _: "/am-thanh?da=xoa",
        needs=Role.WRITE,
        tells="cất tiếng",
    ),
    Action(
        "/am-thanh/lay-lai",
        lambda door, ask: door.sounds.take_back(ask.word("kept")),
        Lane.SOUND,
        then=lambda told: f"{_named(told)}?da={'doi' if told['swapped'] else 'lai'}",
        needs=Role.WRITE,
        tells="lấy lại tiếng",
        about=naming("kept"),
    ),
)


def _file(door: Door, ask: Ask) -> Path:
    return door.sounds.file(ask.path["name"])


DOWNLOADS = (
    Download("/am-thanh/nghe/{name:path}", _file),
    Download("/am-thanh/tai/{name:path}", _file, saves=True),
    Download("/am-thanh/da-cat/{kept:path}", lambda door, ask: door.sounds.kept_file(ask.path["kept"])),
)
