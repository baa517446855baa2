"""What the rooms below know of a voice engine: its words, none of its workings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from broadcaster.units import Samples, Seconds

Gender = Literal["female", "male", "unknown"]
"""How a voice sounds, as an operator chooses it."""

Region = Literal["north", "hue", "saigon", "unknown"]
"""The accent of a voice."""


@dataclass(frozen=True)
class Voice:
    """One voice an engine can speak with."""

    name: str
    """What `voice:` in `config.yaml` or in a script's front matter says; unique within its engine."""
    gender: Gender
    """Female, male, or not known."""
    region: Region
    """The accent, or not known."""
    language: str = "vi"
    """BCP 47 language tag."""


@dataclass(frozen=True, eq=False)
class Speech:
    """Spoken words as they left an engine."""

    samples: Samples
    """Mono sound, `(frames,) float32`, full scale at 1.0, at `rate`."""
    rate: int
    """Frames a second."""

    @property
    def seconds(self) -> Seconds:
        """How long it lasts."""
        return Seconds(len(self.samples) / self.rate)


class Engine(Protocol):
    """A way to speak Vietnamese. One engine is one file and one line of the registry."""

    @property
    def name(self) -> str:
        """What `engines:` in `config.yaml` calls it."""
        ...

    @property
    def abreast(self) -> int:
        """How many sentences it may be asked for at the same time, from as many threads; 1 is one after the other."""
        ...

    def voices(self) -> Sequence[Voice]:
        """Voices it has here, best first; empty where it has none."""
        ...

    def check(self) -> str | None:
        """None where it can speak here, else one Vietnamese sentence: why not and what to do."""
        ...

    def identity(self, voice: str) -> str:
        """What makes `voice` sound as it does: part of cache keys, so new when the same words would sound otherwise."""
        ...

    def synthesise(self, spoken: str, voice: str, speed: float) -> Speech:
        """Speak one sentence that is in spoken form already (no digits, no abbreviations).

        `voice` is one of `voices()` or `default`; `speed` 1.0 is the engine's own pace, below it slower.
        Raises SpeechError, in Vietnamese, where it cannot.
        """
        ...
