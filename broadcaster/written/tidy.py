"""Slips of the hand that YAML either refuses at the first one or swallows: found line by line, all at once.

Each slip is told and mended in passing (a tab becomes spaces, a colon within words gets its quotes), so that the rest
of the file is still read and its mistakes are told too. Lines and, but for what stands right of a mend, columns stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from broadcaster.errors import Mistake
from broadcaster.written.spelling import ODD_SPACES, quoted

_LINE_BREAKS = dict.fromkeys(map(ord, "\x85\u2028\u2029"), " ")
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BLOCK_OPENS = re.compile(r"(?:^|[:\-] )\s*[|>][+\-0-9]{0,2}$")
_WORDS = r"[^\W\d]\w+(?: \w+){0,3}"
_WIDE_COLON = re.compile(rf"^(\s*(?:- +)*)({_WORDS}) *： *")
_TIGHT_COLON = re.compile(rf"^(\s*(?:- +)*)({_WORDS}):(?=[^\s/])")
_HEAD = re.compile(r"^(\s*(?:- +)*(?:[^\W\d][\w ]*: +)?)(?=\S)")
_INNER_COLON = re.compile(r":(?= |$)")
_AFTER_QUOTE = re.compile(r"""^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'(?!'))\s*([^\s#,:].*)$""")
_QUOTED_OR_NOTE = re.compile(r"""(?<![^\s\[{,:])(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'(?!'))|(?<!\S)(#)""")
_TIGHT_DASH = re.compile(r"^(\s*)-(?=[^\W\d_]|[\"'\[{])")
_LEAD = re.compile(r"\s*(?:- +)*")
_LONE_KEY = re.compile(rf"^(\s*(?:- +)*)({_WORDS})$")
_COMMENT = re.compile(r"(?:^|\s)#.*$")

_ORDER = re.compile(r"(?<=: )((?:gpio|command|lệnh) ?: ?[^,}\"'#]*[^,}\"'#\s])")
"""A way of switching an amplifier, which is one value though it holds a colon."""

RESERVED = "@`%&*!,]}"
"""Signs that cannot begin a value unless it is quoted."""


def tidy(text: str, file: str, first_line: int = 1) -> tuple[str, list[Mistake]]:
    """`text` mended so that YAML can read it, and a mistake for each thing mended."""
    mistakes: list[Mistake] = []
    mended = []
    block_indent: int | None = None
    beside = 0
    for number, raw in enumerate(text.translate(ODD_SPACES | _LINE_BREAKS).split("\n"), first_line):
        line = _readable(raw, file, number, beside, mistakes)
        indent = len(line) - len(line.lstrip())
        if block_indent is not None and (not line.strip() or indent > block_indent):
            mended.append(line)
            continue
        block_indent = None
        line = _mended(line, file, number, mistakes)
        if _BLOCK_OPENS.search(_COMMENT.sub("", line).rstrip()):
            block_indent = len(line) - len(line.lstrip())
        mended.append(line)
        if line.strip():
            beside = len(_LEAD.match(line)[0])  # type: ignore[index] # matches anything
    return "\n".join(_with_colons(mended, file, first_line, mistakes)), mistakes


def _with_colons(lines: list[str], file: str, first_line: int, mistakes: list[Mistake]) -> list[str]:
    """`lines` with a colon after a key that a list follows and that lacks its own."""
    written = [index for index, line in enumerate(lines) if _COMMENT.sub("", line).strip()]
    for index, following in pairwise(written):
        key, item = _LONE_KEY.match(lines[index]), lines[following]
        deeper = len(item) - len(item.lstrip()) > len(lines[index]) - len(lines[index].lstrip())
        if key and deeper and item.lstrip().startswith("- "):
            message = f"thiếu dấu hai chấm sau {quoted(key[2])}"
            mistakes.append(Mistake(file, index + first_line, key.end() + 1, message, f"viết '{key[2]}:'"))
            lines[index] = f"{key[0]}:"
    return lines


def _readable(line: str, file: str, number: int, beside: int, mistakes: list[Mistake]) -> str:
    strange = _UNPRINTABLE.search(line)
    if strange:
        message = f"có ký tự lạ (mã {ord(strange[0]):#04x}) không phải là chữ"
        mistakes.append(Mistake(file, number, strange.start() + 1, message, "xoá ký tự ấy rồi gõ lại dòng này"))
        line = _UNPRINTABLE.sub("?", line)
    return _without_tabs(line, file, number, beside, mistakes)


def _without_tabs(line: str, file: str, number: int, beside: int, mistakes: list[Mistake]) -> str:
    """`line` with spaces for tabs: as many as put it beside the line before it, where any usual width does."""
    line = line.rstrip()
    written = _COMMENT.sub("", line)
    if "\t" in written:
        column = written.index("\t") + 1
        mistakes.append(
            Mistake(file, number, column, "có phím Tab trong dòng", "thay bằng dấu cách (hai dấu cách mỗi bậc)")
        )
    body = line.lstrip()
    lead = line[: len(line) - len(body)]
    widths = [lead.replace("\t", " " * width) for width in (2, 4, 8)]
    fitting = next((spaces for spaces in widths if len(spaces) == beside), widths[0])
    return fitting + body.replace("\t", " ")


def _mended(line: str, file: str, number: int, mistakes: list[Mistake]) -> str:
    line = _ORDER.sub(lambda found: _quote(found[1]), line)
    for slip in (_tight_dash, _wide_colon, _tight_colon, _bad_value):
        for column, message, hint, mended in slip(line):
            mistakes.append(Mistake(file, number, column, message, hint))
            line = mended
    return line


_Slip = Iterator[tuple[int, str, str, str]]


def _tight_dash(line: str) -> _Slip:
    found = _TIGHT_DASH.match(line)
    if found:
        item = line[found.end() :]
        message = f"thiếu dấu cách sau dấu '-' ở {quoted(f'-{item}')}"
        yield found.end(), message, f"viết {quoted(f'- {item}')}", f"{found[1]}- {item}"


def _wide_colon(line: str) -> _Slip:
    found = _WIDE_COLON.match(line)
    if found:
        lead, key = found.groups()
        message = f"sau '{key}' là dấu hai chấm toàn khổ '：' của bộ gõ chữ Hán"
        yield (
            line.index("：") + 1,
            message,
            f"viết '{key}: ' bằng dấu hai chấm thường",
            f"{lead}{key}: {line[found.end() :]}",
        )


def _tight_colon(line: str) -> _Slip:
    found = _TIGHT_COLON.match(line)
    if found:
        lead, key = found.groups()
        rest = line[found.end() :]
        hint = f"viết {quoted(f'{key}: {rest}')}"
        yield found.end(), f"thiếu dấu cách sau dấu hai chấm ở {quoted(f'{key}:{rest}')}", hint, f"{lead}{key}: {rest}"


def _bad_value(line: str) -> _Slip:
    found = _HEAD.match(line)
    if not found or line[found.end()] == "#":
        return
    head, value = found[1], line[found.end() :]
    column = len(head) + 1
    words = value[: _noted_from(value)].rstrip()
    if head.rstrip()[-1:] not in (":", "-"):
        return
    if value[0] in "[{" and value != words and _is_open(words) and not _is_open(value):
        message = f"từ dấu '#' trở đi bị coi là ghi chú và không đọc: {quoted(value[len(words) :].lstrip())}"
        hint = "nếu là lời thì đặt trong dấu nháy kép, nếu là ghi chú thì đóng ngoặc trước dấu #"
        yield column + len(words), message, hint, head + _closed(words)
        return
    if value[0] in "\"'":
        after = _AFTER_QUOTE.match(words)
        if after:
            column += after.start(2)
            hint = "đặt cả giá trị trong một cặp dấu nháy"
            yield column, f"sau dấu nháy đóng còn chữ {quoted(after[2])}", hint, head + _quote(words)
        return
    if value[0] in RESERVED:
        message = f"giá trị {quoted(words)} bắt đầu bằng dấu '{value[0]}'"
        yield column, message, f'đặt giá trị trong dấu nháy kép: "{words}"', head + _quote(words)
    elif value.startswith("- ") and head.rstrip().endswith(":"):
        message = f"danh sách {quoted(words)} bắt đầu ngay sau dấu hai chấm"
        yield column, message, "xuống dòng, mỗi mục một dòng bắt đầu bằng '- '", head + _in_brackets(words[2:])
    elif value[0] not in "[{|>":
        yield from _inner_colon(head, words)


def _inner_colon(head: str, words: str) -> _Slip:
    colon = _INNER_COLON.search(words)
    if colon and head.rstrip().endswith(":"):
        message = f"có hai dấu hai chấm trên một dòng, ở {quoted(words)}"
        hint = "nếu là lời thì đặt cả giá trị trong dấu nháy kép, nếu là hai mục thì viết mỗi mục một dòng"
        yield len(head) + colon.start() + 1, message, hint, head + _quote(words)


def _noted_from(value: str) -> int:
    """Where the comment behind a value begins; its end if there is none. A `#` in quotes begins none."""
    return next((found.start() for found in _QUOTED_OR_NOTE.finditer(value) if found[1]), len(value))


def _is_open(words: str) -> bool:
    return words.count("[") > words.count("]") or words.count("{") > words.count("}")


def _closed(words: str) -> str:
    """`words` with the brackets closed that they open, the last first."""
    opened = [sign for sign in words if sign in "[{"][words.count("]") + words.count("}") :]
    return words.rstrip(", ") + "".join("]" if sign == "[" else "}" for sign in reversed(opened))


def _in_brackets(item: str) -> str:
    return f"[{{{item}}}]" if _INNER_COLON.search(item) else f"[{item}]"


def _quote(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
