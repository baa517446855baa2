"""What YAML's parser complains of, in an officer's words."""

from __future__ import annotations

import re
from typing import Any

import yaml

from broadcaster.errors import Mistake
from broadcaster.written.spelling import quoted

_SAYINGS = (
    ("quoted scalar", "dấu nháy mở mà không đóng", "thêm dấu nháy đóng ở cuối giá trị"),
    ("flow sequence", "ngoặc vuông '[' mở mà không đóng, hoặc thiếu dấu phẩy", "viết [a, b, c]"),
    ("flow mapping", "ngoặc nhọn '{' mở mà không đóng, hoặc thiếu dấu phẩy", "viết { mục: giá trị, mục: giá trị }"),
    ("flow node", "trong ngoặc thiếu giá trị", "viết [a, b, c] và đóng ngoặc"),
    ("maximum depth", "lồng quá nhiều bậc", "bớt dấu ngoặc hoặc bớt thụt dòng"),
    (
        "mapping values",
        "dấu hai chấm ở đây không đúng chỗ",
        "viết mỗi mục một dòng, các mục cùng bậc thụt vào bằng nhau",
    ),
    ("sequence entries", "dấu '-' ở đây không đúng chỗ", "danh sách xuống dòng, mỗi mục một dòng bắt đầu bằng '- '"),
    ("block collection", "dòng này thụt vào không đúng bậc", "cho các mục cùng bậc thẳng hàng nhau, dấu '-' cũng vậy"),
    ("block mapping", "dòng này thụt vào không bằng các mục cùng bậc", "cho các mục cùng bậc thẳng hàng nhau"),
    ("simple key", "dòng này thiếu dấu hai chấm sau tên mục", "viết 'tên mục: giá trị'"),
    ("block scalar", "sau dấu '|' hoặc '>' phải xuống dòng", "xuống dòng rồi thụt các dòng chữ vào"),
    ("plain scalar", "dòng này không đọc được", "đặt giá trị trong dấu nháy kép"),
    ("directive", "dòng bắt đầu bằng dấu '%'", "đặt giá trị trong dấu nháy kép"),
    ("anchor", "dấu '&' có nghĩa riêng trong YAML", "đặt giá trị trong dấu nháy kép"),
    ("alias", "dấu '*' có nghĩa riêng trong YAML", "đặt giá trị trong dấu nháy kép"),
    ("tag", "dấu '!' có nghĩa riêng trong YAML", "đặt giá trị trong dấu nháy kép"),
    ("document start", "phần đầu tệp không đọc được", "viết 'tên mục: giá trị' từ đầu dòng"),
)
"""A piece of the parser's own wording (libyaml and PyYAML share these), what it means here, what to do."""

_OTHERWISE = ("dòng này viết sai cách", "viết 'tên mục: giá trị', hoặc đặt giá trị trong dấu nháy kép")


_OPENED = re.compile(r"""^\s*(?:- +)*(?:[^\W\d][\w ]*: +)?(?=["'])""")
_CLOSED = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*(?:#.*)?$""")
_AT_ITS_START = ("mở mà không đóng", "thiếu dấu hai chấm")
"""Sayings about something that began before the parser stopped."""


def explain(error: yaml.YAMLError, text: str, file: str, first_line: int) -> Mistake:
    """The parser's `error` in `text` as a mistake of `file`, quoting the line it means."""
    lines = text.split("\n")
    wording = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    message, hint = next(((say, do) for piece, say, do in _SAYINGS if piece in wording), _OTHERWISE)
    line, column = _position(error, at_start=any(words in message for words in _AT_ITS_START), lines=lines)
    opened = _open_quote(lines[: line + 1])
    if opened:
        (line, column), (message, hint) = opened, _SAYINGS[0][1:]
    written = lines[line].strip()
    return Mistake(file, line + first_line, column + 1, f"{message}: {quoted(written)}" if written else message, hint)


def _open_quote(lines: list[str]) -> tuple[int, int] | None:
    """Line and column from 0 of the first value that opens a quote and does not close it on its line."""
    for number, line in enumerate(lines):
        head = _OPENED.match(line)
        if head and not _CLOSED.match(line, head.end()):
            return number, head.end()
    return None


def _position(error: Any, *, at_start: bool, lines: list[str]) -> tuple[int, int]:
    """Line and column from 0: where what went wrong began, else where reading stopped."""
    stopped, began = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    mark = (began or stopped) if at_start else (stopped or began)
    if mark is None:
        return 0, 0
    line = min(mark.line, len(lines) - 1)
    while line > 0 and not lines[line].strip():
        line -= 1
    return line, mark.column if line == mark.line else 0
