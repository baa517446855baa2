"""What a re-entrant horn needs before it: no bass, no air, and the consonants lifted.

A horn on a pole passes about 300 to 6,000 Hz. Bass does not come out of it but moves the driver and eats the
amplifier's headroom; above the band there is nothing to drive. Vowels carry the power and lie low, consonants carry the
words and lie high (French & Steinberg, 1947: half of what makes speech intelligible lies above 1.8 kHz), and wind and
distance take the high ones first; so speech, not music, is tilted before it is levelled, by as much as it needs: what
is bright already would only drive the horn harder.
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
    (120, -40),
    (180, -19),
    (230, -8),
    (280, -2),
    (330, 0),
    (6_000, 0),
    (7_000, -4),
    (9_000, -24),
    (24_000, -80),
)
"""Amplitude (dB) by frequency (Hz) of what a horn is given of anything."""
_PRESENCE = ((0, 0), (300, -3), (500, -2), (800, 0), (2_200, 0), (3_000, 4), (4_000, 8), (5_500, 8), (24_000, 0))
"""The same of what speech is given besides, where it is dull: what lies above the horn's own bump at 2 kHz. More
of that bump costs words, without wind and in it."""
_SHARES = 8
"""Presence is given in eighths (1 dB at most), so that every curve is made once."""
_LOW, _HIGH = (300.0, 1_000.0), (1_500.0, 5_500.0)
_BRIGHT_DB, _DULL_DB = -7.0, -16.0
"""Power of the high band over the low one: from here on nothing is given, up to here all. Measured: the built-in voice
raised -10, not raised -16, espeak-ng -15; of the raised one recognisers made out most with a quarter to half."""
_FRAME = 2_048
_WINDOW = np.hanning(_FRAME).astype(np.float32)
_HERTZ = np.fft.rfftfreq(_FRAME, 1.0 / RATE)
_RUMBLE = ((0, -60), (20, -60), (40, -20), (70, -3), (100, 0), (24_000, 0))
"""A flat profile takes away nothing but thumps on the microphone and a direct voltage."""


def known_profile(profile: str) -> str:
    """`profile` itself; raises SoundError where there is none of that name."""
    if profile not in PROFILES:
        raise SoundError(f"không có kiểu âm '{profile}'; hãy dùng horn (loa nén ngoài trời) hoặc flat (loa thường)")
    return profile


def shaped_speech(samples: Samples, profile: str) -> Samples:
    """Speech as the loudspeakers of `profile` should be given it; same length, no delay."""
    return centred(samples, _curve(profile, round(_SHARES * wanted_presence(samples))))


def shaped_music(samples: Samples, profile: str) -> Samples:
    """Any other sound as the loudspeakers of `profile` should be given it; same length, no delay."""
    return centred(samples, _curve(profile, 0))


def wanted_presence(speech: Samples) -> float:
    """The share of the presence curve that a sentence (48 kHz) lacks, 0 (bright) … 1 (dull); silence lacks none."""
    whole = len(speech) // _FRAME * _FRAME
    frames = (speech[:whole] if whole else np.pad(speech, (0, _FRAME - len(speech)))).reshape(-1, _FRAME)
    powers = np.square(np.abs(np.fft.rfft(frames * _WINDOW))).sum(axis=0)
    low, high = (float(powers[slice(*np.searchsorted(_HERTZ, band))].sum()) for band in (_LOW, _HIGH))
    if low <= 0.0 or high <= 0.0:
        return 0.0
    return float(np.clip((_BRIGHT_DB - 10.0 * np.log10(high / low)) / (_BRIGHT_DB - _DULL_DB), 0.0, 1.0))


@functools.cache
def _curve(profile: str, eighths: int) -> NDArray[np.float64]:
    """The filter for `profile`, with so much of the presence curve."""
    presence = eighths / _SHARES
    curves = [(_RUMBLE, 1.0)] if known_profile(profile) == "flat" else [(_BAND, 1.0), (_PRESENCE, presence)]
    hertz = np.linspace(0.0, RATE / 2, _GRID)
    decibels = sum(
        share * np.interp(_pitch(hertz), _pitch(np.array(curve)[:, 0]), np.array(curve)[:, 1])
        for curve, share in curves
    )
    return linear_phase(10.0 ** (np.asarray(decibels) / 20.0), _TAPS[profile])


def _pitch(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    """Frequencies are joined along octaves, as they are heard."""
    return np.log2(hertz + 20.0)
