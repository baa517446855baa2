"""Files that are whole or not there, and what a dead process left of them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from broadcaster.speech.keep import ABANDONED, sweep, write_whole


@pytest.fixture(scope="module")
def dead() -> int:
    """The number of a process that is no more."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    return gone.pid


def made(path: Path, age: float = 0.0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"nua chung")
    os.utime(path, (time.time() - age,) * 2)
    return path


@pytest.mark.parametrize("name", ["sub/k.json.{}-77.part", ".k.flac.{}.tmp"])
def test_what_a_dead_process_left_goes_at_once_and_what_a_living_one_writes_stays(
    tmp_path: Path, dead: int, name: str
) -> None:
    left, living = made(tmp_path / name.format(dead)), made(tmp_path / name.format(os.getppid()))
    sweep(tmp_path, time.time())
    assert not left.exists()
    assert living.exists()


def test_a_number_that_another_process_has_by_now_keeps_nothing_for_ever(tmp_path: Path) -> None:
    left = made(tmp_path / f".k.flac.{os.getppid()}.tmp", age=ABANDONED + 60)
    sweep(tmp_path, time.time())
    assert not left.exists()


@pytest.mark.parametrize("name", ["k.flac", "notes.part", ".notes.tmp", "k.flac.part", ".git.12a.tmp", ".bai.md.new"])
def test_what_is_not_ours_stays(tmp_path: Path, name: str) -> None:
    theirs = made(tmp_path / name, age=ABANDONED + 60)
    sweep(tmp_path, time.time())
    assert theirs.exists()


def test_a_folder_that_is_not_there_is_no_trouble(tmp_path: Path) -> None:
    sweep(tmp_path / "khong-co", time.time())


def test_what_is_being_written_survives_a_worker_that_starts_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = os.fsync

    def slowly(handle: int) -> None:
        sweep(tmp_path, time.time())
        really(handle)

    monkeypatch.setattr(os, "fsync", slowly)
    write_whole(tmp_path / "k", b"whole")
    assert (tmp_path / "k").read_bytes() == b"whole"
