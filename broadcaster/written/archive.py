"""ZIP files from outside (a .docx, a backup): told in full before a byte of them is unpacked, and bounded.

What a ZIP says of itself is not believed further than it is kept to: no more bytes are read of an entry than it
announced, and what all entries announce together has a limit, so that no bomb unpacks, whatever it is made of.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from broadcaster.errors import BroadcasterError

_BLOCK = 1 << 16
_DOS_DRIVE = 2  # letters of `C:`


class ArchiveError(BroadcasterError):
    """The file is no ZIP, is broken, or holds what an honest one does not."""


@dataclass(frozen=True)
class Bounds:
    """How much a ZIP may hold."""

    entries: int
    """Files in it at most."""
    unpacked: int
    """Bytes of all of them together, unpacked, at most."""
    ratio: float = 200.0
    """How many times smaller than itself a file of over a megabyte may be packed; honest text comes to 20."""


DOCUMENT = Bounds(entries=500, unpacked=40_000_000)
"""A .docx: a hundred pages with pictures."""
_FREE_RATIO = 1_000_000  # bytes up to which any ratio is honest: a file of blanks


class Archive:
    """An open ZIP within its bounds; get one from `opened`."""

    def __init__(self, packed: zipfile.ZipFile, bounds: Bounds) -> None:
        self._packed = packed
        self._entries = {info.filename: info for info in _honest(packed, bounds)}

    @property
    def names(self) -> list[str]:
        """The files in it, as paths with `/`, none of which leads out of the folder it is unpacked into."""
        return list(self._entries)

    def size(self, name: str) -> int:
        """Bytes of a file, unpacked."""
        return self._entries[name].file_size

    def read(self, name: str) -> bytes:
        """A file's content; raises ArchiveError where it is not there or broken."""
        if name not in self._entries:
            raise ArchiveError(f"trong tệp nén không có '{name}'")
        return b"".join(self._parts(name))

    def copy(self, name: str, target: IO[bytes]) -> None:
        """Write a file's content to `target`, a part at a time; raises ArchiveError where it is broken."""
        for part in self._parts(name):
            target.write(part)

    def _parts(self, name: str) -> Iterator[bytes]:
        left = self._entries[name].file_size
        try:
            with self._packed.open(self._entries[name]) as file:
                while part := file.read(_BLOCK):
                    left -= len(part)
                    if left < 0:
                        raise ArchiveError(f"'{name}' trong tệp nén dài hơn nó khai")
                    yield part
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
            raise ArchiveError(f"'{name}' trong tệp nén bị hỏng; hãy tải hoặc lưu lại tệp rồi thử lại") from error


@contextmanager
def opened(path: Path, bounds: Bounds) -> Iterator[Archive]:
    """The ZIP at `path`; raises ArchiveError where it is none, or holds more or other than an honest one."""
    try:
        packed = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ArchiveError(
            "tệp này không phải tệp nén (zip, docx) hoặc đã hỏng; hãy lưu lại tệp rồi thử lại"
        ) from error
    with packed:
        yield Archive(packed, bounds)


def _honest(packed: zipfile.ZipFile, bounds: Bounds) -> Iterator[zipfile.ZipInfo]:
    """The files in it; raises ArchiveError at the first that no honest ZIP holds."""
    entries = [info for info in packed.infolist() if not info.is_dir()]
    if len(entries) > bounds.entries:
        raise ArchiveError(f"tệp nén có {len(entries)} tệp bên trong, chỉ nhận đến {bounds.entries}")
    if sum(info.file_size for info in entries) > bounds.unpacked:
        raise ArchiveError(f"tệp nén bung ra quá {bounds.unpacked // 1_000_000} MB nên đài không mở")
    seen = set[str]()
    for info in entries:
        if not is_inside(info.filename):
            raise ArchiveError(f"tệp nén có tên tệp lạ '{info.filename[:60]}' dẫn ra ngoài thư mục nên đài không mở")
        if stat.S_ISLNK(info.external_attr >> 16):
            raise ArchiveError(f"tệp nén có liên kết '{info.filename[:60]}' nên đài không mở")
        if info.flag_bits & 0x1:
            raise ArchiveError("tệp nén có đặt mật khẩu; hãy lưu lại không đặt mật khẩu rồi thử lại")
        if info.file_size > max(_FREE_RATIO, bounds.ratio * info.compress_size):
            raise ArchiveError(f"'{info.filename[:60]}' trong tệp nén bung ra to bất thường nên đài không mở")
        if info.filename.casefold() in seen:
            raise ArchiveError(f"tệp nén có hai tệp cùng tên '{info.filename[:60]}' nên đài không mở")
        seen.add(info.filename.casefold())
        yield info


def is_inside(name: str) -> bool:
    """Whether a path with `/` stays in the folder it is unpacked into, on any system."""
    if not name or "\\" in name or "\0" in name or name.startswith("/") or name[1:_DOS_DRIVE] == ":":
        return False
    return all(
        part not in {"", ".", ".."} and not part.endswith((" ", ".")) and ":" not in part for part in name.split("/")
    )
