"""Writing back into an officer's files: one entry at a time, read again before it counts, the earlier file kept.

A change that would make a mistake is not written; nor is one to a file that changed under the hand.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from broadcaster.errors import BroadcasterError, Mistake, MistakesError
from broadcaster.folder import StationFolder
from broadcaster.settings import read_settings
from broadcaster.settings.fields import CONFIG
from broadcaster.timetable.fields import PROGRAMME, SCHEDULE
from broadcaster.timetable.model import slug
from broadcaster.timetable.reading import read_schedules, schedule_files, timetable_of
from broadcaster.written.document import Listing, Mapping, Node, Scalar, compose
from broadcaster.written.editing import Step, Value, with_entry
from broadcaster.written.encoding import decode, read_text
from broadcaster.written.fields import Table
from broadcaster.written.readers import Several, Sub
from broadcaster.written.spelling import fold


def write_programme(folder: StationFolder, name: str, key: str, value: Value | None, now: datetime) -> Path:
    """Set `key` (in any spelling) of the programme called `name`, or take it out (None); the file's earlier copy.

    Raises MistakesError where the result would be wrong, BroadcasterError where there is no such programme or the file
    changed meanwhile.
    """
    path, steps = _find(folder, name)
    field = PROGRAMME.field_of(key)
    if field is None:
        raise BroadcasterError(f"chương trình không có mục '{key}'")
    return _write(folder, path, [*steps, (field.name, *field.spellings)], value, now)


def remove_programme(folder: StationFolder, name: str, now: datetime) -> Path:
    """Take the programme called `name` out of its file; the file's earlier copy."""
    path, steps = _find(folder, name)
    return _write(folder, path, steps, None, now)


def add_programme(folder: StationFolder, file: str, programme: dict[str, Value], now: datetime) -> Path | None:
    """Add `programme` at the end of `schedules/FILE`, made where there is none; the file's earlier copy, if any."""
    if Path(file).name != file or not file.endswith((".yaml", ".yml")):
        raise BroadcasterError(f"tên tệp lịch '{file}' không đúng; viết như buoi-sang.yaml")
    name = programme.get("name")
    if isinstance(name, str) and read_schedules(folder)[0].programme(name):
        raise BroadcasterError(f"đã có chương trình tên '{name}'; mỗi chương trình một tên")
    path = folder.schedules / file
    root = SCHEDULE.fields[0]
    keys = (root.name, *root.spellings)
    if not path.exists():
        text = with_entry("", [keys], [programme], file)
        _check(folder, path, text, "")
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, text.encode())
        return None
    node, _ = compose(read_text(path, folder.relative(path)).text, file)
    listed = _programmes(node)
    if listed is None:
        return _write(folder, path, [keys], [programme], now)
    return _write(folder, path, [keys, len(listed.items)], programme, now)


def write_setting(folder: StationFolder, keys: Sequence[str], value: Value | None, now: datetime) -> Path:
    """Set the setting at `keys` (`["rules", "silent_days"]`) of `config.yaml`, or take it out; the earlier copy."""
    steps: list[Step] = []
    table: Table | None = CONFIG
    for key in keys:
        field = table.field_of(key) if table else None
        if field is None:
            raise BroadcasterError(f"config.yaml không có mục '{'.'.join(keys)}'")
        steps.append((field.name, *field.spellings))
        inner = field.reader.one if isinstance(field.reader, Several) else field.reader
        table = inner.table if isinstance(inner, Sub) else None
    return _write(folder, folder.config, steps, value, now)


def _find(folder: StationFolder, name: str) -> tuple[Path, list[Step]]:
    """The file a programme is written in, and the way to it there."""
    wanted, root = slug(name), SCHEDULE.fields[0]
    keys = (root.name, *root.spellings)
    mistakes: list[Mistake] = []
    for path in schedule_files(folder):
        file = folder.relative(path)
        node, found = compose(read_text(path, file).text, file)
        mistakes += found
        listed = _programmes(node)
        for index, item in enumerate(listed.items if listed else ()):
            if _name_of(item) == wanted:
                return path, [keys, index] if isinstance(_value(node, keys), Listing) else [keys]
    if mistakes:
        raise MistakesError(mistakes)
    raise BroadcasterError(f"không có chương trình tên '{name}'")


def _programmes(node: Node | None) -> Listing | None:
    root = SCHEDULE.fields[0]
    value = _value(node, (root.name, *root.spellings))
    return (
        Listing((value,), value.place) if isinstance(value, Mapping) else value if isinstance(value, Listing) else None
    )


def _value(node: Node | None, keys: Sequence[str]) -> Node | None:
    wanted = set(map(fold, keys))
    entries = node.entries if isinstance(node, Mapping) else ()
    return next((value for key, value in entries if fold(key.text) in wanted), None)


def _name_of(item: Node) -> str | None:
    field = PROGRAMME.fields[0]
    name = _value(item, (field.name, *field.spellings))
    return slug(name.text) if isinstance(name, Scalar) else None


def _write(folder: StationFolder, path: Path, steps: Sequence[Step], value: Value | None, now: datetime) -> Path:
    file = folder.relative(path)
    before = path.read_bytes()
    old = decode(before, file)
    new = with_entry(old.text, steps, value, file)
    _check(folder, path, new, old.text)
    lines = new.replace("\n", "\r\n") if b"\r\n" in before else new
    mark = codecs.BOM_UTF8 if old.encoding == "utf-8-sig" else b""
    kept = _keep(folder, path, before, now)
    if path.read_bytes() != before:
        raise BroadcasterError(f"{file}: tệp vừa được sửa ở nơi khác; mở lại rồi sửa")
    _replace(path, mark + lines.encode())
    return kept


def _check(folder: StationFolder, path: Path, new: str, old: str) -> None:
    """Refuse a text with mistakes that the one before it had not."""
    file = folder.relative(path)
    config = path == folder.config

    def mistakes(text: str) -> list[Mistake]:
        return read_settings(text, file)[1] if config else timetable_of({file: text})[1]

    known = {(mistake.message, mistake.hint) for mistake in mistakes(old)}
    worse = [mistake for mistake in mistakes(new) if (mistake.message, mistake.hint) not in known]
    if worse:
        raise MistakesError(worse)


def _keep(folder: StationFolder, path: Path, content: bytes, now: datetime) -> Path:
    """A copy of the file as it was, in `var/history/`."""
    folder.history.mkdir(parents=True, exist_ok=True)
    stem = f"{path.stem}-{now:%Y%m%d-%H%M%S}"
    kept = folder.history / f"{stem}{path.suffix}"
    count = 1
    while kept.exists():
        count += 1
        kept = folder.history / f"{stem}-{count}{path.suffix}"
    kept.write_bytes(content)
    return kept


def _replace(path: Path, content: bytes) -> None:
    """Put `content` in the place of the file, whole or not at all."""
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(path)
