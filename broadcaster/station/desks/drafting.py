"""From what an officer wants of the timetable to the file that would say so; nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from broadcaster.folder import StationFolder
from broadcaster.station.desks.moving import Moved, moved, with_day
from broadcaster.station.desks.timetable import Add, Change, Edit, End, Move, Remove, Restore, Rewrite, Skip
from broadcaster.station.door import RefusedError, UnknownNameError
from broadcaster.timetable.draft import Draft, draft_of, schedule_draft
from broadcaster.timetable.model import Programme
from broadcaster.timetable.reading import read_schedules
from broadcaster.timetable.writing import added
from broadcaster.written.dates import say_date
from broadcaster.written.editing import Value
from broadcaster.written.encoding import decode
from broadcaster.written.history import version_of


def drafted(folder: StationFolder, edit: Edit, now: datetime) -> Draft:
    """The file as `edit` wants it; raises BroadcasterError, saying what to do."""
    if isinstance(edit, Add):
        return added(folder, edit.file, dict(edit.fields))
    if isinstance(edit, Rewrite):
        return schedule_draft(folder, edit.file).with_text(edit.text)
    if isinstance(edit, Restore):
        draft = schedule_draft(folder, edit.file)
        return draft.with_text(decode(version_of(folder, draft.path, edit.version, now), draft.file).text)
    programme = known(folder, edit.programme)
    draft = draft_of(folder, programme.name)
    if isinstance(edit, Move):
        if edit.to <= now:
            raise RefusedError(f"{edit.to:%H:%M} ngày {say_date(edit.to.date())} đã qua; hãy chọn giờ sau bây giờ")
        return _moved(draft, programme, edit)
    if isinstance(edit, Remove):
        return draft.without_programme(programme.name)
    return draft.with_programme(programme.name, _changes(draft, edit))


def named(edit: Edit) -> str:
    """The programme that an edit leaves behind, by its name afterwards; empty where it is about a file."""
    if isinstance(edit, Rewrite | Restore):
        return ""
    given = edit.fields.get("name") if isinstance(edit, Add | Change) else None
    return given if isinstance(given, str) else "" if isinstance(edit, Add) else edit.programme


def known(folder: StationFolder, name: str) -> Programme:
    """The programme of that name, one written wrong too; raises UnknownNameError."""
    timetable, _ = read_schedules(folder)
    faulty = (one for one in timetable.faulty if one.name == name)
    programme = timetable.programme(name) or next(faulty, None)
    if programme is None:
        raise UnknownNameError(f"không có chương trình '{name}', có lẽ vừa đổi tên hoặc xoá; hãy mở lại trang Lịch")
    return programme


def _changes(draft: Draft, edit: Change | End | Skip) -> Mapping[str, Value | None]:
    if isinstance(edit, Change):
        return edit.fields
    if isinstance(edit, End):
        return {"until": say_date(edit.last)}
    return {"except": with_day(draft.programme(edit.programme).get("except"), edit.day)}


def _moved(draft: Draft, programme: Programme, move: Move) -> Draft:
    fields = draft.programme(programme.name)
    todo: Moved = moved(move, programme, fields)
    draft = draft.with_programme(programme.name, todo.changes)
    for new in todo.new:
        draft = draft.with_new(new)
    return draft
