"""From written Vietnamese to what an announcer says, every change with its reason.

The rules stand in order; each sees the whole written text, and what one took the next leaves alone. So context
is always what the officer wrote, and `explain` is the work itself, not a second telling of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from broadcaster.text.layout import line_breaks, tidied
from broadcaster.text.lexicon import FAMILIES, Lexicon, Lookup, built_in
from broadcaster.text.prepare import prepare
from broadcaster.text.rule import Change, Pattern, Rule, counting
from broadcaster.text.rules.addresses import ADDRESSES
from broadcaster.text.rules.beside import BESIDE
from broadcaster.text.rules.codes import CODES, GLUED, ROADS
from broadcaster.text.rules.compounds import COMPOUNDS
from broadcaster.text.rules.coordinates import COORDINATES
from broadcaster.text.rules.dates import DATES
from broadcaster.text.rules.districts import DISTRICTS
from broadcaster.text.rules.documents import DOCUMENTS
from broadcaster.text.rules.marks import MARKS
from broadcaster.text.rules.numbers import NUMBERS
from broadcaster.text.rules.phones import PHONES
from broadcaster.text.rules.quantities import QUANTITIES
from broadcaster.text.rules.repeated import Repeated
from broadcaster.text.rules.roman import ROMAN
from broadcaster.text.rules.scores import SCORES
from broadcaster.text.rules.senses import SENSES
from broadcaster.text.rules.spelled import SPELLED, UNCOUNTED
from broadcaster.text.rules.times import TIMES
from broadcaster.text.rules.weekdays import TO_SUNDAY, WEEKDAYS
from broadcaster.text.rules.words import LEFT_OVER
from broadcaster.text.syllable import is_syllable

_INITIALS = ("KB", "MB", "HP", "HA")
"""Units that without a number are more likely initials (soạn KB gửi 8088)."""
_NAMES = {"abbreviations": "viết tắt", "places": "tên riêng", "foreign": "từ nước ngoài"}


@cache
def _rules() -> tuple[Rule, ...]:
    """All rules, in the order in which they may take a piece of text."""
    known = Lookup({_NAMES[family]: built_in(family) for family in FAMILIES})
    measures = built_in("units").items()
    alone = {unit: said for unit, said in measures if len(unit) > 1 and not (is_syllable(unit) or unit in _INITIALS)}
    units = Lookup({"đơn vị": alone})
    early: tuple[Rule, ...] = (
        Repeated(),
        *ADDRESSES,
        *DOCUMENTS,
        *SPELLED,
        *BESIDE,
        *SENSES,
        *counting(*ROADS, *TO_SUNDAY),
        known,
        *UNCOUNTED,
        *COMPOUNDS,
        *DISTRICTS,
        *counting(*PHONES, *SCORES, *TIMES, *DATES, *WEEKDAYS),
    )
    late: tuple[Rule, ...] = (
        *CODES,
        *counting(*COORDINATES, *QUANTITIES),
        units,
        *counting(*GLUED, *NUMBERS),
        *ROMAN,
        *MARKS,
        *LEFT_OVER,
    )
    return (*early, *late)


class Normaliser:
    """Reads a notice the way an announcer does. Built once; safe to share between threads."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        station = (Lookup({"từ điển của đài": lexicon.entries}),) if lexicon and lexicon.entries else ()
        self._rules: tuple[Rule, ...] = (*station, *_rules())

    def spoken(self, text: str) -> str:
        """What is said for `text`: Vietnamese syllables, the marks `. , ; : ? !`, an empty line between paragraphs."""
        written = prepare(text)
        return tidied("".join(self._pieces(written)))

    def explain(self, text: str) -> list[Change]:
        """Every change, from left to right, with the rule it comes from; positions count in `prepare(text)`."""
        return self._changes(prepare(text))

    def _pieces(self, written: str) -> Iterator[str]:
        end = 0
        for change in self._changes(written):
            yield written[end : change.start]
            yield f" {change.spoken} "
            end = change.end
        yield written[end:]

    def _changes(self, written: str) -> list[Change]:
        taken = bytearray(len(written))
        changes: list[Change] = []
        digits, held = any(map(str.isdigit, written)), set(written)
        for rule in self._rules:
            if isinstance(rule, Pattern) and ((rule.counts and not digits) or held.isdisjoint(rule.needs or held)):
                continue
            for change in rule.find(written, taken):
                if 1 not in taken[change.start : change.end]:
                    taken[change.start : change.end] = b"\1" * (change.end - change.start)
                    changes.append(change)
        for start, end, mark in line_breaks(written):
            changes.append(Change(start, end, written[start:end], mark, "xuống dòng"))
        return sorted(changes, key=lambda change: change.start)
