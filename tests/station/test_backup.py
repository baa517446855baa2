from __future__ import annotations

import os
import sqlite3
import zipfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from broadcaster.errors import BroadcasterError
from broadcaster.folder import StationFolder
from broadcaster.station import backup
from broadcaster.station.files import open_book
from broadcaster.written.archive import Bounds

NOW = datetime(2020, 8, 24, 11, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def copy_journal(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE entry (airing TEXT)")


def packed(folder: StationFolder) -> Path:
    return backup.pack(folder, copy_journal, NOW)


def test_what_an_officer_wrote_and_the_journal_are_in_it_and_nothing_else(folder: StationFolder) -> None:
    (folder.var).mkdir()
    (folder.var / "panel.sqlite").write_bytes(b"secret")
    (folder.root / ".git").mkdir()
    (folder.root / ".git" / "x").write_bytes(b"x")
    path = packed(folder)
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        assert archive.read("config.yaml") == folder.config.read_bytes()
    assert {"config.yaml", "schedules/lich.yaml", "scripts/vi/tin.md", "nhat-ky/journal.sqlite"} <= set(names)
    assert any(name.startswith("audio/") for name in names)
    assert not any("panel" in name or ".git" in name for name in names)
    assert [item.name for item in backup.backups(folder).iterdir()] == [path.name]


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_link_out_of_the_folder_is_not_packed(folder: StationFolder) -> None:
    (folder.audio / "mat-khau.flac").symlink_to("/etc/passwd")
    with zipfile.ZipFile(packed(folder)) as archive:
        assert "audio/mat-khau.flac" not in archive.namelist()


def test_only_the_latest_few_are_kept(folder: StationFolder) -> None:
    for minute in range(5):
        backup.pack(folder, copy_journal, NOW.replace(minute=minute))
    assert [path.name for path in backup.made(folder)] == [
        f"sao-luu-20200824-11{minute:02}00.zip" for minute in (4, 3, 2)
    ]


def test_a_backup_comes_back_and_what_was_there_is_kept(folder: StationFolder) -> None:
    path = packed(folder)
    before = folder.config.read_bytes()
    folder.config.write_text("station: { name: Đài khác }\n", encoding="utf-8")
    (folder.scripts / "tin.md").unlink()
    told = backup.restore(folder, path, NOW, at_machine=False)
    assert folder.config.read_bytes() == before
    assert (folder.scripts / "tin.md").exists()
    assert "Đài khác" in (told.earlier / "config.yaml").read_text(encoding="utf-8")
    assert told.earlier.parent == folder.history
    assert told.problems == 0
    assert not open_book(folder).mistakes
    assert not list(folder.var.glob("phuc-hoi-*"))


def spoilt(folder: StationFolder, name: str, content: str) -> Path:
    """A backup with one file replaced or added."""
    path = packed(folder)
    with zipfile.ZipFile(path) as old:
        files = {one: old.read(one) for one in old.namelist()} | {name: content.encode()}
    other = folder.var / "khac.zip"
    with zipfile.ZipFile(other, "w") as new:
        for one, data in files.items():
            new.writestr(one, data, zipfile.ZIP_DEFLATED)
    return other


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("config.yaml", "station: { name: [", "config.yaml trong bản sao lưu có lỗi"),
        ("schedules/lich.yaml", "programmes: [{ name: a, at: 25:00 }]", "nên chưa phục hồi, lỗi đầu tiên"),
        ("../thoat.yaml", "x", "dẫn ra ngoài"),
        ("var/panel.sqlite", "x", "tệp lạ"),
        (
            "config.yaml",
            'station: { name: Đài }\nsound: { amplifier: { switch: "command: rm -rf /" } }',
            "ở ngay máy của đài",
        ),
    ],
)
def test_what_is_wrong_with_it_is_told_and_nothing_changes(
    folder: StationFolder, name: str, content: str, says: str
) -> None:
    other = spoilt(folder, name, content)
    before = {path: path.read_bytes() for path in folder.root.rglob("*.yaml")}
    with pytest.raises(BroadcasterError, match=says):
        backup.restore(folder, other, NOW, at_machine=False)
    assert {path: path.read_bytes() for path in folder.root.rglob("*.yaml")} == before
    assert not list(folder.var.glob("phuc-hoi-*"))
    assert not folder.history.exists()


def test_a_bomb_is_not_unpacked(folder: StationFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    other = spoilt(folder, "audio/bom.wav", "\0" * 30_000_000)
    monkeypatch.setattr(backup, "STATION", Bounds(entries=5000, unpacked=20_000_000))
    with pytest.raises(BroadcasterError, match="bung ra quá 20 MB"):
        backup.restore(folder, other, NOW, at_machine=True)
    assert not list(folder.var.glob("phuc-hoi-*"))


def test_a_command_for_the_amplifier_comes_in_at_the_machine_only(folder: StationFolder) -> None:
    command = 'station: { name: Đài }\nsound: { amplifier: { switch: "command: relay" } }\n'
    other = spoilt(folder, "config.yaml", command)
    backup.restore(folder, other, NOW, at_machine=True)
    assert "relay" in folder.config.read_text(encoding="utf-8")
    backup.restore(folder, other, NOW, at_machine=False)


def test_mistakes_come_in_where_it_is_asked_for(folder: StationFolder) -> None:
    other = spoilt(folder, "schedules/lich.yaml", "programmes: [{ name: a, at: 25:00 }]")
    told = backup.restore(folder, other, NOW, at_machine=False, anyway=True)
    assert told.problems > 0
    assert "25:00" in (folder.schedules / "lich.yaml").read_text(encoding="utf-8")


def test_what_cannot_be_moved_leaves_everything_as_it_was(
    folder: StationFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, real = packed(folder), Path.replace
    before = folder.config.read_bytes()
    folder.config.write_bytes(before + b"# moi\n")

    def replace(self: Path, target: Path) -> Path:
        if self == folder.audio:
            raise PermissionError(13, "đang mở")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(BroadcasterError, match="mọi thứ vẫn như cũ"):
        backup.restore(folder, path, NOW, at_machine=False)
    assert folder.config.read_bytes() == before + b"# moi\n"
    assert (folder.scripts / "tin.md").exists()
    assert folder.audio.is_dir()


def test_a_full_disk_is_told_before_anything_is_done(folder: StationFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(folder)
    monkeypatch.setattr(backup, "KEPT_FREE", 1 << 60)
    with pytest.raises(BroadcasterError, match="không đủ chỗ"):
        backup.restore(folder, path, NOW, at_machine=False)
    with pytest.raises(BroadcasterError, match="không đủ chỗ"):
        packed(folder)
