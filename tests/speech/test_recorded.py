"""A person's recording beside its text."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from broadcaster.folder import StationFolder
from broadcaster.speech.recorded import recording_of


@pytest.fixture
def station(tmp_path: Path) -> StationFolder:
    folder = StationFolder(tmp_path)
    folder.scripts.mkdir(parents=True)
    return folder


@pytest.mark.parametrize("suffix", [".flac", ".wav", ".mp3", ".ogg", ".opus", ".MP3"])
def test_a_recording_of_the_same_name_is_found(station: StationFolder, suffix: str) -> None:
    (station.scripts / f"bluezone{suffix}").touch()
    assert recording_of("bluezone", station) == station.scripts / f"bluezone{suffix}"


def test_the_better_format_counts(station: StationFolder) -> None:
    for suffix in (".mp3", ".flac", ".wav"):
        (station.scripts / f"bluezone{suffix}").touch()
    assert recording_of("bluezone", station) == station.scripts / "bluezone.flac"


def test_other_files_are_no_recordings(station: StationFolder) -> None:
    for name in ("bluezone.md", "bluezone.txt", "bluezone-2.flac"):
        (station.scripts / name).touch()
    (station.scripts / "bluezone.flac").mkdir()
    assert recording_of("bluezone", station) is None


def test_a_name_typed_on_another_system_is_the_same_name(station: StationFolder) -> None:
    (station.scripts / unicodedata.normalize("NFD", "bão.flac")).touch()
    assert recording_of("bão", station)


def test_no_folder_no_recording(tmp_path: Path) -> None:
    assert recording_of("bluezone", StationFolder(tmp_path / "absent")) is None
