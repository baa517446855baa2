"""Earlier versions of an officer's files, kept in `var/history/`: every change has a way back.

They lie there as the files do in the station's folder, so that two files of one name stay two: what was
`audio/tin.flac` until three past five is `audio/tin-20200824-170300.flac` there.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from broadcaster.errors import BroadcasterError
from broadcaster.folder import StationFolder

_STAMP = "%Y%m%d-%H%M%S"
_STAMPED = re.compile(r"(.+)-(\d{8}-\d{6})(?:-(\d+))?")


@dataclass(frozen=True)
class Version:
    """A file as it was until some moment."""

    path: Path
    """The file, whether it is still there or not."""
    kept: Path
    """Where it lies as it was."""
    until: datetime
    """When the file was changed, or removed, so that this became the earlier version."""
    number: int
    """Which it is of those of one second, from 1."""
    size: int
    """Bytes."""

    @property
    def name(self) -> str:
        """What it is called beside the other versions."""
        return self.kept.name


def keep(folder: StationFolder, path: Path, content: bytes, now: datetime) -> Path:
    """Put `content`, what the file at `path` holds until `now`, into the history; where it lies there."""
    kept = _free(folder, path, now)
    replace(kept, content)
    return kept


def put_away(folder: StationFolder, path: Path, now: datetime) -> Path:
    """Move the file at `path` itself into the history, however large; where it lies there."""
    kept = _free(folder, path, now)
    shutil.move(path, kept)
    return kept


def versions(folder: StationFolder, path: Path, now: datetime) -> list[Version]:
    """The earlier versions of the file at `path`, whether it is still there or not, the latest first.

    `now` gives the zone in which the history is stamped.
    """
    there = _place(folder, path.parent)
    return [one for one in _told(folder, there.glob("*"), now) if one.path == path]


def versions_under(folder: StationFolder, place: Path, now: datetime) -> list[Version]:
    """The earlier versions of every file in the station's folder `place` and below, the latest first."""
    return _told(folder, _place(folder, place).rglob("*"), now)


def version_of(folder: StationFolder, path: Path, name: str, now: datetime) -> bytes:
    """What the version `name` of the file at `path` holds; raises BroadcasterError where it has none of that name."""
    found = next((version for version in versions(folder, path, now) if version.name == name), None)
    if found is None:
        raise BroadcasterError(f"không còn bản cũ '{name}' của {folder.relative(path)}; hãy chọn bản khác")
    return found.kept.read_bytes()


def replace(path: Path, content: bytes) -> None:
    """Put `content` in the place of the file, whole or not at all."""
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(path)


def _place(folder: StationFolder, place: Path) -> Path:
    """Where the earlier versions of what lies in `place` lie."""
    return folder.history / place.relative_to(folder.root)


def _free(folder: StationFolder, path: Path, now: datetime) -> Path:
    """A name in the history that is nobody's yet."""
    place = _place(folder, path.parent)
    place.mkdir(parents=True, exist_ok=True)
    stem, count = f"{path.stem}-{now:{_STAMP}}", 1
    kept = place / f"{stem}{path.suffix}"
    while kept.exists():
        count += 1
        kept = place / f"{stem}-{count}{path.suffix}"
    return kept


def _told(folder: StationFolder, found: Iterable[Path], now: datetime) -> list[Version]:
    told = [version for kept in found if (version := _version(folder, kept, now))]
    return sorted(told, key=lambda one: (one.until, one.number), reverse=True)


def _version(folder: StationFolder, kept: Path, now: datetime) -> Version | None:
    """What a file of the history is a version of; None where it is none."""
    match = _STAMPED.fullmatch(kept.stem)
    if not match or kept.name.startswith(".") or not kept.is_file():
        return None
    try:
        until = datetime.strptime(match[2], _STAMP).replace(tzinfo=now.tzinfo)
    except ValueError:  # digits that are no moment: a file somebody laid there
        return None
    path = folder.root / kept.relative_to(folder.history).with_name(f"{match[1]}{kept.suffix}")
    return Version(path, kept, until, int(match[3] or 1), kept.stat().st_size)
