"""A saved file is taken in whole or not at all; the last good version goes on (F18)."""

from __future__ import annotations

import sys

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


def looks(files: Files, count: int = 2) -> list[str]:
    """What the station is told by some looks."""
    return [told for told in (files.look() for _ in range(count)) if told]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who writes")
def test_f18_a_file_is_not_taken_while_somebody_has_it_open_for_writing(folder: StationFolder) -> None:
    files = Files(folder)
    path = folder.schedules / "lich.yaml"
    whole = path.read_text(encoding="utf-8")
    half = whole[: whole.index("  - name: Buổi chiều")]
    assert half
    with path.open("w", encoding="utf-8") as writer:
        writer.write(half)  # a schedule as good as any, but for what is still to come
        writer.flush()
        assert looks(files, 5) == []
        writer.write(whole[len(half) :].replace("17h", "18h"))
    assert "đã nhận" in looks(files)[0]
    assert names(files) == ["Buổi sáng", "Buổi chiều"]


def test_what_is_saved_is_worth_another_look_until_it_stands_still(folder: StationFolder) -> None:
    files = Files(folder)
    seen = [files.unsettled]
    save(folder, "17h", "18h")
    for _ in range(2):
        files.look()
        seen.append(files.unsettled)
    assert seen == [False, True, False]


def test_a_station_that_starts_among_mistakes_goes_by_the_last_good_version(folder: StationFolder) -> None:
    version = Files(folder).book.loaded.version
    save(folder, '"05:00"', '"25:00"')
    files = Files(folder)  # the power came back
    assert files.earlier
    assert names(files) == ["Buổi sáng", "Buổi chiều"]
    assert files.book.loaded.version == version
    assert "25:00" in str(files.refused[0])
    save(folder, '"25:00"', '"05:30"')
    assert "đã nhận" in looks(files)[0]
    assert files.refused == ()


def test_without_a_good_version_it_goes_by_what_is_right(folder: StationFolder) -> None:
    save(folder, '"05:00"', '"25:00"')
    files = Files(folder)
    assert names(files) == ["Buổi chiều"]
    assert not files.earlier


def test_a_good_version_whose_sounds_are_gone_is_no_good(folder: StationFolder) -> None:
    Files(folder)
    save(folder, "17h", "18h59x")
    (folder.audio / "nhac-hieu.flac").unlink()
    assert not Files(folder).earlier


def test_a_spoilt_keeping_is_as_none(folder: StationFolder) -> None:
    Files(folder)
    save(folder, '"05:00"', '"25:00"')
    for spoilt in ("", "[]", '{"files": {"config.yaml": "x: ["}}', "{" * 9):
        folder.kept_files.write_text(spoilt, encoding="utf-8")
        assert not Files(folder).earlier


def test_a_folder_whose_config_goes_away_says_so_and_goes_on(folder: StationFolder) -> None:
    files = Files(folder)
    config = folder.config.read_text(encoding="utf-8")
    folder.config.unlink()
    assert "chưa nhận" in looks(files)[0]
    assert [str(mistake) for mistake in files.refused] == [
        "config.yaml:0:0: không có tệp này; chép lại tệp ấy vào thư mục của đài"
    ]
    assert names(files) == ["Buổi sáng", "Buổi chiều"]
    folder.config.write_text(config, encoding="utf-8")
    assert "đã nhận" in looks(files)[0]
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
