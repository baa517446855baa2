"""A station in one ZIP, and back: what an officer wrote and the journal go out, what is checked comes in.

What the program makes by itself (renders, voices, passwords) is left out: it is made again, or belongs to the machine.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from broadcaster.errors import BroadcasterError
from broadcaster.folder import StationFolder
from broadcaster.settings import load_settings
from broadcaster.station.files import open_book
from broadcaster.written.archive import Archive, Bounds, opened

PARTS = ("config.yaml", "lexicon.yaml", "scripts", "schedules", "audio")
"""What of a station's folder is its operator's."""
JOURNAL = "nhat-ky/journal.sqlite"
"""Where a copy of the as-run log lies in the ZIP; it is for reading: a restored station keeps the log of its own."""
KEPT = 3
"""Backups kept on the disk; the oldest go first."""
KEPT_FREE = 500_000_000
"""Bytes a backup or a restoration leaves free on the disk."""
STATION = Bounds(entries=5000, unpacked=2_000_000_000, ratio=2000.0)
"""A station with a year of recordings."""
_PACKED_ALREADY = {".flac", ".mp3", ".ogg", ".opus", ".m4a"}


def pack(folder: StationFolder, copy_journal: Callable[[Path], None], now: datetime) -> Path:
    """Make a backup in `var/backup/`, whole or not at all; where it lies. Raises BroadcasterError where it cannot."""
    shelf = backups(folder)
    shelf.mkdir(parents=True, exist_ok=True)
    _leave_free(shelf, sum(path.stat().st_size for path, _ in _files(folder)))
    target = shelf / f"sao-luu-{now:%Y%m%d-%H%M%S}.zip"
    fresh = target.with_suffix(".new")
    try:
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as packed:
            for path, name in _files(folder):
                packed.write(path, name, zipfile.ZIP_STORED if path.suffix in _PACKED_ALREADY else None)
            copied = shelf / "journal.new"
            copy_journal(copied)
            packed.write(copied, JOURNAL)
            copied.unlink()
        fresh.replace(target)
    except OSError as error:
        raise BroadcasterError(f"không sao lưu được ({error.strerror or error}); hãy kiểm tra ổ đĩa còn chỗ") from error
    finally:
        for left in (fresh, shelf / "journal.new"):
            left.unlink(missing_ok=True)
    for old in made(folder)[KEPT:]:
        old.unlink(missing_ok=True)
    return target


def backups(folder: StationFolder) -> Path:
    """Where backups lie."""
    return folder.var / "backup"


def made(folder: StationFolder) -> list[Path]:
    """The backups there are, the latest first."""
    return sorted(backups(folder).glob("sao-luu-*.zip"), reverse=True)


def _files(folder: StationFolder) -> Iterator[tuple[Path, str]]:
    """Each file to be packed, with its name in the ZIP; what a link leads to is not the station's."""
    for part in PARTS:
        path = folder.root / part
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and not file.is_symlink() and not file.name.startswith("."):
                yield file, file.relative_to(folder.root).as_posix()


@dataclass(frozen=True)
class Restored:
    """What came of a restoration."""

    earlier: Path
    """Where the files lie that were there before."""
    files: int
    """How many came in."""
    problems: int
    """Mistakes in them, which `check` tells."""


def restore(folder: StationFolder, packed: Path, now: datetime, *, at_machine: bool, anyway: bool = False) -> Restored:
    """Put what a backup holds in the place of the station's own files, all of it or nothing.

    It is unpacked beside them and read as a station first; mistakes in it are refused unless `anyway`, a command it
    would run for the amplifier unless whoever asks sits at the machine. Raises BroadcasterError.
    """
    folder.var.mkdir(parents=True, exist_ok=True)
    with opened(packed, STATION) as archive, tempfile.TemporaryDirectory(dir=folder.var, prefix="phuc-hoi-") as fresh:
        names = _wanted(archive)
        _leave_free(folder.var, sum(archive.size(name) for name in names))
        for name in names:
            _unpack(archive, name, Path(fresh) / name)
        found = StationFolder(Path(fresh), made=folder.var)
        problems = _looked_at(folder, found, at_machine=at_machine, anyway=anyway)
        earlier = _earlier(folder, now)
        _exchange(folder.root, Path(fresh), earlier)
    return Restored(earlier, len(names), problems)


def _wanted(archive: Archive) -> list[str]:
    names = [name for name in archive.names if name.split("/")[0] in PARTS]
    strange = [name for name in archive.names if name not in names and not name.startswith("nhat-ky/")]
    if strange or "config.yaml" not in names:
        what = f"có tệp lạ '{strange[0][:60]}'" if strange else "không có config.yaml"
        raise BroadcasterError(
            f"đây không phải bản sao lưu của một đài ({what}); hãy chọn tệp sao-luu-….zip đài đã làm"
        )
    return names


def _unpack(archive: Archive, name: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        archive.copy(name, file)
        file.flush()
        os.fsync(file.fileno())


def _looked_at(folder: StationFolder, found: StationFolder, *, at_machine: bool, anyway: bool) -> int:
    """The count of mistakes in what was unpacked; raises BroadcasterError where it must not come in."""
    settings, wrong = load_settings(found)
    if wrong:
        raise BroadcasterError(f"config.yaml trong bản sao lưu có lỗi nên chưa phục hồi: {wrong[0]}")
    switch = settings.sound.amplifier.switch
    if switch.startswith("command") and not at_machine and switch != load_settings(folder)[0].sound.amplifier.switch:
        raise BroadcasterError(
            f"bản sao lưu đổi lệnh bật tăng âm của máy ('{switch}'); vì an toàn hãy phục hồi ở ngay máy của đài"
        )
    mistakes = open_book(found).mistakes
    if mistakes and not anyway:
        raise BroadcasterError(
            f"bản sao lưu có {len(mistakes)} lỗi nên chưa phục hồi, lỗi đầu tiên: {mistakes[0]}; "
            "nếu vẫn muốn dùng, hãy đánh dấu ô 'Phục hồi cả khi có lỗi'"
        )
    return len(mistakes)


def _earlier(folder: StationFolder, now: datetime) -> Path:
    folder.history.mkdir(parents=True, exist_ok=True)
    number, stem = 1, f"truoc-phuc-hoi-{now:%Y%m%d-%H%M%S}"
    while (place := folder.history / (stem if number == 1 else f"{stem}-{number}")).exists():
        number += 1
    place.mkdir()
    return place


def _exchange(root: Path, fresh: Path, earlier: Path) -> None:
    """Each part that comes sends its old one to `earlier`; if one cannot, all that was moved goes back."""
    moved: list[tuple[Path, Path]] = []

    def move(here: Path, there: Path) -> None:
        if here.exists():
            here.replace(there)
            moved.append((here, there))

    try:
        for part in PARTS:
            if (fresh / part).exists():
                move(root / part, earlier / part)
                move(fresh / part, root / part)
    except OSError as error:
        for here, there in reversed(moved):
            with contextlib.suppress(OSError):
                there.replace(here)
        raise BroadcasterError(
            f"không thay được tệp của đài ({error.strerror}), mọi thứ vẫn như cũ; "
            "hãy đóng chương trình đang mở tệp rồi thử lại"
        ) from error


def _leave_free(place: Path, needed: int) -> None:
    if shutil.disk_usage(place).free - needed < KEPT_FREE:
        raise BroadcasterError("ổ đĩa không đủ chỗ; hãy xoá bớt tệp, nhất là trong var/on-air, rồi thử lại")
