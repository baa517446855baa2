"""Small graphs as the quantiser of the weights writes them, and what they make of a sound."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import onnx
import onnxruntime as ort
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper

CHANNELS = 6
Constants = dict[str, NDArray[np.generic]]


@dataclass(frozen=True)
class Kernel:
    """What a convolution looks at."""

    size: int = 3
    apart: int = 1
    stride: int = 1
    bias: bool = True


def convolution(source: str, name: str, constants: Constants, kernel: Kernel = Kernel()) -> list[NodeProto]:
    """A convolution of small 8-bit numbers, from `source` to `name`; its constants are put among `constants`."""
    random = np.random.default_rng(kernel.size + kernel.apart)
    reach = (kernel.size - 1) * kernel.apart // 2
    constants |= {
        f"{name}.weight": random.integers(100, 140, (CHANNELS, CHANNELS, kernel.size)).astype(np.uint8),
        f"{name}.weight_zero": np.array(117, np.uint8),
        f"{name}.weight_scale": np.array(0.02, np.float32),
        f"{name}.bias": random.integers(-50, 50, (1, CHANNELS, 1)).astype(np.int32),
    }
    whole = f"{name}.biased" if kernel.bias else f"{name}.whole"
    nodes = [
        helper.make_node("DynamicQuantizeLinear", [source], [f"{name}.q", f"{name}.scale", f"{name}.zero"]),
        helper.make_node("Mul", [f"{name}.scale", f"{name}.weight_scale"], [f"{name}.both"]),
        helper.make_node(
            "ConvInteger",
            [f"{name}.q", f"{name}.weight", f"{name}.zero", f"{name}.weight_zero"],
            [f"{name}.whole"],
            dilations=[kernel.apart],
            pads=[reach, reach],
            strides=[kernel.stride],
            kernel_shape=[kernel.size],
        ),
        helper.make_node("Add", [f"{name}.whole", f"{name}.bias"], [f"{name}.biased"]),
        helper.make_node("Cast", [whole], [f"{name}.floats"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{name}.floats", f"{name}.both"], [name]),
    ]
    return nodes if kernel.bias else [each for each in nodes if each.op_type != "Add"]


def _nodes(*written: tuple[str, str, str]) -> list[NodeProto]:
    """A node for each kind, what it reads, and what it makes."""
    return [helper.make_node(kind, given.split(), [made]) for kind, given, made in written]


def even(source: str, name: str, constants: Constants) -> list[NodeProto]:
    """A normalisation of each channel with a speaker's factor and offset, as they are written."""
    random = np.random.default_rng(7)
    constants |= {
        f"{name}.axes": np.array([2], np.int64),
        f"{name}.least": np.array(1e-5, np.float32),
        f"{name}.factor": random.uniform(0.5, 1.5, (1, CHANNELS, 1)).astype(np.float32),
        f"{name}.offset": random.uniform(-0.5, 0.5, (1, CHANNELS, 1)).astype(np.float32),
    }
    return _nodes(
        ("ReduceMean", f"{source} {name}.axes", f"{name}.mean"),
        ("Sub", f"{source} {name}.mean", f"{name}.centred"),
        ("Mul", f"{name}.centred {name}.centred", f"{name}.squares"),
        ("ReduceMean", f"{name}.squares {name}.axes", f"{name}.power"),
        ("Add", f"{name}.power {name}.least", f"{name}.more"),
        ("Sqrt", f"{name}.more", f"{name}.spread"),
        ("Div", f"{name}.centred {name}.spread", f"{name}.even"),
        ("Mul", f"{name}.factor {name}.even", f"{name}.sized"),
        ("Add", f"{name}.sized {name}.offset", name),
    )


def snake(source: str, name: str, constants: Constants) -> list[NodeProto]:
    """x + sin²(αx)/α, as it is written."""
    alpha = np.random.default_rng(9).uniform(0.5, 3.0, (1, CHANNELS, 1)).astype(np.float32)
    constants |= {f"{name}.alpha": alpha, f"{name}.over": 1 / alpha, f"{name}.two": np.array(2, np.float32)}
    return _nodes(
        ("Mul", f"{name}.alpha {source}", f"{name}.angle"),
        ("Sin", f"{name}.angle", f"{name}.sine"),
        ("Pow", f"{name}.sine {name}.two", f"{name}.square"),
        ("Mul", f"{name}.over {name}.square", f"{name}.bent"),
        ("Add", f"{source} {name}.bent", name),
    )


def model(nodes: list[NodeProto], constants: Constants, output: str = "y") -> onnx.ModelProto:
    """The graph from `x` (1, CHANNELS, frames) to `output`."""
    return helper.make_model(
        helper.make_graph(
            nodes,
            "small",
            [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, CHANNELS, "frames"])],
            [helper.make_tensor_value_info(output, TensorProto.FLOAT, None)],
            [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
        ),
        opset_imports=[helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)],
        ir_version=9,
    )


def kinds(made: onnx.ModelProto) -> list[str]:
    """What the graph does, in order."""
    return [each.op_type for each in made.graph.node]


def heard(made: onnx.ModelProto, frames: int = 60, apart: int = 1) -> NDArray[np.float32]:
    """What the graph makes of noise: each frame of it `apart` times."""
    sound = np.random.default_rng(3).standard_normal((1, CHANNELS, frames // apart)).astype(np.float32)
    session = ort.InferenceSession(made.SerializeToString(), providers=["CPUExecutionProvider"])
    result: NDArray[np.float32] = session.run(None, {"x": np.repeat(sound, apart, axis=2)})[0]
    return result


def copied(made: onnx.ModelProto) -> onnx.ModelProto:
    """The same graph again, to be changed."""
    again: onnx.ModelProto = onnx.ModelProto.FromString(made.SerializeToString())
    return again
