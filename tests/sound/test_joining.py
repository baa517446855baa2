import subprocess
import sys

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.sound.joining import MILLISECOND, joined, overlaid, whole_milliseconds
from broadcaster.units import Samples


def wave(frames: int, level: float = 0.5) -> Samples:
    return np.asarray(level * np.cos(np.arange(frames) ** 1.3), np.float32)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 3_000), max_size=9))
def test_parts_follow_each_other_at_whole_milliseconds(lengths: list[int]) -> None:
    whole = joined([wave(frames) for frames in lengths])
    assert len(whole) == sum(map(whole_milliseconds, lengths))
    at = 0
    for frames in lengths:
        assert np.allclose(whole[at : at + frames], wave(frames), atol=1e-7)
        assert not whole[at + frames : at + whole_milliseconds(frames)].any()
        at += whole_milliseconds(frames)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 3_000), st.integers(0, 3_000))
def test_overlaying_adds_and_keeps_the_length_of_what_lies_below(base: int, over: int) -> None:
    both = overlaid(wave(base), wave(over, 0.25))
    assert len(both) in {base, whole_milliseconds(base)}
    common = min(base, over)
    assert np.allclose(both[:common], wave(common) + wave(common, 0.25), atol=1e-6)
    assert np.allclose(both[common:base], wave(base)[common:], atol=1e-6)


def test_two_loud_sounds_do_not_clip() -> None:
    loud = np.full(4_800, 0.9, np.float32)
    assert np.allclose(overlaid(loud, loud), 1.8)


def test_a_millisecond_is_48_frames() -> None:
    assert MILLISECOND == 48


def test_importing_pydub_says_nothing_where_ffmpeg_is_missing() -> None:
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", "import broadcaster.sound.joining"],
        env={"PATH": "/nowhere"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
