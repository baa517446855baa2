"""From a node to a meaning: one small class a shape of value, each with its JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from broadcaster.errors import Mistake
from broadcaster.written.document import Listing, Mapping, Node, Scalar
from broadcaster.written.spelling import quoted, usual_signs
from broadcaster.written.wrong import WrongValue

if TYPE_CHECKING:
    from broadcaster.written.fields import Table

_PLAIN_TYPES = ["string", "number", "boolean", "null"]
"""What an editor may take an unquoted word for; all of it is text here."""


class Reader(Protocol):
    """Gives the value of a field its meaning."""

    def read(self, node: Node, mistakes: list[Mistake]) -> Any:
        """The meaning of `node`; what is wrong goes to `mistakes`, and None stands for what could not be read."""
        ...

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of what may stand there."""
        ...


@dataclass(frozen=True)
class Words:
    """Free words, taken as written."""

    empty: bool = False
    """Whether nothing may stand there."""

    def read(self, node: Node, mistakes: list[Mistake]) -> str | None:
        """The words, on one line unless they were quoted or in a block."""
        if not isinstance(node, Scalar):
            mistakes.append(node.place.mistake("ở đây phải là một dòng chữ", "viết chữ ngay sau dấu hai chấm"))
            return None
        if node.swallowed:
            message = f"từ dấu '#' trở đi bị coi là ghi chú và không đọc: {quoted(node.swallowed)}"
            whole = " ".join(f"{node.text} {node.swallowed}".split())  # a plain value may go on over lines
            hint = f'nếu là lời thì viết trong nháy kép "{whole}", nếu là ghi chú thì thêm dấu cách sau dấu #'
            mistakes.append(node.place.mistake(message, hint))
            return None
        if not node.text.strip() and not self.empty:
            mistakes.append(node.place.mistake("mục này để trống", "viết giá trị sau dấu hai chấm, hoặc xoá dòng này"))
            return None
        return node.text if node.quoted else plain_spaces(node.text)

    def schema(self) -> dict[str, Any]:
        """Any plain value: an unquoted hotline is a number to an editor."""
        return {"type": _PLAIN_TYPES}


def plain_spaces(text: str) -> str:
    """`text` with every run of spaces and line ends made one space."""
    return " ".join(text.split())


@dataclass(frozen=True)
class Parsed:
    """One value with a meaning: a time, a date, a choice."""

    parse: Callable[[str], Any]
    """Raises WrongValue."""
    pattern: str = ""
    """Regular expression (ECMA) of what an editor lets pass; empty lets all pass."""
    choices: tuple[str, ...] = ()
    """Words an editor offers."""

    def means(self, text: str) -> bool:
        """Whether `parse` makes anything of `text`."""
        try:
            self.parse(text)
        except WrongValue:
            return False
        return True

    def read(self, node: Node, mistakes: list[Mistake]) -> Any:
        """What `parse` makes of the text."""
        if not isinstance(node, Scalar):
            mistakes.append(
                node.place.mistake("ở đây phải là một giá trị, không phải danh sách", "viết một giá trị trên dòng này")
            )
            return None
        if not node.text.strip():
            swallowed = f": {quoted(node.swallowed)} bị coi là ghi chú" if node.swallowed else ""
            mistakes.append(
                node.place.mistake(f"mục này để trống{swallowed}", "viết giá trị sau dấu hai chấm, hoặc xoá dòng này")
            )
            return None
        try:
            return self.parse(node.text)
        except WrongValue as wrong:
            usual = usual_signs(node.text)
            hint = wrong.hint if usual == node.text else f"dùng dấu thường trên bàn phím: viết {usual}"
            mistakes.append(node.place.mistake(wrong.message, hint))
            return None

    def schema(self) -> dict[str, Any]:
        """Plain values that fit the pattern, with the choices offered."""
        schema: dict[str, Any] = {"type": _PLAIN_TYPES}
        if self.pattern:
            schema["pattern"] = self.pattern
        if self.choices:
            schema = {"anyOf": [{"enum": list(self.choices)}, schema]}
        return schema


@dataclass(frozen=True)
class Several:
    """One value or a list of them; commas part a value too (`rằm, mùng 1`), unless all of it means something."""

    one: Reader
    """Reads each."""
    commas: bool = True
    """Whether a comma in an unquoted value begins the next."""
    empty: bool = True
    """Whether an empty list is allowed."""

    def read(self, node: Node, mistakes: list[Mistake]) -> tuple[Any, ...] | None:
        """The meanings of all that could be read, in order."""
        if not self.empty and ((isinstance(node, Listing) and not node.items) or node == Scalar("", node.place)):
            mistakes.append(node.place.mistake("danh sách này để trống", "viết ít nhất một giá trị, hoặc xoá dòng này"))
            return None
        if isinstance(node, Scalar) and not node.text and not node.swallowed:
            return ()
        found = []
        for item in self._items(node):
            if isinstance(item, Scalar) and not item.text and not item.swallowed:
                mistakes.append(item.place.mistake("dòng này để trống", "viết giá trị vào dòng này, hoặc xoá nó đi"))
                continue
            meaning = self.one.read(item, mistakes)
            if meaning is not None:
                found.append(meaning)
        return tuple(found)

    def _items(self, node: Node) -> tuple[Node, ...]:
        if isinstance(node, Listing):
            return tuple(part for item in node.items for part in self._items(item)) if self.commas else node.items
        if not self.commas or not isinstance(node, Scalar):
            return (node,)
        parts = [part.strip() for part in self._parted(node.text) if part.strip()]
        if len(parts) < 2 or (isinstance(self.one, Parsed) and self.one.means(node.text)):  # noqa: PLR2004 - two or more
            return (node,)
        return tuple(Scalar(part, node.place, node.quoted) for part in parts)

    def _parted(self, text: str) -> list[str]:
        """By commas; 'và' parts values too, but not free words, which may hold it."""
        return re.split(r"[,;，；、]|\s+và\s+" if isinstance(self.one, Parsed) else ",", text)

    def schema(self) -> dict[str, Any]:
        """One, or a list."""
        one = self.one.schema()
        return {"anyOf": [one, {"type": "array", "items": one}]}


@dataclass(frozen=True)
class Sub:
    """A record within a record."""

    table: Table

    def read(self, node: Node, mistakes: list[Mistake]) -> Any:
        """The inner record's `Reading`."""
        from broadcaster.written.fields import read_record  # noqa: PLC0415 - the two define each other

        reading, found = read_record(node, self.table)
        mistakes += found
        return reading if isinstance(node, Mapping) else None

    def schema(self) -> dict[str, Any]:
        """Where the schema file defines the inner record."""
        return {"$ref": f"#/definitions/{self.table.key}"}
