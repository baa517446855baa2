"""Speech slower or quicker at the same pitch. Pure.

Similar waves are overlapped and added (WSOLA; Verhelst and Roelands, ICASSP 1993).
"""

from __future__ import annotations

import numpy as np

from broadcaster.units import Samples, Seconds

_WINDOW = Seconds(0.04)
_SEARCH = Seconds(0.008)
"""A pitch period of a low voice: within it a place is found where the waves continue one another."""
_NEAR_ENOUGH = 0.02


def stretch(samples: Samples, rate: int, speed: float) -> Samples:
    """`samples` lasting `1 / speed` as long. Below 40 ms, and within 2 % of its own pace, it is left alone."""
    half = int(_WINDOW * rate) // 2
    if abs(speed - 1.0) < _NEAR_ENOUGH or len(samples) < 4 * half:
        return samples
    reach = int(_SEARCH * rate)
    padded = np.pad(samples, (reach, reach + 2 * half))
    window = np.hanning(2 * half + 1)[:-1].astype(np.float32)
    hops = int(np.ceil(len(samples) / speed / half))
    out = np.zeros((hops + 2) * half, np.float32)
    follows = padded[:half]
    for hop in range(hops):
        wanted = min(int(hop * half * speed), len(samples) - 1)
        at = wanted + _likest(padded[wanted : wanted + 2 * reach + half], follows)
        out[hop * half : (hop + 2) * half] += padded[at : at + 2 * half] * window
        follows = padded[at + half : at + 2 * half]
    return out[: round(len(samples) / speed)]


def _likest(heard: Samples, follows: Samples) -> int:
    """Where in `heard` a wave begins that continues as `follows` does."""
    if not follows.any():
        return (len(heard) - len(follows)) // 2
    return int(np.argmax(np.correlate(heard, follows, mode="valid")))
