"""A person's recording of a text, cut where the reader takes breath, so that it is levelled as a voice's sentences are.

Nothing inside is lost: laid end to end the phrases are the recording, but for the silence before and after it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from broadcaster.errors import SoundError
from broadcaster.sound.loudness import SILENT, spoken
from broadcaster.units import RATE, Lufs, Samples

FAINTEST = Lufs(-55.0)
"""What is softer is no reading: a person far from the microphone comes to some -45."""
_HOP = RATE // 50
"""Levels are taken every 20 ms."""
_SPEECH_DB, _FLOOR_DB, _CLOSEST_DB = -30.0, 6.0, -12.0
"""Quiet is what lies so far below the loudest syllables, or so little above the room; but never so near to speech."""
_BREATH = 18
"""Hops of quiet (0.36 s) that are a pause and no stop consonant."""
_SHORTEST = 75
"""Hops of a phrase (1.5 s): the level of less is an accident."""
_HEARD_DB = -12.0
"""A phrase has a syllable so near to the loudest ones, or it is a cough, a page turned, somebody in the next room."""
_BEFORE, _AFTER = 10, 15
"""Hops of quiet left before the first and after the last syllable."""


def heard(name: str, recording: Samples) -> None:
    """Raise SoundError where nobody is heard in `recording` (48 kHz mono): silence, a dead microphone's hiss."""
    loudness = spoken(recording)
    if loudness < FAINTEST:
        how = "im lặng từ đầu đến cuối" if loudness == SILENT else "gần như im lặng, chỉ có tiếng xì"
        raise SoundError(f"tệp '{name}' {how}; hãy thu lại, xem micrô đã bật chưa")


def phrases(recording: Samples) -> tuple[Samples, ...]:
    """The phrases of `recording` (48 kHz mono), in order; one where it has no pauses or no sound."""
    if len(recording) < _HOP:
        return (recording,)
    levels = _levels(recording)
    loud = float(np.percentile(levels, 95))
    quiet = levels < min(max(loud + _SPEECH_DB, float(np.percentile(levels, 5)) + _FLOOR_DB), loud + _CLOSEST_DB)
    voiced = np.flatnonzero(~quiet)
    if not len(voiced) or not quiet.any():
        return (recording,)
    first, last = max(0, voiced[0] - _BEFORE), voiced[-1] + 1 + _AFTER
    cuts = list(_cuts(levels, quiet, int(voiced[0]), int(voiced[-1]), loud + _HEARD_DB))
    edges = [first, *cuts, last]
    return tuple(recording[begin * _HOP : end * _HOP] for begin, end in itertools.pairwise(edges))


def _levels(samples: Samples) -> NDArray[np.float64]:
    """Decibels of each whole hop."""
    whole = samples[: len(samples) // _HOP * _HOP].reshape(-1, _HOP)
    return np.asarray(10.0 * np.log10(np.square(whole, dtype=np.float64).mean(axis=1) + 1e-12))


def _cuts(levels: NDArray[np.float64], quiet: NDArray[np.bool_], first: int, last: int, heard: float) -> Iterator[int]:
    """The middle of each pause between hops `first` and `last` that has a phrase worth its name on either side."""
    changes = np.flatnonzero(np.diff(quiet[first : last + 1])) + 1 + first
    begin = first
    for start, end in zip(changes[::2], changes[1::2], strict=True):  # speech at both ends: quiet comes in pairs
        middle, long = int(start + end) // 2, end - start >= _BREATH
        if long and _is_phrase(levels[begin:middle], heard) and _is_phrase(levels[end : last + 1], heard):
            yield middle
            begin = middle


def _is_phrase(levels: NDArray[np.float64], heard: float) -> bool:
    return len(levels) >= _SHORTEST and bool(levels.max() >= heard)
