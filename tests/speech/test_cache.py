"""Kept sentences: by content, whole or not there, within bounds."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.speech.cache import SpeechCache, speech_key
from broadcaster.speech.keep import write_whole
from broadcaster.speech.types import Speech

HUM = Speech(np.sin(np.arange(8000, dtype=np.float32) / 9), 16000)
PARTS = st.tuples(st.text(), st.text(), st.text(), st.floats(0.5, 2.0), st.text())


def test_what_is_kept_is_found_at_its_own_rate(tmp_path: Path) -> None:
    cache = SpeechCache(tmp_path)
    kept = cache.keep("ab" * 20, HUM)
    found = cache.find("ab" * 20)
    assert found
    assert found.rate == 16000
    assert np.array_equal(found.samples, kept.samples)
    assert np.allclose(found.samples, HUM.samples, atol=1e-4)


def test_what_is_not_kept_is_not_found(tmp_path: Path) -> None:
    assert SpeechCache(tmp_path).find("ab" * 20) is None


@pytest.mark.parametrize("rotten", [b"", b"fLaC", bytes(500)])
def test_what_cannot_be_read_is_forgotten(tmp_path: Path, rotten: bytes) -> None:
    cache = SpeechCache(tmp_path)
    cache.keep("ab" * 20, HUM)
    (kept,) = tmp_path.rglob("*.flac")
    kept.write_bytes(rotten)
    assert cache.find("ab" * 20) is None
    assert not kept.exists()


def test_a_disk_that_refuses_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    SpeechCache(tmp_path / "file").keep("ab" * 20, HUM)


def test_the_longest_unused_go_first(tmp_path: Path) -> None:
    cache = SpeechCache(tmp_path)
    for number, key in enumerate(("aa" * 20, "bb" * 20, "cc" * 20)):
        cache.keep(key, HUM)
        os.utime(tmp_path / key[:2] / f"{key}.flac", (number, number))
    size = next(tmp_path.rglob("*.flac")).stat().st_size
    cache.find("aa" * 20)
    assert SpeechCache(tmp_path, room=2 * size).prune() == 1
    assert cache.find("bb" * 20) is None
    assert cache.find("aa" * 20)


@given(PARTS, PARTS)
def test_keys_are_equal_only_for_equal_things(
    one: tuple[str, str, str, float, str], two: tuple[str, str, str, float, str]
) -> None:
    same = (*one[:3], round(one[3], 4), one[4]) == (*two[:3], round(two[3], 4), two[4])
    assert (speech_key(*one) == speech_key(*two)) is same


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "file"
    write_whole(target, b"one")
    write_whole(target, b"two")
    assert target.read_bytes() == b"two"
    assert [path.name for path in target.parent.iterdir()] == ["file"]


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "file"
    write_whole(target, b"one")

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(target, b"two")
    assert target.read_bytes() == b"one"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
