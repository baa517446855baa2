"""The widest products of the weights' graphs, made a stretch of frames at a time.

What lies under the taps of a wide kernel, side by side for each frame, is the largest thing a graph ever holds: eleven
times its source. A sixteenth of it at a time, the whole takes a tenth less memory and leaves fewer holes in what two
phrases at once are cut from; each row of a product is reckoned for itself, so every number stays what it was.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from broadcaster.speech.kokoro.nodes import array, constants, node, replaced

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto

PIECES = 16
"""How many stretches there are."""
WIDE = 7
"""Taps of a kernel from which on it is worth the copying."""
_CONSTANTS = {
    "pieces/shares": np.arange(PIECES + 1, dtype=np.int64),
    "pieces/all": np.array(PIECES, np.int64),
    "pieces/axis": np.array([0], np.int64),
}


def in_pieces(model: ModelProto) -> ModelProto:
    """`model`, whose convolutions are products already (`convolutions.rows`), with the wide ones cut, in place."""
    makers = {name: each for each in model.graph.node for name in each.output}
    kept = constants(model.graph)

    def instead(each: NodeProto) -> tuple[list[NodeProto], dict[str, NDArray[Any]]] | None:
        rows = makers.get(each.input[0]) if each.op_type == "MatMulIntegerToFloat" else None
        gathered = makers.get(rows.input[0]) if rows and rows.op_type == "Reshape" else None
        if rows is None or gathered is None or gathered.op_type != "Gather":
            return None
        upright, taps = makers[gathered.input[1]].input
        if array(kept[taps]).size < WIDE:
            return None
        frames = makers[makers[upright].input[0]].input[1]
        return _pieces(each, rows, gathered, frames), _CONSTANTS

    replaced(model.graph, instead)
    return model


def _pieces(product: NodeProto, rows: NodeProto, gathered: NodeProto, frames: str) -> list[NodeProto]:
    """What stands for `product`, the product of `rows`, which are what was `gathered` for so many `frames`."""
    name = product.output[0]
    ends = [f"{name}/end/{number}" for number in range(PIECES + 1)]
    nodes = [
        node("Mul", [frames, "pieces/shares"], f"{name}/spread"),
        node("Div", [f"{name}/spread", "pieces/all"], f"{name}/ends"),
        node("Split", [f"{name}/ends"], ends, num_outputs=len(ends)),
    ]
    made: list[str] = []
    for number, (start, end) in enumerate(pairwise(ends)):
        under, taken, side_by_side, piece = (f"{name}/{what}/{number}" for what in ("under", "taken", "rows", "piece"))
        nodes += [
            node("Slice", [gathered.input[1], start, end, "pieces/axis"], under),
            node("Gather", [gathered.input[0], under], taken, axis=1),
            node("Reshape", [taken, rows.input[1]], side_by_side),
            node("MatMulIntegerToFloat", [side_by_side, *product.input[1:]], piece, "com.microsoft"),
        ]
        made.append(piece)
    return [*nodes, node("Concat", made, name, axis=1)]
