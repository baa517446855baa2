"""The last step of a mix: the whole at its loudness, with every true peak under the ceiling, in little memory."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from broadcaster.sound.levels import amplitude
from broadcaster.sound.limiter import step_factors, turn_down
from broadcaster.sound.loudness import HOP, SILENT, STEP, gated, step_peaks, step_powers
from broadcaster.units import Dbfs, Lufs, Samples

_CLOSE_ENOUGH = 0.01
_PASSES = 12
_FIRST_YIELD, _LEAST_YIELD = 0.7, 0.2
"""Of a decibel more the limiter takes back about a third at first; how much in truth is seen from pass to pass."""
_MEASURED = 0.8
"""Share of the work, as progress tells it, that is done when peaks and powers are known."""


def master(reel: Samples, target: Lufs, ceiling: Dbfs, told: Callable[[float], None]) -> Lufs:
    """Turn `reel` in place to `target` LUFS with no true peak above `ceiling`; returns how loud it has become.

    What the limiter takes away is given back and limited again, until the loudness is met. Sound is measured once:
    the limiter's factor is the same over a step, so that what it does to a step's power is known without hearing it.
    `told` hears how far it is.
    """
    peaks = step_peaks(reel)
    told(_MEASURED / 2)
    powers = step_powers(reel, STEP)
    told(_MEASURED)
    decibels, step, gained, before = 0.0, 0.0, _FIRST_YIELD, SILENT
    for done in range(1, _PASSES + 1):
        factors = step_factors(peaks, ceiling, amplitude(decibels)) * np.float32(amplitude(decibels))
        found = _loudness(powers, factors)
        if found == SILENT or abs(found - target) <= _CLOSE_ENOUGH or done == _PASSES:
            break
        if step:
            gained = min(1.0, max(_LEAST_YIELD, (found - before) / step))
        before, step = found, (target - found) / gained
        decibels += step
    turn_down(reel, factors)
    return found


def _loudness(powers: Samples, factors: Samples) -> Lufs:
    """Integrated loudness of what has `powers` in its steps once they are turned up or down by `factors`."""
    turned = powers * np.square(factors[: len(powers)])
    steps = HOP // STEP
    hops = turned[: len(turned) // steps * steps].reshape(-1, steps)
    return gated(hops.mean(axis=1, dtype=np.float64))
