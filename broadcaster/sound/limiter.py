"""A look-ahead limiter that holds the true peak, not only the samples, under a ceiling."""

from __future__ import annotations

import numpy as np

from broadcaster.sound.loudness import frame_peaks
from broadcaster.units import RATE, Dbfs, Samples

_REACH = RATE * 6 // 1000
"""Frames before and after a peak over which the gain bends: slow enough not to distort, too short to be heard."""
_MARGIN_DB = 0.05
"""The bent gain moves the points between samples a little."""
_CHUNK = RATE * 2
_CONTEXT = 2 * _REACH


def limited(samples: Samples, ceiling: Dbfs, gain: float = 1.0, peaks: Samples | None = None) -> Samples:
    """`samples` (48 kHz mono) times `gain` with no true peak above `ceiling` (dBTP); same length.

    The factor each frame needs is spread by a sliding minimum and then smoothed over the same window, so that it is
    already down when the peak comes and every frame gets no more than it may. `peaks`, if given, are the
    `loudness.frame_peaks` of `samples`: who tries several gains measures them once.
    """
    most = 10.0 ** ((ceiling - _MARGIN_DB) / 20.0)
    found = frame_peaks(samples) if peaks is None else peaks
    held = samples * np.float32(gain)
    for start in range(0, len(samples), _CHUNK):
        first = max(0, start - _CONTEXT)
        near = found[first : start + _CHUNK + _CONTEXT] * np.float32(gain)
        if near.max() > most:
            here = held[start : start + _CHUNK]
            here *= _factors(near, most)[start - first :][: len(here)]
    return held


def _factors(peaks: Samples, most: float) -> Samples:
    peaks[1:] = np.maximum(peaks[1:], peaks[:-1])  # a peak between two frames counts for both
    needed = np.minimum(1.0, most / np.maximum(peaks, most)).astype(np.float32)
    return smoothed(sliding_minimum(needed, _REACH), _REACH)


def sliding_minimum(values: Samples, reach: int) -> Samples:
    """The least of each value's neighbours up to `reach` away on either side; past the ends the end value goes on."""
    width = 2 * reach + 1
    least = np.pad(values, reach, mode="edge")
    done = 1
    while done < width:  # windows of 1, 2, 4, … and one last step to the width asked
        step = min(done, width - done)
        least = np.minimum(least[:-step], least[step:])
        done += step
    return np.asarray(least, np.float32)


def smoothed(values: Samples, reach: int) -> Samples:
    """The mean of each value's neighbours up to `reach` away, weighted by a triangle; past the ends the end goes on."""
    width = reach + 1  # a triangle is a box over a box
    mean = np.pad(values, reach, mode="edge").astype(np.float64)
    for _ in range(2):
        total = np.concatenate([[0.0], np.cumsum(mean)])
        mean = (total[width:] - total[:-width]) / width
    return mean.astype(np.float32)
