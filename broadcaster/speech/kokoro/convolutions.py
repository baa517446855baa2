"""Convolutions of the weights' graphs, said as matrix products: the same numbers in half the time.

onnxruntime has a fast path for a product of 8-bit matrices and a plain one for `ConvInteger`, in which these graphs
spend two thirds of their time. A convolution is that product, once its input is laid out in columns: for each frame
the values under each tap of the kernel, side by side. All of it is whole numbers, so the result is equal bit for bit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto, TensorProto

FORM = "columns"
"""Part of the cut weights' name: graphs that were cut before must not be taken for these."""

_TO_THE_END = 2**40
_SIGN = 128
"""Between a weight as it is kept (0 to 255) and as the fast path wants it (-128 to 127)."""


def as_products(model: ModelProto) -> ModelProto:
    """`model` with its 8-bit convolutions of stride 1 replaced, in place; the others are small and stay."""
    graph = model.graph
    kept = {value.name: value for value in graph.initializer}
    nodes: list[NodeProto] = []
    turned: set[str] = set()
    for node in graph.node:
        if node.op_type != "ConvInteger" or _attributes(node)["strides"] != [1]:
            nodes.append(node)
            continue
        if node.input[0] not in turned:
            nodes.append(_node("Transpose", [node.input[0]], f"{node.input[0]}/turned", perm=[0, 2, 1]))
            turned.add(node.input[0])
        made, values = _product(node, kept)
        nodes += made
        graph.initializer.extend(values)
    del graph.node[:]
    graph.node.extend(nodes)
    used = {name for node in nodes for name in node.input}
    for value in [value for value in graph.initializer if value.name not in used]:
        graph.initializer.remove(value)
    return model


def _product(node: NodeProto, kept: dict[str, TensorProto]) -> tuple[list[NodeProto], list[TensorProto]]:
    """What stands for one convolution, and the constants it needs."""
    from onnx import numpy_helper  # noqa: PLC0415 - a heavy library, needed once in the life of a cache

    name, settings = node.output[0], _attributes(node)
    weight = numpy_helper.to_array(kept[node.input[1]]).astype(np.int16) - _SIGN
    zero = numpy_helper.to_array(kept[node.input[3]]).astype(np.int16) - _SIGN
    before, after = settings["pads"]
    constants: dict[str, np.ndarray[Any, Any]] = {
        "weight": weight.transpose(2, 1, 0).reshape(-1, len(weight)).astype(np.int8),
        "zero": np.asarray(zero, np.int8),
        "pads": np.array([0, before, 0, 0, after, 0], np.int64),
        "axis": np.array([1], np.int64),
    }
    taps, places = _taps(name, weight.shape[2], settings["dilations"][0])
    nodes = [
        _node("Pad", [f"{node.input[0]}/turned", f"{name}/pads", node.input[2]], f"{name}/padded"),
        *taps,
        _node("Concat", [tap.output[0] for tap in taps], f"{name}/columns", axis=2),
        _node("MatMulInteger", [f"{name}/columns", f"{name}/weight", node.input[2], f"{name}/zero"], f"{name}/turned"),
        _node("Transpose", [f"{name}/turned"], name, perm=[0, 2, 1]),
    ]
    values: dict[str, np.ndarray[Any, Any]] = {**constants, **places}
    return nodes, [numpy_helper.from_array(value, f"{name}/{key}") for key, value in values.items()]


def _taps(name: str, size: int, dilation: int) -> tuple[list[NodeProto], dict[str, np.ndarray[Any, Any]]]:
    """What lies under each tap of the kernel, for all frames at once; and where it begins and ends."""
    places = {}
    for tap in range(size):
        left = (size - 1 - tap) * dilation
        places[f"from{tap}"] = np.array([tap * dilation], np.int64)
        places[f"to{tap}"] = np.array([-left if left else _TO_THE_END], np.int64)
    nodes = [
        _node(
            "Slice",
            [f"{name}/padded", f"{name}/from{tap}", f"{name}/to{tap}", f"{name}/axis"],
            f"{name}/tap{tap}",
        )
        for tap in range(size)
    ]
    return nodes, places


def _attributes(node: NodeProto) -> dict[str, Any]:
    from onnx import helper  # noqa: PLC0415

    return {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}


def _node(kind: str, inputs: list[str], output: str, **settings: Any) -> NodeProto:
    from onnx import helper  # noqa: PLC0415

    node: NodeProto = helper.make_node(kind, inputs, [output], name=output, **settings)
    return node
