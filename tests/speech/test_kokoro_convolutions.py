from __future__ import annotations

import numpy as np
import onnx
import onnxruntime as ort
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from broadcaster.speech.kokoro.convolutions import as_products

RANDOM = np.random.default_rng(3)


def graph(size: int, dilation: int, pads: tuple[int, int], stride: int = 1) -> onnx.ModelProto:
    """One quantised convolution, 5 channels to 4, as the quantiser of the weights writes it."""
    nodes = [
        helper.make_node("DynamicQuantizeLinear", ["x"], ["q", "scale", "zero"]),
        helper.make_node(
            "ConvInteger",
            ["q", "weight", "zero", "weight_zero"],
            ["whole"],
            dilations=[dilation],
            pads=list(pads),
            strides=[stride],
            kernel_shape=[size],
        ),
        helper.make_node("Cast", ["whole"], ["y"], to=TensorProto.FLOAT),
    ]
    weight = RANDOM.integers(0, 256, (4, 5, size)).astype(np.uint8)
    return helper.make_model(
        helper.make_graph(
            nodes,
            "one",
            [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 5, "frames"])],
            [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)],
            [
                numpy_helper.from_array(weight, "weight"),
                numpy_helper.from_array(np.array(117, np.uint8), "weight_zero"),
            ],
        ),
        opset_imports=[helper.make_opsetid("", 20)],
        ir_version=9,
    )


def run(model: onnx.ModelProto, sound: NDArray[np.float32]) -> NDArray[np.float32]:
    session = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    result: NDArray[np.float32] = session.run(None, {"x": sound})[0]
    return result


@pytest.mark.parametrize(
    ("size", "dilation", "pads"), [(1, 1, (0, 0)), (3, 1, (1, 1)), (7, 3, (9, 9)), (11, 5, (25, 25)), (3, 2, (4, 0))]
)
def test_a_convolution_said_as_a_product_gives_the_same_numbers(
    size: int, dilation: int, pads: tuple[int, int]
) -> None:
    before = graph(size, dilation, pads)
    after = as_products(onnx.ModelProto.FromString(before.SerializeToString()))
    assert "ConvInteger" not in {node.op_type for node in after.graph.node}
    sound = RANDOM.standard_normal((1, 5, 60)).astype(np.float32)
    assert np.array_equal(run(before, sound), run(after, sound))


def test_two_that_hear_the_same_turn_it_once() -> None:
    model = graph(3, 1, (1, 1))
    twin = onnx.NodeProto.FromString(model.graph.node[1].SerializeToString())
    twin.output[0] = "other"
    model.graph.node.append(twin)
    kinds = [node.op_type for node in as_products(model).graph.node]
    assert kinds.count("MatMulInteger") == 2
    assert kinds.count("Transpose") == 3


def test_a_convolution_that_skips_frames_stays() -> None:
    before = graph(3, 1, (1, 1), stride=2)
    assert [node.op_type for node in as_products(before).graph.node][1] == "ConvInteger"
