"""From a text as written to the sentences a voice says, each text worked out once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from broadcaster.speech.sentences import sentences
from broadcaster.station.spoken_book import MOST, Lines, SpokenBook
from broadcaster.text.script import Script
from broadcaster.text.template import fill

if TYPE_CHECKING:
    from broadcaster.text.normalise import Normaliser


class Wording:
    """Fills, normalises and cuts texts for one station; safe to share between threads."""

    def __init__(self, normaliser: Callable[[], Normaliser], facts: Mapping[str, str], book: SpokenBook) -> None:
        """`normaliser` is asked for only when a text is in no `book`: its rules take a tenth of a second to load."""
        self._normaliser = normaliser
        self._facts = dict(facts)
        self._book = book
        self._lines = lru_cache(MOST)(self._work_out)

    def written(self, script: Script, sets: Mapping[str, str]) -> str:
        """The text with its blanks filled, by `sets` before the station's facts; raises BroadcasterError."""
        return fill(script.body, self._facts | dict(sets))

    def spoken(self, text: str) -> str:
        """What is said for `text`."""
        return self._normaliser().spoken(text)

    def lines(self, text: str) -> Lines:
        """What is said for `text`, sentence by sentence."""
        return self._lines(text)

    def keep(self) -> None:
        """Write down what was worked out, for the next start."""
        self._book.save()

    def _work_out(self, text: str) -> Lines:
        lines = self._book.of(text)
        if lines is None:
            lines = tuple((one.text, float(one.pause)) for one in sentences(self.spoken(text)))
            self._book.put(text, lines)
        return lines
