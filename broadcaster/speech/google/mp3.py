"""Whether an MP3 is whole: its frames counted by their headers (ISO/IEC 11172-3 §2.4.1, 13818-3). Pure."""

from __future__ import annotations

from dataclasses import dataclass

from broadcaster.units import Seconds

_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
"""Frames a second by version bits (3: MPEG-1, 2: MPEG-2, 0: MPEG-2.5)."""
_KBITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_LAYER_3 = 1
_HEADER = 4


@dataclass(frozen=True)
class Mp3Shape:
    """What the headers promise."""

    seconds: Seconds
    """Length of the whole frames."""
    whole: bool
    """Whether the last frame is all there and nothing strange lies between frames."""


def mp3_shape(content: bytes) -> Mp3Shape | None:
    """Walk the frames of `content`; None where it does not begin as a Layer III stream."""
    at = _past_tag(content)
    seconds = 0.0
    first = at
    while at + _HEADER <= len(content):
        frame = _frame(content[at : at + _HEADER])
        if frame is None:
            break
        length, lasts = frame
        if at + length > len(content):
            return Mp3Shape(Seconds(seconds), whole=False)
        at, seconds = at + length, seconds + lasts
    if at == first:
        return None
    return Mp3Shape(Seconds(seconds), whole=at == len(content) or content[at : at + 3] == b"TAG")


def _past_tag(content: bytes) -> int:
    """Where the sound begins: behind an ID3v2 tag, whose length has seven bits a byte."""
    if content[:3] != b"ID3" or len(content) < 10:  # noqa: PLR2004  -- the tag's header
        return 0
    return 10 + sum((byte & 0x7F) << shift for byte, shift in zip(content[6:10], (21, 14, 7, 0), strict=True))


def _frame(header: bytes) -> tuple[int, float] | None:
    """Bytes and seconds of the frame that begins with `header`; None where it is none."""
    word = int.from_bytes(header, "big")
    version, layer = word >> 19 & 3, word >> 17 & 3
    kbits, rate = word >> 12 & 15, word >> 10 & 3
    if word >> 21 != 0x7FF or layer != _LAYER_3 or version not in _RATES or rate == 3 or kbits in (0, 15):  # noqa: PLR2004
        return None
    samples, table = (1152, _KBITS_1) if version == 3 else (576, _KBITS_2)  # noqa: PLR2004  -- MPEG-1 or 2
    hertz = _RATES[version][rate]
    return samples // 8 * table[kbits] * 1000 // hertz + (word >> 9 & 1), samples / hertz
