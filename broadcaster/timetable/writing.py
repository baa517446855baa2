"""Writing back into an officer's files: one entry at a time, read again before it counts, the earlier file kept.

A change that would make a mistake is not written; nor is one to a file that changed under the hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from broadcaster.errors import BroadcasterError, Mistake, MistakesError
from broadcaster.folder import StationFolder
from broadcaster.settings import read_settings
from broadcaster.settings.fields import CONFIG
from broadcaster.timetable.draft import Draft, open_draft, schedule_draft
from broadcaster.timetable.reading import read_schedules, timetable_of
from broadcaster.written.document import compose
from broadcaster.written.editing import Value, plain
from broadcaster.written.fields import Table
from broadcaster.written.history import keep, replace
from broadcaster.written.readers import Several, Sub
from broadcaster.written.spelling import fold


def added(folder: StationFolder, file: str, programme: dict[str, Value]) -> Draft:
    """The draft of `schedules/FILE` with `programme`; raises BroadcasterError where its name is taken."""
    draft = schedule_draft(folder, file)
    name = programme.get("name")
    if isinstance(name, str) and read_schedules(folder)[0].programme(name):
        raise BroadcasterError(f"đã có chương trình tên '{name}'; mỗi chương trình một tên")
    return draft.with_new(programme)


def write_setting(folder: StationFolder, keys: Sequence[str], value: Value | None, now: datetime) -> Path:
    """Set the setting at `keys` (`["rules", "silent_days"]`) of `config.yaml`, or take it out; the earlier copy."""
    steps: list[tuple[str, ...]] = []
    table: Table | None = CONFIG
    for key in keys:
        field = table.field_of(key) if table else None
        if field is None:
            raise BroadcasterError(f"config.yaml không có mục '{'.'.join(keys)}'")
        steps.append((field.name, *field.spellings))
        inner = field.reader.one if isinstance(field.reader, Several) else field.reader
        table = inner.table if isinstance(inner, Sub) else None
    draft = open_draft(folder.config, folder.relative(folder.config))
    while len(steps) > 1 and value is not None and not _holds(draft, steps[:-1]):
        value, steps = {steps[-1][0]: value}, steps[:-1]  # the section itself is still to be written
    kept = save(folder, draft.with_entry(steps, value), now)
    assert kept is not None, "the settings were there, or there was nothing to set"
    return kept


def _holds(draft: Draft, sections: Sequence[tuple[str, ...]]) -> bool:
    """Whether the file has these sections, each by any of its names, one in the other, with something in them."""
    tree = plain(compose(draft.text, draft.file)[0])
    for section in sections:
        names = set(map(fold, section))
        tree = next((value for key, value in tree.items() if fold(key) in names), None)
        if not isinstance(tree, dict) or not tree:
            return False
    return True


def save(folder: StationFolder, draft: Draft, now: datetime, others: Mapping[str, str] | None = None) -> Path | None:
    """Write a draft; the file's earlier copy in `var/history/`, None where there was no file.

    Raises MistakesError where it holds mistakes that the file had not before (`others` are the texts of the other
    schedules, whose names it may not repeat), BroadcasterError where the file changed since the draft was made.
    """
    if worse := mistakes_new(folder, draft, others or {}):
        raise MistakesError(worse)
    return put(folder, draft, now)


def put(folder: StationFolder, draft: Draft, now: datetime) -> Path | None:
    """Write a draft whatever it says; the earlier copy. Raises BroadcasterError where the file changed meanwhile."""
    now_there = draft.path.read_bytes() if draft.path.exists() else None
    if now_there != draft.before:
        raise BroadcasterError(f"{draft.file}: tệp vừa được sửa ở nơi khác; mở lại rồi sửa")
    kept = None if draft.before is None else keep(folder, draft.path, draft.before, now)
    draft.path.parent.mkdir(parents=True, exist_ok=True)
    replace(draft.path, draft.content)
    return kept


def mistakes_new(folder: StationFolder, draft: Draft, others: Mapping[str, str]) -> list[Mistake]:
    """Mistakes in the writing of a draft that the file had not before."""

    def mistakes(text: str) -> list[Mistake]:
        if draft.path == folder.config:
            return read_settings(text, draft.file)[1]
        return timetable_of({**others, draft.file: text})[1]

    known = {(mistake.message, mistake.hint) for mistake in mistakes(draft.old)}
    return [mistake for mistake in mistakes(draft.text) if (mistake.message, mistake.hint) not in known]
