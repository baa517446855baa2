"""Where a sound that nobody cut into sentences may be taken up again: every few seconds, where it is quietest. Pure."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from broadcaster.units import RATE, Samples

_HOP = RATE // 50
"""Levels are taken every 20 ms."""
_PAUSE = 15
"""Hops whose level counts together (0.3 s): a pause between phrases is quieter over that than any consonant."""
_EARLIEST, _LATEST = 4 * 50, 8 * 50
"""Hops from one place to the next: few enough that little is heard twice, and speakers take breath within them."""


def quiet_moments(samples: Samples) -> Iterator[int]:
    """Frames of `samples` (48 kHz mono), ascending, 4 to 8 seconds apart and as far from both ends."""
    energy = np.square(samples[: len(samples) // _HOP * _HOP].reshape(-1, _HOP)).mean(axis=1, dtype=np.float64)
    sums = np.concatenate([[0.0], np.cumsum(energy)])
    level = sums[_PAUSE:] - sums[:-_PAUSE]  # of the hops from each on
    at = 0
    while at + _LATEST + _EARLIEST < len(energy):
        window = level[at + _EARLIEST - _PAUSE // 2 : at + _LATEST - _PAUSE // 2]
        at += _EARLIEST + int(np.argmin(window))
        yield at * _HOP
