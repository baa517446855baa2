"""Which of an engine's voices an operator's word means. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from broadcaster.speech.types import Engine, Voice
from broadcaster.written.spelling import fold

DEFAULT = "default"
"""The voice name every engine takes to mean its best."""

_GENDERS = {"nu": "female", "female": "female", "nam": "male", "male": "male"}
_REGIONS = {
    "bac": "north",
    "bac bo": "north",
    "mien bac": "north",
    "ha noi": "north",
    "hue": "hue",
    "trung": "hue",
    "trung bo": "hue",
    "mien trung": "hue",
    "sai gon": "saigon",
    "saigon": "saigon",
    "tphcm": "saigon",
    "tp hcm": "saigon",
    "ho chi minh": "saigon",
    "nam bo": "saigon",
    "mien nam": "saigon",
}
"""What people call voices when they do not know an engine's own names."""

DESCRIPTIONS = ("nữ", "nam", "miền Bắc", "Huế", "Sài Gòn")
"""The same, as a hint names them."""


def own_voice(engine: Engine, wanted: str) -> str | None:
    """The engine's name for the voice an operator calls `wanted`: its own name, a gender, a region, or both.

    None where it has no such voice; `default` is `default` everywhere. Where nobody of the region has that gender,
    whoever is of the region answers.
    """
    word = fold(wanted)
    if word in ("", DEFAULT):
        return DEFAULT
    voices = engine.voices()
    named = next((voice.name for voice in voices if fold(voice.name) == word), None)
    gender, region = _described(word.removesuffix(".").removeprefix("giong").strip())
    return named or _such(voices, gender, region) or (_such(voices, None, region) if gender else None)


def _such(voices: Iterable[Voice], gender: str | None, region: str | None) -> str | None:
    """The first voice of that gender and region, as far as they are said."""
    if gender is None and region is None:
        return None
    fits = (v.name for v in voices if gender in (None, v.gender) and region in (None, v.region))
    return next(fits, None)


def _described(word: str) -> tuple[str | None, str | None]:
    """The gender and the region that `word` says: "nam" is a man, "mien nam" the south, "nu mien nam" a woman of it."""
    if word in _REGIONS or word in _GENDERS:
        return _GENDERS.get(word), _REGIONS.get(word)
    (first, _, after), (before, _, last) = word.partition(" "), word.rpartition(" ")
    if first in _GENDERS and after in _REGIONS:
        return _GENDERS[first], _REGIONS[after]
    if last in _GENDERS and before in _REGIONS:
        return _GENDERS[last], _REGIONS[before]
    return None, None
