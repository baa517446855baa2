"""How long an MP3 really is.

The decoder believes the length in the first frame and guesses where there is none: it then stops too early, or a whole
file looks broken off. So the frames are counted here (ISO/IEC 11172-3, 2.4.1.3; half and quarter rates of 13818-3 and
MPEG-2.5), and where the file is silent or wrong about their number, a first frame is made that tells it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MPEG1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MPEG2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
"""Kilobits a second by their field."""
_RATES = (44_100, 48_000, 32_000)
_RATE_SHIFTS = (2, None, 1, 0)
"""By the version field: MPEG-2.5, reserved, MPEG-2, MPEG-1."""
_LAYER3_MASK, _LAYER3_SYNC = 0xFFE6_0000, 0xFFE2_0000
_NO_CHECKSUM = 0x0001_0000
_BIT_RATE_MASK, _SIXTY_FOUR_KILOBITS = 0xF000, (5, 8)
_MONO = 3
_TAG_HEADER = 10
_PADDING = re.compile(rb"\0*")
_LENGTH_NAMES = (b"Xing", b"Info")
_LENGTH_WITHIN = 48


@dataclass(frozen=True)
class Mp3Stream:
    """What lies in an MP3 file."""

    first: int
    """Where the first frame of sound begins (bytes); a frame that only tells the length is none."""
    frames: int
    """Whole frames of sound."""
    told: int | None
    """Frames of sound as the file itself tells; None where it does not."""
    cut: bool
    """Whether the last frame promises more bytes than there are, or frames that were told are missing."""


def mp3_stream(content: bytes) -> Mp3Stream | None:
    """What lies in `content`; None where no frame of layer III does."""
    places = list(_frames(content))
    if not places:
        return None
    (start, length), (last, last_length) = places[0], places[-1]
    told = _told(content[start : start + length])
    whole = len(places) - (last + last_length > len(content)) - (told is not None)
    first = places[0 if told is None or len(places) == 1 else 1][0]
    cut = last + last_length > len(content) or (told is not None and whole < told - 1)
    return Mp3Stream(first, whole, told, cut)


def telling_its_length(content: bytes, stream: Mp3Stream) -> bytes:
    """`content` from its first frame of sound on, behind a frame that tells how many follow (Xing's header)."""
    word = int.from_bytes(content[stream.first : stream.first + 4], "big") | _NO_CHECKSUM
    half = _RATE_SHIFTS[word >> 19 & 3] != 0
    word = word & ~_BIT_RATE_MASK | _SIXTY_FOUR_KILOBITS[half] << 12
    mono = word >> 6 & 3 == _MONO
    side = {(False, False): 32, (False, True): 17, (True, False): 17, (True, True): 9}[half, mono]
    header = word.to_bytes(4, "big")
    frame = header + bytes(side) + b"Xing" + (1).to_bytes(4, "big") + stream.frames.to_bytes(4, "big")
    return frame.ljust(frame_length(header), b"\0") + content[stream.first :]


def _told(frame: bytes) -> int | None:
    """Frames of sound after `frame`, if that is one which tells."""
    at = next((found for name in _LENGTH_NAMES if 0 < (found := frame.find(name)) < _LENGTH_WITHIN), None)
    if at is None or not frame[at + 7] & 1:
        return None
    return int.from_bytes(frame[at + 8 : at + 12], "big")


def _frames(content: bytes) -> Iterator[tuple[int, int]]:
    """Start and length in bytes of each frame; tags and rubbish between frames are passed over."""
    at = 0
    while 0 <= at <= len(content) - 4:
        length = frame_length(content[at : at + 4])
        if length:
            yield at, length
            at += length
        else:
            at = _next_frame(content, at)


def _next_frame(content: bytes, at: int) -> int:
    """Where two frames follow each other again, from `at` on; -1 where none do."""
    at = content.find(b"\xff", _behind_tags(content, at))
    while at >= 0:
        length = frame_length(content[at : at + 4])
        if length and frame_length(content[at + length : at + length + 4]):
            return at
        at = content.find(b"\xff", at + 1)
    return at


def _behind_tags(content: bytes, at: int) -> int:
    """Where what the tags at `at` announce ends (ID3v2.4, 3.1); `at` itself where no frame begins there: they lie."""
    behind = at
    while content.startswith(b"ID3", behind) and len(content) >= behind + _TAG_HEADER:
        size = content[behind + 6 : behind + _TAG_HEADER]  # four times seven bits
        behind += _TAG_HEADER + (size[0] << 21 | size[1] << 14 | size[2] << 7 | size[3])
    padded = _PADDING.match(content, min(behind, len(content)))
    assert padded
    return padded.end() if frame_length(content[padded.end() : padded.end() + 4]) else at


def frame_length(header: bytes) -> int:
    """Bytes of the layer III frame that begins with these four bytes; 0 where no frame begins."""
    word = int.from_bytes(header.ljust(4, b"\0"), "big")
    rate_shift = _RATE_SHIFTS[word >> 19 & 3]
    rate_code, bit_rate_code = word >> 10 & 3, word >> 12 & 15
    if (
        word & _LAYER3_MASK != _LAYER3_SYNC
        or rate_shift is None
        or rate_code >= len(_RATES)
        or bit_rate_code in (0, 15)
    ):
        return 0
    kilobits = (_MPEG2 if rate_shift else _MPEG1)[bit_rate_code]
    slots = 72_000 if rate_shift else 144_000
    return slots * kilobits // (_RATES[rate_code] >> rate_shift) + (word >> 9 & 1)
