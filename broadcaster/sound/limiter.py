"""A look-ahead limiter that holds the true peak, not only the samples, under a ceiling."""

from __future__ import annotations

import numpy as np

from broadcaster.sound.loudness import STEP, step_peaks
from broadcaster.units import RATE, Dbfs, Samples

_REACH = RATE * 6 // 1000 // STEP
"""Steps (6 ms) before and after a peak over which the gain bends: slow enough not to distort, too short to be heard."""
_MARGIN_DB = 0.05
"""The bent gain moves the points between samples a little."""
_CHUNK = RATE // STEP
_CONTEXT = 2 * _REACH + 2


def limited(samples: Samples, ceiling: Dbfs, gain: float = 1.0) -> Samples:
    """`samples` (48 kHz mono) times `gain` with no true peak above `ceiling` (dBTP); same length."""
    held = samples * np.float32(gain)
    turn_down(held, step_factors(step_peaks(samples), ceiling, gain))
    return held


def step_factors(peaks: Samples, ceiling: Dbfs, gain: float = 1.0) -> Samples:
    """The factor for the middle of each step of a sound whose `loudness.step_peaks` are `peaks` times `gain`.

    What each step needs is spread by a sliding minimum and then smoothed over the same window, so that it is already
    down when the peak comes. The minimum reaches one step further: on the straight line between the middles of two
    steps no frame gets more than either of them may.
    """
    most = 10.0 ** ((ceiling - _MARGIN_DB) / 20.0) / gain
    factors = np.ones(len(peaks), np.float32)
    for start in range(0, len(peaks), _CHUNK):
        first = max(0, start - _CONTEXT)
        near = peaks[first : start + _CHUNK + _CONTEXT]
        if near.max() > most:
            needed = (most / np.maximum(near, most)).astype(np.float32)
            soft = smoothed(sliding_minimum(needed, _REACH + 1), _REACH)
            factors[start : start + _CHUNK] = soft[start - first :][:_CHUNK]
    return factors


def turn_down(samples: Samples, factors: Samples) -> None:
    """Multiply `samples` in place by the `factors` of its steps; where those are 1 nothing is touched."""
    for start in range(0, len(factors), _CHUNK):
        near = factors[max(0, start - 1) : start + _CHUNK + 1]
        if (near != 1.0).any():
            here = samples[start * STEP : (start + _CHUNK) * STEP]
            here *= between(near, STEP)[(STEP if start else 0) :][: len(here)]


def between(values: Samples, width: int) -> Samples:
    """A value for each frame, on straight lines from the middle of one `width` of frames to the middle of the next."""
    corners = np.concatenate([values[:1], values, values[-1:]]).astype(np.float32)
    way = ((np.arange(width) + 0.5) / width).astype(np.float32)
    return np.asarray((corners[:-1, None] + np.diff(corners)[:, None] * way).reshape(-1)[width // 2 :])


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
