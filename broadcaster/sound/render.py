"""An order into a finished sound: the voice speaks, files are read, all is mixed and kept whole. Runs in the worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from broadcaster.errors import SoundError
from broadcaster.sound.files import decode, encode
from broadcaster.sound.keys import contents_of
from broadcaster.sound.mix import LEAD_IN, TAIL, mix
from broadcaster.sound.order import FilePart, RenderOrder, SilencePart, SpeechPart
from broadcaster.sound.pieces import Mixed, Music, Piece, Silence, Spoken
from broadcaster.sound.recordings import heard, phrases
from broadcaster.sound.rendered import Rendered, keep_render, sound_path
from broadcaster.speech.chain import Chain
from broadcaster.units import RATE, Frames, Samples, Seconds

Progress = Callable[[float, str], None]
"""Told 0.0 … 1.0 and who is about to speak ("" for nobody) as work goes on, before each sentence at least.

What it raises ends the work with nothing written.
"""


class DiskError(SoundError):
    """The finished sound is there, but the disk refused it."""


class ChangedError(SoundError):
    """A file of the order is another than when it was asked for: the sound would lie under the wrong key."""


_SPOKEN = 0.8
"""The share of the work that is speaking."""


@dataclass
class _Work:
    """An order being made."""

    order: RenderOrder
    chain: Chain
    progress: Progress
    hurry: bool
    since: str | None
    why: list[str] = field(default_factory=list)
    engine: str = ""

    def pieces(self) -> list[Piece]:
        """A piece for each part, so that marks count parts."""
        recorded = {at: read for at, part in enumerate(self.order.parts) if (read := self._recorded(part))}
        said = self._spoken([at for at, part in enumerate(self.order.parts) if _is_text(part) and at not in recorded])
        return [recorded.get(at) or said.get(at) or self._plain(part) for at, part in enumerate(self.order.parts)]

    def _recorded(self, part: object) -> Spoken | None:
        """A person's recording of a text, where there is one that can be read and is not silent."""
        if not isinstance(part, SpeechPart) or not part.recording:
            return None
        try:
            return Spoken(part.label, tuple((phrase, 0.0) for phrase in phrases(_heard(Path(part.recording)))))
        except SoundError as error:
            self.why.append(f"{error}; dùng giọng máy thay bản thu")
            return None

    def _spoken(self, places: list[int]) -> dict[int, Piece]:
        """The texts at `places`, all by one engine."""
        texts = [(at, part) for at in places if isinstance(part := self.order.parts[at], SpeechPart)]
        lines = [line for _at, part in texts for line in self.order.lines(part)]
        if not lines:
            return {at: Spoken(part.label, ()) for at, part in texts}
        said = self.chain.recite(
            lines,
            self.order.speed,
            hurry=self.hurry,
            since=self.since,
            between=lambda done, engine: self.progress(_SPOKEN * done / len(lines), engine),
        )
        self.engine = said.engine
        self.why += said.why
        sounds = iter(said.samples)
        return {
            at: Spoken(part.label, tuple((next(sounds), pause) for _, pause in part.sentences)) for at, part in texts
        }

    def _plain(self, part: object) -> Piece:
        """A file or a pause; a file that cannot be read is left out, so that the rest is still heard."""
        if isinstance(part, SilencePart):
            return Silence(Seconds(part.seconds))
        assert isinstance(part, FilePart)
        samples = self._file(part.path)
        return Silence(Seconds(0.0)) if samples is None else Music(part.label, samples)

    def bed(self) -> Samples | None:
        """The music under speech, where one is ordered and can be read."""
        return self._file(self.order.bed) if self.order.bed else None

    def _file(self, path: str) -> Samples | None:
        try:
            return decode(Path(path))
        except SoundError as error:
            self.why.append(f"{error}; bỏ qua tệp này")
            return None


def _heard(path: Path) -> Samples:
    """The recording at `path`; raises SoundError where there is none, or nothing to be heard in it."""
    samples = decode(path)
    heard(path.name, samples)
    return samples


def _is_text(part: object) -> bool:
    return isinstance(part, SpeechPart)


def make(
    order: RenderOrder, chain: Chain, progress: Progress, *, hurry: bool = False, since: str | None = None
) -> tuple[Mixed, str, tuple[str, ...]]:
    """The finished sound of `order` in memory, who spoke, and what is not as ordered.

    `hurry` asks no network and `since` no engine before that one. Raises SpeechError where no voice can speak,
    SoundError where nothing that was ordered can be heard.
    """
    work = _Work(order, chain, progress, hurry, since)
    pieces = work.pieces()
    if all(isinstance(piece, Silence) for piece in pieces) and work.why:
        raise SoundError("; ".join(work.why))
    mixed = mix(
        pieces, work.bed(), order.profile, order.loudness, lambda part: progress(_SPOKEN + (1.0 - _SPOKEN) * part, "")
    )
    return (_bared(mixed, order) if order.bare else mixed), work.engine, tuple(work.why)


def _bared(mixed: Mixed, order: RenderOrder) -> Mixed:
    """`mixed` without the silence around it, and with the pause its last sentence asks for."""
    last = order.parts[-1]
    pause = last.sentences[-1][1] if isinstance(last, SpeechPart) and last.sentences else 0.0
    samples = np.pad(mixed.samples[LEAD_IN : len(mixed.samples) - TAIL], (0, round(pause * RATE)))
    marks = tuple(replace(mark, frame=max(0, mark.frame - LEAD_IN)) for mark in mixed.marks)
    return replace(mixed, samples=samples, marks=marks)


def render(  # noqa: PLR0913  -- what, where, by whom and how
    order: RenderOrder,
    key: str,
    folder: Path,
    chain: Chain,
    progress: Progress = lambda _part, _engine: None,
    *,
    hurry: bool = False,
    since: str | None = None,
    contents: Mapping[str, str] | None = None,
) -> Rendered:
    """Make `order` and keep it in `folder` as `key`: whole, or not at all.

    `contents` is what its files held when `key` was worked out (`keys.contents_of`). Raises DiskError where the sound
    cannot be kept, ChangedError where they hold something else by now, else what `make` raises; all in Vietnamese.
    """
    progress(0.0, "")
    mixed, engine, why = make(order, chain, progress, hurry=hurry, since=since)
    if contents is not None and contents != contents_of(order):
        raise ChangedError("tệp tiếng của bài vừa bị thay trong lúc dựng; hãy làm lại")
    path = sound_path(folder, key)
    rendered = Rendered(path, Frames(len(mixed.samples)), mixed.marks, engine, mixed.lufs, why)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        encode(path, mixed.samples)
        keep_render(rendered)
    except OSError as error:
        raise DiskError(f"không ghi được bản đã dựng vào đĩa: {error.strerror or error}") from error
    except SoundError as error:
        raise DiskError(str(error)) from error
    progress(1.0, "")
    return rendered
