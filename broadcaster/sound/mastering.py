"""The last step of a mix: the whole at its loudness, with every true peak under the ceiling, in little memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from broadcaster.sound.levels import amplitude
from broadcaster.sound.limiter import limited
from broadcaster.sound.loudness import SILENT, frame_peaks, gated, hop_powers
from broadcaster.units import RATE, Dbfs, Lufs, Samples

_CLOSE_ENOUGH = 0.05
_PASSES = 6
_FIRST_YIELD, _LEAST_YIELD = 0.7, 0.2
"""Of a decibel more the limiter takes back about a third at first; how much in truth is seen from pass to pass."""
_STRETCH = RATE * 30
"""Frames worked on at once: an hour must not be held in memory three times."""
_CONTEXT = RATE
"""Frames on either side of a stretch that limiter and meter must see; whole tenths of a second."""
_HOPS_OF_CONTEXT = 10

Peaks = NDArray[np.float16]
"""The reel's true peaks, frame by frame, within 0.005 dB."""


def master(reel: Samples, target: Lufs, ceiling: Dbfs, told: Callable[[float], None]) -> Lufs:
    """Turn `reel` in place to `target` LUFS with no true peak above `ceiling`; returns how loud it has become.

    What the limiter takes away is given back and limited again, until the loudness is met. `told` hears how far it is.
    """
    peaks = np.concatenate([np.zeros(0, np.float16), *_peaks(reel)])
    decibels, step, gained, before = 0.0, 0.0, _FIRST_YIELD, SILENT
    for done in range(1, _PASSES + 1):
        found = gated(np.concatenate([np.zeros(0), *_powers(reel, peaks, ceiling, decibels)]))
        told(done / (_PASSES + 1))
        if found == SILENT or abs(found - target) <= _CLOSE_ENOUGH or done == _PASSES:
            break
        if step:
            gained = min(1.0, max(_LEAST_YIELD, (found - before) / step))
        before, step = found, (target - found) / gained
        decibels += step
    for start, held in _stretches(reel, peaks, ceiling, decibels):
        inside = held[min(start, _CONTEXT) :][: min(_STRETCH, len(reel) - start)]
        reel[start : start + len(inside)] = inside
    return found


def _peaks(reel: Samples) -> Iterator[Peaks]:
    for start in range(0, len(reel), _STRETCH):
        first = max(0, start - _CONTEXT)
        seen = frame_peaks(reel[first : start + _STRETCH + _CONTEXT])
        yield seen[start - first :][:_STRETCH].astype(np.float16)


def _powers(reel: Samples, peaks: Peaks, ceiling: Dbfs, decibels: float) -> Iterator[NDArray[np.float64]]:
    """What the meter reads of each stretch, were the reel limited at `decibels` more."""
    for start, held in _stretches(reel, peaks, ceiling, decibels):
        before = min(start, _CONTEXT)
        yield hop_powers(held[: before + _STRETCH])[_HOPS_OF_CONTEXT if before else 0 :]


def _stretches(reel: Samples, peaks: Peaks, ceiling: Dbfs, decibels: float) -> Iterator[tuple[int, Samples]]:
    """Each stretch, limited, with its context: where the stretch begins in the reel, and the sound.

    The limiter looks at `peaks` alone, so what has been limited already may stand in the context.
    """
    for start in range(0, len(reel), _STRETCH):
        seen = slice(max(0, start - _CONTEXT), start + _STRETCH + _CONTEXT)
        yield start, limited(reel[seen], ceiling, amplitude(decibels), peaks[seen].astype(np.float32))
