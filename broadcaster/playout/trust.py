"""Whether the wall clock may be believed, and when it was set: a small computer wakes up in the past. Pure."""

from __future__ import annotations

from dataclasses import dataclass

STEP = 0.25
"""Seconds by which wall and monotonic time may part between two looks: slewing is slower, setting is faster."""
SLACK = 60.0
"""Seconds by which a running station's clock may be set back and still be believed."""


@dataclass(frozen=True)
class Look:
    """What one look at the clocks found."""

    stepped: float
    """By how many seconds the wall clock was set since the last look; 0: it was not."""
    slept: float
    """How many seconds the machine slept since the last look."""
    trusted: bool
    """Whether what is timed may air."""


class Trust:
    """Believes the clock if the network set it, if it is past what is known to be past, or if a person says so."""

    def __init__(self, known_past: float) -> None:
        """`known_past`: POSIX seconds of the last journal entry or of the program's build, whichever is later."""
        self._known_past = known_past
        self._said_so = False
        self._last: tuple[float, float, float] | None = None

    def believe(self) -> None:
        """A person says that the clock is right: what seems to lie ahead was written by one that was not."""
        self._said_so = True

    def passed(self, instant: float) -> None:
        """Something was written down at `instant` (POSIX seconds): a clock that is set to before it is not believed."""
        self._known_past = max(self._known_past, instant - SLACK)

    def look(self, wall: float, monotonic: float, *, synchronised: bool, asleep: float = 0.0) -> Look:
        """Look at the clocks; `asleep`: seconds the machine has slept since it was started, as far as it can tell."""
        last, self._last = self._last, (wall, monotonic, asleep)
        stepped = slept = 0.0
        if last:
            slept = max(0.0, asleep - last[2])
            slept = slept if slept >= STEP else 0.0  # two clocks are never read at quite the same time
            stepped = (wall - last[0]) - (monotonic - last[1]) - slept
            stepped = stepped if abs(stepped) >= STEP else 0.0
        if synchronised or self._said_so:  # it stays right until it is set to before this
            self._known_past, self._said_so = min(self._known_past, wall - SLACK), False
        return Look(stepped, slept, wall > self._known_past)
