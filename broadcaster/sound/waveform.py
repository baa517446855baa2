"""How a sound looks: the loudest of each stretch, for a drawing. Pure."""

from __future__ import annotations

import numpy as np

from broadcaster.units import Samples

BARS = 160
"""Stretches a sound is drawn with."""


def waveform(samples: Samples, bars: int = BARS) -> tuple[int, ...]:
    """The peak of each of `bars` stretches of equal length, 0 (silence) to 100 (full scale), linear."""
    if not len(samples):
        return (0,) * bars
    edges = np.linspace(0, len(samples), bars + 1).astype(int)
    loud = np.maximum.reduceat(np.abs(samples), np.minimum(edges[:-1], len(samples) - 1))
    return tuple(int(value) for value in np.rint(100.0 * np.minimum(loud, 1.0)))
