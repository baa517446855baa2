"""Failures of the field that the player must not repeat, each by its number."""

from __future__ import annotations

import socket
from pathlib import Path

import numpy as np
import pytest

from broadcaster.playout.amplifier import Amplifier, Warmth
from broadcaster.playout.offer import RelayPart, Words
from broadcaster.playout.piece import load_material
from broadcaster.playout.player import Player
from broadcaster.playout.silent import SilentOutput
from broadcaster.playout.world import World
from broadcaster.units import RATE

from .conftest import SIGNAL, FakeHand, Stage


def dead_address() -> str:
    """An address of this machine at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"http://127.0.0.1:{taken.getsockname()[1]}/tinh"


def test_f04_a_dead_network_stops_neither_the_relays_programme_nor_the_next_one(stage: Stage) -> None:
    instead = stage.part(0.1, 1.0)
    relay = RelayPart(dead_address(), 30.0, instead.path)
    relayed = stage.offer("tiếp sóng", 0.0, stage.part(0.2, 1.0))
    stage.player.offer([type(relayed)(relayed.claim, "tiếp sóng", (relay,)), stage.offer("b", 40.0, instead)])
    stage.until(50.0)
    assert stage.verdict("tiếp sóng").outcome == "aired"
    assert [stage.heard(at, 2.0) for at in (5.0, 15.0, 27.0)] == [0.1] * 3
    assert (stage.verdict("b").outcome, stage.heard(40.5)) == ("aired", 0.1)


def test_f13_where_every_rung_is_broken_the_last_is_built_in(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    material = load_material(tmp_path / "khong-co.flac", tmp_path / "khong-co.flac", stage.note)
    out = SilentOutput(stage.clock, stage.note, keep=True)
    player = Player([out], World(stage.clock, stage.record, stage.note), material)
    broken = stage.part(0.1, 5.0)
    broken.path.write_bytes(b"")
    player.offer([stage.offer("hỏng", 0.0, broken), stage.offer("không có gì", 20.0)])
    while stage.clock.timestamp() < stage.zero + 40.0:
        player.beat()
        stage.clock.advance(0.1)
    player.close()
    for at in (0.0, 20.0):
        assert np.abs(out.between(stage.zero + at, stage.zero + at + 2.0)).max() > 0.2, "the chime is heard"
    assert [stage.verdict(name).outcome for name in ("hỏng", "không có gì")] == ["failed", "failed"]
    assert all(stage.verdict(name).why for name in ("hỏng", "không có gì"))


@pytest.mark.parametrize("urgent", [False, True])
def test_f15_no_first_word_is_lost_to_a_cold_amplifier_and_no_last_one_to_a_quick_hand(
    stage: Stage,
    urgent: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    switch = FakeHand(stage)
    stage.amplifier = Amplifier(Warmth(on=5.0, off=3.0), switch, stage.note)
    if urgent:
        words, spoken = Words(), stage.part(0.3, 2.0)
        words.add(spoken.path, spoken.frames)
        words.finish()
        stage.until(0.0)
        stage.player.break_in(stage.page(words=words, repeat=1))
    else:
        stage.player.offer([stage.offer("a", 10.0, stage.part(0.3, 2.0))])
    stage.until(30.0)
    said = np.flatnonzero(np.isclose(stage.out.between(stage.zero, stage.zero + 30.0), 0.3, atol=1e-3)) / RATE
    assert len(said) == pytest.approx(2 * RATE, abs=2)
    (on, _), (off, _) = switch.log[1:]
    assert said[0] - on >= 5.0 - 0.01
    assert off - said[-1] >= 3.0 - 0.01


def test_f16_an_announcement_that_never_ends_keeps_nobody_from_the_air(stage: Stage) -> None:
    stage.player.offer([stage.offer("a", 0.0, stage.part(0.1, 30.0))])
    stage.until(5.0)
    stage.player.break_in(stage.page("kẹt"))  # its words never come
    second, spoken = Words(), stage.part(0.3, 1.0)
    second.add(spoken.path, spoken.frames)
    second.finish()
    stage.until(6.0)
    stage.player.break_in(stage.page("sau", second, repeat=1))
    stage.until(10.0)
    on_air = stage.player.status().on_air
    assert on_air is not None
    assert on_air.airing == "kẹt", "whoever holds the air is named"
    assert stage.heard(8.0) == SIGNAL
    stage.until(120.0)
    assert stage.verdict("kẹt").outcome == "failed"
    assert stage.verdict("sau").outcome == "aired"
    assert stage.verdict("a").outcome == "aired"
    assert "phát tiếp" in stage.verdict("a").why
    assert stage.player.status().on_air is None
