"""What a schedule holds once it is read: programmes, what they play, and campaigns."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from broadcaster.timetable.claim import AfterCut, Priority, Start
from broadcaster.timetable.recurrence import Recurrence
from broadcaster.written.document import Place
from broadcaster.written.spelling import fold

GRACE = 600.0
"""Seconds an airing may be late where its programme does not say."""

_MARK = 6
"""Letters of the mark by which names that cannot be written plainly are told apart."""

EVERYWHERE = ("all",)
"""Every loudspeaker cluster."""


Kind = Literal["jingle", "sting", "chime"]
"""What a short sound is for."""


@dataclass(frozen=True)
class ScriptItem:
    """A text that is read out."""

    name: str
    """File name in `scripts/vi/` without `.md`."""
    place: Place
    """Where it was written; so in every item."""


@dataclass(frozen=True)
class SoundItem:
    """A jingle, sting or chime from `audio/`."""

    name: str
    """File name without its ending."""
    kind: Kind
    """What it is for."""
    place: Place


@dataclass(frozen=True)
class FileItem:
    """A recording."""

    path: str
    """Relative to the station folder, with `/`, or whole."""
    place: Place


@dataclass(frozen=True)
class SilenceItem:
    """A pause."""

    seconds: float
    """Its length."""
    place: Place


@dataclass(frozen=True)
class RelayItem:
    """Another station, taken over from a stream or the line input."""

    url: str
    """`https://…`, or `line-in`."""
    seconds: float
    """How long."""
    otherwise: ScriptItem | SoundItem | FileItem | None
    """What airs where the relay is dead or silent; None: nothing is said about it."""
    place: Place


Item = ScriptItem | SoundItem | FileItem | SilenceItem | RelayItem
"""One line of `play:`."""


@dataclass(frozen=True)
class Programme:
    """What airs, and when."""

    name: str
    """As written; unique, accents and case aside."""
    rule: Recurrence
    """When."""
    play: tuple[Item, ...]
    """What, in order."""
    place: Place
    """Where it was written."""
    bed: str | None = None
    """Name of the music under its speech; None: no music."""
    priority: Priority = Priority.ROUTINE
    """Who beats whom."""
    start: Start = Start.NEXT
    """Whether it waits for what is on air, or cuts it."""
    grace: float = GRACE
    """Seconds it may be late."""
    after_cut: AfterCut = AfterCut.RESUME
    """What becomes of it when something urgent breaks in."""
    zones: tuple[str, ...] = EVERYWHERE
    """Loudspeaker clusters it is for."""
    tags: frozenset[str] = frozenset()
    """Tags of the programme itself, beside those of its texts."""
    places: dict[str, Place] = field(default_factory=dict, compare=False, hash=False)
    """Where each of its keys stands."""

    def at(self, key: str) -> Place:
        """Where `key` stands; the programme's own place if it is absent."""
        return self.places.get(key, self.place)

    @cached_property
    def texts(self) -> tuple[ScriptItem, ...]:
        """The texts it names, those that stand in for a relay too."""
        spoken = (item.otherwise if isinstance(item, RelayItem) else item for item in self.play)
        return tuple(item for item in spoken if isinstance(item, ScriptItem))

    @cached_property
    def slug(self) -> str:
        """The name as an id may hold it: 'Bluezone buổi sáng' -> 'bluezone-buoi-sang'."""
        return slug(self.name)


@dataclass(frozen=True)
class Campaign:
    """An obligation: so many airings a day of anything tagged so."""

    name: str
    """As written."""
    first: date
    """Its first day."""
    last: date
    """Its last day, counted."""
    at_least: int
    """Airings a day."""
    tag: str
    """The tag that counts."""
    place: Place
    """Where it was written."""

    def runs_on(self, day: date) -> bool:
        """Whether it binds on `day`."""
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Timetable:
    """All schedules of a station."""

    programmes: tuple[Programme, ...] = ()
    """In the order of files and lines."""
    campaigns: tuple[Campaign, ...] = ()
    """In the order of files and lines."""
    faulty: tuple[Programme, ...] = ()
    """Programmes with a mistake in them, as far as they could be read: never aired, but looked through for more."""
    version: str = ""
    """Changes whenever a schedule file does; shown by `status`."""

    def programme(self, name: str) -> Programme | None:
        """The programme called `name`, accents and case aside."""
        wanted = slug(name)
        return next((one for one in self.programmes if one.slug == wanted), None)

    def spoilt(self, name: str) -> Programme | None:
        """The programme called `name` that is written wrong and so never airs."""
        wanted = slug(name)
        return next((one for one in self.faulty if one.slug == wanted), None)


def slug(name: str) -> str:
    """`name` in plain small letters, digits and dashes; never empty.

    What has other letters (Khmer, Chăm, Hán) or none at all ends in a mark of its own, so that two names stay two.
    """
    folded = fold(name)
    plain = re.sub(r"[^0-9a-z]+", "-", folded).strip("-")
    if plain and not re.search(r"[^\W0-9a-z_]", folded):
        return plain
    mark = hashlib.sha256(folded.encode()).hexdigest()[:_MARK]
    return f"{plain or 'khong-ten'}-{mark}"
