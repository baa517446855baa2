"""A saved file is taken in whole or not at all; the last good version goes on (F18)."""

from __future__ import annotations

import pytest

from broadcaster.errors import BroadcasterError
from broadcaster.folder import StationFolder
from broadcaster.station.files import Files, open_book


def save(folder: StationFolder, old: str, new: str) -> None:
    path = folder.schedules / "lich.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def names(files: Files) -> list[str]:
    return [one.name for one in files.book.loaded.timetable.programmes]


def test_a_saved_file_is_taken_in_once_it_stands_still(folder: StationFolder) -> None:
    files = Files(folder)
    version = files.book.loaded.version
    assert files.look() is None
    save(folder, "Buổi chiều", "Buổi tối muộn")
    assert files.look() is None, "it may still be being written"
    told = files.look()
    assert told is not None
    assert "đã nhận" in told
    assert names(files) == ["Buổi sáng", "Buổi tối muộn"]
    assert files.book.loaded.version != version
    assert files.look() is None


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ('"05:00"', '"25:00"', "25:00"),
        ("script: tin", "script: tinn", "tinn"),
        ("nhac-hieu", "nhac-hieuu", "nhac-hieuu"),
    ],
)
def test_with_a_mistake_the_last_good_version_goes_on_and_says_so(
    folder: StationFolder, old: str, new: str, word: str
) -> None:
    files = Files(folder)
    version = files.book.loaded.version
    save(folder, old, new)
    files.look()
    told = files.look()
    assert told is not None
    assert "chưa nhận" in told
    assert word in str(files.refused[0])
    assert files.book.loaded.version == version
    save(folder, new, old)
    files.look()
    files.look()
    assert files.refused == ()


def test_an_edited_text_is_taken_in(folder: StationFolder) -> None:
    files = Files(folder)
    path = folder.scripts / "tin.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Bluezone", "điện thoại"), encoding="utf-8")
    files.look()
    files.look()
    assert "điện thoại" in files.book.loaded.scripts["tin"].body


def test_a_new_sound_is_seen(folder: StationFolder) -> None:
    files = Files(folder)
    book = files.book
    (folder.audio / "chao.flac").write_bytes((folder.audio / "chuong.flac").read_bytes())
    files.look()
    files.look()
    assert files.book is not book


def test_a_folder_that_is_no_station_is_told_what_to_do(tmp_path) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    with pytest.raises(BroadcasterError, match=r"config\.yaml"):
        open_book(StationFolder(tmp_path))
