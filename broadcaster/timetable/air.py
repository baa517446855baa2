"""Who has the air, who waits for it, and what was decided: the words of the order of airings."""

from __future__ import annotations

import math
from dataclasses import dataclass

from broadcaster.timetable.claim import Claim
from broadcaster.timetable.reason import Why


@dataclass(frozen=True)
class OnAir:
    """The airing that has the air."""

    claim: Claim
    """Whose it is."""
    since: float
    """The instant it began or was taken up again."""
    position: float = 0.0
    """Seconds of it that lay behind it then."""
    waited: float = 0.0
    """Seconds by which its end was put off until then."""

    @property
    def ends(self) -> float:
        """The instant it will be over if nothing cuts it."""
        return self.since + max(0.0, self.claim.seconds - self.position)

    def position_at(self, now: float) -> float:
        """Seconds of it that lie behind it at `now`."""
        return self.position + max(0.0, now - self.since)


@dataclass(frozen=True)
class Held:
    """An airing that was cut and wants the air back."""

    claim: Claim
    """Whose it is."""
    since: float
    """The instant it was cut."""
    position: float
    """Seconds from its beginning where it will be taken up."""
    waited: float
    """Seconds by which its end was put off, what will be said again among them."""
    by: str
    """Name of the one that cut it."""

    @property
    def deadline(self) -> float:
        """The last instant it may be taken up again: its grace counts all the time it was kept waiting."""
        return self.since + max(0.0, self.claim.grace - self.waited)


@dataclass(frozen=True)
class State:
    """Everything the order of airings depends on."""

    now: float
    """The instant up to which it has been walked."""
    on_air: OnAir | None = None
    """Who has the air."""
    held: tuple[Held, ...] = ()
    """Who was cut and waits for it."""
    waiting: tuple[Claim, ...] = ()
    """Who has not begun, in total order; their hour may be still to come."""
    warm: float = -math.inf
    """When the loudspeakers can be heard: nothing that waits begins before, unless it is heralded or its grace ends."""
    last: Claim | None = None
    """The one that had the air last."""
    last_until: float = 0.0
    """The instant it lost it."""

    def hears(self, claim: Claim) -> bool:
        """Whether what begins now is heard from its first word, or may wait no longer for that."""
        return claim.heralded or self.now >= min(self.warm, claim.deadline)


@dataclass(frozen=True)
class Begin:
    """It has the air from its beginning."""

    id: str
    """The claim's id; so in every action."""
    at: float
    """The instant it happens, POSIX seconds; so in every action."""
    why: Why | None = None
    """Why it is late; None: it is on time."""


@dataclass(frozen=True)
class Resume:
    """It has the air again after a cut."""

    id: str
    at: float
    position: float
    """Seconds from its beginning where it goes on; 0 when it begins again."""
    why: Why
    """Who cut it, and how long it was off the air."""


@dataclass(frozen=True)
class Cut:
    """It has lost the air before its end; unless a Drop follows at once it waits for it."""

    id: str
    at: float
    position: float
    """Seconds of it that had been aired."""
    why: Why
    """Who cut it."""


@dataclass(frozen=True)
class End:
    """It was aired to its end."""

    id: str
    at: float


@dataclass(frozen=True)
class Drop:
    """It will not have the air (again)."""

    id: str
    at: float
    why: Why
    """What was in the way."""


Action = Begin | Resume | Cut | End | Drop
"""One thing decided; the actions of a step come in the order they happen."""
