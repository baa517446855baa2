"""A look-ahead limiter that holds the true peak, not only the samples, under a ceiling."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from broadcaster.sound.filtering import centred
from broadcaster.sound.loudness import frame_peaks
from broadcaster.units import RATE, Dbfs, Samples

_REACH = RATE * 6 // 1000
"""Frames before and after a peak over which the gain bends: slow enough not to distort, too short to be heard."""
_MARGIN_DB = 0.05
"""The bent gain moves the points between samples a little."""
_CHUNK = RATE * 20
_CONTEXT = 2 * _REACH


def limited(samples: Samples, ceiling: Dbfs) -> Samples:
    """`samples` (48 kHz mono) with no true peak above `ceiling` (dBTP); same length, untouched where no peak is near.

    The gain each frame needs is spread by a sliding minimum and then smoothed over the same window, so that it is
    already down when the peak comes and every frame gets no more than it may.
    """
    most = 10.0 ** ((ceiling - _MARGIN_DB) / 20.0)
    held = np.empty_like(samples)
    for start in range(0, len(samples), _CHUNK):
        first = max(0, start - _CONTEXT)
        seen = samples[first : start + _CHUNK + _CONTEXT]
        held[start : start + _CHUNK] = (seen * _gain(seen, most))[start - first :][: min(_CHUNK, len(samples) - start)]
    return held


def _gain(samples: Samples, most: float) -> Samples:
    if np.abs(samples).max(initial=0.0) < most / 2.0:  # four times oversampled, no peak stands twice over its samples
        return np.ones(len(samples), np.float32)
    peaks = frame_peaks(samples)
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
    """The mean of each value's neighbours under a Hann window `reach` wide on either side; the ends go on."""
    window: NDArray[np.float64] = np.hanning(2 * reach + 3)[1:-1]
    padded = np.pad(values, reach, mode="edge")
    return centred(padded, window / window.sum())[reach:-reach]
