"""Phrases joined into a sentence: the silence the weights put around each is cut, ours goes in between."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from broadcaster.units import Samples

_KEPT = 0.04
"""Seconds kept before the first and after the last audible sample, so that no consonant is clipped."""

_AUDIBLE = 0.01
"""Share of the peak below which a sample counts as silence (-40 dB)."""


def trimmed(sound: Samples, rate: int) -> Samples:
    """`sound` without the silence at its ends; all of it where nothing is audible."""
    audible = np.flatnonzero(np.abs(sound) > _AUDIBLE * np.abs(sound).max(initial=0.0))
    if not audible.size:
        return sound
    kept = round(_KEPT * rate)
    return sound[max(int(audible[0]) - kept, 0) : int(audible[-1]) + kept + 1]


def joined(sounds: Sequence[Samples], pauses: Sequence[float], rate: int) -> Samples:
    """`sounds` one after the other, each followed by its pause in seconds, but for the last."""
    pieces = [trimmed(sounds[0], rate)]
    for pause, sound in zip(pauses, sounds[1:], strict=False):
        pieces += [np.zeros(round(pause * rate), np.float32), trimmed(sound, rate)]
    return np.concatenate(pieces)
