"""The station's own readings: how a word is read, what another reading would change, and the line that makes it so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from broadcaster.errors import Mistake, MistakesError
from broadcaster.speech.sentences import sentences
from broadcaster.station.door import RefusedError
from broadcaster.station.station import Station
from broadcaster.text.lexicon import Lexicon, parse_lexicon
from broadcaster.text.normalise import Normaliser
from broadcaster.text.template import blanks, fill
from broadcaster.text.writing import with_reading, without_reading
from broadcaster.timetable.draft import Draft, open_draft
from broadcaster.timetable.writing import put

EFFECTS = 5
"""Sentences shown of what a reading would change."""


class TextReadings:
    """Reads and writes `lexicon.yaml` for the pages."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def all(self) -> list[dict[str, Any]]:
        """Every reading of the station's own, by the written form."""
        lexicon, _ = parse_lexicon(self._draft().text)
        return [{"written": written, "spoken": spoken} for written, spoken in sorted(lexicon.entries.items())]

    def told(self, written: str, spoken: str) -> dict[str, Any]:
        """How a word is read now, and what `spoken` would change."""
        draft = self._draft()
        lexicon, _ = parse_lexicon(draft.text)
        now = Normaliser(lexicon)
        answer = {
            "written": written,
            "now": now.spoken(written) if written else "",
            "own": lexicon.entries.get(written, ""),
            "wrong": [],
            "effects": [],
            "texts": 0,
        }
        if not (written and spoken):
            return answer
        text = with_reading(draft.text, written, spoken)
        fresh, mistakes = parse_lexicon(text)
        held = parse_lexicon(draft.text)[1]
        answer["wrong"] = [one.as_json() for one in mistakes if one.message not in {old.message for old in held}]
        effects = list(self._effects(written, lexicon, fresh))
        return {**answer, "effects": effects[:EFFECTS], "texts": len({one["name"] for one in effects})}

    def teach(self, written: str, spoken: str) -> None:
        """Write a reading down; raises MistakesError where it cannot be said, RefusedError where it is there."""
        draft = self._draft()
        text = with_reading(draft.text, written, spoken)
        before, known = parse_lexicon(draft.text)
        after, mistakes = parse_lexicon(text)
        if worse := _beyond(mistakes, known):
            raise MistakesError(worse)
        if before == after:
            raise RefusedError(f"'{written}' đã đọc là '{spoken}' rồi nên không phải lưu")
        self._write(draft, text)

    def forget(self, written: str) -> None:
        """Take a reading out of the file; raises RefusedError where there is none."""
        draft = self._draft()
        if written not in parse_lexicon(draft.text)[0].entries:
            raise RefusedError(f"đài không có cách đọc riêng cho '{written}'")
        self._write(draft, without_reading(draft.text, written))

    def _write(self, draft: Draft, text: str) -> None:
        with self._station.lock:
            put(self._station.folder, draft.with_text(text), self._station.clock.now())
            if told := self._station.files.take():
                self._station.note("tep", told)

    def _draft(self) -> Draft:
        folder = self._station.folder
        return open_draft(folder.lexicon, folder.relative(folder.lexicon))

    def _effects(self, written: str, before: Lexicon, after: Lexicon) -> Iterator[dict[str, Any]]:
        """Every sentence that is said otherwise by another lexicon."""
        book = self._station.files.book
        old, new, wanted = Normaliser(before), Normaliser(after), written.lower()
        for name, script in sorted(book.loaded.scripts.items()):
            text = _filled(script.body, {**script.blanks, **book.loaded.settings.station.fields})
            if wanted not in text.lower():
                continue
            was, will = _sentences(old, text), _sentences(new, text)
            for one, other in zip(was, will, strict=False):
                if one != other:
                    yield {"name": name, "title": script.title, "before": one, "after": other}


def _filled(body: str, values: Mapping[str, str]) -> str:
    open_ones = dict.fromkeys(blanks(body) - values.keys(), "…")
    return fill(body, {**values, **open_ones})


def _sentences(normaliser: Normaliser, text: str) -> list[str]:
    return [one.text for one in sentences(normaliser.spoken(text))]


def _beyond(mistakes: list[Mistake], known: list[Mistake]) -> list[Mistake]:
    held = {one.message for one in known}
    return [one for one in mistakes if one.message not in held]
