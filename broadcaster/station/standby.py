"""What the loudspeakers would do if the station were started again now: on disk, so that sound comes before reading.

A station that a power cut ended at five must speak as soon as the power is back, and a small computer needs seconds to
read what the officer wrote, to plan and to compose. What is kept here counts only for the very program and files that
it was made from; everything else is read anew first.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from broadcaster import __version__
from broadcaster.playout.offer import Offer, Part, RelayPart, SoundPart
from broadcaster.sound.pieces import Mark
from broadcaster.speech.keep import write_whole
from broadcaster.timetable.claim import AfterCut, Claim, Priority, Start


@dataclass(frozen=True)
class Rigging:
    """What the operator's files say of the way to the loudspeakers."""

    zone: ZoneInfo
    """The station's time zone."""
    outputs: tuple[str, ...]
    """Where the sound goes, as `sound: output` says it."""
    before: float
    """Seconds the amplifier is on before the sound."""
    after: float
    """Seconds it stays on."""
    switch: str
    """What switches it."""
    gain: float
    """How loud all is, a factor from 0 to 1."""
    signal: Path
    """The attention signal."""
    last_rung: Path
    """What sounds where nothing else can."""


@dataclass(frozen=True)
class AtHand:
    """What whoever starts the station may ask for by its name, as it is on one day."""

    name: str
    """The name, as it was typed."""
    offer: Offer
    """What sounds then; its claim says neither which airing it is nor when."""
    free: tuple[tuple[float, float], ...]
    """Spans of that day (POSIX seconds) in which the house rules let it begin."""

    def may_begin(self, now: float) -> bool:
        """Whether it may sound from `now` on, and is all there."""
        return any(since <= now < until for since, until in self.free) and all(map(_there, self.offer.parts))


@dataclass(frozen=True)
class Standby:
    """A station's loudspeakers and what they are to play, without the station."""

    files: str
    """Fingerprint of the operator's files it was made from."""
    rigging: Rigging
    """The way to the loudspeakers."""
    offers: tuple[Offer, ...]
    """Airings to come whose sounds are made, in order."""
    at_hand: tuple[AtHand, ...] = ()
    """What a start may ask for, day by day."""
    program: str = __version__
    """The program it was made by."""

    def due(self, since: float, now: float, waiting: Collection[str] = ()) -> list[Offer]:
        """What is to sound now, and is all there: planned at `since` or later (both POSIX seconds), or `waiting`."""
        due = (one for one in self.offers if one.claim.at <= now <= one.claim.deadline)
        owed = (one for one in due if one.claim.at >= since or one.claim.id in waiting)
        return [one for one in owed if all(map(_there, one.parts))]

    def asked(self, name: str, now: datetime) -> Offer | None:
        """What is to sound where a start at `now` asks for `name`; None: only the station can tell."""
        at = now.timestamp()
        found = next((one.offer for one in self.at_hand if one.name == name and one.may_begin(at)), None)
        return found and replace(found, claim=replace(found.claim, id=id_by_hand(now), at=at))


def id_by_hand(now: datetime) -> str:
    """The journal's id of what a person has aired at `now`."""
    return f"phat-ngay-{now:%Y%m%dT%H%M%S%f}"


def keep(path: Path, standby: Standby) -> None:
    """Put it at `path`; a disk that refuses costs a second after the next power cut, no more."""
    with contextlib.suppress(OSError):
        write_whole(path, json.dumps(asdict(standby), ensure_ascii=False, default=_plain).encode())


def kept(path: Path, files: str) -> Standby | None:
    """What lies at `path`, where it was made by this program from files with that fingerprint."""
    try:
        told = json.loads(path.read_bytes())
        if (told["files"], told["program"]) != (files, __version__):
            return None
        at_hand = tuple(AtHand(one["name"], _offer(one["offer"]), _spans(one["free"])) for one in told["at_hand"])
        return Standby(files, _rigging(told["rigging"]), tuple(map(_offer, told["offers"])), at_hand)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _plain(value: object) -> object:
    """What JSON has no word for."""
    if isinstance(value, Enum):
        return value.value
    return sorted(value) if isinstance(value, frozenset) else str(value)


def _rigging(told: Mapping[str, Any]) -> Rigging:
    paths = {"signal": Path(told["signal"]), "last_rung": Path(told["last_rung"])}
    return Rigging(**{**told, **paths, "zone": ZoneInfo(told["zone"]), "outputs": tuple(told["outputs"])})


def _offer(told: Mapping[str, Any]) -> Offer:
    kinds = {"claim": _claim(told["claim"]), "parts": tuple(map(_part, told["parts"]))}
    return Offer(**{**told, **kinds, "zones": tuple(told["zones"]), "tags": frozenset(told["tags"])})


def _spans(told: list[list[float]]) -> tuple[tuple[float, float], ...]:
    return tuple((since, until) for since, until in told)


def _claim(told: Mapping[str, Any]) -> Claim:
    kinds = {"priority": Priority(told["priority"]), "start": Start(told["start"])}
    return Claim(**{**told, **kinds, "after_cut": AfterCut(told["after_cut"]), "marks": tuple(told["marks"])})


def _part(told: Mapping[str, Any]) -> Part:
    if "url" in told:
        return RelayPart(**{**told, "otherwise": Path(told["otherwise"]) if told["otherwise"] else None})
    marks = tuple(Mark(**mark) for mark in told["marks"])
    return SoundPart(**{**told, "path": Path(told["path"]), "marks": marks})


def _there(part: Part) -> bool:
    path = part.path if isinstance(part, SoundPart) else part.otherwise
    return path is None or path.is_file()
