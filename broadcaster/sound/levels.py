"""Decibels, edges and the gentle levelling of speech."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from broadcaster.sound.limiter import between, smoothed
from broadcaster.sound.loudness import SILENT, integrated, spoken
from broadcaster.units import RATE, Dbfs, Lufs, Samples

_HOP = RATE // 200
"""Levels are followed in steps of 5 ms."""
_REACH = 40
"""… and smoothed over 200 ms to either side: words are evened, and the shape of a syllable is left, which costs less of
what is understood than 60 ms did."""
_KNEE_DB = -6.0
"""Relative to the sentence: what is louder is held back, gently: more costs words where there is no wind …"""
_RATIO = 1.4
_LIFT_BELOW_DB = -8.0
"""… what is softer is lifted …"""
_LIFT_SHARE, _LIFT_MOST_DB = 0.25, 2.5
_VOICE_FLOOR_DB = -30.0
"""… but below this it is breath and room, and left alone."""


def amplitude(decibels: float) -> float:
    """The factor that changes a level by `decibels`."""
    return float(10.0 ** (decibels / 20.0))


def at_loudness(samples: Samples, target: Lufs) -> Samples:
    """`samples` turned up or down to `target` LUFS (a word as short as it may be); silence stays silence."""
    found = spoken(samples)
    return samples.copy() if found == SILENT else samples * np.float32(amplitude(target - found))


def music_at_loudness(samples: Samples, target: Lufs) -> Samples:
    """`samples` turned up or down so that its integrated loudness is `target` LUFS; silence stays silence."""
    found = integrated(samples)
    return at_loudness(samples, target) if found == SILENT else samples * np.float32(amplitude(target - found))


def edged(samples: Samples, fade_in: int, fade_out: int) -> Samples:
    """`samples` with its first and last frames drawn in and out along half a cosine, so that no cut clicks."""
    soft = samples.copy()
    begin, end = min(fade_in, len(soft)), min(fade_out, len(soft))
    soft[:begin] *= _ramp(begin)
    soft[len(soft) - end :] *= _ramp(end)[::-1]
    return soft


def _ramp(frames: int) -> Samples:
    return (0.5 - 0.5 * np.cos(np.pi * (np.arange(frames) + 0.5) / max(frames, 1))).astype(np.float32)


def compressed(samples: Samples) -> Samples:
    """A sentence with its loud syllables held back and its soft ones lifted, never more than the ear forgives.

    The level is followed with foresight (a symmetric window): nothing overshoots, nothing breathes afterwards.
    """
    hops = -(-len(samples) // _HOP)
    if hops == 0:
        return samples.copy()
    padded = np.pad(samples, (0, hops * _HOP - len(samples)))
    powers = smoothed(np.square(padded.reshape(-1, _HOP)).mean(axis=1), _REACH).astype(np.float64)
    gains = _compression(powers).astype(np.float32)
    return np.asarray(samples * between(gains, _HOP)[: len(samples)], np.float32)


def rounded(samples: Samples, most: Dbfs) -> Samples:
    """Speech with the tips of its pulses rounded off below `most`, so that the limiter has little left to do.

    The built-in voice peaks 18 to 20 dB above its loudness, and there is room for 14. A limiter makes it by turning
    vowels down, which costs more words than to round the tips themselves: speech whose peaks are cut is understood
    (Licklider, "Effects of amplitude distortion upon the intelligibility of speech", *JASA* 18, 1946), without its
    bass even better in noise (Thomas and Niederjohn, "The intelligibility of filtered-clipped speech in noise",
    *JAES* 18, 1970). Speech held to a horn's band needs no oversampling: what folds back comes above that band.
    """
    squares = np.square(samples / np.float32(amplitude(most)))
    return np.asarray(samples / np.sqrt(np.sqrt(1.0 + np.square(squares))), np.float32)


def _compression(powers: NDArray[np.float64]) -> NDArray[np.float64]:
    """The factor for each hop, from its level relative to that of the voiced part of the sentence."""
    loudest = powers.max(initial=0.0)
    if loudest <= 0.0:
        return np.ones_like(powers)
    voiced = powers[powers > loudest * 10.0 ** (-20.0 / 10.0)].mean()
    levels = 10.0 * np.log10(np.maximum(powers, voiced * 1e-6) / voiced)
    held = np.minimum(0.0, (_KNEE_DB - levels) * (1.0 - 1.0 / _RATIO))
    lifted = np.clip((_LIFT_BELOW_DB - levels) * _LIFT_SHARE, 0.0, _LIFT_MOST_DB)
    faded = np.clip((levels - _VOICE_FLOOR_DB) / 6.0, 0.0, 1.0)
    return np.asarray(10.0 ** ((held + lifted * faded) / 20.0))
