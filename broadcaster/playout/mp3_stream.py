"""MP3 as it arrives, decoded by libsndfile, which knows only whole files: so it gets small ones, cut between frames.

A frame of MP3 leans on those before it (bit reservoir, overlap), so each small file begins with some that were heard
already, and of what comes out only the end counts. Frame header: ISO/IEC 11172-3, 2.4.1.3 and 2.4.2.3.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import soundfile

from broadcaster.errors import SoundError
from broadcaster.playout.sounds import resampler
from broadcaster.units import Samples

AT_A_TIME = 20
"""New frames decoded at a time, about half a second."""
BEFORE = 24
"""Frames heard already that go in front of them: the reservoir reaches no further back."""
LOST = 1 << 16
"""Bytes without a frame after which it is no MP3."""
_BITRATES = {  # kbit/s by version (1: MPEG 1, 2: MPEG 2 and 2.5) and index, layer III
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}


@dataclass(frozen=True)
class Header:
    """What the four bytes in front of a frame tell."""

    size: int
    """Bytes of the whole frame."""
    rate: int
    """Samples a second."""
    samples: int
    """Samples a channel."""


def header(four: bytes) -> Header | None:
    """Read a frame's header; None: these bytes are none of layer III."""
    if len(four) < 4 or four[0] != 0xFF or four[1] & 0xE6 != 0xE2:  # noqa: PLR2004 - sync, layer III
        return None
    version, index, rate_index = four[1] >> 3 & 3, four[2] >> 4, four[2] >> 2 & 3
    if version == 1 or index in (0, 15) or rate_index == 3:  # noqa: PLR2004 - reserved, free, forbidden
        return None
    first = version == 3  # noqa: PLR2004 - MPEG 1
    rate = _RATES[version][rate_index]
    bitrate = _BITRATES[1 if first else 2][index] * 1000
    size = (144 if first else 72) * bitrate // rate + (four[2] >> 1 & 1)
    return Header(size, rate, 1152 if first else 576)


def frames(read: Callable[[], bytes]) -> Iterator[tuple[Header, bytes]]:
    """Cut a stream into frames; rubbish between them is passed over. Raises SoundError where it is no MP3."""
    waiting, passed = b"", 0
    while more := read():
        waiting += more
        while found := _next(waiting):
            skip, head = found
            if len(waiting) < skip + head.size + 4:
                break
            if header(waiting[skip + head.size : skip + head.size + 4]) is None:
                waiting, passed = waiting[skip + 1 :], passed + 1
                continue
            body = waiting[skip : skip + head.size]
            if not (b"Xing" in body[:64] or b"Info" in body[:64]):  # no sound but words on a file, and not of this one
                yield head, body
            waiting, passed = waiting[skip + head.size :], 0
        if passed + len(waiting) > LOST:
            raise SoundError("luồng không phải MP3")


def _next(waiting: bytes) -> tuple[int, Header] | None:
    """Where the first thing that looks like a frame begins."""
    place = waiting.find(b"\xff")
    while 0 <= place <= len(waiting) - 4:
        head = header(waiting[place : place + 4])
        if head:
            return place, head
        place = waiting.find(b"\xff", place + 1)
    return None


def decoded(read: Callable[[], bytes]) -> Iterator[Samples]:
    """A stream's sound, mono at `units.RATE`, as it arrives. Raises SoundError where it is no MP3."""
    before, fresh, length, rate = list[bytes](), list[bytes](), 0, 0
    resample: Callable[[Samples], Samples] | None = None
    for head, body in frames(read):
        if head.rate != rate:
            before, fresh, length, rate = [], [], 0, head.rate
            resample = resampler(rate)
        fresh.append(body)
        length += head.samples
        if len(fresh) >= AT_A_TIME and resample:
            yield resample(_whole(before + fresh)[-length:])
            before, fresh, length = (before + fresh)[-BEFORE:], [], 0


def _whole(bodies: list[bytes]) -> Samples:
    try:
        told = _telling(bodies[0], len(bodies))
        sound, _ = soundfile.read(io.BytesIO(told + b"".join(bodies)), dtype="float32", always_2d=True)
    except soundfile.SoundFileError as error:
        raise SoundError("luồng MP3 bị hỏng") from error
    mono: Samples = sound.mean(axis=1, dtype=np.float32)
    return mono


def _telling(first: bytes, count: int) -> bytes:
    """A frame in front that tells how many follow (Xing): without it the decoder guesses, and stops too early."""
    modern = first[1] & 8
    index = 5 if modern else 8  # 64 kbit/s: room enough
    four = bytes([first[0], first[1] | 1, index << 4 | first[2] & 0x0C, first[3]])
    head = header(four)
    assert head
    mono = first[3] & 0xC0 == 0xC0  # noqa: PLR2004 - single channel
    side = (17 if mono else 32) if modern else (9 if mono else 17)
    tag = b"Xing" + (1).to_bytes(4, "big") + count.to_bytes(4, "big")
    return (four + bytes(side) + tag).ljust(head.size, b"\0")
