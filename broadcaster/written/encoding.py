"""Bytes an officer saved become text, whatever the editor: UTF-8, UTF-16, Windows-1258, TCVN3.

Text comes out composed (NFC), with LF line ends and no invisible marks; an old encoding is told in a
notice.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from broadcaster.errors import Mistake, MistakesError
from broadcaster.written.syllable import vietnamese_share
from broadcaster.written.tcvn3 import decode_tcvn3

SAVE_AS_UTF8 = "mở bằng Notepad, chọn File > Save As, ở ô Encoding chọn UTF-8 rồi lưu lại"
"""What to do about a file in an old encoding."""

_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad"))
"""Marks nobody sees, which would make two equal words differ: dropped."""

_LARGEST = 4_000_000
"""Bytes; a text or a schedule is some kilobytes, so more is a recording saved under a wrong name."""

_MOSTLY = 0.75
"""Share of accented words that must be Vietnamese before an old encoding is believed."""


@dataclass(frozen=True)
class Text:
    """The text of one file."""

    text: str
    """Composed (NFC), lines ended by LF."""
    encoding: str
    """How it was saved: 'utf-8', 'utf-8-sig', 'utf-16', 'windows-1258', 'tcvn3'."""
    notices: tuple[Mistake, ...]
    """What the officer is told though the file could be read."""


def read_text(path: Path, file: str | None = None) -> Text:
    """The text of the file at `path`, named `file` in messages (default: its name).

    Raises MistakesError if there is no such file, it may not be read, or it is no text.
    """
    name = file or path.name
    try:
        data = path.read_bytes()
    except OSError as error:
        raise MistakesError([Mistake(name, 0, 0, *_unread(error))]) from error
    return decode(data, name)


def _unread(error: OSError) -> tuple[str, str]:
    """Why a file cannot be read, and what to do."""
    if isinstance(error, FileNotFoundError):
        return "không có tệp này", "xem lại tên tệp và thư mục"
    if isinstance(error, PermissionError):
        return "không có quyền đọc tệp này", "cho tài khoản chạy đài được đọc tệp, hoặc chép lại tệp"
    if isinstance(error, IsADirectoryError):
        return "đây là thư mục, không phải tệp", "đặt tệp vào đúng chỗ này"
    return f"không đọc được tệp (máy báo lỗi {error.errno})", "xem lại ổ đĩa, hoặc chép lại tệp"


def decode(data: bytes, file: str) -> Text:
    """`data`, the bytes of `file`, as text.

    Raises MistakesError if it is no text in any encoding known here.
    """
    if len(data) > _LARGEST:
        raise MistakesError([Mistake(file, 0, 0, "tệp quá lớn, không phải là văn bản", "kiểm tra lại tên tệp")])
    raw, encoding = _decoded(data, file)
    unified = raw.replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", unified.translate(_INVISIBLE))
    return Text(text, encoding, tuple(_notices(file, encoding)))


def _notices(file: str, encoding: str) -> Iterator[Mistake]:
    names = {"utf-16": "UTF-16 (Unicode)", "windows-1258": "Windows-1258", "tcvn3": "TCVN3 (ABC)"}
    if encoding in names:
        yield Mistake(file, 1, 1, f"tệp lưu bằng bảng mã {names[encoding]}, đã đọc được", SAVE_AS_UTF8)


def _decoded(data: bytes, file: str) -> tuple[str, str]:
    for mark, codec, name in (
        (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-16"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, errors="replace"), name
    wide = _utf16_without_mark(data)
    if wide is not None:
        return wide, "utf-16"
    if b"\0" in data:
        raise MistakesError([_no_text(file, data.index(0), data)])
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return _old_encoding(data, file, error.start)


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 saved without a mark: every other byte is mostly 0, since spaces, digits and plain letters abound."""
    if len(data) < 4 or len(data) % 2:  # noqa: PLR2004 - two characters
        return None
    odd, even = data[1::2].count(0), data[0::2].count(0)
    half = len(data) // 2
    if max(odd, even) < 0.4 * half or min(odd, even) > 0.05 * half:
        return None
    try:
        return data.decode("utf-16-le" if odd > even else "utf-16-be")
    except UnicodeDecodeError:
        return None


def _old_encoding(data: bytes, file: str, start: int) -> tuple[str, str]:
    readings = [(decode_tcvn3(data), "tcvn3")]
    with suppress(UnicodeDecodeError):  # some bytes have no meaning there, and TCVN3 uses them
        readings.insert(0, (data.decode("cp1258"), "windows-1258"))
    best, share = readings[0], -1.0
    for text, encoding in readings:
        good, words = vietnamese_share(unicodedata.normalize("NFC", text))
        if words and good / words > share:
            best, share = (text, encoding), good / words
    if share < _MOSTLY:
        raise MistakesError([_no_text(file, start, data)])
    return best


def _no_text(file: str, offset: int, data: bytes) -> Mistake:
    line = data.count(b"\n", 0, offset) + 1
    column = offset - (data.rfind(b"\n", 0, offset) + 1) + 1
    return Mistake(file, line, column, "tệp có ký tự không đọc được, không rõ bảng mã nào", SAVE_AS_UTF8)
