"""What was found in the sound files, remembered over restarts: each file is looked into once, by the worker."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from broadcaster.errors import BroadcasterError

Told = Mapping[str, Any] | BroadcasterError
PATIENCE = 150.0
"""Seconds a person waits for the worker: longer than it may be silent before it is replaced."""


class Looker(Protocol):
    """What looks into files: the workshop."""

    def facts(self, path: Path, done: Callable[[Told], None], to: Path | None = None) -> int:
        """Look into the file at `path`; its sound is then in `to` too."""
        ...


class SoundBook:
    """Facts by file, as long as its size and time of change are the same; thread-safe."""

    def __init__(self, path: Path, looker: Looker) -> None:
        self._path = path
        self._looker = looker
        self._lock = threading.Lock()
        self._asked: set[str] = set()
        self._known: dict[str, dict[str, Any]] = _read(path)

    def of(self, path: Path) -> dict[str, Any]:
        """`facts` and `wrong` of a file: neither while it is being looked into."""
        stamp = _stamp(path)
        with self._lock:
            known = self._known.get(str(path))
            if known and known["stamp"] == stamp:
                return {"facts": known["facts"], "wrong": known["wrong"]}
            if f"{path} {stamp}" in self._asked:
                return {"facts": None, "wrong": ""}
            self._asked.add(f"{path} {stamp}")
        self._looker.facts(path, lambda told: self._keep(path, stamp, told))
        return self._now(path)

    def taken_in(self, path: Path, to: Path) -> dict[str, Any]:
        """The facts of the file `path`, whose sound is then in `to`; waits for the worker.

        Raises SoundError where it cannot be read or written, BroadcasterError where the worker does not answer.
        """
        told: list[Told] = []
        answered = threading.Event()

        def done(answer: Told) -> None:
            told.append(answer)
            answered.set()

        self._looker.facts(path, done, to)
        if not answered.wait(PATIENCE):
            raise BroadcasterError("máy đang bận nên chưa đọc được tệp; hãy thử lại sau vài phút")
        if isinstance(told[0], BroadcasterError):
            raise told[0]
        self._keep(to, _stamp(to), told[0])
        return dict(told[0])

    def moved(self, path: Path, to: Path) -> None:
        """The file `path` is called `to` now; what was found in it stays known."""
        with self._lock:
            known = self._known.pop(str(path), None)
            if known and known["stamp"] == _stamp(to):
                self._known[str(to)] = known

    def _now(self, path: Path) -> dict[str, Any]:
        with self._lock:
            known = self._known.get(str(path), {})
        return {"facts": known.get("facts"), "wrong": known.get("wrong", "")}

    def _keep(self, path: Path, stamp: list[int], told: Told) -> None:
        wrong = str(told) if isinstance(told, BroadcasterError) else ""
        facts = None if isinstance(told, BroadcasterError) else dict(told)
        with self._lock:
            self._asked.discard(f"{path} {stamp}")
            self._known[str(path)] = {"stamp": stamp, "facts": facts, "wrong": wrong}
            _write(self._path, {name: one for name, one in self._known.items() if Path(name).exists()})


def _stamp(path: Path) -> list[int]:
    with contextlib.suppress(OSError):
        found = path.stat()
        return [found.st_size, found.st_mtime_ns]
    return [0, 0]


def _read(path: Path) -> dict[str, dict[str, Any]]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): dict(one) for name, one in told.items() if {"stamp", "facts", "wrong"} <= one.keys()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def _write(path: Path, known: Mapping[str, Any]) -> None:
    fresh = path.with_name(path.name + ".new")
    with contextlib.suppress(OSError):  # what cannot be remembered is looked at again
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
        fresh.replace(path)
