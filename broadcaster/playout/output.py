"""What the player asks of an output; one file each, all held by one contract suite."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from broadcaster.playout.line import Cue, Heard, Key

Note = Callable[[str, str], None]
"""Told of an event worth keeping: its kind (`device`, `clock`, `underrun`, `relay`, `amplifier`, `sound`), and a
Vietnamese sentence."""


@dataclass(frozen=True)
class Health:
    """How an output is."""

    name: str
    """As config.yaml names it."""
    ok: bool
    """Whether sound gets out."""
    why: str = ""
    """Vietnamese: why not, and what to do; or what could be better. Empty: all is well."""
    underruns: int = 0
    """How often the device ran out of sound since the start."""
    opened: int = 0
    """How often it has been opened: more than once means that it was lost and came back."""
    ever: bool = True
    """Whether it was ever there, in this run or in one before."""


class Output(Protocol):
    """Where sound goes. Every method may be called from any thread and returns at once."""

    @property
    def name(self) -> str:
        """As config.yaml names it."""
        ...

    @property
    def live(self) -> bool:
        """Whether people hear it; an archive is no evidence that anybody did."""
        ...

    def open(self) -> None:
        """Begin; a device that is not there is tried again and again."""
        ...

    def arm(self, cues: Sequence[Cue]) -> None:
        """Say all that will sound from now on, in order; what sounds goes on to its end, or to a cue that cuts."""
        ...

    def break_in(self, cue: Cue) -> None:
        """Sound `cue` at once instead of everything else."""
        ...

    def silence(self) -> None:
        """Be silent within 10 ms, and forget what was armed."""
        ...

    @property
    def sounding(self) -> Key | None:
        """What it sounds, its first frame handed to the device: an output begins by itself what it was armed with."""
        ...

    def heard(self) -> list[Heard]:
        """Tell what the device has consumed since the last time."""
        ...

    def health(self) -> Health:
        """Tell how it is."""
        ...

    def close(self) -> None:
        """End, and leave nothing open."""
        ...


@runtime_checkable
class Adjustable(Protocol):
    """An output that can be made softer: a sound card; what is recorded or sent on stays as it is."""

    def set_gain(self, gain: float) -> None:
        """Make all that sounds from now on as loud as this factor, 0 to 1, says."""
        ...
