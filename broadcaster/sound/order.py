"""What is to be made, as plain values, and the key that is equal only where the same sound would result. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from broadcaster.speech.chain import Line
from broadcaster.speech.naming import DEFAULT


@dataclass(frozen=True)
class SpeechPart:
    """A text to be read, or the recording that takes its place."""

    label: str
    """The script's name, as the log shows it."""
    sentences: tuple[tuple[str, float], ...]
    """Spoken sentences and the seconds of silence after each."""
    voice: str = DEFAULT
    """A voice's name; `default` is the order's."""
    recording: str | None = None
    """Path of a person's recording of this text: always preferred to a voice."""


@dataclass(frozen=True)
class FilePart:
    """A sound that is played as it is."""

    label: str
    """The sound's name."""
    path: str
    """Where it lies."""


@dataclass(frozen=True)
class SilencePart:
    """A pause over and above those between items."""

    seconds: float
    """How long."""


Part = SpeechPart | FilePart | SilencePart
_KINDS: dict[str, type[Part]] = {"speech": SpeechPart, "file": FilePart, "silence": SilencePart}


@dataclass(frozen=True)
class RenderOrder:
    """A finished sound that is wanted. Everything that shapes it is here or in the files and engines it names."""

    parts: tuple[Part, ...]
    """In the order they are heard; mark `item` counts them from 0."""
    bed: str | None = None
    """Path of the music under speech."""
    voice: str = DEFAULT
    """Who speaks where a part does not say."""
    speed: float = 1.0
    """1 is the engine's own pace, below it slower."""
    loudness: float = -16.0
    """Of the whole (LUFS)."""
    profile: str = "horn"
    """`horn` or `flat`."""
    engines: tuple[str, ...] = ("piper", "gtts", "kokoro", "espeak")
    """Names of engines, best first."""
    bare: bool = False
    """Without the silence a finished sound begins and ends with; its last sentence's pause stays. For one that
    follows another at once."""

    def voices(self) -> frozenset[str]:
        """Every voice its speech wants."""
        return frozenset(self.voice_of(part) for part in self.parts if isinstance(part, SpeechPart))

    def voice_of(self, part: SpeechPart) -> str:
        """Who reads `part`."""
        return self.voice if part.voice == DEFAULT else part.voice

    def lines(self, part: SpeechPart) -> list[Line]:
        """What a voice says for `part`."""
        return [Line(text, self.voice_of(part)) for text, _pause in part.sentences]

    def paths(self) -> frozenset[str]:
        """Every file it is made from."""
        files = {part.path for part in self.parts if isinstance(part, FilePart)}
        recordings = {part.recording for part in self.parts if isinstance(part, SpeechPart) and part.recording}
        return frozenset(files | recordings | ({self.bed} if self.bed else set()))

    def in_pieces(self) -> list[RenderOrder]:
        """What is heard one by one while the next is still being made: each sentence, each recording, each sound."""
        alone: list[Part] = []
        for part in self.parts:
            if isinstance(part, SpeechPart) and not part.recording:
                alone += [replace(part, sentences=(sentence,)) for sentence in part.sentences]
            elif not isinstance(part, SilencePart):
                alone.append(part)
        return [replace(self, parts=(part,), bed=None, bare=True) for part in alone]


def order_json(order: RenderOrder) -> dict[str, Any]:
    """`order` as JSON-able values."""
    names = {kind: name for name, kind in _KINDS.items()}
    return asdict(order) | {"parts": [{"kind": names[type(part)]} | asdict(part) for part in order.parts]}


def read_order(told: Mapping[str, Any]) -> RenderOrder:
    """The order that `order_json` told. Raises ValueError where it is none."""
    try:
        fields = dict(told)
        fields["parts"] = tuple(_read_part(dict(part)) for part in fields["parts"])
        fields["engines"] = tuple(fields["engines"])
        return RenderOrder(**fields)
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a render order: {error}") from error


def _read_part(told: dict[str, Any]) -> Part:
    kind = _KINDS[told.pop("kind")]
    if "sentences" in told:
        told["sentences"] = tuple((str(text), float(pause)) for text, pause in told["sentences"])
    return kind(**told)


def order_key(order: RenderOrder, contents: Mapping[str, str], engines: Iterable[tuple[str, str]], mixing: str) -> str:
    """The name of the finished sound.

    `contents` is the hash of each of `order.paths()` ("" for one that is not there), `engines` what
    `speech.chain.identities` tells, `mixing` what changes when the mix would treat the same pieces otherwise. Where
    files lie does not count, what they hold does; the engines do not where nothing is spoken.
    """
    told = order_json(order)
    for part in told["parts"]:
        for field in ("path", "recording"):
            if part.get(field):
                part[field] = contents.get(part[field], "")
    told["bed"] = contents.get(order.bed, "") if order.bed else None
    told["engines"] = sorted(engines) if _is_spoken(order, contents) else []
    whole = json.dumps([told, mixing], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:40]


def _is_spoken(order: RenderOrder, contents: Mapping[str, str]) -> bool:
    """Whether a voice is needed: some text has no recording that is there."""
    return any(
        isinstance(part, SpeechPart) and not (part.recording and contents.get(part.recording)) for part in order.parts
    )
