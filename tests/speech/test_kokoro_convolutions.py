from __future__ import annotations

import numpy as np
import pytest
from speech.graphs import Constants, Kernel, convolution, copied, heard, kinds, model

from broadcaster.speech.kokoro.convolutions import as_products


@pytest.mark.parametrize(("size", "apart"), [(1, 1), (3, 1), (7, 3), (11, 5), (3, 2)])
@pytest.mark.parametrize("bias", [True, False])
def test_a_convolution_said_as_a_product_gives_the_same_numbers(size: int, apart: int, *, bias: bool) -> None:
    constants: Constants = {}
    before = model(convolution("x", "y", constants, Kernel(size, apart, bias=bias)), constants)
    after = as_products(copied(before))
    assert "ConvInteger" not in kinds(after)
    np.testing.assert_allclose(heard(after), heard(before), rtol=1e-5, atol=1e-5)


def test_constants_that_are_read_no_more_are_not_kept() -> None:
    constants: Constants = {}
    after = as_products(model(convolution("x", "y", constants), constants))
    assert "y.weight" not in {value.name for value in after.graph.initializer}


def test_a_convolution_that_skips_frames_stays() -> None:
    constants: Constants = {}
    assert "ConvInteger" in kinds(as_products(model(convolution("x", "y", constants, Kernel(stride=2)), constants)))


def test_a_convolution_whose_whole_numbers_are_wanted_stays() -> None:
    constants: Constants = {}
    nodes = convolution("x", "y", constants, Kernel(bias=False))
    nodes.append(type(nodes[0]).FromString(nodes[-2].SerializeToString()))
    nodes[-1].output[0] = "again"
    assert "ConvInteger" in kinds(as_products(model(nodes, constants, "again")))
