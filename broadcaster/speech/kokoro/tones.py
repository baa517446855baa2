"""Pitch: a contour for each tone, laid over each syllable, above a line that falls through the phrase."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NewType

import numpy as np
from numpy.typing import NDArray

from broadcaster.speech.kokoro.syllable import Tone

Semitones = NewType("Semitones", float)
"""Distance from the speaker's middle pitch; 12 an octave."""

Contour = tuple[tuple[float, float], ...]
"""Points (share of the rhyme 0-1, semitones), joined by straight lines."""


@dataclass(frozen=True)
class Melody:
    """One accent's tones."""

    contours: Mapping[Tone, Contour]
    """Open syllables and those that end in a half-vowel or a nasal."""
    stopped: Mapping[Tone, Contour]
    """Syllables that end in p, t, c, ch; tones missing here are as in `contours`."""
    shut: Mapping[Tone, float]
    """Tones that end in a closed glottis: the share of an open rhyme after which nothing is heard of it."""
    fall: float = 1.5
    """Semitones by which a clause's last syllable lies below its first (declination)."""
    span: float = 1.0
    """All contours are multiplied by this: above 1 livelier, below 1 flatter."""

    def contour(self, tone: Tone, *, stopped: bool) -> Contour:
        """The contour of a tone in a stopped or an open syllable."""
        return (self.stopped.get(tone) if stopped else None) or self.contours[tone]


@dataclass(frozen=True)
class Sung:
    """One syllable as the pitch sees it. Places count half frames (12.5 ms) from the phrase's start."""

    tone: Tone
    """Its tone."""
    stopped: bool
    """Whether a stop closes it."""
    start: int
    """Where its onset begins."""
    voice: int
    """Where voicing begins: `start`, or after a voiceless onset its glide or its vowel."""
    vowel: int
    """Where its rhyme begins."""
    closure: int
    """Where voicing ends: the coda stop's beginning, or `end`."""
    end: int
    """Where the next syllable begins."""


def draw(pitch: NDArray[np.float32], syllables: Sequence[Sung], melody: Melody, middle: float) -> NDArray[np.float32]:
    """`pitch` (half frames, Hz; what the model would sing) with a clause's tones drawn over it around `middle` Hz."""
    drawn = pitch.copy()
    for number, syllable in enumerate(syllables):
        sunk = melody.fall * (number + 1) / len(syllables)
        curve = _curve(syllable, melody) - sunk
        drawn[syllable.vowel : syllable.closure] = middle * 2 ** (curve / 12)
        drawn[syllable.closure : syllable.end] = drawn[syllable.start : syllable.voice] = 0.0
        if len(curve):
            drawn[syllable.voice : syllable.vowel] = middle * 2 ** (curve[0] / 12)
    return drawn


def _curve(syllable: Sung, melody: Melody) -> NDArray[np.float64]:
    """Semitones at each half frame of the voiced rhyme."""
    points = melody.contour(syllable.tone, stopped=syllable.stopped)
    share = np.linspace(0, 1, max(syllable.closure - syllable.vowel, 0))
    return np.interp(share, [x for x, _ in points], [y for _, y in points]) * melody.span
