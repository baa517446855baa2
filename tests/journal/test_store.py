from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from broadcaster.errors import BroadcasterError
from broadcaster.journal import Journal
from broadcaster.journal.store import Store
from broadcaster.playout.asrun import AsRun

SCHEMA = ("CREATE TABLE word (text TEXT) STRICT",)


def test_a_file_of_rubbish_is_set_aside_and_told(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite"
    path.write_bytes(b"day khong phai la mot co so du lieu " * 200)
    store = Store(path, SCHEMA, "nhật ký")
    with store.change() as db:
        db.execute("INSERT INTO word VALUES ('mới')")
    assert store.query("SELECT text FROM word") == [("mới",)]
    assert (tmp_path / "j.sqlite.hong-1").read_bytes().startswith(b"day khong")
    assert "bị hỏng" in store.notices[0]
    assert "hong-1" in store.notices[0]


def test_a_second_broken_file_does_not_hide_the_first(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite"
    for content in (b"mot" * 900, b"hai" * 900):
        path.write_bytes(content)
        Store(path, SCHEMA, "nhật ký").close()
    assert {aside.read_bytes()[:3] for aside in tmp_path.glob("*.hong-?")} == {b"mot", b"hai"}


def test_an_empty_file_left_by_a_power_cut_is_simply_filled(tmp_path: Path) -> None:
    (tmp_path / "j.sqlite").touch()
    store = Store(tmp_path / "j.sqlite", SCHEMA, "nhật ký")
    assert store.notices == []
    assert store.query("SELECT * FROM word") == []


def test_readable_rows_of_a_broken_file_are_saved(
    tmp_path: Path, airing: Callable[..., AsRun], due: datetime, zone: ZoneInfo
) -> None:
    path = tmp_path / "j.sqlite"
    whole = Journal(path, zone)
    for number in range(400):
        whole.write(airing(f"airing-{number}", planned=due + timedelta(minutes=number)))
    whole.close()
    pages = bytearray(path.read_bytes())
    pages[-6 * 4096 :] = b"\xa5" * (6 * 4096)
    path.write_bytes(pages)
    saved = Journal(path, zone)
    assert "cứu được" in saved.notices[0]
    assert len(saved.ids_since(due)) > 50


def test_a_file_of_a_newer_program_is_set_aside_whole(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version=99")
    store = Store(path, SCHEMA, "nhật ký")
    assert "bản chương trình mới hơn" in store.notices[0]
    assert (tmp_path / "j.sqlite.hong-1").exists()


def test_an_older_file_is_brought_forward(tmp_path: Path) -> None:
    old = Store(tmp_path / "j.sqlite", SCHEMA, "nhật ký")
    with old.change() as db:
        db.execute("INSERT INTO word VALUES ('cũ')")
    old.close()
    new = Store(tmp_path / "j.sqlite", (*SCHEMA, "ALTER TABLE word ADD COLUMN n INTEGER NOT NULL DEFAULT 7"), "nhật ký")
    assert new.query("SELECT * FROM word") == [("cũ", 7)]


def test_a_change_that_fails_leaves_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "j.sqlite", SCHEMA, "nhật ký")

    def fail() -> None:
        with store.change() as db:
            db.execute("INSERT INTO word VALUES ('nửa chừng')")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert store.query("SELECT * FROM word") == []


def test_a_reader_is_told_in_vietnamese_when_the_file_cannot_be_read(tmp_path: Path) -> None:
    store = Store(tmp_path / "j.sqlite", SCHEMA, "nhật ký")
    with pytest.raises(BroadcasterError, match="không đọc được nhật ký"):
        store.query("SELECT * FROM elsewhere")
