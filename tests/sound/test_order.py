"""Orders: plain values, and a key equal only where the same sound would result."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.sound.order import (
    FilePart,
    RenderOrder,
    SilencePart,
    SpeechPart,
    order_json,
    order_key,
    read_order,
)

NAMES = st.text(min_size=1, max_size=8)
SENTENCES = st.lists(st.tuples(NAMES, st.floats(0, 3)), max_size=3).map(tuple)
PARTS = st.one_of(
    st.builds(SpeechPart, NAMES, SENTENCES, NAMES, st.none() | NAMES),
    st.builds(FilePart, NAMES, NAMES),
    st.builds(SilencePart, st.floats(0, 10)),
)
ORDERS = st.builds(
    RenderOrder,
    st.lists(PARTS, max_size=4).map(tuple),
    st.none() | NAMES,
    NAMES,
    st.floats(0.5, 2),
    st.floats(-30, -10),
    st.sampled_from(["horn", "flat"]),
    st.lists(NAMES, max_size=3).map(tuple),
    st.booleans(),
)

ORDER = RenderOrder(
    parts=(
        FilePart("nhac-hieu", "/dai/audio/nhac-hieu.flac"),
        SpeechPart("bluezone", (("Kính thưa bà con.", 0.5), ("Xin hết.", 0.0))),
        SilencePart(1.0),
    ),
    bed="/dai/audio/nen.flac",
)
CONTENTS = {"/dai/audio/nhac-hieu.flac": "1", "/dai/audio/nen.flac": "2"}
ENGINES = (("kokoro", "x"),)


def key(order: RenderOrder = ORDER, contents: Any = None, engines: Any = ENGINES, mixing: str = "m") -> str:
    return order_key(order, CONTENTS if contents is None else contents, engines, mixing)


@given(ORDERS)
def test_an_order_survives_json(order: RenderOrder) -> None:
    assert read_order(json.loads(json.dumps(order_json(order)))) == order


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"parts": []},
        {"parts": 3},
        {"parts": [{}], "engines": []},
        {"parts": [{"kind": "x"}], "engines": []},
        {"parts": [{"kind": "silence", "seconds": 1, "more": 2}], "engines": []},
    ],
)
def test_what_is_no_order_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not a render order"):
        read_order(told)


@given(ORDERS, ORDERS)
def test_different_orders_have_different_keys(one: RenderOrder, two: RenderOrder) -> None:
    contents = {path: path for path in one.paths() | two.paths()}
    same = replace(one, engines=()) == replace(two, engines=())
    assert (key(one, contents) == key(two, contents)) is same


SHAPING: list[dict[str, Any]] = [
    {"order": replace(ORDER, voice="hue")},
    {"order": replace(ORDER, speed=0.8)},
    {"order": replace(ORDER, loudness=-18.0)},
    {"order": replace(ORDER, profile="flat")},
    {"order": replace(ORDER, bed=None)},
    {"order": replace(ORDER, bare=True)},
    {"order": replace(ORDER, parts=ORDER.parts[:2])},
    {"order": replace(ORDER, parts=(*ORDER.parts[1:], ORDER.parts[0]))},
    {"order": replace(ORDER, parts=(SpeechPart("bluezone", (("Kính thưa bà con!", 0.5),)),))},
    {"contents": CONTENTS | {"/dai/audio/nen.flac": "3"}},
    {"contents": CONTENTS | {"/dai/audio/nhac-hieu.flac": ""}},
    {"engines": (("piper", "y"), ("kokoro", "x"))},
    {"engines": (("kokoro", "z"),)},
    {"mixing": "n"},
]


@pytest.mark.parametrize("change", SHAPING, ids=[str(number) for number in range(len(SHAPING))])
def test_whatever_shapes_the_sound_changes_the_key(change: dict[str, Any]) -> None:
    assert key(**change) != key()


def test_where_a_file_lies_does_not_change_the_key() -> None:
    moved = replace(ORDER, bed="/khac/nen.flac")
    assert key(moved, CONTENTS | {"/khac/nen.flac": "2"}) == key()


def test_the_list_of_engines_counts_only_by_who_is_there() -> None:
    assert key(replace(ORDER, engines=("kokoro",))) == key()


def test_without_speech_the_engines_do_not_count() -> None:
    music = RenderOrder(parts=(ORDER.parts[0],))
    assert key(music, engines=()) == key(music)


def test_a_recording_that_is_there_needs_no_engine() -> None:
    recorded = RenderOrder(parts=(SpeechPart("bluezone", (("Xin hết.", 0.0),), recording="/dai/bluezone.flac"),))
    there = {"/dai/bluezone.flac": "7"}
    assert key(recorded, there, ()) == key(recorded, there)
    assert key(recorded, {}, ()) != key(recorded, {})


def test_every_file_it_is_made_from_is_named() -> None:
    order = replace(ORDER, parts=(*ORDER.parts, SpeechPart("b", (), recording="/dai/b.flac")))
    assert order.paths() == {"/dai/audio/nhac-hieu.flac", "/dai/audio/nen.flac", "/dai/b.flac"}


def test_a_part_without_a_voice_of_its_own_takes_the_orders() -> None:
    order = replace(ORDER, voice="nam", parts=(SpeechPart("a", (("x", 0.0),)), SpeechPart("b", (), "hue")))
    assert order.voices() == {"nam", "hue"}
    assert [line.voice for part in order.parts if isinstance(part, SpeechPart) for line in order.lines(part)] == ["nam"]


def test_in_pieces_every_sentence_sound_and_recording_stands_alone() -> None:
    order = replace(ORDER, parts=(*ORDER.parts, SpeechPart("thu", (("x", 0.0), ("y", 0.0)), recording="/dai/thu.flac")))
    pieces = order.in_pieces()
    assert [len(piece.parts) for piece in pieces] == [1, 1, 1, 1]
    assert [part.label for piece in pieces for part in piece.parts if not isinstance(part, SilencePart)] == [
        "nhac-hieu",
        "bluezone",
        "bluezone",
        "thu",
    ]
    assert all(piece.bare and piece.bed is None for piece in pieces)
