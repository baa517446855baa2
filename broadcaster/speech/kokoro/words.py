"""Any word taken as Vietnamese syllables: the regular ones, and what respelling, names and slips leave over.

No word is ever dropped: what is not a Vietnamese syllable is read piece by piece, as a reader would
(blu → bl+u, xtốp → x+tốp, lone consonants by their names: b → bờ), digits one by one.
"""

from __future__ import annotations

import unicodedata

from broadcaster.speech.kokoro.syllable import ONE_FORM, ONSETS, RHYMES, Syllable, Tone, parse, strip_tone

_DIGITS = dict(zip("0123456789", ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"], strict=True))
_VOWELS = frozenset("aăâeêioôơuưy")
_LONGEST_RHYME = max(map(len, RHYMES))


def syllables(word: str) -> tuple[Syllable, ...]:
    """The syllables of one written word; empty only where it holds no Latin letter and no digit."""
    known = parse(word)
    if known is not None:
        return (known,)
    found: list[Syllable] = []
    letters = _letters(word)
    while letters:
        syllable, letters = _next_syllable(letters)
        found.append(syllable)
    return tuple(found)


def _letters(word: str) -> list[tuple[str, Tone]]:
    """Letters that Vietnamese spelling knows, each with the tone mark it bears; digits as their names."""
    letters: list[tuple[str, Tone]] = []
    for written in unicodedata.normalize("NFC", word.lower()):
        if written in _DIGITS:
            letters += _letters(_DIGITS[written])
            continue
        letter, tone = strip_tone(written)
        if letter not in _VOWELS and letter not in ONSETS:
            letter = unicodedata.normalize("NFD", letter)[0]
        if letter in _VOWELS or letter in ONSETS or letter == "q":
            letters.append((letter, tone))
    return letters


def _next_syllable(letters: list[tuple[str, Tone]]) -> tuple[Syllable, list[tuple[str, Tone]]]:
    """The first syllable of `letters` and what is left."""
    onsets: list[str] = []
    while letters and letters[0][0] not in _VOWELS:
        text = "".join(letter for letter, _ in letters)
        onset = next((known for known in ONSETS if text.startswith(known)), text[0])
        onsets.append(ONE_FORM.get(onset, onset))
        letters = letters[len(onset) :]
    if not letters:
        return _named(onsets[0]), [(letter, Tone.NGANG) for letter in "".join(onsets[1:])]
    size = _rhyme_size("".join(letter for letter, _ in letters))
    rhyme = "".join(letter for letter, _ in letters[:size])
    glide, nucleus, coda = RHYMES.get(rhyme, (False, rhyme, ""))  # an ă that nothing closes is no rhyme, yet is said
    tone = max(tone for _, tone in letters[:size])
    return Syllable(" ".join(onsets), glide=glide, nucleus=nucleus, coda=coda, tone=tone), letters[size:]


def _named(onset: str) -> Syllable:
    """A lone consonant by its Vietnamese name: b is bờ."""
    return Syllable(onset, glide=False, nucleus="ơ", coda="", tone=Tone.HUYEN)


def _rhyme_size(text: str) -> int:
    """Letters of the longest rhyme `text` begins with that leaves the next vowel its consonant."""
    for size in range(min(_LONGEST_RHYME, len(text)), 1, -1):
        closed = text[size - 1] not in _VOWELS
        steals = closed and text[size : size + 1] in _VOWELS and size < len(text)
        if text[:size] in RHYMES and not steals:
            return size
    return 1
