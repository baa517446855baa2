"""From a text as written to the sentences a voice says, each text worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from broadcaster.speech.sentences import sentences
from broadcaster.text.normalise import Normaliser
from broadcaster.text.script import Script
from broadcaster.text.template import fill

Lines = tuple[tuple[str, float], ...]
"""Spoken sentences and the seconds of silence after each."""

_KEPT = 512
"""Texts kept worked out: more than a station has."""


class Wording:
    """Fills, normalises and cuts texts for one station; safe to share between threads."""

    def __init__(self, normaliser: Normaliser, facts: Mapping[str, str]) -> None:
        self._normaliser = normaliser
        self._facts = dict(facts)
        self._lines = lru_cache(_KEPT)(self._work_out)

    def written(self, script: Script, sets: Mapping[str, str]) -> str:
        """The text with its blanks filled, by `sets` before the station's facts; raises BroadcasterError."""
        return fill(script.body, self._facts | dict(sets))

    def spoken(self, text: str) -> str:
        """What is said for `text`."""
        return self._normaliser.spoken(text)

    def lines(self, text: str) -> Lines:
        """What is said for `text`, sentence by sentence."""
        return self._lines(text)

    def _work_out(self, text: str) -> Lines:
        return tuple((sentence.text, float(sentence.pause)) for sentence in sentences(self._normaliser.spoken(text)))
