from __future__ import annotations

import numpy as np
import pytest
from onnx import helper
from speech.graphs import CHANNELS, Constants, convolution, copied, even, heard, kinds, model, snake

from broadcaster.errors import SpeechError
from broadcaster.speech.kokoro import shortened as module
from broadcaster.speech.kokoro.convolutions import as_products
from broadcaster.speech.kokoro.frames_first import turned
from broadcaster.speech.kokoro.shortened import SHORTCUTS, Fitted, Shortcut, fitted, shortened

REACH = 2
STRETCH = Shortcut("stretch", source="bent", base="x", end="long", reach=REACH)
OWN = Fitted(
    np.random.default_rng(1).integers(-90, 90, ((2 * REACH + 1) * CHANNELS, CHANNELS)).astype(np.int8),
    np.linspace(0.001, 0.004, CHANNELS, dtype=np.float32),
    np.linspace(-0.2, 0.3, CHANNELS, dtype=np.float32),
)


def test_one_convolution_stands_for_a_stretch() -> None:
    constants: Constants = {}
    nodes = [
        *snake("x", "bent", constants),
        *convolution("bent", "first", constants),
        *even("first", "level", constants),
        *convolution("level", "second", constants),
        helper.make_node("Add", ["second", "x"], ["long"]),
        helper.make_node("Neg", ["long"], ["y"]),
    ]
    whole = model(nodes, constants)
    short = turned(shortened(as_products(copied(whole)), {STRETCH: OWN}))
    assert kinds(short).count("MatMulIntegerToFloat") == 1
    assert "ReduceMean" not in kinds(short)

    whole.graph.output[0].name = "bent"
    bent = np.pad(heard(whole)[0], ((0, 0), (REACH, REACH)))
    whole.graph.output[0].name = "x"
    under = np.concatenate([bent[:, tap : tap + 60] for tap in range(2 * REACH + 1)])
    wanted = (OWN.weight * OWN.size).T @ under + OWN.bias[:, None] + heard(whole)[0]
    np.testing.assert_allclose(-heard(short)[0], wanted, atol=0.05)  # 8 bits round what is heard


def test_a_graph_without_the_stretch_stays_as_it_is() -> None:
    constants: Constants = {}
    before = as_products(model(convolution("x", "y", constants), constants))
    assert kinds(shortened(copied(before), {STRETCH: OWN})) == kinds(before)


def test_the_fitted_weights_are_there_for_every_shortcut() -> None:
    for shortcut in SHORTCUTS:
        own = fitted()[shortcut]
        taps = 2 * shortcut.reach + 1
        assert own.weight.shape == (taps * len(own.size), len(own.bias))
        assert np.abs(own.weight.astype(int)).max() == 127


def test_other_fitted_weights_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SHA256", "0" * 64)
    fitted.cache_clear()
    with pytest.raises(SpeechError, match=r"shortcuts\.npz không đúng bản"):
        fitted()
