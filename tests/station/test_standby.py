"""What is kept for the next start: the same when it comes back, and never of other files or another program."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from station.conftest import HummingAtelier

from broadcaster.folder import StationFolder, fingerprint
from broadcaster.playout.offer import Offer, RelayPart, SoundPart
from broadcaster.sound.pieces import Mark
from broadcaster.station.assembly import StandingBy
from broadcaster.station.rehearsal import rehearsal
from broadcaster.station.standby import AtHand, Rigging, Standby, keep, kept
from broadcaster.timetable.claim import AfterCut, Claim, Priority, Start

NINE = datetime(2026, 12, 1, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
RIGGING = Rigging(
    ZoneInfo("Asia/Ho_Chi_Minh"),
    ("soundcard", "file:kho"),
    5.0,
    3.0,
    "none",
    0.5,
    Path("a/hiệu.flac"),
    Path("a/chuông.flac"),
)
CLAIM = Claim("sáng-1", 1000.0, 30.0, Priority.HIGH, Start.HARD, 600.0, AfterCut.RESTART, (0.0, 2.5), name="Buổi sáng")


def standby(tmp_path: Path) -> Standby:
    sound = SoundPart(tmp_path / "có.flac", 48_000, (Mark(0, 0, "Tin"), Mark(24_000, 0, "Tin", 1)), "tin")
    relay = RelayPart("http://đài/luồng", 60.0, tmp_path / "có.flac")
    sound.path.touch()
    offer = Offer(CLAIM, "Buổi sáng", (sound, relay), ("all",), frozenset({"tin"}), "vì")
    return Standby("bản-1", RIGGING, (offer,), (AtHand("buoi-sang", offer, ((900.0, 960.0), (1020.0, 1080.0))),))


def test_it_comes_back_the_same(tmp_path: Path) -> None:
    made = standby(tmp_path)
    keep(tmp_path / "standby.json", made)
    assert kept(tmp_path / "standby.json", "bản-1") == made


def test_of_other_files_or_another_program_it_is_nothing(tmp_path: Path) -> None:
    path = tmp_path / "standby.json"
    assert kept(path, "bản-1") is None
    keep(path, standby(tmp_path))
    assert kept(path, "bản-2") is None
    keep(path, replace(standby(tmp_path), program="0.0"))
    assert kept(path, "bản-1") is None


@pytest.mark.parametrize("spoilt", ["", "{", "[]", "null", '{"files": "bản-1"}'])
def test_broken_it_is_nothing(tmp_path: Path, spoilt: str) -> None:
    path = tmp_path / "standby.json"
    path.write_text(spoilt, encoding="utf-8")
    assert kept(path, "bản-1") is None
    keep(path, standby(tmp_path))
    told = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**told, "rigging": {**told["rigging"], "zone": "Asia/Chỗ_nào"}}), encoding="utf-8")
    assert kept(path, "bản-1") is None
    for key in (*told, "offers"):
        path.write_text(json.dumps({**told, key: [{"claim": 1}]}), encoding="utf-8")
        assert kept(path, "bản-1") is None


@pytest.mark.parametrize(
    ("since", "now", "due"),
    [(990.0, 1000.0, 1), (990.0, 999.0, 0), (1000.5, 1001.0, 0), (990.0, 1600.0, 1), (990.0, 1601.0, 0)],
)
def test_due_is_what_the_station_owes_now(tmp_path: Path, since: float, now: float, due: int) -> None:
    assert len(standby(tmp_path).due(since, now)) == due


def test_what_has_lost_its_sound_waits_for_the_station(tmp_path: Path) -> None:
    made = standby(tmp_path)
    (tmp_path / "có.flac").unlink()
    assert made.due(990.0, 1000.0) == []


@pytest.mark.parametrize(
    ("name", "now", "sounds"),
    [("buoi-sang", 1030, True), ("buoi-chieu", 1030, False), ("buoi-sang", 960, False), ("buoi-sang", 1080, False)],
)
def test_a_start_is_given_what_it_asks_for_where_that_may_sound(
    tmp_path: Path, name: str, now: float, *, sounds: bool
) -> None:
    at = datetime.fromtimestamp(now, RIGGING.zone)
    offer = standby(tmp_path).asked(name, at)
    assert (offer is not None) == sounds
    if offer:
        assert (offer.claim.at, offer.claim.id) == (now, f"phat-ngay-{at:%Y%m%dT%H%M%S%f}")
    (tmp_path / "có.flac").unlink()
    made = standby(tmp_path)
    (tmp_path / "có.flac").unlink()
    assert made.asked(name, at) is None


def test_what_a_start_may_ask_for_keeps_the_house_rules(folder: StationFolder, humming: HummingAtelier) -> None:
    with rehearsal(folder, NINE, humming) as stage:
        stage.play(NINE + timedelta(seconds=5))
        StandingBy(stage.station, "Buổi sáng")()
        found = kept(stage.station.folder.standby, stage.station.files.taken)
        assert found is not None
        made = found
        assert [one.name for one in made.at_hand] == ["Buổi sáng"] * 3

        def sounds(at: datetime) -> bool:
            return made.asked("Buổi sáng", at) is not None

        assert sounds(NINE)
        assert sounds(NINE + timedelta(days=2))
        assert not sounds(NINE + timedelta(days=3))
        assert not sounds(NINE.replace(hour=22))
        assert not sounds(NINE.replace(hour=4, minute=44, second=59))
        assert sounds(NINE.replace(hour=4, minute=45))
        assert not sounds(NINE.replace(hour=20, minute=59, second=59)), "it would sound into quiet hours"
        offer = made.asked("Buổi sáng", NINE)
        assert offer is not None
        assert offer.why == "phát theo lệnh của người bật đài"
        assert offer.claim.priority is Priority.HIGH
        StandingBy(stage.station, "không có")()
        found = kept(stage.station.folder.standby, stage.station.files.taken)
        assert found is not None
        assert found.at_hand == ()


def test_a_station_keeps_it_once_its_sounds_are_made_and_after_each_change(
    folder: StationFolder, humming: HummingAtelier
) -> None:
    with rehearsal(folder, NINE, humming) as stage:
        look = StandingBy(stage.station)
        look()
        assert kept(stage.station.folder.standby, fingerprint(folder)) is None
        stage.play(NINE + timedelta(seconds=5))
        look()
        made = kept(stage.station.folder.standby, stage.station.files.taken)
        assert made is not None
        assert [one.programme for one in made.offers] == ["Buổi chiều", "Buổi sáng"]
        assert made.rigging.signal == folder.audio / "hieu-lenh-khan.flac"
        text = (folder.schedules / "lich.yaml").read_text(encoding="utf-8")
        (folder.schedules / "lich.yaml").write_text(text.replace("17h", "18h"), encoding="utf-8")
        assert kept(stage.station.folder.standby, fingerprint(folder)) is None
        for _ in range(6):
            stage.clock.advance(1.0)
            stage.station.heart.beat()
        look()
        again = kept(stage.station.folder.standby, stage.station.files.taken)
        assert again is not None
        assert again.offers[0].claim.at == NINE.replace(hour=18).timestamp()
