"""What every engine's sound goes through: is it speech at all, without its own silence, at the station's rate."""

from __future__ import annotations

import numpy as np

from broadcaster.errors import SpeechError
from broadcaster.speech.types import Speech
from broadcaster.units import RATE, Samples, Seconds

EDGE = Seconds(0.03)
"""Silence kept before the first and after the last sound, so that no consonant is clipped."""
_FAINT = 10 ** (-45 / 20)
"""Below this share of the peak there is no speech (-45 dB)."""
_SILENT = 1e-3
"""A peak below this is no speech at all (-60 dBFS)."""
_WINDOW = Seconds(0.01)


def tidy(speech: Speech) -> Speech:
    """`speech` as mono float32 without silence at its ends and never above full scale.

    Raises SpeechError where it is empty, silent or not finite: an engine that lies is an engine that failed.
    """
    samples = np.asarray(speech.samples, dtype=np.float32).reshape(-1)
    if speech.rate <= 0 or samples.size == 0:
        raise SpeechError("giọng đọc trả về âm thanh rỗng")
    if not np.isfinite(samples).all():
        raise SpeechError("giọng đọc trả về âm thanh hỏng")
    peak = float(np.abs(samples).max())
    if peak < _SILENT:
        raise SpeechError("giọng đọc chỉ trả về im lặng")
    if peak > 1.0:
        samples = samples / np.float32(peak)
    return Speech(_trim(samples, speech.rate, min(peak, 1.0) * _FAINT), speech.rate)


def _trim(samples: Samples, rate: int, floor: float) -> Samples:
    """`samples` from the first to the last window whose level passes `floor`, and `EDGE` around them."""
    window = max(1, int(_WINDOW * rate))
    padded = np.pad(samples, (0, -len(samples) % window))
    loud = np.flatnonzero(np.sqrt((padded.reshape(-1, window) ** 2).mean(axis=1)) > floor)
    if not loud.size:
        return samples
    edge = int(EDGE * rate)
    first, last = int(loud[0]) * window - edge, (int(loud[-1]) + 1) * window + edge
    return samples[max(0, first) : min(len(samples), last)]


def at_station_rate(speech: Speech) -> Samples:
    """`speech` at `units.RATE`."""
    if speech.rate == RATE:
        return speech.samples
    import soxr  # noqa: PLC0415  -- only where sound is made: the station's own process stays small

    resampled: Samples = soxr.resample(speech.samples, speech.rate, RATE, quality="HQ").astype(np.float32)
    return np.clip(resampled, -1.0, 1.0)
