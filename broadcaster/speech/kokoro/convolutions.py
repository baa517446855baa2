"""Convolutions of the weights' graphs, said as matrix products: the same numbers in half the time.

onnxruntime has a fast path for a product of 8-bit matrices and a plain one for `ConvInteger`, in which these graphs
spent two thirds of their time. A convolution is that product, once its input is laid out in rows: for each frame the
channels under each tap of the kernel, side by side. The same step takes in bias and scale, which rounds otherwise in
the last bit of a float. Where a processor has no instruction for it (VNNI), the fast path adds two products in 16 bits
and clips what does not fit; what that changes is less than what 8 bits change (docs/voice.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from broadcaster.speech.kokoro.nodes import FLOAT, TURN, array, constants, node, rebuilt, settings

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto, TensorProto

_SIGN = 128
"""Between a weight as it is kept (0 to 255) and as the fast path wants it (-128 to 127)."""


@dataclass(frozen=True)
class _Found:
    """A convolution with what makes floats of its whole numbers, as the quantiser of the weights writes it."""

    convolution: NodeProto
    """Of 8-bit numbers with their zero points."""
    bias: NodeProto | None
    """Adds a whole number for each channel."""
    cast: NodeProto
    """Makes floats of them."""
    scaled: NodeProto
    """Gives them their size: the product of the input's scale and the weight's."""
    scale: NodeProto
    """Makes that product."""


def as_products(model: ModelProto) -> ModelProto:
    """`model` with its 8-bit convolutions of stride 1 replaced, in place; the others are small and stay."""
    nodes, kept = list(model.graph.node), constants(model.graph)
    found = {item.scaled.output[0]: item for item in _all_found(nodes)}
    gone = {part.output[0] for item in found.values() for part in (item.convolution, item.bias, item.cast) if part}
    replaced: list[NodeProto] = []
    new: dict[str, NDArray[Any]] = {}
    for each in nodes:
        if each.output[0] in found:
            made, values = _product(found[each.output[0]], kept)
            replaced += made
            new |= values
        elif each.output[0] not in gone:
            replaced.append(each)
    rebuilt(model.graph, replaced, new)
    return model


def _all_found(nodes: list[NodeProto]) -> list[_Found]:
    readers: dict[str, list[NodeProto]] = {}
    for each in nodes:
        for name in each.input:
            readers.setdefault(name, []).append(each)
    makers = {name: each for each in nodes for name in each.output}
    plain = [each for each in nodes if each.op_type == "ConvInteger" and settings(each)["strides"] == [1]]
    return [found for each in plain if (found := _found(each, readers, makers))]


def _found(
    convolution: NodeProto, readers: Mapping[str, list[NodeProto]], makers: Mapping[str, NodeProto]
) -> _Found | None:
    """What follows a convolution; None where it is not what the quantiser writes."""

    def follower(of: NodeProto, kind: str) -> NodeProto | None:
        (reader, *others) = readers.get(of.output[0], [None])
        return reader if reader and not others and reader.op_type == kind else None

    bias = follower(convolution, "Add")
    cast = follower(bias or convolution, "Cast")
    scaled = follower(cast, "Mul") if cast else None
    scale = makers.get(scaled.input[1]) if scaled else None
    if not cast or not scaled or not scale or scale.op_type != "Mul":
        return None
    return _Found(convolution, bias, cast, scaled, scale)


def _product(found: _Found, kept: Mapping[str, TensorProto]) -> tuple[list[NodeProto], dict[str, NDArray[Any]]]:
    """What stands for one convolution, and the constants it needs."""
    name, given = found.scaled.output[0], settings(found.convolution)
    source, weight, source_zero, weight_zero = found.convolution.input
    taps = array(kept[weight]).astype(np.int16) - _SIGN
    laid, values = rows(name, source, source_zero, given, taps.shape[1:])
    bias = _bias(found)
    values |= {
        f"{name}/weight": taps.transpose(2, 1, 0).reshape(-1, len(taps)).astype(np.int8),
        f"{name}/zero": np.asarray(array(kept[weight_zero]).astype(np.int16) - _SIGN, np.int8),
    }
    factors = [laid[-1].output[0], f"{name}/weight", *found.scale.input, source_zero, f"{name}/zero"]
    product = node(
        "MatMulIntegerToFloat", [*factors, *(each.output[0] for each in bias[-1:])], f"{name}/turned", "com.microsoft"
    )
    return [*laid, *bias, product, node("Transpose", [product.output[0]], name, perm=TURN)], values


def rows(
    name: str, source: str, zero: str, given: Mapping[str, Any], kernel: tuple[int, ...]
) -> tuple[list[NodeProto], dict[str, NDArray[Any]]]:
    """For each frame what lies under the taps of the kernel (channels, taps), side by side."""
    channels, size = kernel
    before, after = given["pads"]
    turned = node("Transpose", [source], f"{name}/source", perm=TURN)
    if size == 1 and before == after == 0:
        return [turned], {}
    nodes = [
        turned,
        node("Pad", [turned.output[0], f"{name}/pads", zero], f"{name}/padded"),
        node("Shape", [f"{name}/padded"], f"{name}/length", start=1, end=2),
        node("Squeeze", [f"{name}/length"], f"{name}/frames"),
        node("Sub", [f"{name}/frames", f"{name}/reach"], f"{name}/last"),
        node("Range", [f"{name}/first", f"{name}/last", f"{name}/step"], f"{name}/places"),
        node("Unsqueeze", [f"{name}/places", f"{name}/behind"], f"{name}/upright"),
        node("Add", [f"{name}/upright", f"{name}/taps"], f"{name}/under"),
        node("Gather", [f"{name}/padded", f"{name}/under"], f"{name}/gathered", axis=1),
        node("Reshape", [f"{name}/gathered", f"{name}/shape"], f"{name}/rows"),
    ]
    apart = given["dilations"][0]
    values = {
        "pads": np.array([0, before, 0, 0, after, 0], np.int64),
        "reach": np.array((size - 1) * apart, np.int64),
        "first": np.array(0, np.int64),
        "step": np.array(1, np.int64),
        "behind": np.array([1], np.int64),
        "taps": np.arange(size, dtype=np.int64) * apart,
        "shape": np.array([1, -1, size * channels], np.int64),
    }
    return nodes, {f"{name}/{key}": value for key, value in values.items()}


def _bias(found: _Found) -> list[NodeProto]:
    """What makes the bias a row of floats; nothing where there is none."""
    if found.bias is None:
        return []
    name = found.bias.output[0]
    (whole,) = set(found.bias.input) - set(found.convolution.output)
    return [
        node("Cast", [whole], f"{name}/floats", to=FLOAT),
        node("Mul", [f"{name}/floats", found.scale.output[0]], f"{name}/sized"),
        node("Flatten", [f"{name}/sized"], f"{name}/flat", axis=0),
        node("Squeeze", [f"{name}/flat"], f"{name}/row"),
    ]
