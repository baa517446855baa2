"""What will be spoken, sentence by sentence, with the words that are said otherwise than they are written. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from broadcaster.text.rule import Change

_LINE_BREAK = "xuống dòng"


@dataclass(frozen=True)
class Said:
    """Some words of a sentence."""

    text: str
    """As spoken."""
    written: str = ""
    """As they are written, where that differs; empty: the same."""
    rule: str = ""
    """What made them so."""


def marked(prepared: str, changes: Sequence[Change], sentences: Sequence[str]) -> list[list[Said]]:
    """Each of `sentences` in pieces, those words marked that `changes` made of `prepared`.

    Letters and digits are followed from the written to the spoken form; marks and blanks, which are evened out on the
    way, are not. Where the letters do not tally nothing is marked: better no mark than a wrong one.
    """
    told = [(char, owner) for char, owner in _spoken(prepared, changes) if char.isalnum()]
    if [char for char, _ in told] != [char for sentence in sentences for char in sentence if char.isalnum()]:
        return [[Said(sentence)] for sentence in sentences]
    left = iter([owner for _, owner in told])
    return [list(_pieces(sentence, left)) for sentence in sentences]


def _spoken(prepared: str, changes: Sequence[Change]) -> Iterator[tuple[str, Change | None]]:
    """Every character that is said, and the change it comes from."""
    end = 0
    for change in changes:
        yield from ((char, None) for char in prepared[end : change.start])
        owner = None if change.rule == _LINE_BREAK else change
        yield from ((char, owner) for char in change.spoken)
        end = change.end
    yield from ((char, None) for char in prepared[end:])


def _pieces(sentence: str, owners: Iterator[Change | None]) -> Iterator[Said]:
    """The pieces of one sentence, taking its letters' owners."""
    filled = _bridged([(char, next(owners) if char.isalnum() else None) for char in sentence])
    for owner, group in groupby(filled, key=lambda pair: pair[1]):
        text = "".join(char for char, _ in group)
        same = owner is None or _same(owner)
        yield Said(text) if same or owner is None else Said(text, owner.written, owner.rule)


def _bridged(told: list[tuple[str, Change | None]]) -> list[tuple[str, Change | None]]:
    """Blanks and marks between two letters of one change belong to it."""
    filled = list(told)
    last = -1
    for index, (char, owner) in enumerate(told):
        if not char.isalnum():
            continue
        if last >= 0 and owner is not None and told[last][1] is owner:
            filled[last + 1 : index] = [(between, owner) for between, _ in told[last + 1 : index]]
        last = index
    return filled


def _same(change: Change) -> bool:
    return "".join(change.written.split()).lower() == "".join(change.spoken.split()).lower()
