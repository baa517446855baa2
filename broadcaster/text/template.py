"""The blanks of a text, `{{ commune }}`, filled. A blank nobody filled is an error, never silence.

A text that holds nothing but words and names in braces, as nearly all do, is filled here just as Jinja2 would fill it;
what holds more goes to Jinja2's sandbox, which is loaded only then: commands that read a station start much sooner.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping

from broadcaster.errors import BroadcasterError

LONGEST = 100_000
"""Characters of a filled text: an hour and a half of speech."""

_NAME = re.compile(r"\{\{\s*([^\W\d]\w*)\s*\}\}")
_LINE_END = re.compile(r"\r\n|\r")
_OF_JINJA = frozenset({
    "and", "or", "not", "in", "is", "if", "else", "true", "false", "none", "True", "False", "None",
    "range", "self", "super", "caller", "loop",
})  # fmt: skip
"""Words that are no blanks in braces."""


class TemplateWrongError(BroadcasterError):
    """A text that cannot be filled; `line` counts in the text, from 1."""

    def __init__(self, line: int, message: str, hint: str = "") -> None:
        self.line = line
        self.message = message
        self.hint = hint
        super().__init__(f"dòng {line}: {message}; {hint}" if hint else f"dòng {line}: {message}")


def fill(body: str, fields: Mapping[str, str]) -> str:
    """`body` with every blank filled from `fields`.

    Raises TemplateWrongError, a BroadcasterError, in Vietnamese and with the line, where a blank has no value, the
    braces are wrong or the text does more than a text may.
    """
    names = _names_alone(body)
    if names is None:
        from broadcaster.text import sandbox  # noqa: PLC0415 - 30 ms, for the few texts that need it

        return sandbox.fill(body, fields)
    missing = names - fields.keys()
    if missing:
        raise missing_blank(body, missing)
    filled = _NAME.sub(lambda name: fields[name[1]], _LINE_END.sub("\n", body))
    if len(filled) > LONGEST:
        raise TemplateWrongError(1, f"bài điền xong dài quá {LONGEST} chữ", "viết ngắn lại")
    return filled


def blanks(body: str) -> frozenset[str]:
    """Names of the blanks of `body`, those the station's fields fill among them.

    Raises TemplateWrongError where the braces are wrong.
    """
    names = _names_alone(body)
    if names is None:
        from broadcaster.text import sandbox  # noqa: PLC0415 - as above

        return sandbox.blanks(body)
    return names


def _names_alone(body: str) -> frozenset[str] | None:
    """The names in braces of `body`, where its braces hold nothing else; None where they may."""
    if "{" not in body:
        return frozenset()
    if "{" in _NAME.sub("", body):
        return None
    names = frozenset(_NAME.findall(body))
    return None if names & _OF_JINJA or not all(map(_plain, names)) else names


def _plain(name: str) -> bool:
    """Whether Python takes `name` as it stands: it folds odd letters of identifiers (NFKC), so that ª is a."""
    return name.isidentifier() and unicodedata.is_normalized("NFKC", name)


def line_of(body: str, name: str) -> int:
    """The first line of `body` where the blank `name` stands, from 1."""
    return body.count("\n", 0, _position(body, name)) + 1


def _position(body: str, name: str) -> int:
    found = re.search(r"\{[{%][^}]*?(?<!\w)" + re.escape(name) + r"(?!\w)", body)
    return found.start() if found else 0


def missing_blank(body: str, missing: Collection[str], told: str = "") -> TemplateWrongError:
    """What to say of blanks without a value, at the line of the first; `told` where their names are not known."""
    names = sorted(missing, key=lambda name: _position(body, name))
    if not names:
        return TemplateWrongError(1, f"không điền được bài: {told}", "xem lại các chỗ trống")
    listed = ", ".join(f"{{{{ {name} }}}}" for name in names)
    hint = "điền bằng " + " ".join(f"--set {name}='…'" for name in names) + ", hoặc thêm mục ấy vào config.yaml"
    return TemplateWrongError(line_of(body, names[0]), f"chỗ trống chưa có giá trị: {listed}", hint)
