"""What a re-entrant horn needs before it: no bass, no air, and the consonants lifted.

A horn on a pole passes about 300 to 6,000 Hz. Bass does not come out of it but moves the driver and eats the
amplifier's headroom; above the band there is nothing to drive. Vowels carry the power and lie low, consonants carry the
words and lie high (French & Steinberg, 1947: half of what makes speech intelligible lies above 1.8 kHz), and wind and
distance take the high ones first; so speech, not music, is tilted before it is levelled.
"""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray

from broadcaster.errors import SoundError
from broadcaster.sound.filtering import centred, linear_phase
from broadcaster.units import RATE, Samples

PROFILES = ("horn", "flat")
"""`horn` for loudspeakers on poles, `flat` for a transmitter or a hall."""

_TAPS = {"horn": 1_023, "flat": 4_095}
"""A thump at 30 Hz takes a longer filter to tell from a voice at 100 Hz than a horn's edge at 300 Hz."""
_GRID = 4_097

_BAND = (
    (0, -80),
    (60, -70),
    (120, -36),
    (180, -14),
    (230, -5),
    (280, -1),
    (330, 0),
    (6_000, 0),
    (7_000, -4),
    (9_000, -24),
    (24_000, -80),
)
"""Amplitude (dB) by frequency (Hz) of what a horn is given of anything."""
_PRESENCE = ((0, 0), (300, -3), (500, -2), (800, 0), (1_500, 2.5), (2_500, 4.5), (4_000, 5), (5_500, 4), (24_000, 0))
"""The same of what speech is given besides."""
_RUMBLE = ((0, -60), (20, -60), (40, -20), (70, -3), (100, 0), (24_000, 0))
"""A flat profile takes away nothing but thumps on the microphone and a direct voltage."""


def known_profile(profile: str) -> str:
    """`profile` itself; raises SoundError where there is none of that name."""
    if profile not in PROFILES:
        raise SoundError(f"không có kiểu âm '{profile}'; hãy dùng horn (loa nén ngoài trời) hoặc flat (loa thường)")
    return profile


def shaped_speech(samples: Samples, profile: str) -> Samples:
    """Speech as the loudspeakers of `profile` should be given it; same length, no delay."""
    return centred(samples, _curve(profile, speech=True))


def shaped_music(samples: Samples, profile: str) -> Samples:
    """Any other sound as the loudspeakers of `profile` should be given it; same length, no delay."""
    return centred(samples, _curve(profile, speech=False))


@functools.cache
def _curve(profile: str, *, speech: bool) -> NDArray[np.float64]:
    curves = [_RUMBLE] if known_profile(profile) == "flat" else [_BAND, _PRESENCE] if speech else [_BAND]
    hertz = np.linspace(0.0, RATE / 2, _GRID)
    decibels = sum(np.interp(_pitch(hertz), _pitch(np.array(curve)[:, 0]), np.array(curve)[:, 1]) for curve in curves)
    return linear_phase(10.0 ** (np.asarray(decibels) / 20.0), _TAPS[profile])


def _pitch(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    """Frequencies are joined along octaves, as they are heard."""
    return np.log2(hertz + 20.0)
