"""The Northern accent: the voice of the state radio, understood everywhere."""

from __future__ import annotations

from broadcaster.speech.kokoro.accent import Accent
from broadcaster.speech.kokoro.contrast import Contrast
from broadcaster.speech.kokoro.durations import Rhythm
from broadcaster.speech.kokoro.phonemes import Sounds
from broadcaster.speech.kokoro.syllable import Tone
from broadcaster.speech.kokoro.tones import Melody

ONSETS = {
    "": "", "b": "mb", "c": "ɡ", "ch": "ʥ", "d": "z", "đ": "nd", "g": "ŋɡ", "gi": "z", "h": "h", "kh": "kx", "l": "l",
    "m": "m", "n": "n", "ng": "ŋ", "nh": "ɲ", "p": "b", "ph": "f", "r": "z", "s": "s", "t": "d", "th": "tʰ",
    "tr": "ʥ", "v": "v", "x": "s", "w": "w",
}  # fmt: skip
"""d, gi and r sound alike in Hà Nội, and so do tr and ch, s and x.

The weights' p, t, k are the English ones, with a puff of air: to Vietnamese ears th and kh. So p, t, c and ch are
their b, d, g and dz, from which our pitch takes the voice away; b and đ, whose voice begins before the lips or the
tongue let go, are helped by a nasal; kh is k let go into x."""

NUCLEI = {
    "a": "aː", "ă": "a", "â": "ə", "e": "ɛ", "ê": "e", "i": "i", "o": "ɔ", "oo": "ɔː", "ô": "o", "ôô": "oː",
    "ơ": "ɤː", "u": "u", "ư": "ɯ", "iê": "iə", "uô": "uə", "ươ": "ɯə",
}  # fmt: skip

CODAS = {"": "", "c": "k", "ch": "k", "m": "m", "n": "n", "ng": "ŋ", "nh": "ŋ", "p": "p", "t": "t", "i": "j", "u": "w"}

RHYMES = {
    ("a", "u"): ("a", "o"),
    ("ă", "u"): ("W", ""),
    ("o", "ng"): ("a", "wŋ"),
    ("o", "c"): ("a", "wk"),
    ("ô", "ng"): ("ə", "wŋm"),
    ("ô", "c"): ("ə", "wkp"),
    ("a", "nh"): ("a", "jŋ"),
    ("a", "ch"): ("a", "jk"),
}

NORTH = Accent(
    region="north",
    sounds=Sounds(ONSETS, NUCLEI, CODAS, RHYMES),
    melody=Melody(
        contours={
            Tone.NGANG: ((0, 1.0), (1, 0.4)),
            Tone.HUYEN: ((0, -2.5), (0.4, -4.5), (1, -8.0)),
            Tone.SAC: ((0, 1.0), (0.3, 1.5), (1, 8.0)),
            Tone.HOI: ((0, -2.0), (0.5, -6.0), (1, -1.0)),
            Tone.NGA: ((0, 0.0), (0.4, -4.0), (0.6, 1.0), (1, 9.0)),
            Tone.NANG: ((0, -1.0), (0.5, -4.5), (1, -9.0)),
        },
        stopped={Tone.SAC: ((0, 2.5), (1, 7.0)), Tone.NANG: ((0, -2.0), (1, -5.0))},
        shut={Tone.NANG: 0.6},
    ),
    rhythm=Rhythm(
        onset=(2, 4),
        rhyme=9,
        stopped=8,
        tones={Tone.HUYEN: 1, Tone.HOI: 1, Tone.NGA: 1},
        last=1.3,
        closing=0.4,
        closing_short=0.6,
        gap=2,
        edges=(24, 4, 20),
        pauses={",": 0.25, ";": 0.35, ":": 0.35, ".": 0.45, "!": 0.45, "?": 0.45},
    ),
    contrasts=(Contrast(frozenset({"a"}), "a", taken_for="ɔ", by=0.4),),
)
