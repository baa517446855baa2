"""What the station hands to the player: airings due, and pages that break in."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from broadcaster.sound.pieces import Mark
from broadcaster.timetable.order import AfterCut, Claim, Priority
from broadcaster.units import RATE

PAGE_GRACE = 2 * 3600.0
"""How long an urgent page may be kept waiting by others (s)."""


@dataclass(frozen=True)
class SoundPart:
    """A finished sound on disk."""

    path: Path
    """Mono FLAC at `units.RATE`; any other sound libsndfile reads is converted while it plays."""
    frames: int
    """Its length at `units.RATE`."""
    marks: tuple[Mark, ...] = ()
    """Safe places to resume from."""
    label: str = ""
    """What the operator calls it, where no mark says."""


def shown(url: str) -> str:
    """An address without the name and password in it."""
    return re.sub(r"(?<=://)[^/?#]*@", "", url)


@dataclass(frozen=True)
class RelayPart:
    """Another station's stream, or the line input, for a time."""

    url: str
    """Address of a stream or of a playlist that names it (`http`, `https`, `icecast`, `rtsp`, `rtmp`), or `line-in`."""
    seconds: float
    """How long it is relayed."""
    otherwise: Path | None = None
    """What sounds, over and over, while the relay is dead, silent or late; None: the last rung."""
    label: str = "tiếp sóng"
    """What the operator calls it."""

    @property
    def frames(self) -> int:
        """Its length at `units.RATE`."""
        return round(self.seconds * RATE)

    @property
    def name(self) -> str:
        """Its address as the journal may tell it: without name and password."""
        return shown(self.url)


Part = SoundPart | RelayPart


@dataclass(frozen=True)
class Offer:
    """An airing that is due soon, whole."""

    claim: Claim
    """Its claim on the air; the length and the marks are taken from the parts."""
    programme: str
    """Its name, as the journal and the operator know it."""
    parts: tuple[Part, ...]
    """What sounds, one after the other without a gap; none: the last rung."""
    zones: tuple[str, ...] = ("all",)
    """The loudspeakers it is for."""
    tags: frozenset[str] = frozenset()
    """Tags of the texts it speaks."""
    why: str = ""
    """Vietnamese: what happened on the way, for the journal (which rung it stands on); empty: nothing."""
    hollow: bool = False
    """Whether the parts only stand for what could not be made: heard, they still are no airing of it."""

    @property
    def frames(self) -> int:
        """Its whole length."""
        return sum(part.frames for part in self.parts)

    def marks(self) -> tuple[Mark, ...]:
        """All safe places to resume from, in frames from its beginning: each part begins with one."""
        marks, start = list[Mark](), 0
        for number, part in enumerate(self.parts):
            own = part.marks if isinstance(part, SoundPart) else _seconds(part)
            if not own or own[0].frame > 0:
                marks.append(Mark(start, number, part.label))
            marks += [replace(mark, frame=mark.frame + start) for mark in own]
            start += part.frames
        return tuple(marks)

    def settled_claim(self) -> Claim:
        """Its claim with the length and the places to resume from that its parts have.

        A sound that has no marks of its own is music: it is taken up where it was.
        """
        spoken = any(isinstance(part, SoundPart) and part.marks for part in self.parts)
        marks = tuple(mark.frame / RATE for mark in self.marks()) if spoken else ()
        name = self.claim.name or self.programme
        return replace(self.claim, seconds=self.frames / RATE, marks=marks, name=name)


def _seconds(part: RelayPart) -> tuple[Mark, ...]:
    """A relay is live: nobody takes up what was said on it meanwhile, only what is left of its time."""
    return tuple(Mark(frame, 0, part.label) for frame in range(0, part.frames, RATE))


class Words:
    """The words of a page: sounds that come one after the other while it already sounds. Any thread may add."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._parts: list[SoundPart] = []
        self._finished = False
        self._fault = ""

    def add(self, path: Path, frames: int) -> None:
        """Add the next sentence's sound."""
        with self._lock:
            self._parts.append(SoundPart(path, frames))

    def finish(self, fault: str = "") -> None:
        """Say that no more will come; `fault`: why some are missing, in Vietnamese."""
        with self._lock:
            self._finished, self._fault = True, fault

    @property
    def parts(self) -> tuple[SoundPart, ...]:
        """What has come so far."""
        with self._lock:
            return tuple(self._parts)

    @property
    def finished(self) -> bool:
        """Whether no more will come."""
        return self._finished

    @property
    def fault(self) -> str:
        """Why some are missing; empty: all are there."""
        return self._fault


@dataclass(frozen=True)
class Page:
    """An urgent announcement made by hand: it breaks in, its words may still be on their way."""

    id: str
    """Its own id; never used twice."""
    title: str
    """What the journal calls it."""
    words: Words
    """What is said after the attention signal."""
    issued: datetime
    """When it was ordered, aware."""
    repeat: int = 2
    """How many times the words are said, from 1."""
    at_once: bool = False
    """Whether it breaks into another urgent one too (`--now`)."""
    priority: Priority = Priority.URGENT
    """Who it beats."""
    grace: float = PAGE_GRACE
    """How long others may keep it waiting (s)."""
    tags: frozenset[str] = field(default_factory=frozenset)
    """Tags of the text it speaks."""

    def claim(self) -> Claim:
        """Its claim on the air, of unknown length."""
        return Claim(
            id=self.id,
            at=self.issued.timestamp(),
            seconds=float("inf"),
            priority=self.priority,
            grace=self.grace,
            after_cut=AfterCut.RESTART,
            at_once=self.at_once,
            heralded=True,
            name=self.title,
        )
