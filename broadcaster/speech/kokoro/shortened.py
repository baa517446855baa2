"""Stretches of the weights' graphs that one convolution stands for.

Beside the way from features to sound the weights have two that begin at a hum of the asked pitch: each is six
convolutions with a normalisation and a Snake before each, together a fifth of all the work, and what it gives lies
15 dB below what it is added to. Its first convolution alone, with other weights, gives the same but for an error
another 11 to 14 dB lower: the weights of least squares, by sentences for which the whole was reckoned
(`python -m benchmarks.shortcuts` makes their file again).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from broadcaster.errors import SpeechError
from broadcaster.speech.kokoro.convolutions import rows
from broadcaster.speech.kokoro.nodes import TURN, node, replaced

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto

SHA256 = "dff0a9678962971d6ca41e6982272bb71a4b301acc3effb962e434a6ac4d6b40"
"""Of the fitted weights."""
_FILE = "data/shortcuts.npz"
_GENERATOR = "/decoder/decoder/generator/"


@dataclass(frozen=True)
class Shortcut:
    """A stretch by the names of tensors, each (1, channels, frames)."""

    name: str
    """Its weights' in the file."""
    source: str
    """What the convolution hears; it is there in 8 bits too."""
    base: str
    """What it is added to."""
    end: str
    """What the stretch made."""
    reach: int
    """Frames to either side that the convolution hears."""


def _way(number: int, reach: int) -> Shortcut:
    way = f"{_GENERATOR}noise_res.{number}/"
    base = f"{_GENERATOR}noise_convs.{number}/Conv_output_0"
    return Shortcut(f"hum{number}", f"{way}Add_output_0", base, f"{way}Add_8_output_0", reach)


SHORTCUTS = (_way(0, 8), _way(1, 5))
"""From hum to sound, at 800 and at 4,800 frames a second."""


@dataclass(frozen=True)
class Fitted:
    """The weights of one convolution."""

    weight: NDArray[np.int8]
    """(taps · channels, channels)."""
    size: NDArray[np.float32]
    """What a one of each column is worth, (channels,)."""
    bias: NDArray[np.float32]
    """(channels,)."""


def shortened(model: ModelProto, known: Mapping[Shortcut, Fitted] | None = None) -> ModelProto:
    """`model`, whose convolutions are products already, with each `known` stretch that it has replaced, in place.

    Raises SpeechError where the file of those it knows by itself is another.
    """
    ends = {shortcut.end: (shortcut, own) for shortcut, own in (fitted() if known is None else known).items()}
    eights = {each.input[0]: each for each in model.graph.node if each.op_type == "DynamicQuantizeLinear"}

    def instead(each: NodeProto) -> tuple[list[NodeProto], dict[str, NDArray[Any]]] | None:
        if each.output[0] not in ends:
            return None
        shortcut, own = ends[each.output[0]]
        return _one(shortcut, eights[shortcut.source], own)

    replaced(model.graph, instead)
    return model


@cache
def fitted() -> Mapping[Shortcut, Fitted]:
    """The weights of each shortcut.

    Raises SpeechError where the file is not the one this program was made with.
    """
    with resources.as_file(resources.files("broadcaster.speech").joinpath(_FILE)) as path:
        if hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
            raise SpeechError(f"tệp giọng đọc {path.name} không đúng bản đã kiểm; cài lại chương trình")
        with np.load(path) as kept:
            return {
                one: Fitted(*(kept[f"{one.name}/{part}"] for part in ("weight", "size", "bias"))) for one in SHORTCUTS
            }


def _one(shortcut: Shortcut, eight: NodeProto, own: Fitted) -> tuple[list[NodeProto], dict[str, NDArray[Any]]]:
    """The convolution that stands for a stretch, added to its base, and the constants it needs."""
    name, (source, scale, zero) = shortcut.end, eight.output
    taps = 2 * shortcut.reach + 1
    given = {"pads": [shortcut.reach, shortcut.reach], "dilations": [1]}
    laid, values = rows(f"{name}/short", source, zero, given, (len(own.size), taps))
    values |= {
        f"{name}/weight": own.weight,
        f"{name}/size": own.size,
        f"{name}/zero": np.array(0, np.int8),
        f"{name}/bias": own.bias,
    }
    factors = [laid[-1].output[0], f"{name}/weight", scale, f"{name}/size", zero, f"{name}/zero", f"{name}/bias"]
    return [
        *laid,
        node("MatMulIntegerToFloat", factors, f"{name}/product", "com.microsoft"),
        node("Transpose", [f"{name}/product"], f"{name}/added", perm=TURN),
        node("Add", [f"{name}/added", shortcut.base], name),
    ], values
