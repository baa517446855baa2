"""A voice that is asked for and is not here is told, with its line and the nearest name."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from broadcaster.folder import StationFolder
from broadcaster.station.files import open_book

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def told(folder: StationFolder) -> list[str]:
    return [str(one) for one in open_book(folder).problems(NOW) if "giọng" in one.message]


def wants(folder: StationFolder, voice: str) -> None:
    """Let the text `tin` ask for `voice`, on its second line."""
    path = folder.scripts / "tin.md"
    path.write_text(path.read_text(encoding="utf-8").replace("---\n", f'---\nvoice: "{voice}"\n', 1), encoding="utf-8")


@pytest.mark.parametrize("voice", ["default", "", "nữ", "giọng Huế", "nam Sài Gòn", "saigon", "Nam"])
def test_a_voice_that_is_here_in_whatever_words_is_no_mistake(folder: StationFolder, voice: str) -> None:
    wants(folder, voice)
    assert told(folder) == []


@pytest.mark.parametrize(("voice", "near"), [("hế", "Huế"), ("saigonn", "saigon"), ("mien bắcc", "miền Bắc")])
def test_a_mistyped_voice_is_told_with_the_nearest(folder: StationFolder, voice: str, near: str) -> None:
    wants(folder, voice)
    (only,) = told(folder)
    assert only.startswith(f"scripts/vi/tin.md:2:0: không có giọng '{voice}'")
    assert only.endswith(f"; ý bạn là '{near}'?")


def test_one_that_is_near_to_none_is_told_with_those_there_are(folder: StationFolder) -> None:
    wants(folder, "jennifer")
    (only,) = told(folder)
    assert "chọn trong: nữ, nam, miền Bắc, Huế, Sài Gòn" in only


def test_the_stations_own_voice_is_looked_at_too(folder: StationFolder) -> None:
    config = folder.config.read_text(encoding="utf-8")
    folder.config.write_text(
        config.replace("[kokoro, espeak]", "[kokoro, espeak], voice: vi_VN-vais1000-medium"), encoding="utf-8"
    )
    (only,) = told(folder)
    assert only.startswith("config.yaml:3:0: không có giọng 'vi_VN-vais1000-medium'")


def test_it_keeps_no_file_from_being_taken_in(folder: StationFolder) -> None:
    wants(folder, "hế")
    assert open_book(folder).mistakes == ()
