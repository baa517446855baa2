"""Every earlier version of a file can be found again, and only of that file."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from broadcaster.errors import BroadcasterError
from broadcaster.folder import StationFolder
from broadcaster.written.history import keep, put_away, version_of, versions, versions_under

NOW = datetime(2020, 8, 24, 11, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def test_versions_come_latest_first_and_those_of_one_second_in_order(tmp_path: Path) -> None:
    folder = StationFolder(tmp_path)
    path = folder.schedules / "sang.yaml"
    for number, moment in enumerate([NOW, NOW, NOW + timedelta(hours=1)]):
        keep(folder, path, f"{number}".encode(), moment)
    found = versions(folder, path, NOW)
    assert [version_of(folder, path, one.name, NOW) for one in found] == [b"2", b"1", b"0"]
    assert [one.until for one in found] == [NOW + timedelta(hours=1), NOW, NOW]


def test_a_file_of_a_longer_name_is_another(tmp_path: Path) -> None:
    folder = StationFolder(tmp_path)
    keep(folder, folder.schedules / "sang-2.yaml", b"x", NOW)
    keep(folder, folder.scripts / "sang.md", b"x", NOW)
    assert versions(folder, folder.schedules / "sang.yaml", NOW) == []


def test_two_files_of_one_name_stay_two(tmp_path: Path) -> None:
    folder = StationFolder(tmp_path)
    sound, recording, deep = folder.audio / "tin.flac", folder.scripts / "tin.flac", folder.audio / "cu" / "tin.flac"
    for path in (sound, recording, deep):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(str(path).encode())
        put_away(folder, path, NOW)
        assert not path.exists()
        assert [one.kept.read_bytes() for one in versions(folder, path, NOW)] == [str(path).encode()]
    assert [one.path for one in versions_under(folder, folder.scripts, NOW)] == [recording]
    assert {one.path for one in versions_under(folder, folder.audio, NOW)} == {sound, deep}
    assert versions_under(folder, folder.schedules, NOW) == []


def test_a_name_that_ends_in_a_moment_itself_is_told_whole(tmp_path: Path) -> None:
    folder = StationFolder(tmp_path)
    recorded = folder.audio / "ghi-20200101-080000.flac"
    keep(folder, recorded, b"x", NOW)
    assert [one.path for one in versions_under(folder, folder.audio, NOW)] == [recorded]
    assert versions(folder, folder.audio / "ghi.flac", NOW) == []


@pytest.mark.parametrize("name", ["tin.flac", "tin-99999999-999999.flac", ".tin-20200824-113000.flac.new"])
def test_what_somebody_else_laid_there_is_no_version(tmp_path: Path, name: str) -> None:
    folder = StationFolder(tmp_path)
    (folder.history / "audio").mkdir(parents=True)
    (folder.history / "audio" / name).write_bytes(b"x")
    assert versions_under(folder, folder.audio, NOW) == []


@pytest.mark.parametrize("name", ["../../config.yaml", "sang-20200824-113000.yaml", ""])
def test_what_is_no_version_of_the_file_is_not_read(tmp_path: Path, name: str) -> None:
    folder = StationFolder(tmp_path)
    folder.config.write_text("mật", encoding="utf-8")
    with pytest.raises(BroadcasterError, match="không còn bản cũ"):
        version_of(folder, folder.schedules / "sang.yaml", name, NOW)
