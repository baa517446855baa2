"""Files that come with a form: bounded before and while they arrive, kept under `var/` until the answer is sent."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import tempfile
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO, Any

from multipart import MultipartError, MultipartSegment, ParserLimitReached, PushMultipartParser, parse_options_header
from starlette.requests import ClientDisconnect, Request

from broadcaster.panel import words
from broadcaster.panel.asking import BadAskError, Upload
from broadcaster.panel.incoming import LARGEST, TooLargeError, announced, fields_of, kind_of, read_fields
from broadcaster.panel.work import Lane, Work

LARGEST_UPLOAD = 300_000_000
"""Bytes of a form with its files at most: half an hour of uncompressed stereo sound."""
KEPT_FREE = 500_000_000
"""Bytes an upload must leave free on the disk: the station's own sounds come first."""
AT_ONCE = 2
"""Uploads that may arrive at once."""
_MOST_FILES, _MOST_FIELDS = 20, 200
_PATIENCE = 60.0  # seconds without a byte after which the sender is taken to be gone
_GATHERED = 1 << 20  # bytes written to the disk at once
Form = tuple[dict[str, Any], dict[str, Upload]]
"""A form's fields, and its files by the field's name."""


class Inbox:
    """Takes in forms with files; `folder` is its own, and emptied at the start: what a crash left there is nobody's."""

    def __init__(self, folder: Path, work: Work, largest: int = LARGEST_UPLOAD) -> None:
        self._folder = folder
        self._work = work
        self._largest = largest
        self._arriving = 0
        with contextlib.suppress(OSError):
            shutil.rmtree(folder)

    @asynccontextmanager
    async def opened(self, request: Request, *, files: bool) -> AsyncIterator[Form]:
        """The form of a request, with its files where `files` may come; they are gone when the block ends.

        Raises BadAskError, TooLargeError: a body that says it is too large is refused before a byte of it is read.
        """
        if not files or kind_of(request) != "multipart/form-data":
            yield await read_fields(request), {}
            return
        self._expect(announced(request))
        self._arriving += 1
        try:
            folder = Path(tempfile.mkdtemp(dir=self._folder))
            try:
                yield await _Arrival(folder, self._work, self._largest).read(request)
            finally:
                await self._work.run(Lane.PLAIN, lambda: shutil.rmtree(folder, ignore_errors=True))
        finally:
            self._arriving -= 1

    def _expect(self, size: int) -> None:
        if size > self._largest:
            raise TooLargeError(_too_large(self._largest))
        if self._arriving >= AT_ONCE:
            raise BadAskError("đang có người khác gửi tệp lên; hãy đợi một lát rồi gửi lại")
        self._folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(self._folder).free - (size or self._largest) < KEPT_FREE:
            raise BadAskError(
                "ổ đĩa của đài sắp đầy nên không nhận thêm tệp; hãy xoá bớt tệp, nhất là trong var/on-air"
            )


class _Arrival:
    """One form while it arrives."""

    def __init__(self, folder: Path, work: Work, largest: int) -> None:
        self._folder = folder
        self._work = work
        self._largest = largest
        self._pairs: list[tuple[str, str]] = []
        self._files: dict[str, Upload] = {}
        self._segment: MultipartSegment | None = None
        self._gathered = bytearray()
        self._file: IO[bytes] | None = None
        self._words = 0  # bytes of the fields that are no files

    async def read(self, request: Request) -> Form:
        """Read the whole form; raises BadAskError, TooLargeError."""
        _, options = parse_options_header(request.headers.get("content-type", ""))
        size = 0
        try:
            parser = PushMultipartParser(options.get("boundary", ""), max_segment_count=_MOST_FILES + _MOST_FIELDS)
            async for chunk in _patiently(request.stream()):
                size += len(chunk)
                if size > self._largest:
                    raise TooLargeError(_too_large(self._largest))
                for event in parser.parse(chunk) if chunk else ():
                    await self._take(event)
            parser.close()
        except ParserLimitReached:
            raise TooLargeError("biểu mẫu có quá nhiều phần; hãy gửi ít tệp hơn") from None
        except (MultipartError, ClientDisconnect):
            raise BadAskError("tệp gửi lên bị đứt giữa chừng hoặc không đúng dạng; hãy gửi lại") from None
        finally:
            if self._file:
                self._file.close()
        return fields_of(self._pairs), self._files

    async def _take(self, event: MultipartSegment | bytes | bytearray | None) -> None:
        """Take in what the parser found: the head of a part, some of its bytes, its end."""
        if isinstance(event, MultipartSegment):
            self._begin(event)
        elif event is None:
            await self._end()
        else:
            self._gathered += event
            if self._file is None:
                self._words += len(event)
                if self._words > LARGEST:
                    raise TooLargeError(f"phần chữ của biểu mẫu quá {LARGEST // 1024} kB")
            elif len(self._gathered) >= _GATHERED:
                await self._write()

    def _begin(self, segment: MultipartSegment) -> None:
        self._segment, self._gathered = segment, bytearray()
        if segment.filename:
            if len(self._files) >= _MOST_FILES:
                raise TooLargeError(f"mỗi lần gửi nhiều nhất {_MOST_FILES} tệp")
            self._file = (self._folder / str(len(self._files))).open("xb")

    async def _end(self) -> None:
        segment = self._segment
        assert segment is not None, "a part ends after it has begun"
        if self._file is None:
            if segment.filename is None:  # a file field left empty has an empty name
                self._pairs.append((segment.name or "", bytes(self._gathered).decode("utf-8", "replace")))
            return
        await self._write()
        self._file.close()
        self._file = None
        name = bare_name(segment.filename or "")
        field = segment.name or ""
        if field in self._files:  # a field that takes several: `tep`, `tep.2`, `tep.3`
            field = f"{field}.{len(self._files) + 1}"
        self._files[field] = Upload(self._folder / str(len(self._files)), name, segment.size)

    async def _write(self) -> None:
        file, gathered, self._gathered = self._file, self._gathered, bytearray()
        assert file is not None, "only a file is written"
        await self._work.run(Lane.PLAIN, lambda: file.write(gathered))


async def _patiently(parts: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The parts as they come; raises BadAskError where none comes for a minute."""
    while True:
        try:
            async with asyncio.timeout(_PATIENCE):
                part = await anext(parts)
        except StopAsyncIteration:
            return
        except TimeoutError:
            raise BadAskError("tệp gửi lên đến quá chậm; hãy kiểm tra mạng rồi gửi lại") from None
        yield part


def bare_name(told: str) -> str:
    """The file's own name of whatever path a browser tells: NFC, no folder, no control letters; never empty."""
    name = PurePosixPath(PureWindowsPath(unicodedata.normalize("NFC", told)).name).name
    tidy = "".join(letter for letter in name if letter.isprintable() and letter not in '<>:"|?*').strip(". ")
    return tidy[-120:] or "tep"


def _too_large(largest: int) -> str:
    return f"tệp quá lớn: đài nhận mỗi lần nhiều nhất {words.size(largest)}; hãy cắt bớt hoặc lưu thành MP3 rồi gửi lại"
