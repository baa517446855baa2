"""The material of one airing: its claim, its sound, its places to resume from, and what is to be told of it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from broadcaster.errors import SoundError
from broadcaster.playout.asrun import Kind
from broadcaster.playout.cover import Cover
from broadcaster.playout.offer import Offer, Page, RelayPart
from broadcaster.playout.output import Note
from broadcaster.playout.page_sound import PageSound
from broadcaster.playout.relay import Receiver, RelaySound
from broadcaster.playout.sounds import FileSound, KeptSound, Reel, Sound, read_whole, two_tones
from broadcaster.sound.pieces import Mark
from broadcaster.timetable.order import Claim
from broadcaster.timetable.reason import length_in_words
from broadcaster.units import RATE

TOLD = RATE
"""Frames of the other station, or of what sounded instead of it, that are worth telling."""

PlacedRelay = tuple[int, RelaySound]
"""A relay and the frame of its airing at which it begins."""


@dataclass(frozen=True)
class Material:
    """What every airing may need."""

    signal: KeptSound
    """The attention signal, in memory: it must sound at once."""
    last_rung: KeptSound
    """What sounds where nothing else can: chime and station call."""
    note: Note
    """Told of what went wrong."""


def load_material(signal: Path, last_rung: Path, note: Note) -> Material:
    """Keep the attention signal and the last rung in memory; where a file cannot be read, our own two tones."""

    def kept(path: Path) -> KeptSound:
        try:
            return read_whole(path)
        except SoundError as error:
            note("sound", f"{error}; đài dùng tiếng chuông có sẵn thay thế")
            return two_tones()

    return Material(kept(signal), kept(last_rung), note)


@dataclass(eq=False)
class Piece:
    """One airing's material."""

    claim: Claim
    """Its claim, as it was offered."""
    programme: str
    """What it is called."""
    make: Callable[[], Sound]
    """Makes its sound; a page's is made anew each time it begins."""
    tags: frozenset[str]
    """Tags of its texts."""
    marks: tuple[Mark, ...] = ()
    """Where its items and sentences begin."""
    remarks: list[str] = field(default_factory=list)
    """What happened on the way, in Vietnamese."""
    stretches: int = 0
    """How often it has been begun or taken up."""
    page: bool = False
    """Whether its length is not known beforehand."""
    hollow: bool = False
    """Whether it only stands for what could not be made."""
    relays: tuple[PlacedRelay, ...] = ()
    """The relays in it."""
    _sounds: dict[int, Sound] = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        """Its priority, as the journal says it."""
        names: tuple[Kind, ...] = ("routine", "high", "urgent")
        return names[self.claim.priority]

    def sound(self, stretch: int) -> Sound:
        """What sounds in that stretch of it."""
        number = stretch if self.page else 0
        if number not in self._sounds:
            self._sounds[number] = self.make()
        return self._sounds[number]

    def frames(self) -> int | None:
        """Its length, as far as it is known."""
        return self.sound(max(1, self.stretches)).frames

    def promised(self) -> int | None:
        """The frames it was to have, whatever became of them; a page: as far as that is known."""
        return self.frames() if self.page else round(self.claim.seconds * RATE)

    def stuck(self, position: float) -> bool:
        """Whether no device has asked for what lies at `position` seconds for as long as it may be late."""
        sound = self.sound(max(1, self.stretches))
        if not isinstance(sound, PageSound) or sound.frames is not None:
            return False
        return position - sound.decided / RATE > self.claim.grace

    def spoke(self) -> bool:
        """Whether it got beyond the attention signal."""
        sound = self.sound(max(1, self.stretches))
        return sound.spoke if isinstance(sound, PageSound) else True

    def relayed(self, heard: Cover) -> Iterator[str]:
        """In Vietnamese, how much of each relay of what was `heard` was the other station, where it was not all."""
        for at, relay in self.relays:
            stream, instead = relay.shares(heard, at)
            if instead < TOLD:
                continue
            told = f"{length_in_words(instead / RATE)} là tiếng phát thay"
            if stream < TOLD:
                yield f"không tiếp được sóng {relay.name}, cả {told}"
            else:
                yield f"tiếp sóng {relay.name} được {length_in_words(stream / RATE)}, còn {told}"

    def came(self, heard: Cover) -> bool:
        """Whether it was more than relays that never came, with nothing written to sound instead."""
        if not self.relays or self.frames() != sum(relay.frames for _, relay in self.relays):
            return True
        shares = (relay.shares(heard, at) for at, relay in self.relays)
        return any(relay.written for _, relay in self.relays) or any(
            stream >= TOLD or instead < TOLD for stream, instead in shares
        )

    def item_at(self, position: float) -> str:
        """What sounds at `position` seconds of it."""
        frame = position * RATE
        return next((mark.label for mark in reversed(self.marks) if mark.frame <= frame), "")


def piece_of_offer(offer: Offer, material: Material) -> Piece:
    """The material of an airing that is due."""
    piece = Piece(offer.settled_claim(), offer.programme, lambda: reel, offer.tags, offer.marks())
    piece.remarks += [offer.why] if offer.why else []
    piece.hollow = offer.hollow or not offer.parts
    if not offer.parts:
        piece.claim = replace(piece.claim, seconds=(material.last_rung.frames or 0) / RATE)
    fault = _fault(piece, material.note)
    sounds = [
        _relayed(part, material) if isinstance(part, RelayPart) else FileSound(part.path, part.frames)
        for part in offer.parts
    ]
    places = itertools.accumulate((part.frames for part in offer.parts), initial=0)
    piece.relays = tuple(
        (at, sound) for at, sound in zip(places, sounds, strict=False) if isinstance(sound, RelaySound)
    )
    reel = Reel(sounds or [material.last_rung], material.last_rung, fault)
    return piece


def piece_of_page(page: Page, material: Material, now: float, cold: Callable[[], float]) -> Piece:
    """The material of a page that breaks in at `now`; its signal sounds as long as the amplifier is `cold` (s)."""

    def make() -> Sound:
        return PageSound(material.signal, page.words, page.repeat, _fault(piece, material.note), cold())

    piece = Piece(replace(page.claim(), at=now), page.title, make, page.tags, page=True)
    return piece


def _relayed(part: RelayPart, material: Material) -> RelaySound:
    instead = FileSound(part.otherwise) if part.otherwise else None

    def receive() -> Receiver:
        from broadcaster.playout.receivers import receiver_of  # noqa: PLC0415 - HTTP and TLS, for relays only

        return receiver_of(part.url, material.note)

    return RelaySound(part, receive, instead, material.last_rung, material.note)


def _fault(piece: Piece, note: Note) -> Callable[[str], None]:
    def fault(text: str) -> None:
        if text not in piece.remarks:
            piece.remarks.append(text)
            note("sound", f"«{piece.programme}»: {text}")

    return fault
