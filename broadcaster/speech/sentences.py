"""Spoken words cut into sentences an engine can say in one breath, with the silence after each. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from broadcaster.units import Seconds

LONGEST = 180
"""Characters in one sentence at most: about 40 syllables, 12 s of slow speech; past it engines lose their breath."""

AFTER_PARAGRAPH = Seconds(0.9)
AFTER_SENTENCE = Seconds(0.55)
AFTER_CLAUSE = Seconds(0.35)
AFTER_COMMA = Seconds(0.2)
WITHIN_PHRASE = Seconds(0.08)

_PARAGRAPHS = re.compile(r"\n\s*\n")
_ENDS = re.compile(r"""(?<=[.!?…])(?:["'”’»)\]]*)\s+""")
_CUTS: tuple[tuple[re.Pattern[str], Seconds], ...] = (
    (re.compile(r"(?<=[;:])\s+|\s+(?=[–—-]\s)"), AFTER_CLAUSE),
    (re.compile(r"(?<=,)\s+"), AFTER_COMMA),
    # Before words that open a phrase: an announcer takes breath there.
    (
        re.compile(
            r"\s+(?=(?:và|hoặc|hay|nhưng|mà|để|khi|nếu|thì|vì|do|bởi|nên|rằng|tại|ở|từ|đến|với|bằng|theo|về|trong|trên|của)\s)",
            re.IGNORECASE,
        ),
        WITHIN_PHRASE,
    ),
    (re.compile(r"\s+"), WITHIN_PHRASE),
)
"""Where a long sentence may be cut, best first, and the pause it leaves."""


@dataclass(frozen=True)
class Sentence:
    """One piece of speech and the silence after it."""

    text: str
    """Spoken words with their marks, on one line."""
    pause: Seconds
    """Silence after it; 0 after the last."""


def sentences(spoken: str, longest: int = LONGEST) -> list[Sentence]:
    """Cut `spoken` (paragraphs apart by an empty line) into sentences of at most `longest` characters.

    No letter is lost or invented: the texts joined by spaces are `spoken` with its white space evened out, except
    that pieces without any letter or digit are left out and a word longer than `longest` is cut.
    """
    if longest < 1:
        raise ValueError("a sentence needs at least one character")
    found = [sentence for paragraph in _PARAGRAPHS.split(spoken) for sentence in _paragraph(paragraph, longest)]
    if found:
        found[-1] = Sentence(found[-1].text, Seconds(0.0))
    return found


def _paragraph(paragraph: str, longest: int) -> list[Sentence]:
    line = " ".join(paragraph.split())
    found = [piece for sentence in _whole_sentences(line) for piece in _within(sentence, longest, AFTER_SENTENCE)]
    if found:
        found[-1] = Sentence(found[-1].text, AFTER_PARAGRAPH)
    return found


def _whole_sentences(line: str) -> Iterator[str]:
    """Sentences of one line; what has no letter (a lone dash, "…") joins nothing and is dropped."""
    start = 0
    for end in (*(match.end() for match in _ENDS.finditer(line)), len(line)):
        sentence = line[start:end].strip()
        start = end
        if any(map(str.isalnum, sentence)):
            yield sentence


def _within(text: str, longest: int, pause: Seconds) -> Iterator[Sentence]:
    """`text` in pieces of at most `longest`, cut at the best marks nearest the middle; `pause` after the last."""
    if len(text) <= longest:
        if any(map(str.isalnum, text)):
            yield Sentence(text, pause)
        return
    if " " not in text:
        for start in range(0, len(text), longest):
            whole = start + longest >= len(text)
            yield from _within(text[start : start + longest], longest, pause if whole else Seconds(0.0))
        return
    left, right, between = _cut(text)
    yield from _within(left, longest, between)
    yield from _within(right, longest, pause)


def _cut(text: str) -> tuple[str, str, Seconds]:
    """The two sides of the best cut of `text`, which has a blank, and the pause between them.

    A better mark wins only where it leaves no sliver: between a fifth and four fifths of the text. Blanks are the
    last resort anywhere.
    """
    middle = len(text) / 2
    for marks, pause in _CUTS:
        places = [m for m in marks.finditer(text) if len(text) / 5 <= m.start() <= len(text) * 4 / 5]
        if places:
            best = min(places, key=lambda place: abs(place.start() - middle))
            return text[: best.start()], text[best.end() :], pause
    best = min(re.finditer(r"\s+", text), key=lambda blank: abs(blank.start() - middle))
    return text[: best.start()], text[best.end() :], WITHIN_PHRASE
