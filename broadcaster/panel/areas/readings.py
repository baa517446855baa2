"""How words are read: the station's own lexicon, and what another reading would change."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from broadcaster.errors import BroadcasterError
from broadcaster.panel.asking import Ask
from broadcaster.panel.roles import Role
from broadcaster.panel.tables import Action, Page, naming
from broadcaster.station.door import Door


def _readings(door: Door, ask: Ask) -> dict[str, Any]:
    written, spoken = ask.query.get("viet", ""), ask.query.get("doc", "")
    return _shown(door, written, spoken, ask.query.get("bai", ""), "")


def _shown(door: Door, written: str, spoken: str, text: str, trouble: str) -> dict[str, Any]:
    told: dict[str, Any] | None = None
    if written:
        try:
            told = door.texts.reading(written, spoken)
        except BroadcasterError as error:
            trouble = trouble or str(error)
    return {
        "station": door.status()["station"],
        "written": written,
        "spoken": spoken or (told["own"] if told else ""),
        "looked": bool(spoken) and told is not None,
        "told": told,
        "text": text,
        "trouble": trouble,
        "readings": door.texts.readings(),
    }


def _teach(door: Door, ask: Ask) -> dict[str, Any]:
    written, spoken, text = (str(ask.body.get(key, "")).strip() for key in ("written", "spoken", "text"))
    if not written or not spoken:
        sentence = "hãy điền cả hai ô: chữ viết trong bài, và cách đọc viết bằng tiếng Việt có dấu"
        return _shown(door, written, spoken, text, sentence) | {"status": 400}
    try:
        door.texts.teach(written, spoken)
    except BroadcasterError as error:
        return _shown(door, written, spoken, text, str(error)) | {"status": 409}
    return {"to": f"/bai/{quote(text)}?da=doc" if text else f"/tu-dien?viet={quote(written)}"}


def _forget(door: Door, ask: Ask) -> dict[str, Any]:
    written = ask.word("written")
    door.texts.forget(written)
    return {"to": f"/tu-dien?viet={quote(written)}"}


READING_PAGES: tuple[Page, ...] = (Page("/tu-dien", "tu-dien.html", _readings),)
READING_ACTIONS: tuple[Action, ...] = (
    Action(
        "/tu-dien/luu",
        _teach,
        template="tu-dien.html",
        needs=Role.WRITE,
        tells="sửa cách đọc",
        about=lambda ask: f"{ask.body.get('written', '')}: {ask.body.get('spoken', '')}"[:200],
    ),
    Action(
        "/tu-dien/bo",
        _forget,
        needs=Role.WRITE,
        tells="bỏ cách đọc riêng",
        about=naming("written"),
    ),
)
