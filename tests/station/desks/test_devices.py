"""The machine's desk on a real station: what it tells, what it tries, what it writes, and what comes back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from station.conftest import HummingAtelier

from broadcaster.errors import BroadcasterError
from broadcaster.folder import StationFolder
from broadcaster.settings import load_settings
from broadcaster.station.answers import Answers
from broadcaster.station.door import RefusedError, UnknownNameError
from broadcaster.station.rehearsal import Stage, rehearsal

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = datetime(2026, 12, 1, 9, 0, tzinfo=ZONE)


@pytest.fixture
def stage(folder: StationFolder) -> Iterator[Stage]:
    with rehearsal(folder, DAY) as made:
        yield made


@pytest.fixture
def answers(stage: Stage) -> Answers:
    return Answers(stage.station)


def aired(stage: Stage) -> list[tuple[str, str, str]]:
    entries = stage.station.journal.read(DAY - timedelta(hours=1), DAY + timedelta(hours=15))
    return [(entry.programme, entry.outcome, entry.why) for entry in entries]


def test_what_it_tells_is_json_and_whole(answers: Answers) -> None:
    told = json.loads(json.dumps(answers.devices.report()))
    assert told["panel"] == {"host": "127.0.0.1", "port": 8477, "tls": False}
    assert (told["volume"], told["amplifier"]["switch"], told["amplifier"]["on"]) == (100, "none", None)
    findings = json.loads(json.dumps(answers.devices.examine()))
    assert {"name", "ok", "finding", "mend"} == findings[0].keys()
    assert any(one["name"].startswith("Giọng ") for one in findings)


def test_a_trial_airs_the_stations_name_and_the_journal_says_who_asked(answers: Answers, stage: Stage) -> None:
    answers.devices.try_sound("Chị Lan")
    stage.play(DAY + timedelta(minutes=1))
    assert aired(stage)[-1][:2] == ("Thử loa", "aired")
    assert "theo lệnh của Chị Lan" in aired(stage)[-1][2]


def test_the_tone_sounds_for_ten_seconds(answers: Answers, stage: Stage) -> None:
    assert answers.devices.try_tone("Chị Lan") == {"seconds": 10.0}
    stage.play(DAY + timedelta(minutes=1))
    entry = stage.station.journal.read(DAY - timedelta(hours=1), DAY + timedelta(hours=1))[-1]
    assert (entry.programme, entry.outcome, entry.seconds_heard) == ("Âm chuẩn", "aired", 10.0)


def test_a_trial_keeps_quiet_hours_unless_meant(folder: StationFolder) -> None:
    with rehearsal(folder, DAY.replace(hour=23)) as stage:
        desk = Answers(stage.station).devices
        assert "giờ yên tĩnh" in desk.quiet()
        for trial in (desk.try_sound, desk.try_tone):
            with pytest.raises(RefusedError, match="giờ yên tĩnh"):
                trial("Chị Lan")
        assert desk.try_tone("Chị Lan", anyway=True) == {"seconds": 10.0}


def test_a_trial_never_cuts_what_is_on_the_air(answers: Answers, stage: Stage) -> None:
    answers.play("tin", "thử")
    stage.play(DAY + timedelta(seconds=1))
    assert answers.status()["on_air"] is not None
    for trial in (answers.devices.try_sound, answers.devices.try_tone):
        with pytest.raises(RefusedError, match="đang phát «Tin»"):
            trial("Chị Lan", anyway=True)


def test_a_trial_whose_sound_comes_late_cuts_nothing_either(folder: StationFolder, humming: HummingAtelier) -> None:
    with rehearsal(folder, DAY, humming) as stage:
        answers = Answers(stage.station)
        humming.late = stage.station.files.book.composer.station_call()
        assert answers.devices.try_sound("Chị Lan") == {"ready": False}
        answers.play("tin", "thử")
        stage.play(DAY + timedelta(seconds=2))
        humming.late = None
        stage.play(DAY + timedelta(minutes=1))
        assert [one[:2] for one in aired(stage)] == [("Tin", "aired"), ("Thử loa", "aired")]


def test_a_trial_does_not_delay_what_is_about_to_begin(folder: StationFolder) -> None:
    with rehearsal(folder, DAY.replace(hour=16, minute=59, second=54)) as stage:
        desk = Answers(stage.station).devices
        stage.play(stage.clock.now() + timedelta(seconds=1))
        for trial in (desk.try_sound, desk.try_tone):
            with pytest.raises(RefusedError, match="sắp đến giờ phát «Buổi chiều»"):
                trial("Chị Lan")


def test_an_amplifier_that_is_not_there_cannot_be_tried(answers: Answers) -> None:
    with pytest.raises(RefusedError, match="chưa có mạch"):
        answers.devices.try_amplifier()


def test_name_volume_and_way_in_are_written_and_counted_from_then_on(
    answers: Answers, stage: Stage, folder: StationFolder
) -> None:
    answers.devices.rename("  Đài xã  Mới ")
    answers.devices.set_volume(70)
    answers.devices.open_panel(to_network=True, tls=True)
    settings, mistakes = load_settings(folder)
    assert not mistakes
    assert (settings.station.name, settings.sound.volume) == ("Đài xã Mới", 70.0)
    assert (settings.panel.host, settings.panel.port, settings.panel.tls) == ("0.0.0.0", 8477, True)
    assert len(list(stage.station.folder.history.glob("config-*.yaml"))) == 4
    for _ in range(3):
        stage.clock.advance(1.0)
        stage.station.heart.beat()
    assert answers.devices.report()["volume"] == 70
    assert answers.status()["station"] == "Đài xã Mới"


@pytest.mark.parametrize("name", ["", "   "])
def test_a_station_is_not_left_without_a_name(answers: Answers, folder: StationFolder, name: str) -> None:
    with pytest.raises(BroadcasterError):
        answers.devices.rename(name)
    assert load_settings(folder)[0].station.name == "Đài thử"


def test_a_backup_is_made_found_by_its_name_and_by_no_other(answers: Answers, stage: Stage) -> None:
    name = answers.devices.back_up()
    assert answers.devices.backup(name).parent == stage.station.folder.var / "backup"
    assert [one["name"] for one in answers.devices.report()["backups"]] == [name]
    for other in ("../panel.sqlite", "sao-luu-khac.zip", "", f"./{name}"):
        with pytest.raises(UnknownNameError):
            answers.devices.backup(other)


def test_a_restored_station_goes_by_what_came_back(
    answers: Answers, stage: Stage, folder: StationFolder, tmp_path: Path
) -> None:
    packed = answers.devices.backup(answers.devices.back_up())
    answers.devices.rename("Đài xã Mới")
    stage.play(DAY + timedelta(seconds=5))
    told = answers.devices.restore(packed, at_machine=True)
    assert Path(told["earlier"]).name == "truoc-phuc-hoi-20261201-090005"
    stage.play(DAY + timedelta(seconds=10))
    assert answers.status()["station"] == "Đài thử"
    assert any("phục hồi" in note.text for note in stage.station.journal.notes(DAY, DAY + timedelta(minutes=1)))


def test_nothing_is_replaced_under_what_sounds(answers: Answers, stage: Stage) -> None:
    packed = answers.devices.backup(answers.devices.back_up())
    answers.play("tin", "thử")
    stage.play(DAY + timedelta(seconds=1))
    with pytest.raises(BroadcasterError, match="đài đang phát"):
        answers.devices.restore(packed, at_machine=True)
