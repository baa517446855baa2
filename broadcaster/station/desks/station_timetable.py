"""The timetable's desk of a running station: what was changed is written to its files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from broadcaster.errors import Mistake, MistakesError
from broadcaster.sound.shelf import sounds_in
from broadcaster.station.aired import aired_by
from broadcaster.station.desks.comparing import Outlook, compared
from broadcaster.station.desks.drafting import drafted, known, named
from broadcaster.station.desks.timetable import Edit, Move
from broadcaster.station.door import Json, RefusedError, UnknownNameError
from broadcaster.station.files import shelf_of
from broadcaster.station.station import Station
from broadcaster.timetable.airing import airings
from broadcaster.timetable.check import HORIZON, check, missing
from broadcaster.timetable.draft import Draft, draft_of, schedule_draft
from broadcaster.timetable.load import Loaded, load_station
from broadcaster.timetable.model import Programme
from broadcaster.timetable.reading import read_schedules, schedule_files, timetable_of
from broadcaster.timetable.rundown import rundown
from broadcaster.timetable.writing import save
from broadcaster.written.encoding import decode, read_text
from broadcaster.written.history import version_of, versions

COMING = 5
"""Airings told of a programme."""
_AHEAD = timedelta(days=400)


class StationTimetable:
    """A `TimetableDesk`; every method may be called from any thread."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._folder = station.folder

    def shelf(self) -> Json:
        """Texts, sounds and schedule files, by name."""
        loaded, day = load_station(self._folder), self._now().date()
        return {
            "scripts": [
                {"name": name, "title": script.title, "why_not": script.why_not(day)}
                for name, script in sorted(loaded.scripts.items())
            ],
            "sounds": list(sounds_in(self._folder.audio)),
            "files": [path.name for path in schedule_files(self._folder)],
        }

    def programme(self, name: str) -> Json:
        """A programme as it is written, and when it comes next."""
        programme = known(self._folder, name)
        return {
            "name": programme.name,
            "file": Path(programme.place.file).name,
            "line": programme.place.line,
            "fields": draft_of(self._folder, programme.name).programme(programme.name),
            "coming": [one.isoformat() for one in self._coming(programme)],
        }

    def preview(self, edit: Edit) -> Json:
        """What a change would do, without making it."""
        draft = drafted(self._folder, edit, self._now())
        loaded, texts = load_station(self._folder), self._texts()
        before = self._outlook(loaded, texts)
        after = self._outlook(loaded, {**texts, draft.file: draft.text})
        told = compared(before, after, self._now())
        return {"file": draft.path.name, "seen": draft.seen, "same": draft.text == draft.old, **told}

    def save(self, edit: Edit, seen: str = "") -> Json:
        """Make a change."""
        station, now = self._station, self._now()
        draft = drafted(self._folder, edit, now)
        if seen and seen != draft.seen:
            raise RefusedError(f"{draft.file} vừa được sửa ở nơi khác; hãy xem lại rồi lưu lần nữa")
        if draft.text == draft.old:
            raise RefusedError("chưa có gì thay đổi nên không phải lưu")
        texts = self._texts()
        self._nothing_missing(draft, texts)
        others = {file: text for file, text in texts.items() if file != draft.file}
        with station.lock:
            kept = save(self._folder, draft, now, others)
            told = station.files.take()
        if told:
            station.note("tep", told)
        came = {one.slug for one in timetable_of({draft.file: draft.text})[0].programmes}
        return {
            "file": draft.path.name,
            "version": kept.name if kept else None,
            "next": self._next(came, edit),
            "taken": not station.files.earlier,
        }

    def files(self) -> list[Json]:
        """Every schedule, and those that were removed."""
        timetable, mistakes = read_schedules(self._folder)
        told = [
            {
                "file": path.name,
                "programmes": [
                    one.name for one in timetable.programmes if one.place.file == self._folder.relative(path)
                ],
                "mistakes": sum(mistake.file == self._folder.relative(path) for mistake in mistakes),
            }
            for path in schedule_files(self._folder)
        ]
        return sorted(told, key=lambda one: str(one["file"]))

    def file(self, file: str, text: str | None = None) -> Json:
        """A schedule's text, mistakes and earlier versions."""
        draft = schedule_draft(self._folder, file)
        earlier = versions(self._folder, draft.path, self._now())
        if draft.before is None and text is None:
            raise UnknownNameError(f"không có tệp lịch '{file}'; hãy chọn tệp khác ở trang Lịch, mục Tệp lịch")
        shown = draft.text if text is None else draft.with_text(text).text
        outlook = self._outlook(load_station(self._folder), {**self._texts(), draft.file: shown}, plan=False)
        return {
            "file": file,
            "text": shown,
            "seen": draft.seen,
            "mistakes": [one.as_json() for one in outlook.wrong if one.file == draft.file],
            "problems": [one.as_json() for one in outlook.problems if one.file == draft.file],
            "versions": [{"name": one.name, "until": one.until.isoformat()} for one in earlier],
        }

    def version(self, file: str, version: str) -> Json:
        """An earlier version's text."""
        draft = schedule_draft(self._folder, file)
        held = version_of(self._folder, draft.path, version, self._now())
        return {"file": file, "version": version, "text": decode(held, draft.file).text, "now": draft.text}

    def _now(self) -> datetime:
        return self._station.clock.now()

    def _texts(self) -> dict[str, str]:
        """The schedules by file, as far as they can be read."""
        found: dict[str, str] = {}
        for path in schedule_files(self._folder):
            file = self._folder.relative(path)
            try:
                found[file] = read_text(path, file).text
            except MistakesError:
                continue
        return found

    def _outlook(self, loaded: Loaded, texts: Mapping[str, str], *, plan: bool = True) -> Outlook:
        """How the station would stand with these schedules."""
        timetable, mistakes = timetable_of(dict(sorted(texts.items())))
        lengths = self._station.planning.lengths.of
        shelf, now = shelf_of(self._folder, loaded, lengths), self._now()
        wrong = {*mistakes, *missing(timetable, shelf)}
        aired = aired_by(self._station.journal)
        problems = {*check(timetable, loaded.settings, shelf, now, aired)} - wrong
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        entries = (
            rundown(timetable, loaded.scripts, loaded.settings, lengths, midnight, midnight + HORIZON).entries
            if plan
            else ()
        )
        return Outlook(tuple(sorted(wrong)), tuple(sorted(problems)), entries)

    def _nothing_missing(self, draft: Draft, texts: Mapping[str, str]) -> None:
        """Raise MistakesError for items that are not there: for them the station would not take any file in."""
        shelf = shelf_of(self._folder, load_station(self._folder))

        def lost(held: Mapping[str, str]) -> list[Mistake]:
            return missing(timetable_of(dict(held))[0], shelf)

        known_lost = {(one.file, one.message) for one in lost(texts)}
        worse = [one for one in lost({**texts, draft.file: draft.text}) if (one.file, one.message) not in known_lost]
        if worse:
            raise MistakesError(worse)

    def _coming(self, programme: Programme) -> list[datetime]:
        now = self._now()
        day = programme.rule.next_day(now.date(), _AHEAD.days)
        if day is None:
            return []
        since = max(now, datetime.combine(day, datetime.min.time(), now.tzinfo))
        return [one.at for one in airings([programme], since, since + timedelta(days=62))][:COMING]

    def _next(self, slugs: set[str], edit: Edit) -> str | None:
        """The next airing of what was changed, so that the page can show it."""
        if isinstance(edit, Move):
            return edit.to.isoformat()
        name = named(edit)
        programme = read_schedules(self._folder)[0].programme(name) if name else None
        if programme is None or programme.slug not in slugs:
            return None
        coming = self._coming(programme)
        return coming[0].isoformat() if coming else None
