"""One table a record: its keys in both languages, how each value is read, and what it is for.

The same table reads a file, fills `docs/keys.md` and, in `schema.py`, makes the JSON Schema editors complete from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from broadcaster.errors import Mistake
from broadcaster.written.document import Mapping, Node, Place, Scalar
from broadcaster.written.readers import Reader, Several, Sub, Words
from broadcaster.written.spelling import closest, fold, quoted, strip_accents


@dataclass(frozen=True)
class Field:
    """One key of a record."""

    name: str
    """The English key."""
    spellings: tuple[str, ...]
    """Vietnamese keys, with their accents; each is understood without them too."""
    reader: Reader
    """Gives the value its meaning."""
    doc: str
    """What it is for: one Vietnamese line."""
    required: bool = False
    """Whether a record without it is a mistake."""
    example: str = ""
    """As an officer would write it."""

    @property
    def shown(self) -> str:
        """Both spellings, for a message: "'at' (lúc)"."""
        return f"'{self.name}'" + (f" ({self.spellings[0]})" if self.spellings else "")

    def every_key(self) -> tuple[str, ...]:
        """Every way to write the key, each once: English, Vietnamese, without accents, with `_` for spaces."""
        written = [self.name, *self.spellings, *map(strip_accents, self.spellings)]
        written += [key.replace(" ", "_") for key in written]
        return tuple(dict.fromkeys(written))


@dataclass(frozen=True)
class Table:
    """The fields of one kind of record."""

    name: str
    """What the record is, in Vietnamese: 'chương trình'."""
    fields: tuple[Field, ...]
    open: bool = False
    """Whether other keys are allowed too and kept as text (the facts of a station)."""

    @property
    def key(self) -> str:
        """The name as a JSON Schema may refer to it: 'chuong-trinh'."""
        return re.sub(r"[^a-z0-9]+", "-", fold(self.name)).strip("-")

    @cached_property
    def _by_spelling(self) -> dict[str, Field]:
        return {fold(key): one for one in reversed(self.fields) for key in (one.name, *one.spellings)}

    def field_of(self, key: str) -> Field | None:
        """The field that `key`, in any spelling, stands for."""
        return self._by_spelling.get(key) or self._by_spelling.get(fold(key))


@dataclass(frozen=True)
class Reading:
    """What could be read of one record."""

    values: dict[str, Any]
    """By English key; a field that is absent or wrong is not here."""
    places: dict[str, Place]
    """Where each field's value stands, wrong ones too."""
    place: Place
    """Where the record begins."""
    unknown: set[str] = field(default_factory=set)
    """Fields that keys which mean nothing were most likely meant to be; '' where nobody can tell."""
    torn: bool = False
    """Whether a line of it could not be read, so that what is absent may have stood there."""
    wrong: bool = False
    """Whether anything in it, or in a record within it, is a mistake."""
    others: dict[str, str] = field(default_factory=dict)
    """Keys beyond the table, where it is open, as written."""

    def get(self, name: str, default: Any = None) -> Any:
        """The value of field `name`, or `default`."""
        return self.values.get(name, default)

    def at(self, name: str) -> Place:
        """Where field `name` stands; the record's own place if it is absent."""
        return self.places.get(name, self.place)


def read_record(node: Node | None, table: Table, place: Place | None = None) -> tuple[Reading, list[Mistake]]:
    """The record at `node` by `table`, and every mistake in it.

    `place` is named where there is no node at all (an empty file).
    """
    mistakes: list[Mistake] = []
    where = node.place if node is not None else place or Place("", 0, 0)
    reading = Reading({}, {}, where)
    if isinstance(node, Mapping):
        reading = Reading({}, {}, where, torn=node.torn)
        for key, value in node.entries:
            _read_entry(key, value, table, reading, mistakes)
    elif node is not None and not (isinstance(node, Scalar) and not node.text):
        mistakes.append(node.place.mistake(*_not_a_record(node, table)))
        return replace(reading, wrong=True), mistakes
    if reading.torn:
        return replace(reading, wrong=True), mistakes
    mistakes += [
        where.mistake(f"{table.name} thiếu mục {one.shown}", f"thêm dòng '{one.name}: {one.example or '…'}'")
        for one in table.fields
        if one.required and one.name not in reading.places and one.name not in reading.unknown
    ]
    return replace(reading, wrong=bool(mistakes)), mistakes


