"""A station's files are taken in together, and only once they stand still."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from broadcaster.folder import StationFolder, fingerprint
from broadcaster.timetable.load import Watch, load_station

REPOSITORY = Path(__file__).parent.parent.parent


@pytest.fixture
def station(tmp_path: Path) -> StationFolder:
    """A copy of the shipped files."""
    for name in ("schedules", "scripts"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    shutil.copy(REPOSITORY / "config.yaml", tmp_path)
    (tmp_path / "audio").mkdir()
    return StationFolder(tmp_path)


def test_everything_is_read_and_the_version_follows_the_words(station: StationFolder) -> None:
    first = load_station(station)
    assert not first.mistakes
    assert not first.notices
    assert first.settings.station.name
    assert first.scripts
    assert first.timetable.programmes
    os.utime(station.config, (1, 1))
    assert load_station(station).version == first.version
    station.config.write_text(station.config.read_text(encoding="utf-8") + "# x\n", encoding="utf-8")
    assert load_station(station).version != first.version


def test_mistakes_of_every_file_are_told_at_once(station: StationFolder) -> None:
    (station.schedules / "sai.yaml").write_text(
        "programmes: [{name: A, at: 25:00, play: [{script: a}]}]", encoding="utf-8"
    )
    (station.scripts / "sai.md").write_text("---\ntitlee: A\n---\nKính thưa.\n", encoding="utf-8")
    station.config.write_text("stationn: {}\n", encoding="utf-8")
    assert {mistake.file for mistake in load_station(station).mistakes} == {
        "config.yaml",
        "schedules/sai.yaml",
        "scripts/vi/sai.md",
    }


def test_an_old_encoding_is_a_notice_and_no_mistake(station: StationFolder) -> None:
    path = station.schedules / "buoi-sang.yaml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    loaded = load_station(station)
    assert not loaded.mistakes
    assert [notice.file for notice in loaded.notices] == ["schedules/buoi-sang.yaml"]


def test_the_fingerprint_follows_every_file(station: StationFolder) -> None:
    seen = {fingerprint(station)}
    (station.audio / "moi.flac").write_bytes(b"x")
    seen.add(fingerprint(station))
    (station.schedules / "buoi-sang.yaml").write_text("", encoding="utf-8")
    seen.add(fingerprint(station))
    (station.schedules / "buoi-chieu.yaml").unlink()
    seen.add(fingerprint(station))
    (station.schedules / ".a.yaml.swp.yaml").write_text("x", encoding="utf-8")
    seen.add(fingerprint(station))
    assert len(seen) == 4


def test_files_are_taken_once_they_stand_still() -> None:
    watch, taken = Watch("a"), []
    for seen in ("a", "a", "b", "c", "c", "c", "d", "c", "a", "a"):
        watch, take = watch.look(seen)
        taken.append(take)
    assert taken == [False, False, False, False, True, False, False, False, False, True]
