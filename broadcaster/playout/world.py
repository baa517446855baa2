"""What the player stands in: the time, the journal, whoever must be told."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from broadcaster.clock import Clock
from broadcaster.playout.asrun import AsRun
from broadcaster.playout.output import Note
from broadcaster.playout.trust import Trust


def _no_note(_kind: str, _text: str) -> None:
    """Nobody is told."""


@dataclass(frozen=True)
class World:
    """What the player stands in."""

    clock: Clock
    """Where the time comes from."""
    record: Callable[[AsRun], None]
    """Told what was heard: when an airing begins, and when it is over. Never called under a lock."""
    note: Note = _no_note
    """Told of events worth keeping."""
    trust: Trust = field(default_factory=lambda: Trust(-math.inf))
    """Judges the clock."""
    synchronised: Callable[[], bool] = lambda: False
    """Whether the operating system says that the network set the clock."""
    asleep: Callable[[], float] = lambda: 0.0
    """How many seconds the machine has slept since it was started."""

    def offset(self) -> float:
        """What the wall clock has before one that never steps and does not stand still in sleep (s)."""
        return self.clock.timestamp() - self.clock.monotonic() - self.asleep()
