"""The time line: whatever the size of the blocks, the same sound at the same frames, and no click anywhere."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from broadcaster.playout.feed import CountedFeed, ReadFeed
from broadcaster.playout.line import Cue, Heard, Line, Track
from broadcaster.playout.sounds import FADE
from broadcaster.units import RATE, Samples

from .conftest import flat

WALL = 1_600_000_000.0
UNIT = RATE // 100


def track(name: str, level: float, frames: int, **more: Any) -> Track:
    sound = flat(level, frames / RATE)
    feed = ReadFeed(sound, 0, lambda _: None)
    feed.fill(10**9)
    return Track(Cue((name, 1), sound, **more), feed, 0)


def play(line: Line, sizes: list[int]) -> Samples:
    out, place = np.zeros(sum(sizes), np.float32), 0
    for size in sizes:
        line.render(size, WALL + place / RATE, out[place : place + size])
        place += size
    return out


cues = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 40), st.booleans(), st.booleans()), min_size=1, max_size=5
).map(sorted)
blocks = st.lists(st.integers(1, 3000), min_size=1, max_size=60)


def tracks(rows: list[tuple[int, int, bool, bool]]) -> list[Track]:
    return [
        track(str(number), 0.1 * (number + 1), length * UNIT, start=WALL + start * UNIT / RATE, joins=joins, cuts=cuts)
        for number, (start, length, joins, cuts) in enumerate(rows)
    ]


@given(cues, blocks)
@example([(30, 31, False, False), (31, 1, False, False), (41, 1, False, True)], [100] * 400)
def test_the_size_of_the_blocks_changes_nothing(rows: list[tuple[int, int, bool, bool]], sizes: list[int]) -> None:
    sizes = [*sizes, max(1, 120 * UNIT - sum(sizes))]
    whole, pieces = Line(), Line()
    whole.arm(tracks(rows))
    pieces.arm(tracks(rows))
    expected = play(whole, [sum(sizes)])
    assert np.allclose(play(pieces, sizes), expected, atol=1e-6)


@given(cues, blocks)
def test_every_frame_is_told_once_and_belongs_to_one(rows: list[tuple[int, int, bool, bool]], sizes: list[int]) -> None:
    line = Line()
    line.arm(tracks(rows))
    play(line, [*sizes, 400 * UNIT])
    ends = -math.inf
    for heard in line.heard:
        assert heard.wall >= ends - 0.5 / RATE
        ends = heard.wall + heard.frames / RATE
    for name in {heard.key for heard in line.heard}:
        mine = [heard for heard in line.heard if heard.key == name]
        places = [heard.first for heard in mine]
        assert places == list(np.cumsum([0, *(heard.frames for heard in mine[:-1])]))


@given(cues)
def test_counted_frames_come_out_as_played_ones(rows: list[tuple[int, int, bool, bool]]) -> None:
    played, counted = Line(), Line()
    played.arm(tracks(rows))
    counted.arm([Track(one.cue, CountedFeed(one.cue.sound.frames or 0), 0) for one in tracks(rows)])
    play(played, [500] * 300)
    counted.render(150_000, WALL, None)
    assert total(list(played.heard)) == total(list(counted.heard))


def total(heard: list[Heard]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in heard:
        found[one.key[0]] = found.get(one.key[0], 0) + one.frames
    return found


def test_what_is_broken_off_dies_away_under_what_comes() -> None:
    line = Line()
    line.arm([track("a", 0.4, RATE)])
    before = play(line, [4800])
    line.restart([track("u", 0.1, RATE)], fades=True)
    after = play(line, [4800])
    assert np.all(before == np.float32(0.4))
    assert after[0] == np.float32(0.5)
    assert np.all(np.abs(np.diff(after[: FADE + 2])) < 0.01)
    assert after[FADE + 1] == np.float32(0.1)


def test_a_reader_that_is_late_leaves_a_hole_of_which_nothing_is_told() -> None:
    line = Line()
    sound = flat(0.2, 1.0)
    feed = ReadFeed(sound, 0, lambda _: None)
    feed.fill(RATE // 10)
    line.arm([Track(Cue(("a", 1), sound), feed, 0)])
    assert not play(line, [RATE // 2])[-1]
    assert total(list(line.heard))["a"] < RATE // 2
    feed.fill(10**9)
    play(line, [2 * RATE])
    assert total(list(line.heard)) == {"a": RATE}


def test_what_the_device_threw_away_was_not_heard() -> None:
    line = Line()
    line.arm([track("a", 0.4, RATE)])
    play(line, [4800, 4800])
    line.forget_after(WALL + 0.15)
    assert total(list(line.heard)) == {"a": 7200}


def test_a_softer_line_sounds_and_is_told_softer() -> None:
    line = Line()
    line.gain = 0.5
    line.arm([track("a", 0.4, RATE, start=WALL)])
    out = play(line, [480, 4800, 4800])
    assert np.allclose(out[4800:], 0.2, atol=1e-4)
    assert math.isclose(line.heard[-1].energy / line.heard[-1].frames, 0.04, rel_tol=1e-3)


def test_turning_the_volume_makes_no_click() -> None:
    line = Line()
    line.arm([track("a", 0.4, RATE, start=WALL)])
    before = play(line, [960])
    line.gain = 0.1
    after = np.zeros(1920, np.float32)
    line.render(1920, WALL + 960 / RATE, after)
    assert np.abs(np.diff(np.concatenate([before, after]))).max() < 0.001
    assert math.isclose(float(after[-1]), 0.04, rel_tol=0.01)


def test_what_is_broken_off_dies_away_as_loud_as_it_was() -> None:
    line = Line()
    line.gain = 0.5
    line.arm([track("a", 0.4, RATE, start=WALL)])
    play(line, [4800])
    line.restart((), fades=True)
    out = np.zeros(4800, np.float32)
    line.render(4800, WALL + 0.1, out)
    assert out.max() <= 0.2001
