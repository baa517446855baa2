"""Nodes and constants of the weights' graphs: made, read, and put in the place of others.

onnx is a heavy library, needed once in the life of a cache: it is imported here when a node is first made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from onnx import GraphProto, NodeProto, TensorProto

TURN = (0, 2, 1)
"""From channels by frames to frames by channels, and back."""
FLOAT = 1
"""ONNX's number for float32."""
Values = Mapping[str, NDArray[Any]]
"""New constants by name."""


def node(kind: str, inputs: Sequence[str], output: str | list[str], domain: str = "", **settings: Any) -> NodeProto:
    """A node with one output or several, named after the first."""
    from onnx import helper  # noqa: PLC0415

    outputs = [output] if isinstance(output, str) else output
    made: NodeProto = helper.make_node(kind, inputs, outputs, name=outputs[0], domain=domain, **settings)
    return made


def settings(made: NodeProto) -> dict[str, Any]:
    """A node's attributes by name."""
    from onnx import helper  # noqa: PLC0415

    return {attribute.name: helper.get_attribute_value(attribute) for attribute in made.attribute}


def constants(graph: GraphProto) -> dict[str, TensorProto]:
    """The constants of `graph`, not copied: most are large."""
    return {value.name: value for value in graph.initializer}


def array(value: TensorProto) -> NDArray[Any]:
    """What a constant holds."""
    from onnx import numpy_helper  # noqa: PLC0415

    held: NDArray[Any] = numpy_helper.to_array(value)
    return held


def replaced(graph: GraphProto, instead: Callable[[NodeProto], tuple[Sequence[NodeProto], Values] | None]) -> None:
    """Put what `instead` makes of a node, and the constants that needs, in its place; None leaves the node."""
    nodes: list[NodeProto] = []
    new: dict[str, NDArray[Any]] = {}
    for each in graph.node:
        made, values = instead(each) or ([each], {})
        nodes += made
        new.update(values)
    rebuilt(graph, nodes, new)


def rebuilt(graph: GraphProto, nodes: Sequence[NodeProto], new: Values) -> None:
    """Give `graph` other nodes and `new` constants, in place, less what nobody reads any more."""
    from onnx import numpy_helper  # noqa: PLC0415

    read = {output.name for output in graph.output}
    needed: list[NodeProto] = []
    for each in reversed(nodes):
        if read.intersection(each.output):
            read.update(each.input)
            needed.append(each)
    del graph.node[:]
    graph.node.extend(reversed(needed))
    for value in [value for value in graph.initializer if value.name not in read]:
        graph.initializer.remove(value)
    graph.initializer.extend(
        numpy_helper.from_array(np.asarray(value), name) for name, value in new.items() if name in read
    )
