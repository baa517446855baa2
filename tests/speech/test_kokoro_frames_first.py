from __future__ import annotations

import numpy as np
from onnx import helper
from speech.graphs import Constants, Kernel, convolution, copied, even, heard, kinds, model, snake

from broadcaster.speech.kokoro.convolutions import as_products
from broadcaster.speech.kokoro.frames_first import turned


def test_between_two_convolutions_nothing_is_turned() -> None:
    constants: Constants = {}
    nodes = [
        *convolution("x", "first", constants),
        *even("first", "level", constants),
        *snake("level", "bent", constants),
        *convolution("bent", "second", constants, Kernel(7, 3)),
        helper.make_node("Add", ["second", "x"], ["y"]),
    ]
    before = model(nodes, constants)
    after = turned(as_products(copied(before)))
    large = [each for each in after.graph.node if each.op_type == "Transpose"]
    assert {(each.input[0], each.output[0]) for each in large} == {
        ("first.q", "first/source"),
        ("x", "x/turned"),
        ("y/turned", "y"),
    }
    np.testing.assert_allclose(heard(after), heard(before), rtol=1e-4, atol=1e-4)


def test_what_needs_the_order_of_before_gets_it_and_the_rest_goes_on() -> None:
    constants: Constants = {}
    nodes = [
        *convolution("x", "first", constants),
        helper.make_node("Softmax", ["first"], ["soft"], axis=1),
        *even("first", "level", constants),
        helper.make_node("Add", ["soft", "level"], ["y"]),
    ]
    before = model(nodes, constants)
    after = turned(as_products(copied(before)))
    np.testing.assert_allclose(heard(after), heard(before), rtol=1e-4, atol=1e-4)


def test_two_that_hear_the_same_turn_it_once() -> None:
    constants: Constants = {}
    nodes = [*convolution("x", "first", constants), *convolution("x", "second", constants, Kernel(7))]
    for each in nodes:
        for place, name in enumerate(each.input):
            each.input[place] = name.replace("second.q", "first.q").replace("second.zero", "first.zero")
    nodes.append(helper.make_node("Add", ["first", "second"], ["y"]))
    after = turned(as_products(model(nodes, constants)))
    assert kinds(after).count("Transpose") == 2  # what goes in, and what comes out
    heard(after)


def test_a_mean_over_channels_stays_what_it_is() -> None:
    constants: Constants = {"channels": np.array([1], np.int64)}
    nodes = [*convolution("x", "first", constants), helper.make_node("ReduceMean", ["first", "channels"], ["y"])]
    before = model(nodes, constants)
    after = turned(as_products(copied(before)))
    np.testing.assert_allclose(heard(after), heard(before), rtol=1e-4, atol=1e-4)
