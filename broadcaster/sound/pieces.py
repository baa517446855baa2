"""What a mix is made of and what comes out of it: pieces in, a finished sound and its marks out."""

from __future__ import annotations

from dataclasses import dataclass

from broadcaster.units import Dbfs, Lufs, Samples, Seconds


@dataclass(frozen=True)
class Mark:
    """A safe place to resume from: an item or a sentence begins here, or a sound is quiet for a moment."""

    frame: int
    """Where it begins in the finished sound, frames at `units.RATE`."""
    item: int
    """Which piece of the order it belongs to, from 0."""
    label: str
    """What the piece calls itself, as an operator reads it in the log."""
    sentence: int | None = None
    """Which sentence of a spoken piece, from 0; None where the item itself begins, and inside what is not spoken."""


@dataclass(frozen=True, eq=False)
class Spoken:
    """A text as the voice said it, sentence by sentence, untreated."""

    label: str
    """The script's name."""
    sentences: tuple[tuple[Samples, float], ...]
    """Each sentence at `units.RATE` and the seconds of silence after it."""


@dataclass(frozen=True, eq=False)
class Music:
    """A sound that is played as it is: tune, sting, chime, somebody's recording."""

    label: str
    """The sound's name."""
    samples: Samples
    """The sound at `units.RATE`."""


@dataclass(frozen=True)
class Silence:
    """A pause the rundown asks for, over and above those between items."""

    seconds: Seconds
    """How long."""


Piece = Spoken | Music | Silence
"""One line of a programme, ready to be mixed."""


@dataclass(frozen=True, eq=False)
class Mixed:
    """A finished sound."""

    samples: Samples
    """The programme at `units.RATE`."""
    marks: tuple[Mark, ...]
    """Where items and sentences begin, in order of time."""
    lufs: Lufs
    """Integrated loudness (LUFS); minus infinity for silence."""
    true_peak_dbtp: Dbfs
    """True peak (dBTP); minus infinity for silence."""
