"""Which of an engine's voices an operator's word means. Pure."""

from __future__ import annotations

from broadcaster.speech.types import Engine, Voice
from broadcaster.written.spelling import fold

DEFAULT = "default"
"""The voice name every engine takes to mean its best."""

_GENDERS = {"nu": "female", "giong nu": "female", "nam": "male", "giong nam": "male"}
_REGIONS = {
    "bac": "north",
    "mien bac": "north",
    "ha noi": "north",
    "hue": "hue",
    "trung": "hue",
    "mien trung": "hue",
    "sai gon": "saigon",
    "saigon": "saigon",
    "mien nam": "saigon",
}
"""What people call voices when they do not know an engine's own names."""


def own_voice(engine: Engine, wanted: str) -> str | None:
    """The engine's name for the voice an operator calls `wanted`: its own name, a gender or a region.

    None where it has no such voice; `default` is `default` everywhere.
    """
    word = fold(wanted)
    if word in ("", DEFAULT):
        return DEFAULT
    voices = engine.voices()
    return next((voice.name for voice in voices if fold(voice.name) == word), None) or next(
        (voice.name for voice in voices if _described(voice, word)), None
    )


def _described(voice: Voice, word: str) -> bool:
    return voice.gender == _GENDERS.get(word) or voice.region == _REGIONS.get(word)
