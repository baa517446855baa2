"""A setting is written also where an officer's `config.yaml` has not even its section."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from broadcaster.folder import StationFolder
from broadcaster.settings import Settings, load_settings
from broadcaster.timetable.writing import write_setting

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture
def station(tmp_path: Path) -> StationFolder:
    return StationFolder(tmp_path)


@pytest.mark.parametrize(
    ("keys", "value", "read"),
    [
        (["sound", "volume"], "70%", lambda found: found.sound.volume == 70.0),
        (["panel", "tls"], "có", lambda found: found.panel.tls),
        (["sound", "amplifier", "on"], "8s", lambda found: found.sound.amplifier.on == 8.0),
    ],
)
@pytest.mark.parametrize(
    "before", ["", "sound:\n", "âm thanh: { độ to: -16 LUFS }\n", "panel: { listen: 127.0.0.1:8091 }\n"]
)
def test_a_setting_is_written_where_its_section_is_not_there_yet(
    station: StationFolder, keys: list[str], value: str, read: Callable[[Settings], bool], before: str
) -> None:
    station.config.write_text(f"station: {{ name: Đài thử }}  # tên\n{before}", encoding="utf-8")
    write_setting(station, keys, value, NOW)
    found, mistakes = load_settings(station)
    assert not mistakes
    assert read(found)
    assert "# tên" in station.config.read_text(encoding="utf-8")
