"""The files of `scripts/vi/`: written whole, every earlier version kept, taken in at once. No page knows of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from broadcaster.errors import BroadcasterError, Mistake, MistakesError
from broadcaster.station.door import RefusedError, UnknownNameError
from broadcaster.station.station import Station
from broadcaster.text.script import Script, parse_script, recording_of
from broadcaster.text.writing import front_of, new_script, parts, script_name, with_body, with_front
from broadcaster.timetable.draft import Draft, open_draft
from broadcaster.timetable.writing import put
from broadcaster.written.dates import say_date
from broadcaster.written.editing import Value
from broadcaster.written.encoding import decode
from broadcaster.written.history import Version, put_away, version_of, versions

_NAME = re.compile(r"[^/\\.~#][^/\\]*")
APPROVAL = ("approved_by", "approved_on")
"""Keys that say who lets a text be aired."""


class TextFiles:
    """Reads and writes the texts of one station."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._folder = station.folder

    def draft(self, name: str) -> Draft:
        """The file of a text unchanged, or the empty one it will be; raises UnknownNameError for a strange name."""
        if not _NAME.fullmatch(name):
            raise UnknownNameError(f"không có bài '{name}'; hãy chọn bài ở trang Bài")
        path = self._folder.scripts / f"{name}.md"
        return open_draft(path, self._folder.relative(path))

    def known(self, name: str) -> Draft:
        """The file of a text that is there; raises UnknownNameError."""
        draft = self.draft(name)
        if draft.before is None:
            raise UnknownNameError(f"không có bài '{name}', có lẽ vừa bị xoá; hãy mở lại trang Bài")
        return draft

    def read(self, draft: Draft, name: str) -> tuple[Script | None, list[Mistake]]:
        """The script a draft holds, and its mistakes."""
        return parse_script(draft.text, name, draft.file)

    def fields(self, draft: Draft) -> tuple[dict[str, Any], str]:
        """Its front matter as written, and its body; both as far as they can be told apart."""
        try:
            return dict(front_of(draft.text, draft.file)), parts(draft.text, draft.file)[1]
        except BroadcasterError:
            return {}, draft.text

    def versions(self, name: str) -> list[Version]:
        """Earlier versions of a text, there or not, the latest first."""
        return versions(self._folder, self.draft(name).path, self._now())

    def changed(self, name: str, fields: Mapping[str, Value | None], body: str, seen: str) -> tuple[Draft, bool]:
        """The draft with other fields and other words, and whether that takes an approval back."""
        draft = self.known(name)
        if seen and seen != draft.seen:
            raise RefusedError("bài vừa được sửa ở nơi khác; hãy xem lại rồi lưu lần nữa")
        text = with_body(with_front(draft.text, fields, draft.file), body, draft.file)
        held = front_of(draft.text, draft.file)
        approved = any(key in held for key in APPROVAL)
        lost = approved and _words(parts(text, draft.file)[1]) != _words(parts(draft.text, draft.file)[1])
        if lost:
            text = with_front(text, dict.fromkeys(APPROVAL), draft.file)
        return replace(draft, text=text), lost

    def new(self, fields: Mapping[str, Value | None], body: str) -> tuple[Draft, str]:
        """The draft of a new text under a name of its own."""
        given = {key: value for key, value in fields.items() if value is not None}
        first = script_name(str(given.get("title", "")))
        name, count = first, 1
        while (self._folder.scripts / f"{name}.md").exists():
            count += 1
            name = f"{first}-{count}"
        draft = self.draft(name)
        return replace(draft, text=new_script(given, body, draft.file)), name

    def with_front(self, name: str, changes: Mapping[str, Value | None]) -> Draft:
        """The draft with other front matter."""
        draft = self.known(name)
        return replace(draft, text=with_front(draft.text, changes, draft.file))

    def earlier(self, name: str, version: str, *, approved: bool) -> Draft:
        """The draft of a version; without `approved` no approval and no withdrawal is brought back or lost."""
        draft = self.draft(name)
        text = decode(version_of(self._folder, draft.path, version, self._now()), draft.file).text
        if approved:
            return replace(draft, text=text)
        held = front_of(draft.text, draft.file) if draft.before is not None else {}
        here = parts(draft.text, draft.file)[1] if draft.before is not None else ""
        same = _words(parts(text, draft.file)[1]) == _words(here)
        kept = {key: held.get(key) if same else None for key in APPROVAL}
        return replace(draft, text=with_front(text, {**kept, "withdrawn": held.get("withdrawn")}, draft.file))

    def save(self, draft: Draft, name: str) -> str | None:
        """Write a draft and have the station take it in; the earlier version's name. Raises MistakesError."""
        _, mistakes = self.read(draft, name)
        if mistakes:
            raise MistakesError(mistakes)
        if draft.text == draft.old:
            return None
        with self._station.lock:
            kept = put(self._folder, draft, self._now())
            self._taken()
        return kept.name if kept else None

    def remove(self, name: str) -> str:
        """Put a text, and a person's recording of it, into the history; the version's name."""
        draft, now = self.known(name), self._now()
        with self._station.lock:
            kept = put_away(self._folder, draft.path, now)
            if recording := recording_of(self._folder, name):
                put_away(self._folder, recording, now)
            self._taken()
        return kept.name

    @property
    def taken(self) -> bool:
        """Whether the station goes by the files as they are now; else other mistakes keep it at an earlier version."""
        return not self._station.files.earlier

    def today(self) -> str:
        """Today as it is written in a file."""
        return say_date(self.day())

    def day(self) -> date:
        """Today."""
        return self._now().date()

    def _now(self) -> datetime:
        return self._station.clock.now()

    def _taken(self) -> None:
        if told := self._station.files.take():
            self._station.note("tep", told)


def _words(body: str) -> list[str]:
    """What approval is of: the words, however they are set in lines."""
    return body.split()
