"""Finished sounds on disk: there and whole, or not there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.sound.pieces import Mark
from broadcaster.sound.rendered import Rendered, find_render, keep_render, prune_renders, sound_path, used
from broadcaster.units import Frames, Lufs

MARKS = st.lists(st.builds(Mark, st.integers(0), st.integers(0), st.text(), st.none() | st.integers(0)), max_size=4)


def kept(folder: Path, key: str = "k", size: int = 1000, **more: object) -> Rendered:
    path = sound_path(folder, key)
    path.write_bytes(b"x" * size)
    marks = (Mark(0, 0, "nhạc hiệu"), Mark(9, 1, "bài", 0))
    rendered = Rendered(path, Frames(96_000), marks, "kokoro", Lufs(-16.0), ("gtts: mất mạng",))
    keep_render(rendered)
    return rendered


def test_what_is_kept_is_found_as_it_was(tmp_path: Path) -> None:
    rendered = kept(tmp_path)
    assert find_render(tmp_path, "k") == rendered
    assert (rendered.key, rendered.seconds) == ("k", 2.0)


@given(MARKS.map(tuple), st.floats(-70, 0) | st.just(float("-inf")), st.lists(st.text(), max_size=3).map(tuple))
def test_any_is_found_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, marks: tuple[Mark, ...], lufs: float, why: tuple[str, ...]
) -> None:
    path = sound_path(tmp_path_factory.getbasetemp(), "k")
    path.write_bytes(b"x")
    rendered = Rendered(path, Frames(1), marks, "", Lufs(lufs), why)
    keep_render(rendered)
    assert find_render(path.parent, "k") == rendered


def test_a_sound_without_its_word_is_not_there(tmp_path: Path) -> None:
    kept(tmp_path).path.with_suffix(".json").unlink()
    assert find_render(tmp_path, "k") is None


def test_a_word_without_its_sound_is_not_there(tmp_path: Path) -> None:
    kept(tmp_path).path.unlink()
    assert find_render(tmp_path, "k") is None


def test_a_sound_cut_short_by_a_power_cut_is_not_there(tmp_path: Path) -> None:
    kept(tmp_path).path.write_bytes(b"x" * 999)
    assert find_render(tmp_path, "k") is None


@pytest.mark.parametrize("word", ["", "{", "[]", "null", '{"bytes": 1000}', "\0\0\0"])
def test_a_word_that_rotted_is_none(tmp_path: Path, word: str) -> None:
    kept(tmp_path).path.with_suffix(".json").write_text(word, encoding="utf-8")
    assert find_render(tmp_path, "k") is None


def test_the_longest_unused_go_first(tmp_path: Path) -> None:
    for number, key in enumerate("abcd"):
        os.utime(kept(tmp_path, key).path, (number, number))
    first = find_render(tmp_path, "a")
    assert first
    used(first)
    assert prune_renders(tmp_path, room=2500, spare=0) == 2
    assert [key for key in "abcd" if find_render(tmp_path, key)] == ["a", "d"]
    assert not (tmp_path / "b.json").exists()


def test_a_disk_that_fills_makes_room(tmp_path: Path) -> None:
    kept(tmp_path)
    assert prune_renders(tmp_path, spare=2**60) == 1
    assert prune_renders(tmp_path, spare=0) == 0
