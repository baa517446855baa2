from __future__ import annotations

import numpy as np
import pytest
from speech.graphs import Constants, Kernel, convolution, copied, heard, kinds, model

from broadcaster.speech.kokoro.convolutions import as_products
from broadcaster.speech.kokoro.frames_first import turned
from broadcaster.speech.kokoro.piecewise import PIECES, in_pieces


@pytest.mark.parametrize("frames", [1, 5, 15, 16, 17, 60, 241])
def test_in_pieces_every_number_stays_what_it_was(frames: int) -> None:
    constants: Constants = {}
    whole = turned(as_products(model(convolution("x", "y", constants, Kernel(11, 3)), constants)))
    pieces = in_pieces(copied(whole))
    assert kinds(pieces).count("MatMulIntegerToFloat") == PIECES
    np.testing.assert_array_equal(heard(pieces, frames), heard(whole, frames))


def test_what_is_laid_out_at_once_is_gone() -> None:
    constants: Constants = {}
    pieces = in_pieces(as_products(model(convolution("x", "y", constants, Kernel(7)), constants)))
    assert kinds(pieces).count("Gather") == kinds(pieces).count("Reshape") == PIECES


def test_narrow_kernels_stay_whole() -> None:
    constants: Constants = {}
    nodes = [*convolution("x", "z", constants, Kernel(3)), *convolution("z", "y", constants, Kernel(1))]
    before = as_products(model(nodes, constants))
    assert kinds(in_pieces(copied(before))) == kinds(before)
