"""YAML as an officer writes it: every scalar stays the text it was, and everything knows its line and column.

Nothing is guessed from a value's look: 5:30, no, 010 and 2026-02-30 are just those characters until a field reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from broadcaster.errors import Mistake
from broadcaster.written.syntax import explain
from broadcaster.written.tidy import tidy

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DEEPEST = 20
_MOST_DROPPED = 20
_INDENT = 2
_LEAD = re.compile(r"\s*(?:- +)*")
_SWALLOWED = re.compile(r"\s*(#[^\s#].*)$")


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands in an operator's file."""

    file: str
    """Path relative to the station folder, with `/`."""
    line: int
    """From 1; 0 where the whole file is meant."""
    column: int
    """From 1; 0 where the whole line is meant."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"

    def mistake(self, message: str, hint: str = "") -> Mistake:
        """A mistake at this place."""
        return Mistake(self.file, self.line, self.column, message, hint)


@dataclass(frozen=True)
class Scalar:
    """One value or key: the text as written, unquoted."""

    text: str
    """Empty where nothing stands."""
    place: Place
    quoted: bool = False
    """Whether it stood in quotes or in a block (`|`, `>`)."""
    swallowed: str = ""
    """Words right after it that YAML takes for a comment though no space follows the `#`."""


@dataclass(frozen=True)
class Listing:
    """A list: `- a` lines or `[a, b]`."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True)
class Mapping:
    """Keys and their values, in the order written, doubles kept."""

    entries: tuple[tuple[Scalar, Node], ...]
    place: Place
    torn: bool = False
    """Whether a line within it could not be read, so that nothing may be said of what is missing in it."""


Node = Scalar | Listing | Mapping


def compose(text: str, file: str, first_line: int = 1) -> tuple[Node | None, list[Mistake]]:
    """The tree of `text`, and what is wrong with its writing.

    A line that cannot be read is told and passed over, so that the mistakes after it are told too; what it stood in is
    `torn`. None for an empty document, or if nothing could be read. `first_line` is the line of `file` on which `text`
    begins (front matter).
    """
    tidied, mistakes = tidy(text, file, first_line)
    lines = tidied.split("\n")
    dropped: dict[int, tuple[int, int]] = {}
    for _ in range(_MOST_DROPPED):
        builder = _Builder(lines, file, first_line, dropped)
        try:
            for event in yaml.parse("\n".join(lines), Loader=_LOADER):
                builder.take(event)
        except _RefusedError as refused:
            mistake = refused.mistake
        except yaml.YAMLError as error:
            mistake = explain(error, "\n".join(lines), file, first_line)
        else:
            return builder.root, mistakes
        index = mistake.line - first_line
        if not {index - 1, index, index + 1} & set(dropped):
            mistakes.append(mistake)  # what follows a line passed over stumbles over its absence
        if not lines[index]:
            break
        _pass_over(lines, index, dropped)
    return None, mistakes


def _pass_over(lines: list[str], index: int, dropped: dict[int, tuple[int, int]]) -> None:
    """Empty a line; its dash stays where the next line goes on with the same item."""
    line = lines[index]
    dash = line.lstrip()
    lead = len(line) - len(dash), len(_LEAD.match(line)[0])  # type: ignore[index] # matches anything
    following = next((after for after in lines[index + 1 :] if after.strip()), "")
    goes_on = dash.startswith("- ") and len(following) - len(following.lstrip()) == lead[1]
    lines[index] = " " * lead[0] + "-" if goes_on and index not in dropped else ""
    dropped[index] = lead


class _RefusedError(Exception):
    """Something YAML allows and an operator's file may not hold."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(str(mistake))
        self.mistake = mistake


@dataclass
class _Open:
    """A list or mapping not closed yet."""

    is_map: bool
    place: Place
    nodes: list[Node]


class _Builder:
    """Turns parser events into nodes without recursion, so that no depth of brackets can hurt."""

    def __init__(self, lines: list[str], file: str, first_line: int, dropped: dict[int, tuple[int, int]]) -> None:
        self.root: Node | None = None
        self._lines = lines
        self._dropped = dropped
        self._file = file
        self._first_line = first_line
        self._open: list[_Open] = []
        self._documents = 0

    def take(self, event: Any) -> None:
        """Add one parser event."""
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._refuse(event, "có dòng '---' thứ hai: mỗi tệp chỉ một phần", "xoá dòng '---' ấy")
        elif isinstance(event, yaml.AliasEvent):
            self._refuse(
                event, f"dấu '*' trước '{event.anchor}' có nghĩa riêng trong YAML", "đặt giá trị trong dấu nháy kép"
            )
        elif isinstance(event, yaml.NodeEvent):
            self._node(event)
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            self._close(event)

    def _node(self, event: Any) -> None:
        if event.anchor or (event.tag and event.tag != "!"):
            self._refuse(
                event, "dấu '&' hoặc '!' đứng đầu giá trị có nghĩa riêng trong YAML", "đặt giá trị trong dấu nháy kép"
            )
        if isinstance(event, yaml.ScalarEvent):
            self._add(self._scalar(event))
            return
        if len(self._open) >= _DEEPEST:
            self._refuse(event, "lồng quá nhiều bậc", "bớt dấu ngoặc hoặc bớt thụt dòng")
        self._open.append(_Open(isinstance(event, yaml.MappingStartEvent), self._place(event), []))

    def _scalar(self, event: Any) -> Scalar:
        end = event.end_mark
        tail = self._lines[end.line][end.column :] if end.line < len(self._lines) else ""
        swallowed = _SWALLOWED.match(tail) if event.style is None or event.style == "" else None
        quoted = event.style not in (None, "")
        return Scalar(event.value, self._place(event), quoted, swallowed[1] if swallowed else "")

    def _close(self, event: Any) -> None:
        done = self._open.pop()
        if not done.is_map:
            self._add(Listing(tuple(done.nodes), done.place))
            return
        torn = any(self._stood_in(done.place, event.end_mark.line, *gap) for gap in self._dropped.items())
        self._add(Mapping(tuple(self._pairs(done.nodes)), done.place, torn))

    def _stood_in(self, place: Place, last: int, gap: int, lead: tuple[int, int]) -> bool:
        """Whether the line passed over at `gap`, its dash and its words so far in, was of the mapping at `place`."""
        first, column = place.line - self._first_line, place.column - 1
        if first <= gap <= last:
            return lead[0] > column - _INDENT if lead[0] == lead[1] else lead[0] >= column
        between = self._lines[gap:first] if gap < first else ["x"]
        return lead[1] == column and not any(line.strip(" -") for line in between)

    def _pairs(self, nodes: list[Node]) -> Iterator[tuple[Scalar, Node]]:
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            if not isinstance(key, Scalar):
                raise _RefusedError(
                    key.place.mistake("tên mục phải là chữ, không phải danh sách", "viết 'tên mục: giá trị'")
                )
            yield key, value

    def _add(self, node: Node) -> None:
        if self._open:
            self._open[-1].nodes.append(node)
        else:
            self.root = node

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self._file, mark.line + self._first_line, mark.column + 1)

    def _refuse(self, event: Any, message: str, hint: str) -> None:
        raise _RefusedError(self._place(event).mistake(message, hint))
