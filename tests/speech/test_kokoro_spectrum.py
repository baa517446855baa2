from __future__ import annotations

import numpy as np
import onnx
import onnxruntime as ort
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from speech.graphs import copied, kinds

from broadcaster.speech.kokoro.spectrum import as_convolution

SIZE, STEP = 20, 5


def spectrum() -> onnx.ModelProto:
    """The graph from a signal (1, samples) to its spectrum, as the weights' graph writes it."""
    window = np.hanning(SIZE + 1)[:-1].astype(np.float32)
    constants = {"step": np.array(STEP), "window": window, "size": np.array(SIZE)}
    return helper.make_model(
        helper.make_graph(
            [helper.make_node("STFT", ["x", "step", "window", "size"], ["y"])],
            "small",
            [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, "samples"])],
            [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)],
            [numpy_helper.from_array(value, name) for name, value in constants.items()],
        ),
        opset_imports=[helper.make_opsetid("", 20)],
        ir_version=9,
    )


def found(made: onnx.ModelProto, signal: NDArray[np.float32]) -> NDArray[np.float32]:
    session = ort.InferenceSession(made.SerializeToString(), providers=["CPUExecutionProvider"])
    result: NDArray[np.float32] = session.run(None, {"x": signal[None]})[0]
    return result


def test_the_convolution_finds_what_the_spectrum_is() -> None:
    before = spectrum()
    after = as_convolution(copied(before))
    assert "STFT" not in kinds(after)
    signal = np.random.default_rng(5).standard_normal(400).astype(np.float32)
    np.testing.assert_allclose(found(after, signal), found(before, signal), atol=1e-4)


@pytest.mark.parametrize("level", [-0.03, 0.03])
def test_what_has_no_sine_is_never_taken_for_half_a_turn_back(level: float) -> None:
    """The weights were made with +0 there: an arc tangent of -0 gives -π where they know π."""
    still = found(as_convolution(spectrum()), np.full(200, level, np.float32))[0]
    assert np.all(still[:, [0, -1], 1] > 0)
    assert np.all(np.abs(still[:, [0, -1], 1]) < 1e-12)
