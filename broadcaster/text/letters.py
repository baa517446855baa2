"""The names of the letters, for what can only be spelled."""

from __future__ import annotations

import unicodedata

from broadcaster.text.lexicon import built_in
from broadcaster.text.syllable import strip_tone


def letter(char: str) -> str:
    """The name of one letter; what is not in the Vietnamese or English alphabet is named by its base letter, or ''."""
    names = built_in("letters")
    plain = strip_tone(char)[0]
    if plain in names:
        return names[plain]
    return " ".join(names[base] for base in base_letters(char))


def base_letters(text: str) -> str:
    """`text` in the 26 letters, lower case: marks dropped, æ and the like taken apart, other scripts by their names."""
    letters = []
    for char in unicodedata.normalize("NFKD", text.lower()):
        if "a" <= char <= "z":
            letters.append(char)
        elif char in _FOLDED:
            letters.append(_FOLDED[char])
    return "".join(letters)


_FOLDED = {"đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "þ": "th", "ı": "i", "ŋ": "ng"}


def spell(text: str) -> str:
    """The letters of `text` by their names, everything that is no letter left out."""
    return " ".join(filter(None, (letter(char) for char in text if char.isalpha())))
