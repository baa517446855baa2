"""Which sound devices a station has ever played over: one that is missing today is missed, and no file stands in."""

from __future__ import annotations

import contextlib
from pathlib import Path


class Met:
    """Names in a file, one a line. A disk that refuses costs no more than what it would have said at the next start."""

    def __init__(self, file: Path | None = None) -> None:
        """`file`: where they are kept; None: for as long as the program runs."""
        self._file = file
        self._names = set[str]()
        if file:
            with contextlib.suppress(OSError, UnicodeDecodeError):
                self._names.update(file.read_text(encoding="utf-8").splitlines())

    def __contains__(self, name: str) -> bool:
        """Whether that device was ever there."""
        return name in self._names

    def add(self, name: str) -> None:
        """It is there. Writes to the disk the first time."""
        if name in self._names:
            return
        self._names.add(name)
        if self._file:
            with contextlib.suppress(OSError), self._file.open("a", encoding="utf-8") as file:
                file.write(f"{name}\n")
