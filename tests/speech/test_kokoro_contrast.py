from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from broadcaster.speech.kokoro.accent import Accent
from broadcaster.speech.kokoro.contrast import Contrast, apart, misheard
from broadcaster.speech.kokoro.north import NORTH
from broadcaster.speech.kokoro.phonemes import tokens
from broadcaster.speech.kokoro.phrase import Phrase, phrases
from broadcaster.speech.kokoro.speakers import SPEAKERS

OPEN = Contrast(frozenset({"a"}), "a", taken_for="ɔ", by=0.5)


def phrase(text: str) -> Phrase:
    (found,) = phrases(text, NORTH.sounds)
    return found


@pytest.mark.parametrize(("said", "heard"), [("con cá", "con có"), ("cá", "có"), ("ba bà", "bo bò")])
def test_a_phrase_is_misheard_where_the_vowel_is_and_nowhere_else(said: str, heard: str) -> None:
    other = misheard(phrase(said), OPEN)
    without_length = tuple(token for token in other.tokens if token != tokens("ː")[0])
    assert without_length == phrase(heard).tokens
    assert other.placed == phrase(said).placed


@pytest.mark.parametrize("text", ["tôi đi", "con bò", "sau", "lắm", "ong"])
def test_what_has_no_such_vowel_is_not_touched(text: str) -> None:
    said = phrase(text)
    assert misheard(said, OPEN) == said
    sound = np.ones((3, len(said.tokens)), np.float32)
    assert np.array_equal(apart(sound, 0 * sound, said, OPEN), sound)


def test_the_vowel_goes_as_far_beyond_as_is_asked() -> None:
    said = phrase("con cá")
    sound, other = (np.full((2, len(said.tokens)), value, np.float32) for value in (1.0, 0.0))
    place = said.placed[1]
    for by in (0.0, 0.5, 1.0):
        pushed = apart(sound, other, said, replace(OPEN, by=by))
        assert (pushed[:, place.vowel : place.coda] == 1 + by).all()
        assert (np.delete(pushed, range(place.vowel, place.coda), axis=1) == 1).all()
    assert (sound == 1).all(), "what was given is left as it is"


@pytest.mark.parametrize("accent", {speaker.accent.region: speaker.accent for speaker in SPEAKERS}.values())
def test_each_contrast_of_an_accent_is_between_vowels_it_has(accent: Accent) -> None:
    assert accent.contrasts
    symbols = "".join(accent.sounds.nuclei.values())
    for contrast, symbol in product(accent.contrasts, ("symbol", "taken_for")):
        assert getattr(contrast, symbol) in symbols
        assert contrast.nuclei <= accent.sounds.nuclei.keys()
        assert 0 < contrast.by <= 1
