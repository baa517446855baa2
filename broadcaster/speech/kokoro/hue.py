"""The Huế accent: low and narrow in pitch, sắc rising from below, hỏi and ngã one tone, n and t at the back.

After Hoàng Thị Châu, *Tiếng Việt trên các miền đất nước* (1989) and Vũ Thanh Phương, "Phonetic properties of
Vietnamese tones across dialects", *Papers in Southeast Asian Linguistics* 8 (1982). Respelled by rule, not by ear:
words of the region's own (mô, tê, răng, rứa) are the text's affair.
"""

from __future__ import annotations

from broadcaster.speech.kokoro.accent import Accent
from broadcaster.speech.kokoro.north import CODAS, NORTH, NUCLEI, ONSETS, RHYMES
from broadcaster.speech.kokoro.phonemes import Sounds
from broadcaster.speech.kokoro.saigon import APART, backed
from broadcaster.speech.kokoro.syllable import Tone
from broadcaster.speech.kokoro.tones import Melody

_LOW_RISE = ((0.0, -3.0), (0.5, -5.0), (1.0, -1.0))

HUE = Accent(
    region="hue",
    sounds=Sounds(
        onsets={**ONSETS, **APART, "d": "j", "gi": "j"},
        nuclei=NUCLEI,
        codas=CODAS,
        rhymes={**RHYMES, **backed()},
    ),
    melody=Melody(
        contours={
            Tone.NGANG: ((0, 1.5), (1, 2.0)),
            Tone.HUYEN: ((0, -2.0), (1, -4.0)),
            Tone.SAC: ((0, -2.0), (0.4, -2.0), (1, 3.5)),
            Tone.HOI: _LOW_RISE,
            Tone.NGA: _LOW_RISE,
            Tone.NANG: ((0, -2.5), (0.5, -5.0), (1, -9.0)),
        },
        stopped={Tone.SAC: ((0, 0.0), (1, 4.0)), Tone.NANG: ((0, -3.0), (1, -6.0))},
        shut=NORTH.melody.shut,
    ),
    rhythm=NORTH.rhythm,
    contrasts=NORTH.contrasts,
)
