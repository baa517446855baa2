"""A sound an officer brings: measured, drawn and, where it is to stay, kept as the station keeps sounds."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from broadcaster.sound.conversion import readable
from broadcaster.sound.files import SoundFacts, encode, sound_and_facts
from broadcaster.sound.waveform import waveform


@dataclass(frozen=True)
class Looked:
    """What a look into a sound file has found."""

    facts: SoundFacts
    """How long and how loud it is."""
    peaks: tuple[int, ...]
    """How it looks: `waveform`."""

    def as_json(self) -> dict[str, Any]:
        """The facts and `peaks` as JSON-able values; None for what silence has not."""
        facts = {name: value if abs(value) < float("inf") else None for name, value in asdict(self.facts).items()}
        return {**facts, "peaks": list(self.peaks)}


def look(path: Path, to: Path | None = None) -> Looked:
    """Look into the file `path`; `to`, where it is given, then holds its sound as mono at 48 kHz (.flac, .wav).

    Raises SoundError, in Vietnamese with what to do, as `decode` and `encode` do.
    """
    with readable(path) as source:
        samples, facts = sound_and_facts(source)
    if to is not None:
        encode(to, samples)
    return Looked(facts, waveform(samples))
