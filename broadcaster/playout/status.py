"""How playout is at an instant, as the panel and `status` tell it."""

from __future__ import annotations

from dataclasses import dataclass

from broadcaster.playout.asrun import Kind
from broadcaster.playout.output import Health


@dataclass(frozen=True)
class Sounding:
    """What has the air."""

    airing: str
    """Its id."""
    programme: str
    """What it is called."""
    item: str
    """Which line of it sounds; empty where it has no name."""
    started: float
    """When it began, by the clock that held then, POSIX seconds."""
    remaining: float | None
    """Seconds to its end; None while that is not known."""
    kind: Kind
    """Its priority."""
    heard: float = 0.0
    """Seconds of it that were heard."""
    reached: float | None = None
    """When the last of them had left, by the clock that held when it began (POSIX seconds); None: nothing was heard."""


@dataclass(frozen=True)
class Coming:
    """What is due."""

    airing: str
    """Its id."""
    programme: str
    """What it is called."""
    at: float
    """When it is planned, POSIX seconds; the past where it waits its turn."""


@dataclass(frozen=True)
class Status:
    """How playout is."""

    on_air: Sounding | None
    """What has the air."""
    next: tuple[Coming, ...]
    """What waits its turn or is due soon, in order."""
    outputs: tuple[Health, ...]
    """How each output is."""
    level_dbfs: float | None
    """The level at the loudspeakers over the last moments; None: silence."""
    amplifier_on: bool | None
    """Whether the amplifier was put on and obeyed; None: there is no switch."""
    amplifier_fault: str
    """Vietnamese: why its switch does not obey; empty: it does, or there is none."""
    trusted: bool
    """Whether the clock is believed; if not, nothing timed airs."""
