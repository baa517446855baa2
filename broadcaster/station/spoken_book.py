"""How the station's texts are spoken, kept on disk: a station that starts late speaks before its rules are loaded.

What is kept counts only for the very rules and readings it was worked out by; all else is worked out anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sys
from functools import cache
from pathlib import Path

from broadcaster import text as rules
from broadcaster.speech import sentences
from broadcaster.speech.keep import write_whole
from broadcaster.text.lexicon import Lexicon

Lines = tuple[tuple[str, float], ...]
"""Spoken sentences and the seconds of silence after each."""

MOST = 512
"""Texts kept: more than a station has."""


class SpokenBook:
    """Sentences by the text they say; safe to share between threads."""

    def __init__(self, path: Path, lexicon: Lexicon) -> None:
        self._path = path
        self._version = _version(lexicon)
        self._known: dict[str, Lines] = {}
        self._news = False
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            told = json.loads(path.read_text(encoding="utf-8"))
            if told["version"] == self._version:
                self._known = {
                    key: tuple((str(words), float(pause)) for words, pause in lines)
                    for key, lines in told["texts"].items()
                }

    def of(self, text: str) -> Lines | None:
        """The sentences of `text`; None: not worked out yet."""
        return self._known.get(_key(text))

    def put(self, text: str, lines: Lines) -> None:
        """Take the sentences of `text`."""
        self._known[_key(text)] = lines
        self._news = True

    def save(self) -> None:
        """Write down what is new; a full disk costs the next start some time and nothing else."""
        if not self._news:
            return
        self._news = False
        texts = dict(list(self._known.items())[-MOST:])
        with contextlib.suppress(OSError):
            told = {"version": self._version, "texts": texts}
            write_whole(self._path, json.dumps(told, ensure_ascii=False).encode())


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _version(lexicon: Lexicon) -> str:
    own = json.dumps(list(lexicon.entries.items()), ensure_ascii=False)
    return hashlib.sha256(f"{_rules()}{own}".encode()).hexdigest()[:16]


@cache
def _rules() -> str:
    """The hash of all that makes spoken sentences of a text, the built-in readings too."""
    digest = hashlib.sha256(sys.version.encode())
    room = Path(rules.__path__[0])
    for source in sorted([*room.rglob("*.py"), *room.rglob("*.yaml"), Path(sentences.__file__)]):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]
