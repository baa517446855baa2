"""Fast convolution with long FIR filters, block by block, so that an hour of sound needs little memory."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from broadcaster.units import Samples

_TRANSFORM = 16_384
"""Frames a Fourier transform takes in: long against every filter used here, short enough for the cache."""


def convolved_blocks(samples: Samples, taps: NDArray[np.float64]) -> Iterator[Samples]:
    """The causal convolution of `samples` with `taps`, cut to the length of `samples`, in consecutive blocks.

    Overlap-save. `taps` is shorter than 16,384; memory used is a few blocks, whatever the length of `samples`.
    """
    step = _TRANSFORM - len(taps) + 1
    spectrum = np.fft.rfft(taps, _TRANSFORM).astype(np.complex64)
    for start in range(0, len(samples), step):
        block = np.zeros(_TRANSFORM, np.float32)
        known = samples[max(0, start - len(taps) + 1) : start + step]
        first = max(0, len(taps) - 1 - start)
        block[first : first + len(known)] = known
        whole = np.fft.irfft(np.fft.rfft(block) * spectrum, _TRANSFORM)
        yield whole[len(taps) - 1 :][: len(samples) - start].astype(np.float32, copy=False)


def centred(samples: Samples, taps: NDArray[np.float64]) -> Samples:
    """`samples` through the symmetric (linear phase) filter `taps` of odd length, without its delay; same length."""
    half = len(taps) // 2
    padded = np.concatenate([samples, np.zeros(half, np.float32)])
    blocks = list(convolved_blocks(padded, taps))
    return np.concatenate(blocks)[half:] if blocks else samples.copy()


def linear_phase(gains: NDArray[np.float64], taps: int) -> NDArray[np.float64]:
    """A symmetric FIR of an odd number of `taps` with the amplitude `gains` at 0 … half the rate, evenly spaced.

    Frequency sampling with a Blackman window (Rabiner & Gold, 1975, section 3.17).
    """
    long = np.fft.fftshift(np.fft.irfft(gains))
    middle = len(long) // 2
    half = taps // 2
    return np.asarray(long[middle - half : middle + half + 1] * np.blackman(taps + 2)[1:-1])
