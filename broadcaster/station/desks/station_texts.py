"""The texts' desk of a running station: `scripts/vi/`, the lexicon, and their voice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from broadcaster.errors import BroadcasterError
from broadcaster.station.desks import text_telling
from broadcaster.station.desks.text_files import TextFiles
from broadcaster.station.desks.text_readings import TextReadings
from broadcaster.station.desks.text_sounds import TextSounds
from broadcaster.station.desks.texts import WRITABLE
from broadcaster.station.door import Json, RefusedError
from broadcaster.station.station import Station
from broadcaster.text.importing import import_text
from broadcaster.text.script import Script, recording_of
from broadcaster.text.template import blanks
from broadcaster.timetable.draft import Draft
from broadcaster.written.dates import say_date
from broadcaster.written.editing import Value
from broadcaster.written.history import Version, versions_under


class StationTexts:
    """A `TextDesk`; every method may be called from any thread."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._files = TextFiles(station)
        self._sounds = TextSounds(station)
        self._readings = TextReadings(station)

    def all(self) -> list[Json]:
        """Every text, by title."""
        names = sorted(path.stem for path in self._station.folder.scripts.glob("*.md") if path.name[0] not in ".~#")
        told = [self._told(name) for name in names]
        return sorted(told, key=lambda one: str(one["title"]).casefold())

    def text(self, name: str) -> Json:
        """One text whole."""
        draft = self._files.known(name)
        fields, body = self._files.fields(draft)
        script, mistakes = self._files.read(draft, name)
        values = self._values(script)
        return {
            **self._told(name),
            "fields": fields,
            "body": script.body if script else body,
            "mistakes": [one.as_json() for one in mistakes],
            "seen": draft.seen,
            "used": self._used(name),
            "recording": recording_of(self._station.folder, name) is not None,
            "versions": [{"name": one.name, "until": one.until.isoformat()} for one in self._files.versions(name)],
            **text_telling.spoken(script.body if script else body, values, self._station.files.book.normaliser),
        }

    def look(self, body: str, name: str = "") -> Json:
        """What would be spoken of words not saved yet."""
        values = self._values(self._script(name) if name else None)
        return text_telling.spoken(body, values, self._station.files.book.normaliser)

    def save(self, name: str, fields: Mapping[str, Value | None], body: str, seen: str = "") -> Json:
        """Write a text."""
        given = {key: fields[key] for key in WRITABLE if key in fields}
        if not name:
            draft, name = self._files.new(given, body)
            return self._saved(draft, name) | {"unapproved": False}
        draft, lost = self._files.changed(name, given, body, seen)
        return self._saved(draft, name) | {"unapproved": lost}

    def approve(self, name: str, by: str, seen: str = "") -> Json:
        """Let a text be aired."""
        draft = self._files.known(name)
        if seen and seen != draft.seen:
            raise RefusedError("bài vừa được sửa; hãy đọc lại rồi duyệt")
        changes: dict[str, Value | None] = {"approved_by": by, "approved_on": self._files.today(), "withdrawn": None}
        return self._saved(self._files.with_front(name, changes), name)

    def withdraw(self, name: str, day: date) -> Json:
        """Let a text be aired no more."""
        draft = self._files.with_front(name, {"withdrawn": say_date(day)})
        return self._saved(draft, name)

    def remove(self, name: str) -> Json:
        """Put a text away."""
        self._files.known(name)
        if used := self._used(name):
            raise RefusedError(
                f"bài đang có trong chương trình {', '.join(used)} nên không xoá được; "
                "hãy bỏ bài khỏi chương trình ấy trước, hoặc chỉ rút bài"
            )
        return {"name": name, "version": self._files.remove(name)}

    def restore(self, name: str, version: str, *, approved: bool) -> Json:
        """Make a text what it was."""
        draft = self._files.earlier(name, version, approved=approved)
        return self._saved(draft, name)

    def version(self, name: str, version: str) -> Json:
        """An earlier version's text, and the present one."""
        draft = self._files.draft(name)
        return {"text": self._files.earlier(name, version, approved=True).text, "now": draft.text}

    def removed(self) -> list[Json]:
        """Texts that were put away."""
        folder = self._station.folder
        latest: dict[Path, Version] = {}
        for one in versions_under(folder, folder.scripts, self._station.clock.now()):
            if one.path.suffix == ".md" and not one.path.exists():
                latest.setdefault(one.path, one)
        return [
            {"name": path.stem, "until": one.until.isoformat(), "version": one.name} for path, one in latest.items()
        ]

    def hear(self, name: str, body: str | None = None) -> Json:
        """The sound of a text, or of other words in its voice."""
        script = self._script(name) if name else None
        words = body if body is not None else script.body if script else ""
        if not words.strip():
            raise BroadcasterError("chưa có lời nào để đọc; hãy viết lời rồi bấm Nghe")
        return self._sounds.hear(script, words, self._shown_values(script, words))

    def sound_file(self, sound: str) -> Path:
        """Where such a sound lies."""
        return self._sounds.file(sound)

    def readings(self) -> list[Json]:
        """The station's own readings."""
        return self._readings.all()

    def reading(self, written: str, spoken: str = "") -> Json:
        """How a word is read, and what another reading would change."""
        return self._readings.told(" ".join(written.split()), " ".join(spoken.split()))

    def teach(self, written: str, spoken: str) -> Json:
        """Read a word so from now on."""
        self._readings.teach(" ".join(written.split()), " ".join(spoken.split()))
        return {"written": written}

    def forget(self, written: str) -> Json:
        """Read a word again as the program does."""
        self._readings.forget(written)
        return {"written": written}

    def bring(self, came: Path, called: str) -> Json:
        """What a file holds, without keeping it."""
        found = import_text(came, called)
        return {"title": found.title, "body": found.body, "notice": found.notice}

    def _saved(self, draft: Draft, name: str) -> Json:
        return {"name": name, "version": self._files.save(draft, name), "taken": self._files.taken}

    def _told(self, name: str) -> Json:
        draft = self._files.known(name)
        script, mistakes = self._files.read(draft, name)
        if script is None:
            fields, body = self._files.fields(draft)
            return text_telling.told_wrong(name, fields, body, mistakes)
        return text_telling.told(script, self._facts(), self._files.day())

    def _script(self, name: str) -> Script | None:
        return self._files.read(self._files.known(name), name)[0]

    def _facts(self) -> Mapping[str, str]:
        return self._station.files.book.loaded.settings.station.fields

    def _values(self, script: Script | None) -> dict[str, str]:
        """What fills the blanks where a text is shown: the station's facts, a template's examples."""
        return {**(script.blanks if script else {}), **self._facts()}

    def _shown_values(self, script: Script | None, body: str) -> dict[str, str]:
        values = self._values(script)
        return {**dict.fromkeys(blanks(body), text_telling.OPEN_BLANK), **values}

    def _used(self, name: str) -> list[str]:
        timetable = self._station.files.book.loaded.timetable
        return [one.name for one in timetable.programmes if any(item.name == name for item in one.texts)]
