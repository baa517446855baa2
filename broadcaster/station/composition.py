"""From a programme or a text to what is to be made of it: render orders, and relays between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from broadcaster.errors import BroadcasterError
from broadcaster.folder import StationFolder
from broadcaster.settings import Settings
from broadcaster.sound.order import FilePart, Part, RenderOrder, SilencePart, SpeechPart
from broadcaster.sound.shelf import sounds_in
from broadcaster.station.wording import Wording
from broadcaster.text.script import Script, recording_of
from broadcaster.timetable.model import FileItem, Item, Programme, RelayItem, ScriptItem, SilenceItem, SoundItem

CHIME = "chuong"
"""The sound that goes before a text that airs by itself, so that people turn their heads."""


@dataclass(frozen=True)
class SoundBlock:
    """A stretch that is one finished sound."""

    order: RenderOrder
    """What it is made of."""


@dataclass(frozen=True)
class RelayBlock:
    """A stretch taken from another station."""

    url: str
    """`https://…` or `line-in`."""
    seconds: float
    """How long."""
    otherwise: RenderOrder | Path | None
    """What sounds while the relay does not."""


Block = SoundBlock | RelayBlock


@dataclass(frozen=True)
class Composition:
    """All that airs under one name."""

    blocks: tuple[Block, ...]
    """One after the other without a gap."""

    def orders(self) -> Iterator[RenderOrder]:
        """Every finished sound it needs."""
        for block in self.blocks:
            if isinstance(block, SoundBlock):
                yield block.order
            elif isinstance(block.otherwise, RenderOrder):
                yield block.otherwise


class Composer:
    """Composes for one station, by its settings, texts and sounds as they were read."""

    def __init__(
        self, folder: StationFolder, settings: Settings, scripts: Mapping[str, Script], wording: Wording
    ) -> None:
        self._folder = folder
        self._settings = settings
        self._scripts = scripts
        self._wording = wording
        self._sounds = sounds_in(folder.audio)

    def programme(self, programme: Programme, items: Iterable[Item]) -> Composition:
        """What airs of `programme` when `items` are left of it; raises BroadcasterError if a text cannot be filled."""
        return Composition(tuple(self._blocks(items, programme.bed)))

    def script(self, script: Script, sets: Mapping[str, str], *, chime: bool) -> Composition:
        """A text by itself, after a chime where asked; raises BroadcasterError where it cannot be filled."""
        parts: list[Part] = [self._speech(script, sets)]
        if chime and CHIME in self._sounds:
            parts.insert(0, FilePart(CHIME, str(self._sounds[CHIME])))
        return Composition((SoundBlock(self._order(parts)),))

    def words(self, label: str, text: str) -> RenderOrder:
        """A text that is no script: typed by hand."""
        return self._order([SpeechPart(label, self._wording.lines(text))])

    def page(self, script: Script, text: str, opening: str) -> RenderOrder:
        """The words of an urgent announcement, filled already: only the attention signal goes before them."""
        recording = recording_of(self._folder, script.name)
        if recording is None:
            return self._order(
                [SpeechPart(script.title, self._wording.lines(f"{opening}\n\n{text}".strip()), script.voice)]
            )
        words = SpeechPart(script.title, self._wording.lines(text), script.voice, str(recording))
        return self._order([*self._opening(script.title, opening), words])

    def recording(self, label: str, path: Path, opening: str) -> RenderOrder:
        """A recorded announcement; the opening is spoken, since nobody recorded it."""
        return self._order([*self._opening(label, opening), FilePart(label, str(path))])

    def _opening(self, label: str, opening: str) -> list[Part]:
        return [SpeechPart(label, self._wording.lines(opening))] if opening else []

    def station_call(self) -> RenderOrder:
        """The last rung but one: a chime and the station's name."""
        parts: list[Part] = [SpeechPart("lời xướng", self._wording.lines(f"Đây là {self._settings.station.name}."))]
        if CHIME in self._sounds:
            parts.insert(0, FilePart(CHIME, str(self._sounds[CHIME])))
        return self._order(parts)

    def _blocks(self, items: Iterable[Item], bed: str | None) -> Iterator[Block]:
        parts: list[Part] = []
        for item in items:
            if not isinstance(item, RelayItem):
                parts.append(self._part(item))
                continue
            if parts:
                yield SoundBlock(self._order(parts, bed))
                parts = []
            yield RelayBlock(item.url, item.seconds, self._otherwise(item.otherwise))
        if parts:
            yield SoundBlock(self._order(parts, bed))

    def _part(self, item: ScriptItem | SoundItem | FileItem | SilenceItem) -> Part:
        if isinstance(item, ScriptItem):
            return self._speech(self._scripts[item.name], {})
        if isinstance(item, SilenceItem):
            return SilencePart(item.seconds)
        path = self._file(item)
        return FilePart(path.stem, str(path))

    def _otherwise(self, item: ScriptItem | SoundItem | FileItem | None) -> RenderOrder | Path | None:
        if isinstance(item, ScriptItem):
            script = self._scripts.get(item.name)
            return self._order([self._speech(script, {})]) if script else None
        return self._file(item) if item else None

    def _file(self, item: SoundItem | FileItem) -> Path:
        if isinstance(item, FileItem):
            return self._folder.root / item.path
        if item.name not in self._sounds:
            raise BroadcasterError(f"không có tệp tiếng '{item.name}' trong thư mục audio")
        return self._sounds[item.name]

    def _speech(self, script: Script, sets: Mapping[str, str]) -> SpeechPart:
        lines = self._wording.lines(self._wording.written(script, sets))
        recording = recording_of(self._folder, script.name)
        return SpeechPart(script.title, lines, script.voice, str(recording) if recording else None)

    def _order(self, parts: Iterable[Part], bed: str | None = None) -> RenderOrder:
        speech, sound = self._settings.speech, self._settings.sound
        under = self._sounds.get(bed) if bed else None
        return RenderOrder(
            parts=tuple(parts),
            bed=str(under) if under else None,
            voice=speech.voice,
            speed=speech.speed,
            loudness=sound.loudness,
            profile=sound.profile,
            engines=speech.engines,
        )
