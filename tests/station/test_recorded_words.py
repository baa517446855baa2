"""A recording whose text was changed afterwards says other words than the text: the officer is told."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from broadcaster.folder import StationFolder
from broadcaster.station.files import Files, open_book

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture
def recorded(folder: StationFolder) -> StationFolder:
    """A station whose text `tin` was recorded, and which has seen it."""
    (folder.scripts / "tin.flac").write_bytes(b"lan thu mot")
    assert Files(folder).stale == ()
    return folder


def change(folder: StationFolder, old: str, new: str) -> None:
    path = folder.scripts / "tin.md"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def told(folder: StationFolder) -> list[str]:
    return [str(one) for one in open_book(folder).problems(NOW) if "bản thu" in one.message]


def test_a_text_changed_after_its_recording_is_told(recorded: StationFolder) -> None:
    change(recorded, "Bà con cài", "Bà con hãy cài")
    (only,) = told(recorded)
    assert only.startswith("scripts/vi/tin.flac:0:0: lời bài 'tin.md' đã sửa sau khi thu")
    assert Files(recorded).stale == ("tin",)


def test_a_running_station_says_so_as_it_takes_the_text_in(recorded: StationFolder) -> None:
    files = Files(recorded)
    change(recorded, "Bà con cài", "Bà con hãy cài")
    files.look()
    assert "lời bài 'tin' đã sửa sau khi thu" in str(files.look())
    change(recorded, "Bà con hãy cài", "Bà con cài")
    files.look()
    assert "sau khi thu" not in str(files.look())
    assert files.stale == ()


def test_a_new_recording_is_of_the_words_as_they_are(recorded: StationFolder) -> None:
    change(recorded, "Bà con cài", "Bà con hãy cài")
    (recorded.scripts / "tin.flac").write_bytes(b"lan thu hai")
    assert Files(recorded).stale == ()
    assert told(recorded) == []


def test_what_is_no_word_of_it_changes_nothing(recorded: StationFolder) -> None:
    change(recorded, "title: Tin", "title: Tin mới")
    change(recorded, "Bà con cài", "  Bà con\ncài")
    os.utime(recorded.scripts / "tin.md")
    assert Files(recorded).stale == ()
    assert told(recorded) == []


def test_a_recording_taken_away_and_put_back_is_a_new_one(recorded: StationFolder) -> None:
    (recorded.scripts / "tin.flac").unlink()
    change(recorded, "Bà con cài", "Bà con hãy cài")
    assert Files(recorded).stale == ()
    (recorded.scripts / "tin.flac").write_bytes(b"lan thu mot")
    assert Files(recorded).stale == ()


@pytest.mark.parametrize("rotten", [b"", b"[]", b'{"tin": 3}', b'{"tin": {}}'])
def test_what_rotted_is_learned_anew(recorded: StationFolder, rotten: bytes) -> None:
    recorded.recorded.write_bytes(rotten)
    assert told(recorded) == []
    assert Files(recorded).stale == ()
    change(recorded, "Bà con cài", "Bà con hãy cài")
    assert Files(recorded).stale == ("tin",)


def test_a_disk_that_refuses_keeps_no_station_from_starting(recorded: StationFolder) -> None:
    recorded.recorded.unlink()
    recorded.recorded.mkdir()
    assert Files(recorded).stale == ()


def test_looking_learns_nothing(folder: StationFolder, tmp_path: Path) -> None:
    assert tmp_path
    (folder.scripts / "tin.flac").write_bytes(b"thu")
    told(folder)
    assert not folder.recorded.exists()
