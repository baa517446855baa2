"""Finished sounds on disk: `KEY.flac` and, written last, `KEY.json`, which says that the sound is whole."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from broadcaster.sound.pieces import Mark
from broadcaster.speech.keep import write_whole
from broadcaster.units import RATE, Frames, Lufs, Seconds

ROOM = 4 * 2**30
"""Bytes of finished sounds kept: about 30 hours."""
SPARE = 2**29
"""Bytes left free on the disk for everything else the station writes."""


@dataclass(frozen=True)
class Rendered:
    """A finished sound: mono FLAC at `units.RATE`."""

    path: Path
    """Where it lies."""
    frames: Frames
    """Its length."""
    marks: tuple[Mark, ...]
    """Where items and sentences begin, in order of time."""
    engine: str
    """Who spoke; empty where nothing is spoken by a voice."""
    lufs: Lufs
    """Integrated loudness; minus infinity for silence."""
    why: tuple[str, ...] = ()
    """Vietnamese: why no better engine spoke, which file was left out. Empty where all is as ordered."""

    @property
    def key(self) -> str:
        """Its name: the order's key."""
        return self.path.stem

    @property
    def seconds(self) -> Seconds:
        """How long it plays."""
        return Seconds(self.frames / RATE)


def sound_path(folder: Path, key: str) -> Path:
    """Where the sound of `key` lies in `folder`."""
    return folder / f"{key}.flac"


def keep_render(rendered: Rendered) -> None:
    """Say on disk that the sound at `rendered.path` is whole. Raises OSError where the disk refuses."""
    told = asdict(rendered) | {"path": rendered.path.name, "bytes": rendered.path.stat().st_size}
    told["lufs"] = rendered.lufs if rendered.lufs > float("-inf") else None
    write_whole(rendered.path.with_suffix(".json"), json.dumps(told, ensure_ascii=False, indent=1).encode())


def find_render(folder: Path, key: str) -> Rendered | None:
    """The finished sound of `key`; None where there is none, or not whole. Cheap: reads no sound."""
    path = sound_path(folder, key)
    try:
        told = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        return _rendered(path, told) if path.stat().st_size == told["bytes"] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _rendered(path: Path, told: dict[str, Any]) -> Rendered:
    lufs = Lufs(float("-inf") if told["lufs"] is None else float(told["lufs"]))
    marks = tuple(Mark(**mark) for mark in told["marks"])
    return Rendered(path, Frames(int(told["frames"])), marks, str(told["engine"]), lufs, tuple(told["why"]))


def used(rendered: Rendered) -> None:
    """Say on disk that it is still wanted: what was not used for longest goes first."""
    with contextlib.suppress(OSError):
        os.utime(rendered.path)


def prune_renders(folder: Path, room: int = ROOM, spare: int = SPARE) -> int:
    """Forget the finished sounds longest unused, beyond `room` bytes or while less than `spare` is free; how many."""
    sounds = []
    for path in folder.glob("*.flac"):
        with contextlib.suppress(OSError):
            sounds.append((path.stat(), path))
    sounds.sort(key=lambda pair: pair[0].st_mtime_ns, reverse=True)
    kept = sum(stat.st_size for stat, _path in sounds)
    room = min(room, kept + shutil.disk_usage(folder).free - spare)
    total = gone = 0
    for stat, path in sounds:
        total += stat.st_size
        if total > room:
            forget_render(path)
            gone += 1
    return gone


def forget_render(path: Path) -> None:
    """Remove a finished sound; what says it is whole goes first."""
    with contextlib.suppress(OSError):
        path.with_suffix(".json").unlink(missing_ok=True)
        path.unlink(missing_ok=True)
