"""What the parts of a syllable sound like in one accent, in the symbols Kokoro was trained on.

A symbol is one IPA character of `vocab.json`. An accent is a table; this file only reads it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from broadcaster.speech.kokoro.syllable import Syllable

STRESS = "ˈ"
"""Stands before every rhyme: each Vietnamese syllable is a full one, so the model must not reduce it."""


@dataclass(frozen=True)
class Sounds:
    """One accent's sounds."""

    onsets: Mapping[str, str]
    """Onset spelling (one form) → symbols."""
    nuclei: Mapping[str, str]
    """Nucleus spelling → symbols."""
    codas: Mapping[str, str]
    """Coda spelling → symbols."""
    rhymes: Mapping[tuple[str, str], tuple[str, str]]
    """(nucleus, coda) whose sound is not the sum of its parts → symbols of (nucleus, coda)."""
    glide: str = "w"
    """The medial /w/."""
    merged: Mapping[str, str] | None = None
    """Onset + glide that became another sound (Sài Gòn: qua → wa); key `onset w`."""


@dataclass(frozen=True)
class Phones:
    """A syllable's symbols, in the three spans that durations and pitch need."""

    onset: str
    """Consonants before the vowel, glide included; may be empty."""
    nucleus: str
    """The vowel."""
    coda: str
    """What closes it: a half-vowel or a consonant; may be empty."""


def phones(syllable: Syllable, sounds: Sounds) -> Phones:
    """The symbols of `syllable` in an accent."""
    onset = "".join(sounds.onsets[part] for part in syllable.onset.split())
    if syllable.glide:
        onset = (sounds.merged or {}).get(f"{syllable.onset} w", onset + sounds.glide)
    known = sounds.rhymes.get((syllable.nucleus, syllable.coda))
    nucleus, coda = known or (sounds.nuclei[syllable.nucleus], sounds.codas[syllable.coda])
    return Phones(onset, nucleus, coda)


@cache
def vocabulary() -> Mapping[str, int]:
    """Symbol → token number of the Kokoro weights."""
    text = resources.files("broadcaster.speech").joinpath("data/vocab.json").read_text(encoding="utf-8")
    table: dict[str, int] = json.loads(text)["vocab"]
    return table


def tokens(symbols: str) -> list[int]:
    """Token numbers of `symbols`; KeyError names one the weights do not know."""
    numbers = vocabulary()
    return [numbers[symbol] for symbol in symbols]
