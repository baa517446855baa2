"""The material of one airing: its claim, its sound, its places to resume from, and what is to be told of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from broadcaster.errors import SoundError
from broadcaster.playout.asrun import Kind
from broadcaster.playout.offer import Offer, Page, RelayPart
from broadcaster.playout.output import Note
from broadcaster.playout.page_sound import PageSound
from broadcaster.playout.relay import Receiver, RelaySound
from broadcaster.playout.sounds import FileSound, KeptSound, Reel, Sound, read_whole, two_tones
from broadcaster.sound.pieces import Mark
from broadcaster.timetable.order import Claim
from broadcaster.units import RATE


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
    reel = Reel(sounds or [material.last_rung], material.last_rung, fault)
    return piece


def piece_of_page(page: Page, material: Material, now: float, cold: Callable[[], float]) -> Piece:
    """The material of a page that breaks in at `now`; its signal sounds as long as the amplifier is `cold` (s)."""

    def make() -> Sound:
        return PageSound(material.signal, page.words, page.repeat, _fault(piece, material.note), cold())

    piece = Piece(replace(page.claim(), at=now), page.title, make, page.tags, page=True)
    return piece


def _relayed(part: RelayPart, material: Material) -> Sound:
    instead: tuple[Sound, ...] = (FileSound(part.otherwise),) if part.otherwise else ()
    instead = (*instead, material.last_rung)

    def receive() -> Receiver:
        from broadcaster.playout.receivers import receiver_of  # noqa: PLC0415 - HTTP and TLS, for relays only

        return receiver_of(part.url, material.note)

    return RelaySound(part.url, part.frames, receive, instead, material.note)


def _fault(piece: Piece, note: Note) -> Callable[[str], None]:
    def fault(text: str) -> None:
        if text not in piece.remarks:
            piece.remarks.append(text)
            note("sound", f"«{piece.programme}»: {text}")

    return fault
