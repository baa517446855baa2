"""One step of reading: a pattern, and what an announcer says for it.

A rule proposes changes over the written text; it never sees what other rules made of it. Rules stand in
order, and what an earlier one took no later one touches, so a change always has exactly one reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol


@dataclass(frozen=True)
class Change:
    """Some written characters and what is said for them."""

    start: int
    """Index of the first character, in the text after `prepare`."""
    end: int
    """Index behind the last character."""
    written: str
    """What stood there."""
    spoken: str
    """What is said instead; may be empty (an emoji) or a mere pause (a bracket)."""
    rule: str
    """Name of the rule, in Vietnamese, as `--explain` shows it."""


class Rule(Protocol):
    """What the normaliser asks of a rule."""

    @property
    def name(self) -> str:
        """What the rule is about, in Vietnamese."""

    def find(self, text: str, taken: bytearray) -> Iterable[Change]:
        """Proposed changes, from left to right, none overlapping; characters marked in `taken` are another's."""


Say = Callable[[re.Match[str]], str | None]
"""What is said for a match; None leaves it to later rules."""


@dataclass(frozen=True)
class Pattern:
    """A rule made of a regular expression."""

    name: str
    """What the rule is about, in Vietnamese."""
    pattern: re.Pattern[str]
    """Where it may apply."""
    say: Say
    """What is said; may look at the text around the match."""
    counts: bool = False
    """Whether it needs a digit, so that a text without one need not be searched."""
    needs: str = ""
    """Characters of which it needs one; a text without any need not be searched. Empty: it may want none of them."""

    def find(self, text: str, taken: bytearray) -> Iterator[Change]:
        """Proposed changes, from left to right."""
        for match in self.pattern.finditer(text):
            start, end = match.span()
            if 1 in taken[start:end]:
                continue
            spoken = self.say(match)
            if spoken is not None:
                yield Change(start, end, match[0], spoken, self.name)


def counting(*rules: Pattern) -> tuple[Pattern, ...]:
    """The same rules, searched for only in a text that holds a digit."""
    return tuple(replace(rule, counts=True) for rule in rules)


def before(match: re.Match[str], words: int = 3, reach: int = 48) -> str:
    """Up to `words` lower-case words in front of the match, on its line, without marks at the end."""
    line = match.string[max(0, match.start() - reach) : match.start()].rpartition("\n")[2]
    return " ".join(line.lower().split()[-words:])


def after(match: re.Match[str], words: int = 2, reach: int = 40) -> str:
    """Up to `words` lower-case words behind the match, on its line."""
    line = match.string[match.end() : match.end() + reach].partition("\n")[0]
    return " ".join(line.lower().split()[:words])


def at_line_start(match: re.Match[str]) -> bool:
    """Whether nothing but blanks and list marks stands in front of the match on its line."""
    line = match.string[max(0, match.start() - 12) : match.start()].rpartition("\n")
    return (bool(line[1]) or match.start() <= len(line[2])) and not line[2].strip(" \t-–—+*•·>#")
