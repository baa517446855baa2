"""The weights' graphs made quicker: the same reckoning, in an order that suits the library that does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadcaster.speech.kokoro.convolutions import as_products
from broadcaster.speech.kokoro.frames_first import turned
from broadcaster.speech.kokoro.normalising import folded

if TYPE_CHECKING:
    from onnx import ModelProto

FORM = "2"
"""Part of the cut weights' name: graphs that were cut before must not be taken for these."""


def quicker(model: ModelProto) -> ModelProto:
    """`model` rewritten in place; what comes out differs by no more than floats round."""
    return turned(as_products(folded(model)))
