"""Which strings of letters are Vietnamese syllables, as they are written.

Orthography only: an onset, a rhyme, a tone mark. The sounds behind them are the business of `speech/`.
The tables follow the spelling of the national language (quốc ngữ) as school grammars give it; rhymes that
occur only in loan words of everyday use (`oong`, `ooc`, `uyp`) are in.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

_TONES = {"\u0300": "huyền", "\u0301": "sắc", "\u0309": "hỏi", "\u0303": "ngã", "\u0323": "nặng"}

_ONSETS = "ngh ng gh gi nh kh ph th tr ch qu b c d đ g h k l m n p r s t v x".split()  # noqa: SIM905 - a table to be read, not a program

_RHYMES = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo oep oet oi om on ong
    ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt ơng
    u ua uân uâng uât uây uc uê uêch uênh uêu ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uynh uyên
    uyêt uyn uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưp ưt ưu
    y yêm yên yêng yêt yêu
    """.split()  # noqa: SIM905 - the same
)
_AFTER_QU = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âp ân âng ât âu ây
    e ec em en eng eo et ê êch ên ênh êt êu i ich in inh it iu iên iêt ơ ôc uôc y ych yên yêt ynh yt yu ơi ôi
    """.split()  # noqa: SIM905 - the same
)
_AFTER_GI = frozenset(("", "n", "m", "êng", "ên", "êt", "êc", "êm"))
"""gì, gìn; giếng is gi and êng."""
_FRONT = "eêiy"
_STOPS = ("p", "t", "c", "ch")
_BARE_ONLY = frozenset(("yêm", "yên", "yêng", "yêt", "yêu"))
"""Rhymes that begin with y are written so only where nothing stands before them."""


def strip_tone(word: str) -> tuple[str, str]:
    """Lower-case `word` without its tone mark, and the tone's name (`ngang` where none); two tones give `hai`."""
    tone, letters = "ngang", []
    for char in unicodedata.normalize("NFD", word.lower()):
        if char in _TONES:
            tone = _TONES[char] if tone == "ngang" else "hai"
        else:
            letters.append(char)
    return unicodedata.normalize("NFC", "".join(letters)), tone


def split(plain: str) -> tuple[str, str] | None:
    """Onset and rhyme of a syllable without tone mark, by the spelling rules; None where it is none."""
    for onset in _ONSETS:
        if plain.startswith(onset) and _rhymes_with(onset, plain[len(onset) :]):
            return onset, plain[len(onset) :]
    return ("", plain) if plain in _RHYMES else None


def _rhymes_with(onset: str, rhyme: str) -> bool:
    if onset == "qu":
        return rhyme in _AFTER_QU
    if onset == "gi":
        return rhyme in _AFTER_GI or (rhyme in _RHYMES and rhyme[0] not in "iy")
    if rhyme not in _RHYMES or rhyme in _BARE_ONLY:
        return False
    if onset in ("k", "gh", "ngh"):
        return rhyme[0] in _FRONT
    return onset not in ("c", "g", "ng") or rhyme[0] not in _FRONT


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether `word` is written as a Vietnamese syllable, in any case and with the tone mark in old or new place."""
    plain, tone = strip_tone(word)
    parts = split(plain)
    if parts is None or tone == "hai":
        return False
    return tone in ("sắc", "nặng") or not parts[1].endswith(_STOPS)


_LONGEST = 7
"""Letters of the longest syllable (`nghiêng`)."""


def cut(
    letters: str, read: Callable[[str], str | None] | None = None, rare: Callable[[str], bool] | None = None
) -> list[str] | None:
    """Lower-case syllables grown together (`ởnhà`) cut into the fewest; None where some letter is left over.

    `read` says what a piece is read as, None where it is none; by default a syllable is read as it is. If `rare` is
    given, a rare piece counts as two, of as many fewer rare ones win, and then the word in front has the letter
    (`minh an`).
    """
    read = read or (lambda piece: piece if is_syllable(piece) else None)
    best: list[tuple[int, int, list[str]] | None] = [(0, 0, [])] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST * 2), end):
            head, known = best[start], best[end]
            if head is None or (known is not None and known[0] <= head[0]):
                continue
            piece = read(letters[start:end])
            if piece is None:
                continue
            odd = bool(rare and rare(letters[start:end]))
            found = (head[0] + 1 + odd, head[1] + odd, [*head[2], piece])
            if known is None or found[:2] < known[:2] or (rare and found[:2] == known[:2]):
                best[end] = found
    last = best[-1]
    return last[2] if last else None


_HABITS = (("ngh", "ng"), ("gh", "g"), ("k", "c"), ("ng", "ngh"), ("g", "gh"), ("c", "k"))


@lru_cache(maxsize=2_000)
def mended(word: str) -> str | None:
    """The same syllable with its onset spelled by the rules (`nghành` → `ngành`, `Kạn` → `cạn`); None where no such."""
    lower = word.lower()
    for wrong, right in _HABITS:
        if lower.startswith(wrong):
            candidate = right + lower[len(wrong) :]
            if is_syllable(candidate):
                return candidate
    return None
