"""A change to a schedule file that is not made yet: what the file would hold, so that it can be looked at first."""

from __future__ import annotations

import codecs
import hashlib
import unicodedata
from collections.abc import Mapping as Fields
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from broadcaster.errors import BroadcasterError, Mistake, MistakesError
from broadcaster.folder import StationFolder
from broadcaster.timetable.fields import PROGRAMME, SCHEDULE
from broadcaster.timetable.model import slug
from broadcaster.timetable.reading import ENDINGS, schedule_files
from broadcaster.written.document import Listing, Mapping, Node, Scalar, compose
from broadcaster.written.editing import Step, Value, plain, with_entry
from broadcaster.written.encoding import decode, read_text
from broadcaster.written.spelling import fold

_ROOT = SCHEDULE.fields[0]
_PROGRAMMES: tuple[str, ...] = (_ROOT.name, *_ROOT.spellings)
_PRINT = 16


@dataclass(frozen=True)
class Draft:
    """A file as it would be."""

    path: Path
    """Which."""
    file: str
    """Its name for a message, relative to the station's folder."""
    before: bytes | None
    """What it holds now; None: there is no such file yet."""
    old: str
    """The same as text; empty where there is none."""
    text: str
    """What it would hold, lines ended by LF."""
    encoding: str = "utf-8"
    """How it was saved."""

    @property
    def content(self) -> bytes:
        """The bytes to write: line ends and the mark at the front as the file had them."""
        lines = self.text.replace("\n", "\r\n") if self.before and b"\r\n" in self.before else self.text
        return (codecs.BOM_UTF8 if self.encoding == "utf-8-sig" else b"") + lines.encode()

    @property
    def seen(self) -> str:
        """A word that changes when the file does, by whoever's hand."""
        return hashlib.sha256(self.before or b"").hexdigest()[:_PRINT]

    def with_text(self, text: str) -> Draft:
        """The draft with quite another text: NFC, lines ended by LF, one line end at its end."""
        unified = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).rstrip()
        return replace(self, text=f"{unified}\n" if unified else "")

    def with_entry(self, steps: Sequence[Step], value: Value | None) -> Draft:
        """The draft with one entry set, or taken out (None); raises MistakesError, BroadcasterError."""
        return replace(self, text=with_entry(self.text, steps, value, self.file))

    def with_programme(self, name: str, values: Fields[str, Value | None]) -> Draft:
        """The draft with these keys of a programme set, or taken out (None); raises as `with_entry`."""
        draft = self
        for key, value in values.items():
            field = PROGRAMME.field_of(key)
            if field is None:
                raise BroadcasterError(f"chương trình không có mục '{key}'")
            if value is None and field.name not in draft.programme(name):
                continue
            draft = draft.with_entry([*draft.steps_to(name), (field.name, *field.spellings)], value)
            name = value if field.name == "name" and isinstance(value, str) else name
        return draft

    def without_programme(self, name: str) -> Draft:
        """The draft without a programme; raises as `with_entry`."""
        return self.with_entry(self.steps_to(name), None)

    def with_new(self, programme: dict[str, Value]) -> Draft:
        """The draft with `programme` at its end; raises as `with_entry`."""
        node, _ = compose(self.text, self.file)
        listed = _programmes(node)
        if listed is None:
            return self.with_entry([_PROGRAMMES], [programme])
        return self.with_entry([_PROGRAMMES, len(listed.items)], programme)

    def programme(self, name: str) -> dict[str, Value]:
        """A programme's keys, in their English spelling, and values as they are written there.

        Raises BroadcasterError where there is none of that name.
        """
        node, _ = compose(self.text, self.file)
        listed, wanted = _programmes(node), slug(name)
        item = next((one for one in (listed.items if listed else ()) if name_of(one) == wanted), None)
        if not isinstance(item, Mapping):
            raise BroadcasterError(f"không có chương trình tên '{name}'")
        known = ((PROGRAMME.field_of(key.text), value) for key, value in item.entries)
        return {field.name: plain(value) for field, value in known if field is not None}

    def steps_to(self, name: str) -> list[Step]:
        """The way to a programme; raises BroadcasterError."""
        node, _ = compose(self.text, self.file)
        listed, wanted = _programmes(node), slug(name)
        for index, item in enumerate(listed.items if listed else ()):
            if name_of(item) == wanted:
                return [_PROGRAMMES, index] if isinstance(_value(node, _PROGRAMMES), Listing) else [_PROGRAMMES]
        raise BroadcasterError(f"không có chương trình tên '{name}'")


def open_draft(path: Path, file: str) -> Draft:
    """The file at `path` unchanged; empty where there is none. Raises MistakesError where it is no text."""
    if not path.exists():
        return Draft(path, file, None, "", "")
    before = path.read_bytes()
    read = decode(before, file)
    return Draft(path, file, before, read.text, read.text, read.encoding)


def schedule_draft(folder: StationFolder, name: str) -> Draft:
    """The file `schedules/NAME` unchanged, or the empty one it will be; raises BroadcasterError for a strange name."""
    if Path(name).name != name or not name.lower().endswith(ENDINGS) or name.startswith((".", "~")):
        raise BroadcasterError(f"tên tệp lịch '{name}' không đúng; viết như buoi-sang.yaml")
    path = folder.schedules / name
    return open_draft(path, folder.relative(path))


def draft_of(folder: StationFolder, programme: str) -> Draft:
    """The file in which `programme` is written, unchanged.

    Raises MistakesError where it could not be found for mistakes, BroadcasterError where there is none.
    """
    wanted, mistakes = slug(programme), list[Mistake]()
    for path in schedule_files(folder):
        file = folder.relative(path)
        node, found = compose(read_text(path, file).text, file)
        mistakes += found
        listed = _programmes(node)
        if any(name_of(item) == wanted for item in (listed.items if listed else ())):
            return open_draft(path, file)
    if mistakes:
        raise MistakesError(mistakes)
    raise BroadcasterError(f"không có chương trình tên '{programme}'")


def _programmes(node: Node | None) -> Listing | None:
    value = _value(node, _PROGRAMMES)
    if isinstance(value, Mapping):
        return Listing((value,), value.place)
    return value if isinstance(value, Listing) else None


def _value(node: Node | None, keys: Sequence[str]) -> Node | None:
    wanted = set(map(fold, keys))
    entries = node.entries if isinstance(node, Mapping) else ()
    return next((value for key, value in entries if fold(key.text) in wanted), None)


def name_of(item: Node) -> str | None:
    """The slug of a programme's name, as far as it has one."""
    field = PROGRAMME.fields[0]
    name = _value(item, (field.name, *field.spellings))
    return slug(name.text) if isinstance(name, Scalar) else None
