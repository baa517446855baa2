"""A file with its mistakes underlined at their place. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_TOKEN = re.compile(r"\"[^\"]*\"?|'[^']*'?|[^\s,\[\]{}#]+")


@dataclass(frozen=True)
class Piece:
    """Some words of a line."""

    text: str
    """The words."""
    message: str = ""
    """What is wrong with them; empty: nothing."""


@dataclass(frozen=True)
class Line:
    """One line of a file."""

    number: int
    """From 1."""
    pieces: tuple[Piece, ...]
    """Its words in order."""
    wrong: bool
    """Whether there is a mistake in it."""


def marked(text: str, mistakes: Iterable[Mapping[str, Any]]) -> list[Line]:
    """The lines of `text`, each mistake's words marked; a mistake without a column marks the whole line."""
    of_line: dict[int, list[Mapping[str, Any]]] = {}
    for mistake in mistakes:
        of_line.setdefault(max(1, int(mistake["line"])), []).append(mistake)
    return [
        Line(number, _pieces(line, of_line.get(number, [])), number in of_line)
        for number, line in enumerate(text.split("\n"), 1)
    ]


def span(line: str, column: int) -> tuple[int, int]:
    """Where the words begin and end in `line` that stand at `column` (from 1; 0: all of it)."""
    indent = len(line) - len(line.lstrip())
    if column < 1 or column > len(line):
        return indent, max(len(line.rstrip()), indent)
    found = _TOKEN.match(line, column - 1)
    return column - 1, found.end() if found else column


def _pieces(line: str, mistakes: list[Mapping[str, Any]]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    end = 0
    for mistake in sorted(mistakes, key=lambda one: int(one["column"])):
        start, stop = span(line, int(mistake["column"]))
        if start < end:
            continue
        told = f"{mistake['message']}; {mistake['hint']}" if mistake["hint"] else str(mistake["message"])
        pieces += [Piece(line[end:start]), Piece(line[start:stop] or " ", told)]
        end = stop
    return tuple(piece for piece in (*pieces, Piece(line[end:])) if piece.text)
