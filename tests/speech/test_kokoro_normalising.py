from __future__ import annotations

import numpy as np
import pytest
from onnx import helper
from speech.graphs import CHANNELS, Constants, copied, even, heard, kinds, model, snake

from broadcaster.speech.kokoro.normalising import EVERY, folded


def test_a_normalisation_and_its_snake_take_fewer_ways_through_the_sound() -> None:
    constants: Constants = {}
    before = model([*even("x", "level", constants), *snake("level", "y", constants)], constants)
    after = folded(copied(before))
    assert "Pow" not in kinds(after)
    np.testing.assert_allclose(heard(after), heard(before), rtol=1e-5, atol=1e-5)


def test_one_division_that_three_snakes_share_is_made_for_each() -> None:
    constants: Constants = {}
    nodes = even("x", "level", constants)
    names = ("one", "two", "three")
    nodes += [part for name in names for part in snake("level", name, constants)]
    nodes += [helper.make_node("Sum", names, ["y"])]
    before = model(nodes, constants)
    after = folded(copied(before))
    assert kinds(after).count("Sin") == 3
    np.testing.assert_allclose(heard(after), heard(before), rtol=1e-5, atol=1e-5)


def test_a_snake_on_anything_else_and_a_sum_of_anything_else_stay() -> None:
    constants: Constants = {}
    for nodes in (snake("x", "y", constants), even("x", "y", constants)):
        before = model(nodes, constants)
        assert kinds(folded(copied(before))) == kinds(before)


def test_mean_and_spread_are_of_one_frame_in_seven_where_frames_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    constants: Constants = {}
    before = model([*even("x", "level", constants), *snake("level", "y", constants)], constants)
    all_frames = heard(folded(copied(before)), frames=9)
    monkeypatch.setitem(EVERY, CHANNELS, 7)
    sparse = folded(copied(before))
    assert kinds(sparse).count("Slice") == 1
    np.testing.assert_allclose(heard(sparse, frames=63, apart=7)[..., ::7], all_frames, rtol=1e-4, atol=1e-4)
