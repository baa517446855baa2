from __future__ import annotations

import itertools

import pytest

from broadcaster.speech.kokoro.accent import Accent
from broadcaster.speech.kokoro.phonemes import Phones, phones, tokens
from broadcaster.speech.kokoro.phrase import phrases
from broadcaster.speech.kokoro.speakers import SPEAKERS
from broadcaster.speech.kokoro.syllable import ONSETS, RHYMES
from broadcaster.speech.kokoro.words import syllables
from broadcaster.text.lexicon import FAMILIES, built_in

ACCENTS = {speaker.accent.region: speaker.accent for speaker in SPEAKERS}


@pytest.mark.parametrize("accent", ACCENTS.values(), ids=ACCENTS)
def test_every_syllable_the_spelling_allows_has_symbols_the_weights_know(accent: Accent) -> None:
    written = [onset + rhyme for onset, rhyme in itertools.product(["", "qu", *ONSETS], RHYMES)]
    spoken = [phones(syllable, accent.sounds) for word in written for syllable in syllables(word)]
    assert len(spoken) > 6000
    for parts in spoken:
        assert parts.nucleus
        assert tokens(parts.onset + parts.nucleus + parts.coda)


@pytest.mark.parametrize("accent", ACCENTS.values(), ids=ACCENTS)
def test_every_reading_of_the_lexicons_can_be_spoken(accent: Accent) -> None:
    readings = [spoken for family in FAMILIES for spoken in built_in(family).values()]
    assert len(readings) > 500
    for spoken in readings:
        syllables_asked = sum(len(syllables(word)) for word in spoken.replace(",", " ").split())
        assert sum(len(phrase.placed) for phrase in phrases(spoken, accent.sounds)) == syllables_asked > 0


def test_rhymes_spelled_alike_and_unlike() -> None:
    def said(written: str) -> Phones:
        (syllable,) = syllables(written)
        return phones(syllable, ACCENTS["north"].sounds)

    assert said("lý") == said("lí")
    assert said("da") == said("gia") == said("ra")
    assert said("mai") != said("may")
