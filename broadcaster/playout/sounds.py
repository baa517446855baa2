"""Sounds as they are read while they play: each yields blocks, and never the whole of a long file at once.

A block is mono float32 at `units.RATE`; an empty one stands for «not there yet, ask again». Whoever asks for the next
one may send its `Pace`: most do not care, but a sound that arrives in its own time has to know how soon it is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
import soundfile

from broadcaster.errors import SoundError
from broadcaster.units import RATE, Samples

BLOCK = RATE // 4
"""Frames read at a time."""
AHEAD = 3.0
"""Seconds that are read before they are needed."""
FADE = RATE // 200
"""Frames of a fade at a cut (5 ms): too short to be heard as one, long enough that nothing clicks."""


class Pace(NamedTuple):
    """How whoever plays a sound stands."""

    lead: int
    """Frames that it has ready to play."""
    missed: int
    """Frames that it had to leave silent so far because they were not there."""


Blocks = Generator[Samples, Pace | None, None]
"""Blocks of a sound; None is sent as long as it does not play."""
Fault = Callable[[str], None]
"""Told, in Vietnamese, what went wrong with a sound on the air."""


class Sound(Protocol):
    """Something that can be played from any frame of it."""

    @property
    def frames(self) -> int | None:
        """Its length; None while that is not known."""
        ...

    @property
    def ahead(self) -> float:
        """Seconds that may be read before they are needed."""
        ...

    def blocks(self, first: int) -> Blocks:
        """Its blocks from frame `first` on. Raises SoundError, at the first block or later."""
        ...


class KeptSound:
    """A short sound kept in memory: the attention signal, the last rung."""

    ahead = AHEAD

    def __init__(self, samples: Samples) -> None:
        self.samples = np.ascontiguousarray(samples, dtype=np.float32)

    @property
    def frames(self) -> int:
        """Its length."""
        return len(self.samples)

    def blocks(self, first: int) -> Blocks:
        """Its samples, without a copy."""
        for start in range(first, len(self.samples), BLOCK):
            yield self.samples[start : start + BLOCK]


class FileSound:
    """A sound file, read while it plays."""

    ahead = AHEAD

    def __init__(self, path: Path, frames: int | None = None) -> None:
        self.path = path
        self.frames = frames

    def blocks(self, first: int) -> Blocks:
        """Read the file on; what is not mono at `units.RATE` is made so on the way.

        What the disk brought too late to be heard is left out: the sound goes on where it should be by then.
        """
        try:
            with soundfile.SoundFile(self.path) as file:
                if file.samplerate == RATE:
                    file.seek(min(first, file.frames))
                    yield from _in_time(_read(file))
                else:
                    yield from _in_time(_without(first, _resampled(file)))
        except (OSError, soundfile.SoundFileError) as error:
            raise SoundError(f"không đọc được tệp tiếng '{self.path.name}'") from error


def _in_time(blocks: Iterator[Samples]) -> Blocks:
    """`blocks` without as many frames as were missed since the first of them."""
    missed: int | None = None
    owed = 0
    pace: Pace | None
    for block in blocks:
        left_out = min(owed, len(block))
        owed -= left_out
        if left_out == len(block):
            continue
        pace = yield block[left_out:]
        if missed is None:
            missed = pace.missed if pace else 0  # what sounded before this was its own loss
        if pace:
            owed, missed = owed + pace.missed - missed, pace.missed


def _read(file: Any) -> Iterator[Samples]:
    while len(block := file.read(BLOCK, dtype="float32", always_2d=True)):
        yield block[:, 0] if block.shape[1] == 1 else block.mean(axis=1, dtype=np.float32)


def _resampled(file: Any) -> Iterator[Samples]:
    import soxr  # noqa: PLC0415 - only an officer's own file is at another rate

    stream = soxr.ResampleStream(file.samplerate, RATE, 1, dtype="float32")
    for block in _read(file):
        yield stream.resample_chunk(block)
    yield stream.resample_chunk(np.zeros(0, np.float32), last=True)


def resampler(rate: int) -> Callable[[Samples], Samples]:
    """What brings a stream at `rate` to `units.RATE`, block by block."""
    if rate == RATE:
        return lambda sound: sound
    import soxr  # noqa: PLC0415 - only streams at another rate need it

    stream = soxr.ResampleStream(rate, RATE, 1, dtype="float32")

    def resampled(sound: Samples) -> Samples:
        out: Samples = stream.resample_chunk(sound)
        return out

    return resampled


def _without(frames: int, blocks: Iterator[Samples]) -> Iterator[Samples]:
    """`blocks` without their first `frames`."""
    for block in blocks:
        if frames < len(block):
            yield block[frames:] if frames else block
        frames = max(0, frames - len(block))


def read_whole(path: Path) -> KeptSound:
    """Keep a short file in memory. Raises SoundError where it cannot be read."""
    blocks = list(FileSound(path).blocks(0))
    return KeptSound(np.concatenate(blocks) if blocks else np.zeros(0, np.float32))


def two_tones() -> KeptSound:
    """A chime that needs no file: two falling tones of a second each."""
    time = np.arange(RATE, dtype=np.float32) / RATE
    tones = [np.sin(2 * np.pi * pitch * time) * np.exp(-3 * time) for pitch in (880.0, 660.0)]
    sound = 0.4 * np.concatenate(tones) * np.minimum(1.0, np.tile(time, 2) * 100)
    return KeptSound(sound.astype(np.float32))


class Reel:
    """Sounds one after the other, without a frame between them. One that cannot be read gives way to the last rung."""

    ahead = AHEAD

    def __init__(self, sounds: Sequence[Sound], last_rung: Sound, fault: Fault) -> None:
        self._sounds = tuple(sounds)
        self._last_rung = last_rung
        self._fault = fault
        self._lengths = [sound.frames or 0 for sound in sounds]

    @property
    def frames(self) -> int:
        """Its length; less from where it turns out that a sound cannot be read, so that no silence holds the air."""
        return sum(self._lengths)

    def blocks(self, first: int) -> Blocks:
        """All blocks from frame `first` on."""
        for number, length in enumerate(list(self._lengths)):
            if first < length:
                yield from self._guarded(number, first)
            first = max(0, first - length)

    def _guarded(self, number: int, first: int) -> Blocks:
        blocks, pace = self._sounds[number].blocks(first), None
        try:
            while True:
                block = blocks.send(pace)
                first += len(block)
                pace = yield block
        except StopIteration:
            return
        except SoundError as error:
            self._fault(f"{error}; đã phát nhạc hiệu và lời xướng của đài thay cho phần này")
            self._lengths[number] = first + (self._last_rung.frames or 0)
            yield from self._last_rung.blocks(0)
        finally:
            blocks.close()
