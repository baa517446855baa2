"""Who speaks: style vectors of the Kokoro weights, mixed, and the pitch the mixture speaks at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from broadcaster.speech.kokoro.accent import Accent
from broadcaster.speech.kokoro.hue import HUE
from broadcaster.speech.kokoro.north import NORTH
from broadcaster.speech.kokoro.raising import LOW, LOW_MALE, Curve
from broadcaster.speech.kokoro.saigon import SAIGON
from broadcaster.speech.types import Gender

Style = NDArray[np.float32]
"""`(rows, 256)`: how a speaker sounds, a row for each length of a phrase in tokens."""


@dataclass(frozen=True)
class Speaker:
    """One voice of the engine."""

    name: str
    """What `voice:` says."""
    gender: Gender
    """How it sounds."""
    accent: Accent
    """The region's tables."""
    styles: tuple[tuple[str, float], ...]
    """Names in `styles.npz` and their shares, which add up to 1."""
    middle: float
    """Pitch of a level tone in the middle of a phrase, Hz."""
    low: Curve = LOW
    """What is taken from the low end of the sound."""


_WOMAN = (("jf_nezumi", 0.6), ("jm_kumo", 0.4))
_MAN = (("jf_nezumi", 0.25), ("jm_kumo", 0.75))

SPEAKERS = (
    Speaker("nu", "female", NORTH, _WOMAN, 180.0),
    Speaker("nam", "male", NORTH, _MAN, 135.0, LOW_MALE),
    Speaker("hue", "female", HUE, _WOMAN, 180.0),
    Speaker("saigon", "female", SAIGON, _WOMAN, 180.0),
)
"""Best first; the first is `default`."""


@cache
def _styles() -> dict[str, Style]:
    """The style vectors the project keeps."""
    with (
        resources.files("broadcaster.speech").joinpath("data/styles.npz").open("rb") as file,
        np.load(file) as kept,
    ):
        return {name: kept[name].astype(np.float32) for name in kept.files}


def style(speaker: Speaker) -> Style:
    """The speaker's mixture."""
    mixed: Style = np.sum([_styles()[name] * np.float32(share) for name, share in speaker.styles], axis=0)
    return mixed
