"""A mapping of free names to free words, as the lexicon and a script's blanks are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from broadcaster.errors import Mistake
from broadcaster.written.document import Mapping, Node, Place, Scalar
from broadcaster.written.values import WORDS


@dataclass(frozen=True)
class Pair:
    """One line `name: words`."""

    name: str
    """As written left of the colon."""
    words: str
    """As written right of it."""
    name_place: Place
    """Where the name stands."""
    words_place: Place
    """Where the words stand."""


@dataclass(frozen=True)
class Pairs:
    """Reads such a mapping; `example` is the line shown to somebody who wrote something else."""

    example: str
    """As an officer would write it: `Zalo: da lô`."""

    def read(self, node: Node, mistakes: list[Mistake]) -> tuple[Pair, ...] | None:
        """The pairs in the order written, each name once; what is wrong goes to `mistakes`."""
        if isinstance(node, Scalar) and not node.text.strip():
            return ()
        if not isinstance(node, Mapping):
            hint = f"viết mỗi mục một dòng, như '{self.example}'"
            mistakes.append(node.place.mistake("ở đây phải là các mục có dấu hai chấm", hint))
            return None
        pairs: dict[str, Pair] = {}
        for key, value in node.entries:
            if key.text in pairs:
                hint = f"dòng {pairs[key.text].name_place.line} đã có; giữ một dòng"
                mistakes.append(key.place.mistake(f"mục '{key.text}' viết hai lần", hint))
                continue
            words = WORDS.read(value, mistakes)
            if words is not None:
                pairs[key.text] = Pair(key.text, words, key.place, value.place)
        return tuple(pairs.values())

    def schema(self) -> dict[str, Any]:
        """Any names, each with plain words."""
        return {"type": "object", "additionalProperties": WORDS.schema()}
