"""Earlier versions of an officer's files, kept in `var/history/`: every change has a way back."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from broadcaster.errors import BroadcasterError
from broadcaster.folder import StationFolder

_STAMP = "%Y%m%d-%H%M%S"


@dataclass(frozen=True)
class Version:
    """A file as it was until some moment."""

    name: str
    """What it is called in `var/history/`."""
    until: datetime
    """When the file was changed, or removed, so that this became the earlier version."""
    size: int
    """Bytes."""


def keep(folder: StationFolder, path: Path, content: bytes, now: datetime) -> Path:
    """Put `content`, what the file at `path` holds until `now`, into the history; where it lies there."""
    folder.history.mkdir(parents=True, exist_ok=True)
    stem = f"{path.stem}-{now:{_STAMP}}"
    kept = folder.history / f"{stem}{path.suffix}"
    count = 1
    while kept.exists():
        count += 1
        kept = folder.history / f"{stem}-{count}{path.suffix}"
    replace(kept, content)
    return kept


def versions(folder: StationFolder, path: Path, now: datetime) -> list[Version]:
    """The earlier versions of the file at `path`, whether it is still there or not, the latest first.

    `now` gives the zone in which the history is stamped.
    """
    pattern = re.compile(rf"{re.escape(path.stem)}-(\d{{8}}-\d{{6}})(?:-(\d+))?{re.escape(path.suffix)}")
    found: list[tuple[datetime, int, Version]] = []
    for kept in folder.history.iterdir() if folder.history.is_dir() else ():
        match = pattern.fullmatch(kept.name)
        if match:
            until = datetime.strptime(match[1], _STAMP).replace(tzinfo=now.tzinfo)
            found.append((until, int(match[2] or 1), Version(kept.name, until, kept.stat().st_size)))
    return [version for _, _, version in sorted(found, key=lambda one: one[:2], reverse=True)]


def version_of(folder: StationFolder, path: Path, name: str, now: datetime) -> bytes:
    """What the version `name` of the file at `path` holds; raises BroadcasterError where it has none of that name."""
    if name not in {version.name for version in versions(folder, path, now)}:
        raise BroadcasterError(f"không còn bản cũ '{name}' của {folder.relative(path)}; hãy chọn bản khác")
    return (folder.history / name).read_bytes()


def replace(path: Path, content: bytes) -> None:
    """Put `content` in the place of the file, whole or not at all."""
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(path)
