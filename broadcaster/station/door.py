"""The door of a running station: all that the panel and the command may ask of it.

Every method may be called from any thread, answers with values that `json.dumps` takes as they are (the shapes are in
`docs/http.md`), and raises a `BroadcasterError` whose text is the Vietnamese sentence to show.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from broadcaster.errors import BroadcasterError

if TYPE_CHECKING:
    from broadcaster.station.desks.devices import DeviceDesk
    from broadcaster.station.desks.sounds import SoundDesk
    from broadcaster.station.desks.texts import TextDesk
    from broadcaster.station.desks.timetable import TimetableDesk

Json = dict[str, Any]
"""A JSON object; instants in it are ISO 8601 with offset, lengths are seconds."""


class UnknownNameError(BroadcasterError):
    """No programme, script or airing has that name (HTTP 404, exit code 1)."""


class RefusedError(BroadcasterError):
    """Understood, but the answer is no (HTTP 409, exit code 1)."""


@dataclass(frozen=True)
class UrgentOrder:
    """A request to break in; exactly one of `name`, `text` and `recording` is given."""

    name: str | None = None
    """Name of a script or template."""
    text: str | None = None
    """The words themselves, as written."""
    recording: str | None = None
    """Path of a recorded sound to play instead of words; only the command on this machine may give one."""
    title: str | None = None
    """What the journal calls it; None: the script's title, or the first words."""
    sets: Mapping[str, str] = field(default_factory=dict)
    """What fills the template's blanks."""
    repeat: int = 2
    """How many times it is said in one sounding, from 1."""
    every: float | None = None
    """Seconds from one sounding to the next; None: it sounds once."""
    until: datetime | None = None
    """The last instant a sounding may begin, aware; None with `every`: until stopped."""
    now: bool = False
    """Whether it cuts another urgent announcement instead of waiting for it."""
    by: str = ""
    """Who ordered it, for the journal: a person's name, or the command."""


class Door(Protocol):
    """What a running station answers; whole areas of work have a desk each."""

    @property
    def timetable(self) -> TimetableDesk:
        """Programmes and rules, as an officer changes them."""
        ...

    @property
    def texts(self) -> TextDesk:
        """Texts, as an officer writes, hears and approves them."""
        ...

    @property
    def sounds(self) -> SoundDesk:
        """The sounds in `audio/`."""
        ...

    @property
    def devices(self) -> DeviceDesk:
        """The machine."""
        ...

    def status(self) -> Json:
        """Tell what is on air, what is next, and how device, clock, disk and voices are."""
        ...

    def plan(self, since: datetime, until: datetime) -> Json:
        """Tell what will air with `since <= at < until`, the campaigns and the problems."""
        ...

    def log(self, since: datetime, until: datetime) -> list[Json]:
        """Tell the as-run entries planned in `since <= planned < until`, oldest first."""
        ...

    def check(self) -> list[Json]:
        """Tell every mistake in the operator's files."""
        ...

    def scripts(self) -> list[Json]:
        """Tell all texts, by name, without their bodies."""
        ...

    def script(self, name: str) -> Json:
        """Tell one text with its body and what will be spoken; raises UnknownNameError."""
        ...

    def why(self, name: str, day: date) -> Json:
        """Tell why a programme does or does not air on a day; raises UnknownNameError."""
        ...

    def preview(self, order: UrgentOrder) -> Json:
        """Tell what an urgent order would say and break into, without saying it; raises as `urgent` does."""
        ...

    def play(self, name: str, by: str, *, anyway: bool = False) -> Json:
        """Air a programme or script now, `anyway` against house rules too; raises UnknownNameError, RefusedError."""
        ...

    def call_off(self, airing: str, by: str) -> Json:
        """Forget what `play` took whose sound is still being made; raises UnknownNameError where it waits no more."""
        ...

    def urgent(self, order: UrgentOrder) -> Json:
        """Break in now; returns before the words are spoken; raises UnknownNameError, RefusedError."""
        ...

    def believe_clock(self, by: str) -> Json:
        """Take `by`'s word that the machine's clock is right, until it is set back; what is timed may air."""
        ...

    def stop(self, by: str) -> Json:
        """Silence now; cancel what is urgent and what repeats."""
        ...
