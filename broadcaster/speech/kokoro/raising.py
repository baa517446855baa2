"""The voice raised, as people raise theirs where it is loud: brighter, and no part of a word left weak.

Who speaks in noise flattens the fall of the spectrum and puts more weight on what is soft (Lombard speech: Summers et
al., "Effects of noise on speech production", *JASA* 84, 1988); that alone, at the same power, makes speech easier to
understand in noise (Lu and Cooke, "The contribution of changes in F0 and spectral tilt to increased intelligibility of
speech produced in noise", *Speech Communication* 51, 2009). What is evened out here would be unevenly crushed by an
amplifier that is driven hard, and what is soft would drown in the echo of the vowel before it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from broadcaster.units import Samples

Curve = tuple[tuple[float, float], ...]
"""Points of Hz and decibels, joined by straight lines over the logarithm of frequency."""

LOW: Curve = ((0.0, -6.0), (100.0, -6.0), (200.0, -2.0), (300.0, 0.0), (600.0, 0.0))
"""The low end of a woman's voice: what no horn gives back, down."""

LOW_MALE: Curve = (
    *((0.0, -30.0), (100.0, -30.0), (150.0, -18.0), (200.0, -7.0)),
    *((250.0, -1.0), (300.0, 0.0), (600.0, 0.0)),
)
"""The same of a man's, whose first harmonic lies below every formant. His pitch is heard all the same, from the
harmonics above it (Schouten, "The residue and the mechanism of hearing", *Proceedings of the Koninklijke Nederlandse
Akademie van Wetenschappen* 43, 1940)."""

BRIGHTER: Curve = ((1000.0, 2.8), (1800.0, 6.0), (2800.0, 8.0), (4500.0, 8.0), (6500.0, 6.4), (12000.0, 2.4))
"""Above the low end: the second and third formant and the bursts up."""


@dataclass(frozen=True)
class Evening:
    """How levels within a sentence are drawn together."""

    window: float = 0.06
    """Seconds over which the level is taken, before and after alike: longer than a period, shorter than a syllable."""
    share: float = 0.5
    """Of the distance in decibels from the sentence's level, how much is made up."""
    most: float = 12.0
    """Decibels that are given or taken at most."""
    floor: float = -35.0
    """Decibels below the sentence's level: what is softer is no speech and stays as it is."""
    fade: float = 8.0
    """Decibels above the floor within which the gain sets in."""


_LEVEL = 0.1
"""Root mean square of the spoken parts of what comes out (-20 dBFS), so that every sentence is as loud."""
_PEAK = 0.95
_SPOKEN = 20.0
"""Decibels below the loudest moment: what is softer does not count in a sentence's level."""


def raised(sound: Samples, rate: int, low: Curve = LOW, evening: Evening | None = None) -> Samples:
    """`sound` (mono, at `rate`) brighter, its low end by `low`, and evened out; same length; silence stays silence."""
    if not np.any(sound):
        return sound
    bright = _brighter(sound.astype(np.float64), rate, low)
    even = bright * _gain(bright, rate, evening or Evening())
    level = np.sqrt(10 ** (_sentence_level(_levels(even, rate, 0.06)) / 10))
    factor = min(_LEVEL / level, _PEAK / float(np.abs(even).max()))
    return np.asarray(even * factor, np.float32)


def _brighter(sound: NDArray[np.float64], rate: int, low: Curve) -> NDArray[np.float64]:
    """`sound` with its spectrum tilted, no delay."""
    size = 1 << (len(sound) + rate // 8).bit_length()
    hertz = np.fft.rfftfreq(size, 1 / rate)
    places, decibels = np.array((*low, *BRIGHTER)).T
    curve = np.interp(np.log2(hertz + 20), np.log2(places + 20), decibels)
    return np.asarray(np.fft.irfft(np.fft.rfft(sound, size) * 10 ** (curve / 20), size)[: len(sound)])


def _gain(sound: NDArray[np.float64], rate: int, evening: Evening) -> NDArray[np.float64]:
    """The factor for each sample."""
    levels = _levels(sound, rate, evening.window)
    relative = levels - _sentence_level(levels)
    wanted = np.clip(-evening.share * relative, -evening.most, evening.most)
    present = np.clip((relative - evening.floor) / evening.fade, 0, 1)
    return np.asarray(10 ** (wanted * present / 20))


def _levels(sound: NDArray[np.float64], rate: int, window: float) -> NDArray[np.float64]:
    """The level around each sample, decibels."""
    width = max(round(window * rate), 1)
    weights = np.hanning(width + 2)[1:-1]
    size = 1 << (len(sound) + width).bit_length()
    power = np.fft.irfft(np.fft.rfft(np.square(sound), size) * np.fft.rfft(weights / weights.sum(), size), size)
    return np.asarray(10 * np.log10(np.maximum(power[width // 2 : width // 2 + len(sound)], 0) + 1e-12))


def _sentence_level(levels: NDArray[np.float64]) -> float:
    """The level of the spoken parts, decibels."""
    spoken = levels[levels > levels.max() - _SPOKEN]
    return float(10 * np.log10(np.mean(10 ** (spoken / 10))))