def _not_a_record(node: Node, table: Table) -> tuple[str, str]:
    first = table.fields[0] if table.fields else None
    if isinstance(node, Scalar):
        name, text = (first.name, node.text) if first and isinstance(first.reader, Words) else ("tên mục", "giá trị")
        message = f"{table.name}: trước chữ {quoted(node.text)} thiếu tên mục và dấu hai chấm"
        return message, f"viết {quoted(f'{name}: {text}')}"
    if first and isinstance(first.reader, Several) and isinstance(first.reader.one, Sub):
        hint = f"thêm dòng '{first.name}:' ở đầu tệp, rồi thụt danh sách vào dưới nó"
        return f"{table.name} bắt đầu bằng danh sách mà không nói là danh sách gì", hint
    return f"{table.name} phải gồm các mục, không phải danh sách", "viết 'tên mục: giá trị', mỗi mục một dòng"


def _read_entry(key: Scalar, value: Node, table: Table, reading: Reading, mistakes: list[Mistake]) -> None:
    one = table.field_of(key.text)
    if one is None:
        if table.open and isinstance(value, Scalar):
            _read_other(key, value, reading, mistakes)
        else:
            meant, message, hint = _unknown(key.text, table)
            reading.unknown.add(meant)
            mistakes.append(key.place.mistake(message, hint))
        return
    if one.name in reading.places:
        if reading.torn:
            return
        message = f"mục '{key.text}' viết hai lần trong cùng một {table.name}"
        mistakes.append(key.place.mistake(message, f"dòng {reading.places[one.name].line} đã có; giữ một dòng"))
        return
    reading.places[one.name] = value.place
    before = len(mistakes)
    meaning = one.reader.read(value, mistakes)
    if len(mistakes) == before or (meaning is not None and not isinstance(value, Scalar)):
        reading.values[one.name] = meaning


def _read_other(key: Scalar, value: Scalar, reading: Reading, mistakes: list[Mistake]) -> None:
    if key.text in reading.others:
        mistakes.append(key.place.mistake(f"mục '{key.text}' viết hai lần", "giữ một dòng"))
    reading.others[key.text] = value.text
    reading.places[key.text] = value.place


def _unknown(key: str, table: Table) -> tuple[str, str, str]:
    """The field meant, what is wrong, what to write."""
    head, colon, tail = key.partition(":")
    tight = table.field_of(head) if colon else None
    if tight:
        return tight.name, f"thiếu dấu cách sau dấu hai chấm ở {quoted(key)}", f"viết '{head}: {tail.strip()}'"
    near = closest(key, (spelling for one in table.fields for spelling in (one.name, *one.spellings)))
    known = ", ".join(one.spellings[0] if one.spellings else one.name for one in table.fields)
    meant = table.field_of(near) if near else None
    hint = f"ý bạn là '{near}'?" if near else f"các mục có: {known}"
    return meant.name if meant else "", f"mục {quoted(key)} không có trong {table.name}", hint


def keys_table(table: Table) -> Iterator[str]:
    """The rows of `docs/keys.md` for one record (Markdown)."""
    yield f"## {table.name[:1].upper()}{table.name[1:]}\n"
    yield "| khoá | viết tiếng Việt | ví dụ | để làm gì |\n|---|---|---|---|"
    for one in table.fields:
        vietnamese = ", ".join(f"`{spelling}`" for spelling in one.spellings)
        needed = " **(phải có)**" if one.required else ""
        example = f"`{one.example}`" if one.example else ""
        yield f"| `{one.name}` | {vietnamese} | {example} | {one.doc}{needed} |"
    yield ""
