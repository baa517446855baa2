"""A real station put together over what an earlier run left behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from broadcaster.clock import SystemClock
from broadcaster.folder import StationFolder
from broadcaster.journal import Heard, Journal
from broadcaster.playout.asrun import AsRun
from broadcaster.station.assembly import Assembled, StandingBy, assemble
from broadcaster.station.rig import Rig, rig_of_before

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
EVERY_HALF_HOUR = """
programmes:
  - name: Bản tin
    every: 30 phút
    between: 00:00-23:59
    grace: 1 phút
    play: [{ script: tin }]
"""


@pytest.fixture
def after_a_power_cut(folder: StationFolder, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Assembled, datetime]]:
    """A station that died two hours ago in the middle of something, and is back."""
    monkeypatch.setenv("ALSA_PLUGIN_DIR", "")  # it is this process's, and not the station's to set
    config = folder.config.read_text(encoding="utf-8")
    config = config.replace('quiet_hours: ["21:00-04:45"], max_sessions_a_day: 4, ', "quiet_hours: [], ")
    folder.config.write_text(config + "sound: { output: file:var/on-air }\n", encoding="utf-8")
    (folder.schedules / "lich.yaml").write_text(EVERY_HALF_HOUR, encoding="utf-8")
    died = datetime.now(ZONE) - timedelta(hours=2)
    folder.var.mkdir()
    journal = Journal(folder.journal, ZONE)
    journal.write(AsRun("dở", "Dở dang", died, died, None, "aired", "", 0.0))
    journal.alive(died + timedelta(seconds=20), Heard("dở", 20.0, died + timedelta(seconds=20)))
    journal.close()
    back = assemble(folder)
    yield back, died
    back.close()


def test_f01_what_fell_into_a_power_cut_is_told_as_missed_also_when_it_cut_something_off(
    after_a_power_cut: tuple[Assembled, datetime],
) -> None:
    back, died = after_a_power_cut
    back.station.begin()
    back.station.player.beat()
    told = back.journal.read(died - timedelta(minutes=1), datetime.now(ZONE) - timedelta(minutes=2))
    assert (told[0].programme, told[0].outcome, told[0].seconds_heard) == ("Dở dang", "cut", 20.0)
    assert [one.outcome for one in told[1:]] == ["missed"] * len(told[1:])
    assert len(told) in {4, 5}, "every half hour of the two it was away"
    (note,) = [one.text for one in back.journal.notes(died, datetime.now(ZONE)) if "dở dang" in one.text.lower()]
    assert "Dở dang" in note


SOON = """
programmes:
  - name: Nhạc hiệu
    at: "{at:%H:%M:%S}"
    grace: 1 phút
    play: [{{ jingle: nhac-hieu }}]
"""


def prepared(folder: StationFolder, until: datetime, first: str | None = None) -> None:
    """Let the station run until it has kept what it would play were it started again, or until then."""
    before = assemble(folder, first=first)
    clock, look = before.station.clock, StandingBy(before.station, first)
    while not folder.standby.exists() and clock.now() < until:
        before.station.heart.beat()
        look()
        clock.sleep(0.1)
    before.close()


@pytest.fixture
def free(folder: StationFolder, monkeypatch: pytest.MonkeyPatch) -> StationFolder:
    """A station that may sound at any hour, into a file."""
    monkeypatch.setenv("ALSA_PLUGIN_DIR", "")
    config = folder.config.read_text(encoding="utf-8").replace('quiet_hours: ["21:00-04:45"], ', "quiet_hours: [], ")
    folder.config.write_text(config + "sound: { output: file:var/on-air }\n", encoding="utf-8")
    return folder


@pytest.fixture
def off_at_its_hour(free: StationFolder) -> Iterator[tuple[Rig, Assembled]]:
    """A station whose sounds are made is off as one of them comes due, and is back a second after."""
    at = datetime.now(ZONE) + timedelta(seconds=60)  # its voice has to be loaded meanwhile
    (free.schedules / "lich.yaml").write_text(SOON.format(at=at), encoding="utf-8")
    prepared(free, at)
    SystemClock(ZONE).sleep(max(0.0, (at - datetime.now(ZONE)).total_seconds() + 1.0))
    rig = rig_of_before(free)
    assert rig is not None
    back = assemble(free, rig)
    yield rig, back
    back.close()


@pytest.mark.slow
def test_what_a_start_asks_for_sounds_before_the_station_is_there_and_once(free: StationFolder) -> None:
    now = datetime.now(ZONE)
    at = now + timedelta(hours=2 if now.hour < 12 else -2)
    (free.schedules / "lich.yaml").write_text(SOON.format(at=at), encoding="utf-8")
    prepared(free, now + timedelta(seconds=60), "Nhạc hiệu")
    rig = rig_of_before(free, "Nhạc hiệu")
    assert rig is not None
    sounding = rig.player.status().on_air
    assert sounding is not None
    assert sounding.programme == "Nhạc hiệu"
    back = assemble(free, rig, "Nhạc hiệu")
    try:
        assert back.asked == "Nhạc hiệu", "so that the station does not air it again"
        while back.station.player.status().on_air:
            back.station.heart.beat()
            back.station.clock.sleep(0.1)
    finally:
        back.close()
    (told,) = Journal(free.journal, ZONE).read(now - timedelta(minutes=2), datetime.now(ZONE) + timedelta(seconds=1))
    assert (told.outcome, told.why) == ("aired", "phát theo lệnh của người bật đài")


@pytest.mark.slow
def test_what_is_due_sounds_before_the_station_is_there_and_is_told_once(
    off_at_its_hour: tuple[Rig, Assembled],
) -> None:
    rig, back = off_at_its_hour
    assert back.station.player is rig.player
    on_air = back.station.player.status().on_air
    assert on_air is not None
    back.station.begin()
    still = back.station.player.status().on_air
    assert still is not None
    assert still.started == on_air.started, "the station's own offer changes nothing"
    while back.station.player.status().on_air:
        back.station.heart.beat()
        back.station.clock.sleep(0.1)
    for _ in range(20):
        back.station.heart.beat()
        back.station.clock.sleep(0.1)
    now = datetime.now(ZONE)
    (told,) = back.journal.read(now - timedelta(minutes=2), now)
    assert (told.programme, told.outcome) == ("Nhạc hiệu", "aired")
    assert "muộn" in told.why
