"""Changing one entry of a YAML text and nothing else: comments, blank lines and spellings stay as they were.

The text is edited by `yaml-edit`; the result is then read again by our own reader and must be the old tree with just
that entry changed, or it is not given out.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any, Literal

from broadcaster.errors import BroadcasterError, MistakesError
from broadcaster.written.document import Listing, Mapping, Node, compose
from broadcaster.written.spelling import fold

Value = str | list["Value"] | dict[str, "Value"]
"""What may be written: words, lists, records."""

Step = int | tuple[str, ...]
"""The way to an entry: an index of a list, or a key in all its spellings, the one to write first."""


def with_entry(text: str, path: Sequence[Step], value: Value | None, file: str) -> str:
    """`text` with the entry at `path` set to `value`, or without it (None).

    An index one past a list's end adds to it. Raises MistakesError where `text` itself is written wrong, and
    BroadcasterError where the path leads nowhere or the change cannot be made without touching anything else.
    """
    node, mistakes = compose(text, file)
    if mistakes:
        raise MistakesError(mistakes)
    wanted = _changed(plain(node) if node is not None else {}, list(path), value, file)
    edited = _edited(text, path, value, file)
    again, mistakes = compose(edited, file)
    if mistakes or (plain(again) if again is not None else {}) != wanted:
        raise BroadcasterError(f"{file}: không sửa tự động được mục này mà không đụng đến mục khác; hãy sửa bằng tay")
    return edited


def plain(node: Node | None) -> Any:
    """The tree under `node` as words, lists and dictionaries."""
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.entries}
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    return node.text if node is not None else None


def _nowhere(step: Step, file: str) -> BroadcasterError:
    named = f"mục '{step[0]}'" if isinstance(step, tuple) else f"dòng thứ {step + 1} của danh sách"
    return BroadcasterError(f"{file}: không có {named} để sửa")


def _changed(tree: Any, path: list[Step], value: Value | None, file: str) -> Any:
    """What the tree must be afterwards."""
    step, rest = path[0], path[1:]
    if isinstance(step, tuple) and isinstance(tree, dict):
        key = _spelled(tree, step)
        if rest:
            if key not in tree:
                raise _nowhere(step, file)
            return {**tree, key: _changed(tree[key], rest, value, file)}
        return {name: old for name, old in tree.items() if name != key} if value is None else {**tree, key: value}
    if isinstance(step, int) and isinstance(tree, list) and step <= len(tree) - bool(rest or value is None):
        inner = _changed(tree[step], rest, value, file) if rest else value
        return tree[:step] + ([] if inner is None else [inner]) + tree[step + 1 :]
    raise _nowhere(step, file)


def _spelled(tree: dict[str, Any], step: tuple[str, ...]) -> str:
    """The key as it stands there, or as it is to be written."""
    wanted = set(map(fold, step))
    return next((name for name in tree if fold(name) in wanted), step[0])


def _edited(text: str, path: Sequence[Step], value: Value | None, file: str) -> str:
    import yaml_edit  # noqa: PLC0415 - 30 ms, for the few times a file is written

    try:
        document = yaml_edit.Document.parse(text if text.strip() else "")
        _set(document.as_mapping() or document, list(path), value)
    except (yaml_edit.YamlError, LookupError, AttributeError, TypeError) as error:
        raise BroadcasterError(f"{file}: không sửa tự động được mục này; hãy sửa bằng tay") from error
    return str(document)


def _set(holder: Any, path: list[Step], value: Value | None) -> None:
    step, rest = path[0], path[1:]
    place = _key_in(holder, step) if isinstance(step, tuple) else step
    if rest:
        node = holder[place]
        _set(node.as_mapping() or node.as_sequence(), rest, value)
    elif value is None:
        del holder[place]
    elif isinstance(place, int) and place == len(holder):
        holder.append(_written(value))
    else:
        old = holder.get(place)
        sequence = old.as_sequence() if old is not None else None
        if sequence is not None and isinstance(value, list) and not sequence.is_flow_style() and value:
            _replace_items(sequence, value)
        else:
            holder[place] = _written(value, flow=sequence is not None and sequence.is_flow_style())


def _key_in(mapping: Any, step: tuple[str, ...]) -> str:
    wanted = set(map(fold, step))
    return next((key for key in map(str, mapping.keys()) if fold(key) in wanted), step[0])


def _replace_items(sequence: Any, value: list[Value]) -> None:
    """Change only the items that differ, so that the notes between the others stay."""
    old = [_comparable(item) for item in sequence.to_python()]
    new = [_comparable(item) for item in value]
    for kind, start, end, first, last in reversed(SequenceMatcher(None, old, new, autojunk=False).get_opcodes()):
        if kind == "equal":
            continue
        shared = min(end - start, last - first)
        for index in reversed(range(start + shared, end)):
            del sequence[index]
        for offset in range(shared):
            sequence[start + offset] = _written(value[first + offset])
        for offset in range(shared, last - first):
            place, item = start + offset, _written(value[first + offset])
            if place >= len(sequence):
                sequence.append(item)
            else:
                sequence.insert(place, item)


def _comparable(item: Any) -> str:
    return repr({key: str(word) for key, word in item.items()} if isinstance(item, dict) else str(item))


def _written(value: Value, *, flow: bool = False) -> Any:
    """`value` as it is to be written; words that other YAML readers would take for a number or a time in quotes."""
    import yaml_edit  # noqa: PLC0415

    if isinstance(value, str):
        return yaml_edit.ScalarValue(value, _quotes(value)) if _needs_quotes(value) else value
    if isinstance(value, dict):
        return {key: _written(inner) for key, inner in value.items()}
    if not flow and (not value or any(isinstance(item, dict) for item in value)):
        return [_written(item) for item in value]
    listing = yaml_edit.Sequence(flow=True)
    for item in value:
        listing.append(_written(item))
    return listing


def _quotes(words: str) -> Literal["double-quoted", "single-quoted"]:
    """The usual double quotes; single ones around accented letters, which in double ones would become numbers."""
    return "double-quoted" if words.isascii() else "single-quoted"


def _needs_quotes(words: str) -> bool:
    """Whether plain words would be read otherwise somewhere: YAML 1.1 takes 5:30 for 330 and no for false."""
    risky = bool(set(":#@`%&*!,[]{}|>'\"\\") & set(words))
    return risky or words != words.strip() or words.lower() in _WORDS


_WORDS = ("", "yes", "no", "on", "off", "y", "n", "true", "false", "null", "~")
