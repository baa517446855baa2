"""Sounds recorded or sent for one urgent announcement; they repeat with it, over restarts, and go after a month."""

from __future__ import annotations

import contextlib
import json
import re
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from broadcaster.station.door import UnknownNameError

LIFE = timedelta(days=31)
"""How long one is kept; one that still repeats stays."""
_NAME = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{8}")


class Clips:
    """The recordings in `folder`; `take` reads a file into another and tells its facts."""

    def __init__(self, folder: Path, take: Callable[[Path, Path], Mapping[str, Any]]) -> None:
        self._folder = folder
        self._take = take

    def add(self, came: Path, called: str, now: datetime, standing: frozenset[str]) -> dict[str, Any]:
        """Take in the file `came`; `standing` are the paths that still repeat. Raises SoundError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._prune(now, standing)
        clip = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
        told = {"id": clip, "called": called, "facts": dict(self._take(came, self._sound(clip)))}
        self._sound(clip).with_suffix(".json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        return told

    def told(self, clip: str) -> dict[str, Any]:
        """What `add` told of it; raises UnknownNameError."""
        try:
            told: dict[str, Any] = json.loads(self.file(clip).with_suffix(".json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise UnknownNameError(_GONE) from error
        return told

    def file(self, clip: str) -> Path:
        """Where it lies; raises UnknownNameError."""
        if not _NAME.fullmatch(clip) or not self._sound(clip).is_file():
            raise UnknownNameError(_GONE)
        return self._sound(clip)

    def _sound(self, clip: str) -> Path:
        return self._folder / f"{clip}.flac"

    def _prune(self, now: datetime, standing: frozenset[str]) -> None:
        oldest = (now - LIFE).timestamp()
        for path in self._folder.glob("*.flac"):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < oldest and str(path) not in standing:
                    path.unlink()
                    path.with_suffix(".json").unlink(missing_ok=True)


_GONE = "không còn bản ghi âm này; hãy ghi hoặc gửi lại"
