"""A foreign word in Vietnamese syllables, by rule: for what no lexicon knows.

A rough ear, but a safe one: whatever Latin letters come in, only syllables a Vietnamese voice can say go out.
The word is cut into consonants and vowels as an English speller would; a cluster gets a light `ờ`
(`blu` → `bờ lu`), a final stop gets the sharp tone that Vietnamese stops need (`net` → `nét`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from broadcaster.text.letters import base_letters, spell
from broadcaster.text.lexicon import built_in
from broadcaster.text.syllable import is_syllable, split

_VOWELS = built_in("vowels")
_ONSETS = built_in("onsets")
_CODAS = built_in("codas")
_CLUSTERS = frozenset(
    (
        "bl",
        "br",
        "cl",
        "cr",
        "dr",
        "fl",
        "fr",
        "gl",
        "gr",
        "pl",
        "pr",
        "kr",
        "kl",
        "sc",
        "sk",
        "sl",
        "sm",
        "sn",
        "sp",
        "st",
    )
)
_TOGETHER = re.compile(r"fl|[bcdfgkpt]r")
"""Clusters that begin a syllable inside a word too (`Ta-mi-flu`)."""
_SILENT = "hrwyj"
_GLIDE = re.compile(r"(?:ao|ai|ay|ây|oi|iu|êu|eo)$")
"""Vowels that end in a glide: what consonant comes behind is swallowed."""
_SHARP = {
    "a": "á",
    "ă": "ắ",
    "â": "ấ",
    "e": "é",
    "ê": "ế",
    "i": "í",
    "o": "ó",
    "ô": "ố",
    "ơ": "ớ",
    "u": "ú",
    "ư": "ứ",
    "y": "ý",
}
_ENGLISH = (
    (r"tion\b", "xan"),
    (r"ow(?![aeiouy])", "ao"),
    (r"aw(?![aeiouy])", "o"),
    (r"ew(?![aeiouy])", "iu"),
    (r"c(?=[eiy])", "x"),
)
"""Spellings that sound otherwise than their letters, before the word is cut."""
_LONGEST_CLUSTER = 4


@lru_cache(maxsize=4_000)
def respell(word: str) -> str:
    """Vietnamese syllables for `word`; spelled by letters where it has no vowel to stand on."""
    letters = base_letters(word)
    for written, heard in _ENGLISH:
        letters = re.sub(written, heard, letters)
    if not re.search(r"[aeiouy]", letters) or len(letters) == 1:
        return spell(word) or spell(letters)
    whole = " ".join(_syllables(letters))
    return whole if whole and all(map(is_syllable, whole.split())) else spell(letters)


def _syllables(letters: str) -> list[str]:
    if _silent_e(letters):
        letters = letters[:-1]
    parts = re.findall(r"^y(?=[aeiou])|[aeiouy]+|[^aeiouy]+", _doubles(letters))
    words: list[str] = []
    onset, before = "", ""
    for index, part in enumerate(parts):
        if part[0] not in "aeiouy" or (part == "y" and index == 0 and parts[1:] and parts[1][0] in "aeiou"):
            onset, coda = _divide(part, first=index == 0, last=index == len(parts) - 1)
            if coda and words:
                open_ = f"{words[-1][:-1]}o" if before == "o" else words[-1]
                words[-1:] = _closed(open_, coda)
            continue
        words.extend(_open(onset, part))
        onset, before = "", part
    return words


def _silent_e(letters: str) -> bool:
    """Whether the last letter is the `e` of `zone`, which nobody hears."""
    behind = letters[-2:-1] not in (*"aeiouylr", "")
    return letters.endswith("e") and behind and any(char in "aeiouy" for char in letters[:-2])


def _doubles(letters: str) -> str:
    return re.sub(r"([^aeiouy])\1", r"\1", letters)


def _divide(part: str, *, first: bool, last: bool) -> tuple[str, str]:
    """A run of consonants as what begins the next syllable and what ends the one before."""
    if first:
        return part, ""
    if last:
        return "", part
    if (part in _ONSETS and part not in ("ng", "ck", "x", "nh")) or _TOGETHER.fullmatch(part):
        return part, ""
    if part in _CODAS and part in ("ck", "x", "ng"):
        return {"ck": "k", "x": "x", "ng": "g"}[part], {"ck": "c", "x": "c", "ng": "ng"}[part]
    for cut in range(1, len(part)):
        if part[cut:] in _ONSETS or part[cut:] in _CLUSTERS:
            return part[cut:], part[:cut]
    return part[1:], part[:1]


def _open(onset: str, vowels: str) -> list[str]:
    """Syllables of a consonant cluster and a run of vowels; all but the last consonant get a light `ờ`."""
    words = []
    while onset and onset not in _ONSETS:
        head = next(onset[:size] for size in (3, 2, 1) if onset[:size] in _ONSETS or size == 1)
        words.append(_light(head))
        onset = onset[len(head) :]
    sound = _ONSETS.get(onset, "")
    for index, vowel in enumerate(_vowel(vowels).split()):
        words.extend(_joined(sound if index == 0 else "", vowel))
    return words


def _light(head: str) -> str:
    sound = _ONSETS.get(head, "")
    return {"u": "u", "gi": "giờ"}.get(sound) or f"{sound}ờ"


def _vowel(run: str) -> str:
    """A run of vowels in Vietnamese vowels, the longest known piece first."""
    said = []
    while run:
        size = next(size for size in (3, 2, 1) if run[:size] in _VOWELS)
        said.append(_VOWELS[run[:size]])
        run = run[size:]
    return " ".join(said)


def _joined(sound: str, vowel: str) -> list[str]:
    """Onset and vowel with the spelling rules kept; two syllables where Vietnamese has no such one."""
    if sound == "u":
        sound = "qu" if f"qu{vowel}" != "quu" and split(f"qu{vowel}") else "u"
        if sound == "u":
            return [vowel] if vowel[0] == "u" else ["u", vowel]
    front = vowel[0] in "eêiy"
    sound = {"c": "k", "g": "gh", "ng": "ngh"}.get(sound, sound) if front else sound
    if sound == "gi" and vowel[0] == "i":
        sound = "gi"
        vowel = vowel[1:] or ""
    return [sound + vowel]


def _closed(word: str, coda: str) -> list[str]:
    """A syllable with a coda; further consonants that can be heard follow with a light `ờ`."""
    heard = coda.lstrip(_SILENT) if len(coda) > 1 else coda
    for size in (2, 1):
        end = _CODAS.get(heard[:size])
        if end is None:
            continue
        closed = _with_coda(word, end)
        if closed is not None:
            rest = heard[size:].strip(_SILENT + "s") if len(heard) <= _LONGEST_CLUSTER else heard[size:]
            return [closed] + [_light(char) for char in rest if char in _ONSETS]
    if heard.strip(_SILENT) == "" or len(_GLIDE.findall(word)) > 0:
        return [word]
    return [word] + [_light(char) for char in heard if char in _ONSETS and char not in _SILENT]


def _with_coda(word: str, end: str) -> str | None:
    if end in ("ch", "nh") and word[-1] not in "iêa":
        end = {"ch": "t", "nh": "n"}[end]
    closed = word + end
    if end in ("p", "t", "c", "ch"):
        closed = _sharp(word) + end
    if is_syllable(closed):
        return closed
    if end == "c" and word[-1] == "i":
        closed = _sharp(word) + "ch"
        return closed if is_syllable(closed) else None
    if end == "ng" and word[-1] == "i":
        return word + "nh" if is_syllable(word + "nh") else None
    return None


def _sharp(word: str) -> str:
    """`word` with the sharp tone on its last vowel letter."""
    composed = unicodedata.normalize("NFC", word)
    for index in range(len(composed) - 1, -1, -1):
        if composed[index] in _SHARP:
            return composed[:index] + _SHARP[composed[index]] + composed[index + 1 :]
    return composed
