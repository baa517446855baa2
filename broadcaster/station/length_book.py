"""How long each programme really is, once made: kept on disk, so that `plan` knows without making anything."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from broadcaster.speech.keep import write_whole
from broadcaster.timetable.lengths import Length
from broadcaster.timetable.model import Item, Programme


class LengthBook:
    """Lengths of one version of the station's files; another version begins anew."""

    def __init__(self, path: Path, version: str) -> None:
        self._path = path
        self._version = version
        self._known: dict[str, Length] = {}
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            told = json.loads(path.read_text(encoding="utf-8"))
            if told["version"] == version:
                self._known = {
                    key: Length(float(one["seconds"]), tuple(map(float, one["marks"])))
                    for key, one in told["lengths"].items()
                }

    def of(self, programme: Programme, items: tuple[Item, ...]) -> Length | None:
        """The length of `programme` with just these items; None: not made yet."""
        return self._known.get(_key(programme, items))

    def put(self, programme: Programme, items: tuple[Item, ...], length: Length) -> bool:
        """Keep a length; whether it is news."""
        key = _key(programme, items)
        if self._known.get(key) == length:
            return False
        self._known[key] = length
        return True

    def save(self) -> None:
        """Write all down; a full disk costs `plan` its exact lengths and nothing else."""
        lengths = {key: {"seconds": one.seconds, "marks": one.marks} for key, one in self._known.items()}
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, json.dumps({"version": self._version, "lengths": lengths}).encode())


def _key(programme: Programme, items: Iterable[Item]) -> str:
    told = "\n".join([programme.slug, *(f"{item.place.file}:{item.place.line}:{item.place.column}" for item in items)])
    return hashlib.sha256(told.encode()).hexdigest()[:16]
