"""The weights' graphs made quicker: the same reckoning, in an order that suits the library that does it.

What is shortened or read off fewer frames differs by less than a change of the speaker by a hundred-thousandth does
(docs/voice.md); the rest by what floats round.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from broadcaster.speech.kokoro import shortened
from broadcaster.speech.kokoro.convolutions import as_products
from broadcaster.speech.kokoro.frames_first import turned
from broadcaster.speech.kokoro.normalising import folded
from broadcaster.speech.kokoro.piecewise import in_pieces
from broadcaster.speech.kokoro.spectrum import as_convolution

if TYPE_CHECKING:
    from onnx import ModelProto

_PASSES = ("convolutions", "frames_first", "nodes", "normalising", "piecewise", "quicker", "shortened", "spectrum")
"""The files that say what becomes of a graph."""


@cache
def form() -> str:
    """Hash of all that shapes the graphs: what was cut otherwise before must not be taken for these."""
    here = Path(__file__).parent
    code = b"".join((here / f"{name}.py").read_bytes() for name in _PASSES)
    return hashlib.sha256(code).hexdigest()


def quicker(model: ModelProto) -> ModelProto:
    """`model` rewritten in place."""
    return in_pieces(turned(shortened.shortened(as_products(folded(as_convolution(model))))))
