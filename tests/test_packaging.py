"""The systemd unit gives the station what it asks the machine for."""

from __future__ import annotations

from configparser import ConfigParser
from pathlib import Path

import pytest

from broadcaster.station import running

UNIT = Path(__file__).parents[1] / "packaging" / "broadcaster.service"


@pytest.fixture(scope="module")
def service() -> dict[str, str]:
    unit = ConfigParser(strict=False, interpolation=None, comment_prefixes="#")
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read_string(UNIT.read_text(encoding="utf-8"))
    return dict(unit["Service"])


def test_it_gives_real_time_priority(service: dict[str, str]) -> None:
    assert int(service["LimitRTPRIO"]) >= 10
    assert "audio" in service["SupplementaryGroups"]


def test_a_station_that_dies_or_falls_silent_is_started_again(service: dict[str, str]) -> None:
    assert service["Restart"] == "always"
    assert service["Type"] == "notify"
    assert int(service["WatchdogSec"]) >= 10 * running.LONGEST_REST


def test_it_waits_for_no_network_and_writes_only_in_its_own_folder(service: dict[str, str]) -> None:
    assert "network-online" not in UNIT.read_text(encoding="utf-8")
    assert service["ProtectSystem"] == "strict"
    assert service["ReadWritePaths"] == service["WorkingDirectory"]
    assert service["ExecStart"].startswith(service["WorkingDirectory"])
    assert service["User"] != "root"
