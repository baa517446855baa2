"""The spectrum that the weights' graph takes of its own hum, said as a convolution: a twentieth of the work.

onnxruntime reckons `STFT` frame by frame on one thread. With 20 samples to a frame it is a product with 11 cosines and
11 sines under the window. Where the hum is silent all that either finds is what floats round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from broadcaster.speech.kokoro.nodes import array, constants, node, replaced

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto

_ABOVE = np.float32(1e-20)
"""For the lowest and the highest frequency, which have no sine: -0 would make minus half a turn of half a turn."""


def as_convolution(model: ModelProto) -> ModelProto:
    """`model` with each `STFT` of a known window replaced, in place."""
    kept = constants(model.graph)

    def instead(each: NodeProto) -> tuple[list[NodeProto], dict[str, NDArray[Any]]] | None:
        if each.op_type != "STFT":
            return None
        signal, step, window = each.input[:3]
        return _waves(each.output[0], signal, int(array(kept[step])), array(kept[window]))

    replaced(model.graph, instead)
    return model


def _waves(
    name: str, signal: str, step: int, window: NDArray[np.float32]
) -> tuple[list[NodeProto], dict[str, NDArray[Any]]]:
    """What makes (1, frames, frequencies, 2) of a signal (1, samples), and the constants it needs; an even window."""
    size = len(window)
    turns = np.exp(-2j * np.pi * np.outer(np.arange(size // 2 + 1), np.arange(size)) / size) * window
    turns[[0, -1]] = turns[[0, -1]].real
    waves = np.stack([turns.real, turns.imag], axis=1).reshape(-1, 1, size)
    above = np.zeros(len(waves), np.float32)
    above[[1, -1]] = _ABOVE
    nodes = [
        node("Reshape", [signal, f"{name}/flat"], f"{name}/signal"),
        node("Conv", [f"{name}/signal", f"{name}/waves", f"{name}/above"], f"{name}/rows", strides=[step]),
        node("Reshape", [f"{name}/rows", f"{name}/pairs"], f"{name}/complex"),
        node("Transpose", [f"{name}/complex"], name, perm=[0, 3, 1, 2]),
    ]
    return nodes, {
        f"{name}/flat": np.array([1, 1, -1], np.int64),
        f"{name}/waves": waves.astype(np.float32),
        f"{name}/above": above,
        f"{name}/pairs": np.array([1, size // 2 + 1, 2, -1], np.int64),
    }
