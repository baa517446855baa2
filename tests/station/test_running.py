"""One station a folder: whoever comes second is told so, and a station that was killed is in nobody's way."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from broadcaster.errors import BroadcasterError
from broadcaster.folder import StationFolder
from broadcaster.station.running import only_one

HOLDING = """
import sys
from pathlib import Path
from broadcaster.folder import StationFolder
from broadcaster.station.running import only_one
with only_one(StationFolder(Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path) -> StationFolder:
    return StationFolder(tmp_path)


@pytest.fixture
def holder(folder: StationFolder) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the folder."""
    words = [sys.executable, "-c", HOLDING, str(folder.root)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        assert child.stdout.readline() == "held\n"
        yield child
        child.kill()


def test_a_second_one_is_refused_in_words(folder: StationFolder, holder: subprocess.Popen[str]) -> None:
    assert holder.poll() is None
    for _ in range(2):
        with pytest.raises(BroadcasterError, match="đang chạy ở cửa sổ khác"), only_one(folder):
            pass


def test_a_killed_one_is_in_nobodys_way(folder: StationFolder, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.wait()
    with only_one(folder):
        pass


def test_one_of_the_same_process_is_refused_too(folder: StationFolder) -> None:
    with only_one(folder), pytest.raises(BroadcasterError, match="đang chạy"), only_one(folder):
        pass
    with only_one(folder):
        pass


@pytest.mark.parametrize("damage", ["rubbish", "a folder"])
def test_a_lock_that_is_damaged_keeps_nobody_from_speaking(folder: StationFolder, damage: str) -> None:
    folder.var.mkdir()
    if damage == "rubbish":
        (folder.var / "lock").write_bytes(b"\xff" * 4096)
    else:
        (folder.var / "lock").mkdir()
    with only_one(folder):
        pass
