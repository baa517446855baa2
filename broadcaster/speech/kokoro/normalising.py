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

import numpy as np
from numpy.typing import NDArray

from broadcaster.speech.kokoro.nodes import constants, node, rebuilt

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto, TensorProto

EVERY = {128: 7}
"""By channels, one frame in how many tells a channel's mean and spread; elsewhere all do.

Where there are 128, 4,800 frames go to a second. They are made six at a time, each place of the six by weights of its
own: 7 has no divisor in common with that, and so takes every place in turn. Where there are 800 to a second, one in
seven would be off by a thirtieth.
"""


@dataclass(frozen=True)
class _Bend:
    """Names of what one normalisation and one Snake work on."""

    source: str
    """What comes in."""
    axes: str
    """Of frames, the last."""
    least: str
    """What is added to a variance."""
    factor: str
    """The speaker's factor."""
    offset: str
    """The speaker's offset."""
    alpha: str
    """How fast the sine turns."""
    over_alpha: str
    """1/α."""
    every: int
    """One frame in so many is read for mean and spread."""


def folded(model: ModelProto) -> ModelProto:
    """`model` with every normalisation that a Snake follows reckoned in fewer steps, in place."""
    makers = {name: each for each in model.graph.node for name in each.output}
    kept = constants(model.graph)
    nodes: list[NodeProto] = []
    for each in model.graph.node:
        bend = _bend(each, makers, kept)
        nodes += [each] if bend is None else _steps(bend, each.output[0])
    rebuilt(model.graph, nodes, _slices())
    return model


def _slices() -> dict[str, NDArray[np.int64]]:
    """Constants that take few frames of all."""
    steps = {f"few/{every}": np.array([every], np.int64) for every in EVERY.values()}
    ends = {"few/first": 0, "few/last": np.iinfo(np.int64).max, "few/axes": 2}
    return steps | {name: np.array([value], np.int64) for name, value in ends.items()}


def _bend(last: NodeProto, makers: Mapping[str, NodeProto], kept: Mapping[str, TensorProto]) -> _Bend | None:
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
        source, _mean = given(centred, "Sub")
        (more,) = given(spread, "Sqrt")
        power, least = given(more, "Add")
        _squares, axes = given(power, "ReduceMean")
    except LookupError:
        return None
    if turned != straight:
        return None
    every = EVERY.get(kept[alpha].dims[1], 1) if alpha in kept else 1
    return _Bend(source, axes, least, factor, offset, alpha, over_alpha, every)


def _steps(bend: _Bend, name: str) -> list[NodeProto]:
    """With u = αy: y + sin²(αy)/α = (u + sin² u)/α, and u is what comes in, times one number, plus another."""
    return [
        *_measured(bend, name),
        node("Mul", [bend.factor, bend.alpha], f"{name}/faster"),
        node("Div", [f"{name}/faster", f"{name}/spread"], f"{name}/times"),
        node("Mul", [bend.offset, bend.alpha], f"{name}/shift"),
        node("Mul", [f"{name}/mean", f"{name}/times"], f"{name}/less"),
        node("Sub", [f"{name}/shift", f"{name}/less"], f"{name}/plus"),
        node("Mul", [bend.source, f"{name}/times"], f"{name}/sized"),
        node("Add", [f"{name}/sized", f"{name}/plus"], f"{name}/angle"),
        node("Sin", [f"{name}/angle"], f"{name}/sine"),
        node("Mul", [f"{name}/sine", f"{name}/sine"], f"{name}/square"),
        node("Add", [f"{name}/angle", f"{name}/square"], f"{name}/bent"),
        node("Mul", [f"{name}/bent", bend.over_alpha], name),
    ]


def _measured(bend: _Bend, name: str) -> list[NodeProto]:
    """Mean and spread of each channel, by all its frames or by few."""
    read = bend.source
    fewer: list[NodeProto] = []
    if bend.every > 1:
        read = f"{name}/few"
        fewer = [node("Slice", [bend.source, "few/first", "few/last", "few/axes", f"few/{bend.every}"], read)]
    return [
        *fewer,
        node("ReduceMean", [read, bend.axes], f"{name}/mean"),
        node("Sub", [read, f"{name}/mean"], f"{name}/centred"),
        node("Mul", [f"{name}/centred", f"{name}/centred"], f"{name}/squares"),
        node("ReduceMean", [f"{name}/squares", bend.axes], f"{name}/power"),
        node("Add", [f"{name}/power", bend.least], f"{name}/more"),
        node("Sqrt", [f"{name}/more"], f"{name}/spread"),
    ]
