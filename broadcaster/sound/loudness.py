"""Loudness and true peak as ITU-R BS.1770-5 defines them, for mono sound at 48 kHz, in numpy alone.

A meter of our own: the wheels that measure either pull in scipy (a second of start-up on an old PC) or bring a compiled
library for a few lines of arithmetic. Checked in the tests against the cases of EBU Tech 3341.
"""

from __future__ import annotations

import functools

import numpy as np
import soxr
from numpy.typing import NDArray

from broadcaster.sound.filtering import convolved_blocks
from broadcaster.units import RATE, Dbfs, Lufs, Samples

SILENT = Lufs(float("-inf"))
"""Loudness of what has no block above the absolute gate."""

HOP = RATE // 10
"""Frames: gating blocks of 400 ms step by a quarter (BS.1770-5, annex 1)."""
_HOPS_A_BLOCK = 4
_ABSOLUTE_GATE = -70.0
_RELATIVE_GATE = -10.0
_OFFSET = -0.691
"""Makes a 997 Hz sine at 0 dBFS in one channel read -3.01 LUFS."""

_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
"""The two stages of the K weighting at 48 kHz: numerators, denominators (BS.1770-5, annex 1, tables 1 and 2)."""
_WEIGHTING_TAPS = 2_048
"""The weighting's answer to an impulse has died to -88 dB by then."""

STEP = 8
"""Frames over which peaks are taken together: a sixth of a millisecond, over which no limiter's gain moves."""
_OVERSAMPLING = 4
_CHUNK = 1 << 16
_CONTEXT = 512
"""Frames on either side of a chunk that the resampler must see."""


@functools.cache
def _weighting() -> NDArray[np.float64]:
    z = np.exp(-1j * np.linspace(0.0, np.pi, 32_769))
    response = np.ones_like(z)
    for above, below in (_SHELF, _HIGH_PASS):
        response = response * np.polyval(above[::-1], z) / np.polyval(below[::-1], z)
    return np.asarray(np.fft.irfft(response)[:_WEIGHTING_TAPS])


def hop_powers(samples: Samples) -> NDArray[np.float64]:
    """Mean square of the K-weighted `samples` in each whole tenth of a second."""
    return step_powers(samples, HOP).astype(np.float64)


def step_powers(samples: Samples, step: int) -> Samples:
    """Mean square of the K-weighted `samples` in each whole step of so many frames."""
    powers: list[Samples] = []
    rest = np.zeros(0, np.float32)
    for block in convolved_blocks(samples, _weighting()):
        weighted = np.concatenate([rest, block])
        whole = len(weighted) // step * step
        steps = weighted[:whole].reshape(-1, step)
        powers.append(np.einsum("ij,ij->i", steps, steps) / np.float32(step))
        rest = weighted[whole:]
    return np.concatenate(powers) if powers else np.zeros(0, np.float32)


def of_power(power: float) -> Lufs:
    """Loudness of a K-weighted mean square."""
    return Lufs(_OFFSET + 10.0 * float(np.log10(power))) if power > 0.0 else SILENT


def gated(powers: NDArray[np.float64]) -> Lufs:
    """Integrated loudness of the consecutive tenths of a second `powers`, with both gates."""
    if len(powers) < _HOPS_A_BLOCK:
        return SILENT
    blocks = np.convolve(powers, np.full(_HOPS_A_BLOCK, 1.0 / _HOPS_A_BLOCK), "valid")
    for gate in (_ABSOLUTE_GATE, None):
        floor = of_power(float(blocks.mean())) + _RELATIVE_GATE if gate is None else gate
        blocks = blocks[blocks > 10.0 ** ((floor - _OFFSET) / 10.0)]
        if not len(blocks):
            return SILENT
    return of_power(float(blocks.mean()))


def integrated(samples: Samples) -> Lufs:
    """Integrated loudness of `samples` (48 kHz mono, LUFS); minus infinity for silence and for less than 0.4 s."""
    return gated(hop_powers(samples))


def spoken(samples: Samples) -> Lufs:
    """How loud the voice in a sentence is: as `integrated`, but a single word is measured too."""
    if len(samples) == 0:
        return SILENT
    whole = integrated(samples)
    if np.isfinite(whole):
        return whole
    padded = np.concatenate([samples, np.zeros(_WEIGHTING_TAPS, np.float32)])
    power = sum(float(np.square(block, dtype=np.float64).sum()) for block in convolved_blocks(padded, _weighting()))
    loudness = of_power(power / len(samples))
    return loudness if loudness > _ABSOLUTE_GATE else SILENT


def step_peaks(samples: Samples) -> Samples:
    """The highest absolute value, four times oversampled, from the beginning of each step of `STEP` frames to the next.

    One value more where the last step is not whole.
    """
    peaks = [_peaks_from(samples, start) for start in range(0, len(samples), _CHUNK)]
    return np.concatenate(peaks) if peaks else np.zeros(0, np.float32)


def _peaks_from(samples: Samples, start: int) -> Samples:
    """The same for the chunk that begins at frame `start`."""
    known = samples[start : start + _CHUNK]
    first = max(0, start - _CONTEXT)
    dense = soxr.resample(samples[first : start + _CHUNK + _CONTEXT], RATE, RATE * _OVERSAMPLING, "HQ")
    dense = dense[(start - first) * _OVERSAMPLING :][: len(known) * _OVERSAMPLING]
    return np.maximum(_highest(known, STEP), _highest(dense, STEP * _OVERSAMPLING))


def _highest(values: Samples, width: int) -> Samples:
    """The highest absolute value of each `width` of `values`, a power of two; the last ones may be fewer."""
    high = np.zeros(-(-len(values) // width) * width, np.float32)
    np.abs(values, out=high[: len(values)])
    while width > 1:
        high = np.maximum(high[::2], high[1::2])
        width //= 2
    return high


def true_peak(samples: Samples) -> Dbfs:
    """True peak of `samples` (dBTP, four times oversampled); minus infinity for silence.

    Only where the samples themselves come within 6 dB of the highest is looked between them.
    """
    highest = float(max(samples.max(initial=0.0), -samples.min(initial=0.0)))
    for start in range(0, len(samples), _CHUNK):
        if np.abs(samples[start : start + _CHUNK]).max() > highest / 2.0:
            highest = max(highest, float(_peaks_from(samples, start).max()))
    return Dbfs(20.0 * float(np.log10(highest))) if highest > 0.0 else Dbfs(float("-inf"))
