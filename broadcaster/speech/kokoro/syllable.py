"""A written Vietnamese syllable, taken apart: onset, glide, nucleus, coda, tone.

Spelling only: what the parts sound like is an accent's affair (`phonemes`). Both ways of placing the tone mark
(hòa, hoà) give the same syllable. The inventory of rhymes is that of the standard orthography
(Đoàn Thiện Thuật, *Ngữ âm tiếng Việt*, 1977, ch. 2-5).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import IntEnum


class Tone(IntEnum):
    """The six tones, in the order of Vietnamese schoolbooks."""

    NGANG = 1
    HUYEN = 2
    SAC = 3
    HOI = 4
    NGA = 5
    NANG = 6


@dataclass(frozen=True)
class Syllable:
    """One syllable in the parts its spelling shows."""

    onset: str
    """First consonant in one spelling only (`c` for k and q, `g` for gh, `ng` for ngh), or none; `b l` is a cluster."""
    glide: bool
    """Whether a /w/ stands between onset and nucleus (hoa, quê)."""
    nucleus: str
    """The vowel in its full spelling: `iê` for ia and ya, `ươ` for ưa, `uô` for ua, `i` for y."""
    coda: str
    """Final consonant as written, `i` or `u` for the half-vowels (ai, ao), or empty."""
    tone: Tone
    """The tone."""

    @property
    def stopped(self) -> bool:
        """Whether it ends in p, t, c or ch; such syllables bear only sắc and nặng."""
        return self.coda in {"p", "t", "c", "ch"}


_MARKS = {
    "\u0300": Tone.HUYEN,
    "\u0301": Tone.SAC,
    "\u0309": Tone.HOI,
    "\u0303": Tone.NGA,
    "\u0323": Tone.NANG,
}

_PLAIN_RHYMES = {
    "a": ", c ch m n ng nh p t",
    "ă": "c m n ng p t",
    "â": ", c m n ng p t",
    "e": ", c m n ng nh p t",
    "ê": ", c ch m n ng nh p t",
    "i": ", c ch m n ng nh p t",
    "o": ", c m n ng p t",
    "ô": ", c m n ng p t",
    "ơ": ", c m n ng p t",
    "u": ", c m n ng p t",
    "ư": ", c m n ng p t",
    "iê": "c m n ng p t",
    "uô": "c m n ng p t",
    "ươ": "c m n ng p t",
}
"""Nucleus: the consonants that may follow it (`,` is none)."""

_VOWEL_RHYMES = {
    "ia": ("iê", ""), "ua": ("uô", ""), "ưa": ("ươ", ""),
    "ai": ("a", "i"), "ay": ("ă", "i"), "ây": ("â", "i"), "oi": ("o", "i"), "ôi": ("ô", "i"), "ơi": ("ơ", "i"),
    "ui": ("u", "i"), "ưi": ("ư", "i"), "uôi": ("uô", "i"), "ươi": ("ươ", "i"), "êi": ("ê", "i"), "ei": ("e", "i"),
    "ao": ("a", "u"), "au": ("ă", "u"), "âu": ("â", "u"), "eo": ("e", "u"), "êu": ("ê", "u"), "iu": ("i", "u"),
    "ưu": ("ư", "u"), "iêu": ("iê", "u"), "ươu": ("ươ", "u"), "ơu": ("ơ", "u"), "ou": ("o", "u"), "ôu": ("ô", "u"),
    "oong": ("oo", "ng"), "ooc": ("oo", "c"), "ôông": ("ôô", "ng"), "ôôc": ("ôô", "c"),
}  # fmt: skip
"""Spellings that the plain pattern nucleus + consonant does not give."""


def _plain_rhymes() -> dict[str, tuple[bool, str, str]]:
    """Rhymes without a glide."""
    rhymes = {
        nucleus + coda.strip(","): (False, nucleus, coda.strip(","))
        for nucleus, codas in _PLAIN_RHYMES.items()
        for coda in codas.split()
    }
    return rhymes | {spelling: (False, *parts) for spelling, parts in _VOWEL_RHYMES.items()}


def _rhymes() -> dict[str, tuple[bool, str, str]]:
    """Every rhyme's spelling: (glide, nucleus, coda)."""
    plain = _plain_rhymes()
    rhymes = dict(plain)
    for spelling, (_, nucleus, coda) in plain.items():
        with_glide = (True, nucleus, coda)
        if spelling[0] in "aăe" and spelling != "aă":
            rhymes["o" + spelling] = with_glide
        if spelling[0] in "âêơ" and not spelling.startswith("ơu"):
            rhymes["u" + spelling] = with_glide
        if spelling.startswith("i"):
            rhymes["uy" + spelling[1:]] = with_glide
            rhymes["y" + spelling[1:]] = (False, nucleus, coda)
    return rhymes


RHYMES = _rhymes()
"""Every rhyme the orthography has: spelling → (glide, nucleus, coda)."""

_AFTER_QU = {
    spelling: (True, nucleus, coda)
    for spelling, (glide, nucleus, coda) in RHYMES.items()
    if not glide and spelling[0] not in "uư"
}
"""What may follow `qu`, whose u is the glide: quê, quý, quyên, quốc, quăng."""

ONE_FORM = {"qu": "c", "q": "c", "gh": "g", "ngh": "ng", "k": "c", "f": "ph", "j": "gi", "z": "d"}
"""One spelling for each onset that has several; the letters of foreign words as their nearest Vietnamese sound."""
ONSETS = (
    *("ngh", "ng", "gh", "nh", "kh", "ph", "th", "tr", "ch", "gi"),
    *"bcdđghklmnpqrstvx",
    *"fjzw",
)
"""Onset spellings, longest first; the last four come only in respelled foreign words."""


_OTHER_CODAS = {"k": "c"}
"""Codas of place names in the minority languages' spelling (Đắk Lắk, Pắk Nặm)."""


def strip_tone(written: str) -> tuple[str, Tone]:
    """The letters without their tone mark (NFC, lower case), and the tone."""
    tone = Tone.NGANG
    letters = []
    for letter in unicodedata.normalize("NFD", written.lower()):
        if letter in _MARKS:
            tone = _MARKS[letter]
        else:
            letters.append(letter)
    return unicodedata.normalize("NFC", "".join(letters)), tone


def split_onset(letters: str) -> tuple[str, str]:
    """Toneless letters cut after their onset: (onset as written, rhyme as written)."""
    if letters.startswith("qu"):
        return "qu", letters[2:]
    if letters.startswith("gi"):
        return _split_gi(letters)
    for onset in ONSETS:
        if letters.startswith(onset):
            return onset, letters[len(onset) :]
    return "", letters


def _split_gi(letters: str) -> tuple[str, str]:
    """`gi` shares its i with the rhyme where no other vowel follows (gì, gìn) and before ê (giếng, giết)."""
    rest = letters[2:]
    if rest in RHYMES and not rest.startswith("ê"):
        return "gi", rest
    return "gi", "i" + rest


def parse(written: str) -> Syllable | None:
    """The parts of one written syllable; None where the letters are not one (a foreign word, a typing slip)."""
    letters, tone = strip_tone(written)
    onset, rhyme = split_onset(letters)
    rhyme = rhyme[:-1] + _OTHER_CODAS.get(rhyme[-1:], rhyme[-1:])
    table = _AFTER_QU if onset == "qu" else RHYMES
    if onset == "q" or rhyme not in table:
        return None
    glide, nucleus, coda = table[rhyme]
    return Syllable(ONE_FORM.get(onset, onset), glide=glide, nucleus=nucleus, coda=coda, tone=tone)
