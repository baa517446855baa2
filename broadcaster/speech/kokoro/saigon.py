"""The Sài Gòn accent: other consonants, n and t said at the back of the mouth, hỏi and ngã one tone.

Sounds after Thompson, *A Vietnamese Grammar* (1965), ch. 4 and Hoàng Thị Châu, *Tiếng Việt trên các miền đất nước*
(1989); tones after Brunelle, "Tone perception in Northern and Southern Vietnamese", *Journal of Phonetics* 37 (2009).
"""

from __future__ import annotations

from dataclasses import replace

from broadcaster.speech.kokoro.accent import Accent
from broadcaster.speech.kokoro.north import CODAS, NORTH, NUCLEI, ONSETS, RHYMES
from broadcaster.speech.kokoro.phonemes import Sounds
from broadcaster.speech.kokoro.syllable import Tone
from broadcaster.speech.kokoro.tones import Melody

APART = {"tr": "ʈ", "s": "ʂ", "r": "ɹ"}
"""Onsets that the North says as ch, x and d."""

BACK = {"n": "ŋ", "t": "k"}
"""Codas n and t as said after most vowels: làn is làng, mát is mác."""

_KEEPING = frozenset({"i", "ê"})
"""Nuclei after which n and t stay."""


def backed() -> dict[tuple[str, str], tuple[str, str]]:
    """Rhymes in n and t with their coda said at the back; those in nh and ch brought forward (sạch is sạt)."""
    moved = {
        (nucleus, coda): RHYMES.get((nucleus, {"n": "ng", "t": "c"}[coda]), (sound, back))
        for nucleus, sound in NUCLEI.items()
        for coda, back in BACK.items()
        if nucleus not in _KEEPING
    }
    forward = {("nh"): "n", ("ch"): "t"}
    fronted = {
        (nucleus, coda): (sound, front)
        for coda, front in forward.items()
        for nucleus, sound in (("a", "a"), ("i", "ɨ"), ("ê", "ə"))
    }
    return moved | fronted


_SHORTENED = {("iê", "u"): ("i", "w"), ("iê", "m"): ("i", "m"), ("iê", "p"): ("i", "p"), ("uô", "i"): ("u", "j")}
"""Diphthongs that lose their second half: nhiều is nhìu, tuổi is tủi."""

_DIPPING = ((0.0, -1.5), (0.45, -5.0), (1.0, 2.5))

SAIGON = Accent(
    region="saigon",
    sounds=Sounds(
        onsets={**ONSETS, **APART, "d": "j", "gi": "j", "v": "j"},
        nuclei=NUCLEI,
        codas=CODAS,
        rhymes={**RHYMES, **backed(), **_SHORTENED},
        merged={"c w": "w", "h w": "w", "kh w": "w", "ng w": "w", " w": "w"},
    ),
    melody=Melody(
        contours={
            Tone.NGANG: ((0, 1.0), (1, 1.0)),
            Tone.HUYEN: ((0, -1.5), (1, -5.0)),
            Tone.SAC: ((0, 1.0), (0.4, 2.0), (1, 8.0)),
            Tone.HOI: _DIPPING,
            Tone.NGA: _DIPPING,
            Tone.NANG: ((0, -2.0), (0.5, -6.0), (0.75, -6.5), (1, -3.5)),
        },
        stopped={Tone.SAC: ((0, 2.5), (1, 7.0)), Tone.NANG: ((0, -3.0), (0.6, -5.5), (1, -4.5))},
        shut={},
    ),
    rhythm=replace(NORTH.rhythm, tones={Tone.HOI: 1, Tone.NGA: 1}),
    contrasts=NORTH.contrasts,
)
