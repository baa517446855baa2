"""Words into the numbers a Piper model was trained on.

The order of the numbers is that of rhasspy/piper-phonemize (MIT): `^`, then every phoneme, a pad after each, then `$`;
phonemes are the single code points of espeak-ng's IPA in NFD, with the marks of the text kept between the clauses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from broadcaster.errors import SpeechError
from broadcaster.speech.piper.voice import PiperVoice
from broadcaster.speech.program import Program
from broadcaster.units import Seconds

BEGIN, PAD, END = "^", "_", "$"
DEADLINE = Seconds(10.0)

_CLAUSES = re.compile(r"([^,;:.!?…]+)([,;:.!?…]*)")
_LANGUAGE_SWITCH = re.compile(r"\([a-z]{2,3}(?:-[\w-]+)?\)")
_MARKS = {"…": ".", "": ""}
_NEAR = {"ʲ": "", "ː": "", "ˈ": "", "ˌ": "", "\u032a": "", "\u0329": "", "\u0361": "", "g": "ɡ", "ɡ": "g", "r": "ɹ"}
"""What stands in where a voice has no number for a phoneme: without the detail, or the same sound's other letter."""


def phonemes_of(spoken: str, voice: PiperVoice, program: Program | None) -> str:
    """The phonemes of one sentence, one code point each. Raises SpeechError where the program fails."""
    if not voice.by_espeak:
        whole = unicodedata.normalize("NFC", spoken.lower())
        return "".join(letter if letter in voice.ids else unicodedata.normalize("NFD", letter) for letter in whole)
    if program is None:
        raise SpeechError("giọng Piper cần chương trình espeak-ng để đọc chữ")
    clauses: list[str] = []
    for words, marks in _CLAUSES.findall(spoken):
        if any(map(str.isalnum, words)):
            mark = _MARKS.get(marks[:1], marks[:1])
            clauses.append(_clause(words, voice.espeak, program) + mark)
    return " ".join(clauses)


def _clause(words: str, language: str, program: Program) -> str:
    answer = program.run(["-q", "--ipa", "-v", language, "-b", "1", "--stdin"], words.strip(), DEADLINE)
    ipa = " ".join(answer.decode(errors="replace").split())
    return unicodedata.normalize("NFD", _LANGUAGE_SWITCH.sub("", ipa))


def phoneme_ids(phonemes: Iterable[str], ids: Mapping[str, tuple[int, ...]]) -> list[int]:
    """The numbers of `phonemes`, framed and padded.

    A phoneme the voice does not know gives its nearest, or nothing; raises SpeechError where none is known at all.
    """
    pad = ids.get(PAD, ())
    numbers = [*ids.get(BEGIN, ()), *pad]
    bare = len(numbers)
    for phoneme in phonemes:
        known = ids.get(phoneme) or ids.get(_NEAR.get(phoneme, ""), ())
        if known:
            numbers += [*known, *pad]
    if len(numbers) == bare:
        raise SpeechError("giọng Piper này không có âm nào cho câu cần đọc")
    return [*numbers, *ids.get(END, ())]
