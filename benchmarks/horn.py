"""A commune's horn loudspeaker on paper: band, presence, saturation, wind, echo.

Re-entrant horns pass about 300-5000 Hz with a bump near 2 kHz, their drivers saturate, other horns of the line answer
late. Filters are zero-phase magnitudes on the spectrum: a recogniser does not hear phase.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from broadcaster.units import Samples

RATE = 16_000
"""Frames a second of everything here: what recognisers take."""

_BAND = (300.0, 5000.0)
_PRESENCE = (2200.0, 1.2, 0.8)
_DRIVE = 3.0
_ECHOES = ((0.12, 0.3), (0.29, 0.2))
_WIND_CORNER = 800.0


def horn(sound: Samples) -> Samples:
    """`sound` at 16 kHz as one horn gives it back, peak 1."""
    shaped = _filtered(sound, lambda hertz: _band(hertz) * _presence(hertz))
    driven = np.tanh(_DRIVE * shaped / np.abs(shaped).max()) / np.tanh(_DRIVE)
    return _levelled(_filtered(driven, _band))


def with_wind(sound: Samples, snr: float, seed: int = 0) -> Samples:
    """`sound` in noise that falls above 800 Hz, `snr` dB below it (RMS over the whole)."""
    noise = np.random.default_rng(seed).standard_normal(len(sound)).astype(np.float32)
    noise = _filtered(noise, lambda hertz: np.asarray(1 / np.sqrt(1 + (hertz / _WIND_CORNER) ** 2)))
    return _levelled(sound + noise * np.float32(_rms(sound) / _rms(noise) * 10 ** (-snr / 20)))


def with_floor(sound: Samples, seed: int = 0) -> Samples:
    """`sound` over a room's faint hiss (-70 dBFS): digital silence exists in no recording, and confuses recognisers."""
    hiss = np.random.default_rng(seed).standard_normal(len(sound)).astype(np.float32)
    return sound + hiss * np.float32(10 ** (-70 / 20))


def with_echo(sound: Samples) -> Samples:
    """`sound` with two other horns of the line heard late, 40 m and 100 m off."""
    longest = round(max(delay for delay, _ in _ECHOES) * RATE)
    heard = np.pad(sound, (0, longest))
    for delay, gain in _ECHOES:
        since = round(delay * RATE)
        heard[since : since + len(sound)] += np.float32(gain) * sound
    return _levelled(heard)


def _band(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    """Butterworth magnitude of order 4 at both ends."""
    low, high = _BAND
    with np.errstate(divide="ignore"):
        return np.asarray(1 / np.sqrt((1 + (low / hertz) ** 8) * (1 + (hertz / high) ** 8)))


def _presence(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    """A resonance's bump over 1."""
    centre, sharpness, gain = _PRESENCE
    with np.errstate(divide="ignore"):
        return np.asarray(1 + gain / np.sqrt(1 + (sharpness * (hertz / centre - centre / hertz)) ** 2))


def _filtered(sound: Samples, magnitude: Callable[[NDArray[np.float64]], NDArray[np.float64]]) -> Samples:
    """`sound` with its spectrum weighed."""
    spectrum = np.fft.rfft(sound, 2 * len(sound))
    hertz = np.asarray(np.fft.rfftfreq(2 * len(sound), 1 / RATE), np.float64)
    return np.fft.irfft(spectrum * magnitude(hertz))[: len(sound)].astype(np.float32)


def _rms(sound: Samples) -> float:
    return float(np.sqrt(np.mean(np.square(sound)) + 1e-12))


def _levelled(sound: Samples) -> Samples:
    """Peak at 0.8, so that every condition comes equally loud."""
    return (0.8 * sound / max(float(np.abs(sound).max()), 1e-6)).astype(np.float32)


CONDITIONS: Mapping[str, Callable[[Samples], Samples]] = {
    "clean": _levelled,
    "horn": horn,
    "horn, 10 dB": lambda sound: with_wind(horn(sound), 10),
    "horn, echo": lambda sound: with_echo(horn(sound)),
}
"""What a voice is judged under, by the name in the report."""
