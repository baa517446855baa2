"""How the weights' graphs bring channels to one size and bend them, in half the steps.

A channel less its mean, over its spread, times the speaker's factor, plus the speaker's offset (adaptive instance
normalisation: Huang and Belongie, "Arbitrary style transfer in real-time", ICCV 2017), then x + sin²(αx)/α (Snake:
Ziyin, Hartwig and Ueda, "Neural networks fail to learn periodic functions", NeurIPS 2020). As it is written, each sign
is a way through the whole sound; here what concerns a channel as a whole is reckoned together first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadcaster.speech.kokoro.nodes import node, rebuilt

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto


@dataclass(frozen=True)
class _Bend:
    """Names of what one normalisation and one Snake work on."""

    centred: str
    """A channel less its mean."""
    spread: str
    """Its standard deviation."""
    factor: str
    """The speaker's factor."""
    offset: str
    """The speaker's offset."""
    alpha: str
    """How fast the sine turns."""
    over_alpha: str
    """1/α."""


def folded(model: ModelProto) -> ModelProto:
    """`model` with every normalisation that a Snake follows reckoned in fewer steps, in place."""
    makers = {name: each for each in model.graph.node for name in each.output}
    nodes: list[NodeProto] = []
    for each in model.graph.node:
        bend = _bend(each, makers)
        nodes += [each] if bend is None else _steps(bend, each.output[0])
    rebuilt(model.graph, nodes, {})
    return model


def _bend(last: NodeProto, makers: Mapping[str, NodeProto]) -> _Bend | None:
    """What `last` is the end of; None where it is something else."""

    def given(name: str, kind: str) -> list[str]:
        if name not in makers or makers[name].op_type != kind:
            raise LookupError(name)
        return list(makers[name].input)

    try:
        straight, bent = given(last.output[0], "Add")
        over_alpha, square = given(bent, "Mul")
        sine, _two = given(square, "Pow")
        (angle,) = given(sine, "Sin")
        alpha, turned = given(angle, "Mul")
        sized, offset = given(straight, "Add")
        factor, even = given(sized, "Mul")
        centred, spread = given(even, "Div")
    except LookupError:
        return None
    return _Bend(centred, spread, factor, offset, alpha, over_alpha) if turned == straight else None


def _steps(bend: _Bend, name: str) -> list[NodeProto]:
    """With u = αy: y + sin²(αy)/α = (u + sin² u)/α, and u is what is centred, times one number, plus another."""
    return [
        node("Mul", [bend.factor, bend.alpha], f"{name}/faster"),
        node("Div", [f"{name}/faster", bend.spread], f"{name}/times"),
        node("Mul", [bend.offset, bend.alpha], f"{name}/plus"),
        node("Mul", [bend.centred, f"{name}/times"], f"{name}/sized"),
        node("Add", [f"{name}/sized", f"{name}/plus"], f"{name}/angle"),
        node("Sin", [f"{name}/angle"], f"{name}/sine"),
        node("Mul", [f"{name}/sine", f"{name}/sine"], f"{name}/square"),
        node("Add", [f"{name}/angle", f"{name}/square"], f"{name}/bent"),
        node("Mul", [f"{name}/bent", bend.over_alpha], name),
    ]
