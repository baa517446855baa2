"""The weights' graphs with frames first and channels behind, as the products of `convolutions` want them.

Each product turns its input and its output; what lies between two of them works on numbers one by one, or on a whole
channel, and does the same either way round. So the turning is carried on from node to node until something needs the
order of before, which between two convolutions is never.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from broadcaster.speech.kokoro.nodes import FLOAT, TURN, array, constants, node, rebuilt, settings

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto, TensorProto

_EITHER_WAY = frozenset({"Add", "Sub", "Mul", "Div", "Pow", "Sqrt", "Sin", "LeakyRelu", "DynamicQuantizeLinear"})
"""What gives the same numbers either way round."""
_FIRST, _ONES = "turned/1", "turned/ones"
"""Constants for means: the axis of frames once they come first, and a one."""


def turned(model: ModelProto) -> ModelProto:
    """`model` with as few turnings as its order allows, in place."""
    turning = _Turning(constants(model.graph))
    for each in model.graph.node:
        turning.add(each)
    for output in model.graph.output:
        turning.bring_back(output.name)
    rebuilt(model.graph, turning.nodes, turning.new)
    return model


class _Turning:
    """Nodes that are read in their order and written again."""

    def __init__(self, kept: Mapping[str, TensorProto]) -> None:
        self.nodes: list[NodeProto] = []
        self.new: dict[str, NDArray[Any]] = {_FIRST: np.array([1], np.int64), _ONES: np.ones(1, np.float32)}
        self._kept = kept
        self._turned: dict[str, str] = {}
        """The tensor that is another one turned, by the other's name."""
        self._owed: set[str] = set()
        """Tensors of which only the turned one was made."""
        self._same: dict[str, str] = {}
        """Tensors that need not be made, since they are what another one is."""

    def add(self, each: NodeProto) -> None:
        """Take the next node."""
        given = [self._same.get(name, name) for name in each.input]
        if each.op_type == "Transpose" and settings(each)["perm"] == list(TURN):
            self._turn(given[0], each.output[0])
        elif each.op_type == "ReduceMean" and given[0] in self._owed and _over_frames(self._kept.get(given[-1])):
            self._mean(self._turned[given[0]], each.output[0])
        elif each.op_type == "Slice" and given[0] in self._owed and _over_frames(self._kept.get(given[3])):
            self._carry_on(each, [self._turned[given[0]], *given[1:3], _FIRST, *given[4:]])
        elif each.op_type in _EITHER_WAY and self._owed.intersection(given):
            self._carry_on(each, [self._other_way(name) for name in given])
        else:
            for name in given:
                self.bring_back(name)
            self.nodes.append(_reading(each, given))

    def bring_back(self, name: str) -> None:
        """Make a tensor as it was, where only the turned one is there."""
        if name in self._owed:
            self._owed.remove(name)
            self._turned[self._turned[name]] = name
            self.nodes.append(node("Transpose", [self._turned[name]], name, perm=TURN))

    def _turn(self, source: str, target: str) -> None:
        if source in self._turned:
            self._same[target] = self._turned[source]
        else:
            self._turned[target] = source
            self._owed.add(target)

    def _carry_on(self, each: NodeProto, given: list[str]) -> None:
        """The same node over what is turned, `given`; what it makes is turned too."""
        made = _reading(each, given)
        made.name = made.output[0] = f"{each.output[0]}/turned"
        self.nodes.append(made)
        self._turn(made.output[0], each.output[0])

    def _mean(self, source: str, target: str) -> None:
        """A mean over frames that lie behind each other is slow; a product with a row of ones is not."""
        self.nodes += [
            node("Shape", [source], f"{target}/length", start=1, end=2),
            node("Expand", [_ONES, f"{target}/length"], f"{target}/ones"),
            node("MatMul", [f"{target}/ones", source], f"{target}/sum"),
            node("Cast", [f"{target}/length"], f"{target}/frames", to=FLOAT),
            node("Div", [f"{target}/sum", f"{target}/frames"], f"{target}/row"),
            node("Unsqueeze", [f"{target}/row", _FIRST], f"{target}/turned"),
        ]
        self._turn(f"{target}/turned", target)

    def _other_way(self, name: str) -> str:
        """The turned tensor or constant; a single number is its own."""
        if name not in self._turned:
            value = self._kept.get(name)
            if value is not None and len(value.dims) < len(TURN):
                return name
            self._turned[name] = f"{name}/turned"
            if value is None:
                self.nodes.append(node("Transpose", [name], self._turned[name], perm=TURN))
            else:
                self.new[self._turned[name]] = array(value).transpose(TURN)
        return self._turned[name]


def _over_frames(axes: TensorProto | None) -> bool:
    return axes is not None and array(axes).tolist() == [2]


def _reading(each: NodeProto, given: list[str]) -> NodeProto:
    """A copy of a node that reads other tensors."""
    copy: NodeProto = type(each).FromString(each.SerializeToString())
    copy.input[:] = given
    return copy
