"""Writing a script or a line of the lexicon: the text that a file would hold, its notes and its order kept. Pure."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping

from broadcaster.errors import BroadcasterError, MistakesError
from broadcaster.text.script import SCRIPT
from broadcaster.written.document import Mapping as Tree
from broadcaster.written.document import compose
from broadcaster.written.editing import Value, plain, with_entry
from broadcaster.written.spelling import fold

_FENCE = re.compile(r"-{3,}\s*")
_LONGEST_NAME = 60


def parts(text: str, file: str) -> tuple[str, str]:
    """The front matter and the body of a script; raises BroadcasterError where its two lines `---` are not there."""
    lines = text.split("\n")
    fences = [index for index, line in enumerate(lines) if _FENCE.fullmatch(line)]
    started = next((index for index, line in enumerate(lines) if line.strip()), 0)
    if not fences or fences[0] != started or len(fences) < 2:  # noqa: PLR2004 - one opens, one closes
        raise BroadcasterError(f"{file}: bài thiếu phần đầu giữa hai dòng ---; hãy sửa tệp ấy bằng Notepad trước")
    front = lines[fences[0] + 1 : fences[1]]
    return "".join(f"{line}\n" for line in front), "\n".join(lines[fences[1] + 1 :])


def front_of(text: str, file: str) -> dict[str, Value]:
    """What the front matter says, by the English key; keys no script has are left out."""
    node, _ = compose(parts(text, file)[0], file)
    entries = node.entries if isinstance(node, Tree) else ()
    known = ((SCRIPT.field_of(key.text), value) for key, value in entries)
    return {field.name: plain(value) for field, value in known if field is not None}


def with_front(text: str, changes: Mapping[str, Value | None], file: str) -> str:
    """The script with these keys of its front matter set, or taken out (None), and nothing else touched."""
    front, body = parts(text, file)
    held = front_of(text, file)
    for key, value in changes.items():
        if held.get(key) == value or (value is None and key not in held):
            continue
        field = SCRIPT.field_of(key)
        if field is None:
            raise BroadcasterError(f"phần đầu bài không có mục '{key}'")
        front = with_entry(front, [(field.name, *field.spellings)], value, file)
    return f"---\n{front.rstrip()}\n---\n{body}"


def with_body(text: str, body: str, file: str) -> str:
    """The script with other words."""
    front, _ = parts(text, file)
    return f"---\n{front.rstrip()}\n---\n{tidy_body(body)}"


def new_script(fields: Mapping[str, Value], body: str, file: str) -> str:
    """A script of its own, its keys in the order of `fields`."""
    front = ""
    for key, value in fields.items():
        front = with_entry(front, [(key,)], value, file)
    return f"---\n{front.rstrip()}\n---\n{tidy_body(body)}"


def tidy_body(body: str) -> str:
    """Words as a file holds them: NFC, LF, no blanks at line ends, no more than one empty line, one line end last."""
    unified = unicodedata.normalize("NFC", body.replace("\r\n", "\n").replace("\r", "\n"))
    lines = [line.rstrip() for line in unified.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def script_name(title: str) -> str:
    """A file name for a title: `Phòng bão số 5` -> `phong-bao-so-5`; `bai` where no letter is left."""
    name = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")
    return name[:_LONGEST_NAME].rstrip("-") or "bai"


def with_reading(text: str, written: str, spoken: str, file: str = "lexicon.yaml") -> str:
    """The lexicon with `written` read as `spoken`: its own line changed, or one more at the end.

    Raises MistakesError where the lexicon itself is written wrong, BroadcasterError where its line cannot be changed.
    """
    node, mistakes = compose(text, file)
    if mistakes:
        raise MistakesError(mistakes)
    keys = [key.text for key, _ in node.entries] if isinstance(node, Tree) else []
    alike = [key for key in keys if fold(key) == fold(written)]
    if written not in keys:
        held = text.rstrip()
        return f"{held}\n{_plain_or_quoted(written)}: {_plain_or_quoted(spoken)}\n".lstrip("\n")
    if len(alike) > 1:
        raise BroadcasterError(f"{file} có nhiều dòng gần giống '{written}'; hãy mở tệp ấy sửa bằng tay")
    return with_entry(text, [(written,)], spoken, file)


def without_reading(text: str, written: str, file: str = "lexicon.yaml") -> str:
    """The lexicon without the line of `written`; raises as `with_reading`."""
    node, mistakes = compose(text, file)
    if mistakes:
        raise MistakesError(mistakes)
    keys = [key.text for key, _ in node.entries] if isinstance(node, Tree) else []
    if sum(fold(key) == fold(written) for key in keys) > 1:
        raise BroadcasterError(f"{file} có nhiều dòng gần giống '{written}'; hãy mở tệp ấy sửa bằng tay")
    left = with_entry(text, [(written,)], None, file)
    return (
        left if len(keys) > 1 else re.sub(r"^\{ *\}[ \t]*\n?", "", left, flags=re.MULTILINE)
    )  # nothing can follow `{}`


def _plain_or_quoted(words: str) -> str:
    """Words as YAML holds them: bare where they are plain letters and digits, else in quotes."""
    plain_words = all(char.isalnum() or char in " -" for char in words) and words[:1].isalpha()
    risky = words.lower() in {"yes", "no", "on", "off", "y", "n", "true", "false", "null"} or words != words.strip()
    return words if plain_words and not risky else json.dumps(words, ensure_ascii=False)
