"""Whether a WAV, AIFF or Ogg file ends before its own headers say; a copy broken off halfway plays without a word."""

from __future__ import annotations

import struct
from typing import BinaryIO

_STREAMED = (0, 0xFFFFFFFF)
"""Sizes written by programs that could not go back to the header."""
_PAGE_MOST = 65_307
_PAGE_HEADER = 27
_LAST_PAGE = 4


def short_container(file: BinaryIO, size: int) -> bool:
    """Whether the file of `size` bytes is shorter than it says it is; False for kinds that do not say."""
    file.seek(0)
    head = file.read(12)
    if head[:4] == b"RIFF" and head[8:] == b"WAVE":
        return _chunk_is_short(file, size, b"data", "<")
    if head[:4] == b"FORM" and head[8:] in (b"AIFF", b"AIFC"):
        return _chunk_is_short(file, size, b"SSND", ">")
    return head[:4] == b"OggS" and _ogg_is_short(file, size)


def _chunk_is_short(file: BinaryIO, size: int, name: bytes, order: str) -> bool:
    """Whether the chunk of sound called `name` reaches past the end of the file."""
    at = 12
    while at + 8 <= size:
        file.seek(at)
        found, length = struct.unpack(f"{order}4sI", file.read(8))
        if found == name:
            return length not in _STREAMED and at + 8 + length > size
        at += 8 + length + length % 2
    return True


def _ogg_is_short(file: BinaryIO, size: int) -> bool:
    """Whether the last page lacks the mark of the last page, or some of its bytes (RFC 3533, section 6)."""
    file.seek(max(0, size - _PAGE_MOST))
    tail = file.read()
    page = tail[max(0, tail.rfind(b"OggS")) :]
    if len(page) < _PAGE_HEADER or not page[5] & _LAST_PAGE:
        return True
    lengths = page[_PAGE_HEADER : _PAGE_HEADER + page[_PAGE_HEADER - 1]]
    return len(page) < _PAGE_HEADER + len(lengths) + sum(lengths)
