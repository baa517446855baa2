"""The timetable, as an officer changes it: every change can be looked at before it is made, and undone after.

What is answered is what `json.dumps` takes as it is; instants are ISO 8601 with offset, lengths are seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from broadcaster.written.editing import Value


@dataclass(frozen=True)
class Add:
    """A new programme."""

    file: str
    """The schedule it is written into, `buoi-sang.yaml`; made where there is none."""
    fields: Mapping[str, Value]
    """Its keys and their values as an officer writes them."""


@dataclass(frozen=True)
class Change:
    """Other values for some keys of a programme."""

    programme: str
    """Its name."""
    fields: Mapping[str, Value | None]
    """The keys that change; None takes one out."""


@dataclass(frozen=True)
class Move:
    """One airing, or all that are like it, to another instant."""

    programme: str
    """Its name."""
    at: datetime
    """When the airing is planned, aware."""
    to: datetime
    """When it is to be, aware."""
    whole: bool
    """Whether the programme moves for good; else this one airing does."""


@dataclass(frozen=True)
class Skip:
    """One day without a programme."""

    programme: str
    """Its name."""
    day: date
    """Which day."""


@dataclass(frozen=True)
class End:
    """No airing of a programme after a day."""

    programme: str
    """Its name."""
    last: date
    """The last day it airs on."""


@dataclass(frozen=True)
class Remove:
    """A programme taken out of its file."""

    programme: str
    """Its name."""


@dataclass(frozen=True)
class Rewrite:
    """Other words for a whole file."""

    file: str
    """The schedule, `buoi-sang.yaml`; made where there is none."""
    text: str
    """What it is to hold."""


@dataclass(frozen=True)
class Restore:
    """A file as it was before."""

    file: str
    """The schedule."""
    version: str
    """The name of the version, as `file` tells it."""


Edit = Add | Change | Move | Skip | End | Remove | Rewrite | Restore
"""What an officer may do to the timetable."""


class TimetableDesk(Protocol):
    """What a page may ask of the timetable, and change in it."""

    def shelf(self) -> dict[str, Any]:
        """Tell what a programme may be made of: `scripts`, `sounds` and the schedule `files`."""
        ...

    def programme(self, name: str) -> dict[str, Any]:
        """Tell a programme as it is written: `name`, `file`, `line`, `fields`, `coming`; raises UnknownNameError."""
        ...

    def preview(self, edit: Edit) -> dict[str, Any]:
        """Tell what a change would do, without making it; raises BroadcasterError where it cannot be made at all.

        `wrong`: mistakes for which it will not be made; `breaches`: what it would bring against rules, other programmes
        and campaigns; `mended`: what it would put right; `airings`: those that come, go or change, each with `change`;
        `seen`: what `save` must be told.
        """
        ...

    def save(self, edit: Edit, seen: str = "") -> dict[str, Any]:
        """Make a change: `file`, `version` to go back to (None: the file is new), `next` airing, `taken`.

        Not `taken`: the station goes by an earlier version until other mistakes in its files are mended.

        Raises MistakesError for `wrong` ones, RefusedError where the file is no longer as it was `seen`.
        """
        ...

    def files(self) -> list[dict[str, Any]]:
        """Tell every schedule: `file`, its `programmes` by name, how many `mistakes`; and those that were removed."""
        ...

    def file(self, file: str, text: str | None = None) -> dict[str, Any]:
        """Tell a schedule's `text`, `mistakes` and earlier `versions`; with `text` as if it held that.

        Raises UnknownNameError where there is no such file and no `text` is given.
        """
        ...

    def version(self, file: str, version: str) -> dict[str, Any]:
        """Tell an earlier version's `text`; raises BroadcasterError where there is none of that name."""
        ...
