"""A Piper voice's two files: what the `.onnx.json` beside the model says."""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from broadcaster.errors import SpeechError
from broadcaster.speech.piper.model import is_whole_model

_NAMED = re.compile(r"[a-z]{2,3}_[A-Z]{2}(?=-)")
"""How the name of a Piper voice begins."""
_PHONEMES = ("espeak", "text")
"""What a voice may have been trained on: espeak-ng's phonemes, or the letters themselves. Others (pinyin, raw) no."""


@dataclass(frozen=True, eq=False)
class PiperVoice:
    """One voice as its table describes it."""

    name: str
    """The model's file name without `.onnx`."""
    model: Path
    """The ONNX file."""
    language: str
    """BCP 47 tag, as `vi` or `vi-VN`."""
    rate: int
    """Frames a second of its sound."""
    by_espeak: bool
    """Whether its phonemes are espeak-ng's; else they are the letters themselves."""
    espeak: str
    """espeak-ng's name of the language it was trained on."""
    ids: Mapping[str, tuple[int, ...]]
    """The numbers of each phoneme."""
    people: Mapping[str, int]
    """The number of each person it can be, the first one first; empty where it is one."""
    noise: float
    """Variation of the sound."""
    length: float
    """Slowness at speed 1."""
    noise_width: float
    """Variation of the lengths."""
    fingerprint: str
    """16 digits of its content."""


def read_voice(model: Path) -> PiperVoice:
    """The voice of `model`, from `MODEL.onnx.json` (or `MODEL.json`) beside it.

    Raises SpeechError, in Vietnamese, where the table is missing or no Piper table, the model is not whole, the voice
    wants phonemes that nobody here makes, or the files cannot be read.
    """
    tables = [model.with_name(model.stem + ending) for ending in (".onnx.json", f"{model.suffix}.json", ".json")]
    table = next((each for each in tables if each.is_file()), tables[0])
    try:
        stamp, seen = model.stat(), table.stat()
    except FileNotFoundError:
        raise SpeechError(
            f"thiếu tệp '{table.name}' bên cạnh '{model.name}'; hãy chép cả hai tệp của giọng vào thư mục voices/"
        ) from None
    return _read(model, table, (stamp.st_mtime_ns, stamp.st_size, seen.st_mtime_ns, seen.st_size))


@functools.lru_cache(maxsize=32)
def _read(model: Path, table: Path, _stamps: tuple[int, ...]) -> PiperVoice:
    """Read anew only when a file changed: the station asks often."""
    try:
        content = table.read_bytes()
        if not is_whole_model(model):
            raise SpeechError(
                f"tệp '{model.name}' bị cụt hoặc không phải giọng Piper; hãy chép lại cả hai tệp của giọng"
            )
        return _voice(model, json.loads(content), _fingerprint(model, content))
    except OSError as error:
        raise SpeechError(f"không mở được giọng Piper '{model.name}': {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SpeechError(f"tệp '{table.name}' không phải bảng của một giọng Piper; hãy chép lại cả hai tệp") from error


def _voice(model: Path, table: Mapping[str, Any], fingerprint: str) -> PiperVoice:
    kind, rate = str(table.get("phoneme_type", "espeak")), int(table["audio"]["sample_rate"])
    if kind not in _PHONEMES:
        raise SpeechError(
            f"giọng Piper '{model.stem}' cần cách ghi âm '{kind}' mà đài không có; hãy chọn giọng vi_VN khác"
        )
    if rate <= 0:
        raise ValueError("no rate")
    inference = table.get("inference", {})
    espeak = str(table.get("espeak", {}).get("voice", "vi"))
    return PiperVoice(
        name=model.stem,
        model=model,
        language=_language(model.stem, table, espeak),
        rate=rate,
        by_espeak=kind == "espeak",
        espeak=espeak,
        ids={phoneme: tuple(map(int, ids)) for phoneme, ids in table["phoneme_id_map"].items()},
        people=_people(table),
        noise=float(inference.get("noise_scale", 0.667)),
        length=float(inference.get("length_scale", 1.0)),
        noise_width=float(inference.get("noise_w", 0.8)),
        fingerprint=fingerprint,
    )


def _people(table: Mapping[str, Any]) -> Mapping[str, int]:
    count = int(table.get("num_speakers", 1))
    if count <= 1:
        return {}
    named = {str(person): int(number) for person, number in (table.get("speaker_id_map") or {}).items()}
    people = named or {str(number): number for number in range(count)}
    return dict(sorted(people.items(), key=lambda pair: pair[1]))


def _language(name: str, table: Mapping[str, Any], espeak: str) -> str:
    """What the file's name says (`vi_VN-…`), else the table, else the language of its phonemes."""
    if named := _NAMED.match(name):
        return named[0].replace("_", "-")
    told = table.get("language", {})
    code = told.get("code") if isinstance(told, dict) else None
    return str(code or espeak).replace("_", "-")


def _fingerprint(model: Path, table: bytes) -> str:
    """The table whole, the model by its size and both ends: 60 MB are not read for it."""
    size = model.stat().st_size
    digest = hashlib.sha256(table + str(size).encode())
    with model.open("rb") as file:
        digest.update(file.read(65536))
        file.seek(max(0, size - 65536))
        digest.update(file.read())
    return digest.hexdigest()[:16]
