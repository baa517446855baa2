from __future__ import annotations

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

from broadcaster.speech.kokoro.accent import Accent
from broadcaster.speech.kokoro.durations import frames
from broadcaster.speech.kokoro.north import NORTH
from broadcaster.speech.kokoro.phrase import Phrase, phrases
from broadcaster.speech.kokoro.speakers import SPEAKERS
from broadcaster.speech.kokoro.syllable import Tone
from broadcaster.speech.kokoro.tones import Sung, draw

ACCENTS = {speaker.accent.region: speaker.accent for speaker in SPEAKERS}
MIDDLE = 200.0


def sung(tone: Tone, *, stopped: bool = False) -> Sung:
    return Sung(tone, stopped=stopped, start=4, voice=4, vowel=8, closure=24 if stopped else 28, end=28)


def curve(tone: Tone, accent: Accent = NORTH, *, stopped: bool = False) -> NDArray[np.float64]:
    """Semitones above the middle over the voiced rhyme."""
    drawn = draw(np.full(32, 150, np.float32), [sung(tone, stopped=stopped)], accent.melody, MIDDLE)
    return np.asarray(12 * np.log2(drawn[8 : 24 if stopped else 28] / MIDDLE), np.float64)


def phrase(text: str) -> Phrase:
    (only,) = phrases(text, NORTH.sounds)
    return only


def test_northern_tones_move_as_described() -> None:
    level, low = curve(Tone.NGANG), curve(Tone.HUYEN)
    assert abs(level[-1] - level[0]) < 2
    assert low[-1] < low[0] < level[0]
    assert curve(Tone.SAC)[-1] > level[0] + 4
    assert curve(Tone.HOI)[10] < curve(Tone.HOI)[0]
    assert curve(Tone.HOI)[-1] > curve(Tone.HOI)[10]
    assert curve(Tone.NGA)[-1] > level[0] + 4
    assert curve(Tone.NANG).min() < low.min()


@pytest.mark.parametrize("accent", ACCENTS.values(), ids=ACCENTS)
def test_no_two_tones_of_an_accent_are_one_but_hoi_and_nga(accent: Accent) -> None:
    merged = {frozenset({Tone.HOI, Tone.NGA})} if accent.region != "north" else set()
    for one, other in itertools.combinations(Tone, 2):
        if frozenset({one, other}) not in merged:
            breaks_off = (one in accent.melody.shut) != (other in accent.melody.shut)
            assert breaks_off or np.abs(curve(one, accent) - curve(other, accent)).max() > 1.5


def test_a_stop_silences_the_voice_and_pitch_elsewhere_is_left() -> None:
    drawn = draw(np.full(32, 150, np.float32), [sung(Tone.SAC, stopped=True)], NORTH.melody, MIDDLE)
    assert (drawn[24:28] == 0).all()
    assert (drawn[:4] == 150).all()
    assert (drawn[28:] == 150).all()


def test_a_phrase_falls() -> None:
    two = [
        sung(Tone.NGANG),
        Sung(Tone.NGANG, stopped=False, start=28, voice=32, vowel=32, closure=48, end=48),
    ]
    drawn = draw(np.full(50, 150, np.float32), two, NORTH.melody, MIDDLE)
    assert drawn[32] < drawn[8]
    assert (drawn[28:32] == 0).all()


@pytest.mark.parametrize("speed", [0.5, 0.9, 1.0, 2.0])
def test_every_token_lasts_and_speed_scales_what_is_heard(speed: float) -> None:
    spoken = phrase("xin mời bà con đón nghe")
    counts = frames(np.full(len(spoken.tokens), 2.5, np.float32), spoken, NORTH.rhythm, speed)
    plain = frames(np.full(len(spoken.tokens), 2.5, np.float32), spoken, NORTH.rhythm, 1.0)
    assert len(counts) == len(spoken.tokens)
    assert (counts >= 1).all()
    heard = slice(1, spoken.placed[-1].end)
    assert counts[heard].sum() == pytest.approx(plain[heard].sum() / speed, rel=0.15)


def test_a_short_vowel_is_shorter_than_a_long_one() -> None:
    lengths = {}
    for word in ("năm", "nam"):
        spoken = phrase(f"{word} và")
        counts = frames(np.full(len(spoken.tokens), 2.0, np.float32), spoken, NORTH.rhythm, 1.0)
        lengths[word] = counts[spoken.placed[0].vowel : spoken.placed[0].coda].sum()
    assert lengths["năm"] < lengths["nam"]


def test_a_phrase_s_last_rhyme_is_the_longest() -> None:
    spoken = phrase("ba ba ba")
    counts = frames(np.full(len(spoken.tokens), 2.0, np.float32), spoken, NORTH.rhythm, 1.0)
    first, *_, last = (counts[place.vowel : place.end].sum() for place in spoken.placed)
    assert last > first
