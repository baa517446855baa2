"""How long an airing is: as rendered, or as its words let expect until it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from broadcaster.timetable.contents import Scripts
from broadcaster.timetable.model import Item, Programme, RelayItem, ScriptItem, SilenceItem

SYLLABLES_A_SECOND = 2.6
"""Spoken syllables the built-in voice says at 0.9 of its pace, pauses counted: a text of 106 took 40 s."""

WORDS_A_SECOND = 2.1
"""Written words the built-in voice says at 0.9 of its pace, pauses counted: a bulletin of 365 took 173 s. Numbers and
filled blanks are longer spoken than written."""

_SHORT_SOUND = 6.0
"""Seconds of a jingle nobody has measured yet."""


@dataclass(frozen=True)
class Length:
    """The length of one finished sound."""

    seconds: float
    """From its first to its last frame."""
    marks: tuple[float, ...] = ()
    """Seconds from its beginning where it may be taken up again after a cut."""
    estimated: bool = False
    """Whether it is not rendered yet, so that this is a guess."""


Lengths = Callable[[Programme, tuple[Item, ...]], Length | None]
"""The rendered length of a programme with just these items; None: not rendered yet."""


def not_rendered(programme: Programme, items: tuple[Item, ...]) -> Length | None:  # noqa: ARG001 - a Lengths
    """The `Lengths` of a station that has rendered nothing."""
    return None


def estimate(items: tuple[Item, ...], scripts: Scripts) -> Length:
    """What to expect of items that are not rendered."""
    return Length(round(sum(_seconds(item, scripts) for item in items), 1), estimated=True)


def _seconds(item: Item, scripts: Scripts) -> float:
    if isinstance(item, SilenceItem | RelayItem):
        return item.seconds
    if isinstance(item, ScriptItem):
        script = scripts.get(item.name)
        return len(script.body.split()) / WORDS_A_SECOND if script else 0.0
    return _SHORT_SOUND
