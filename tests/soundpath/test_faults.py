"""The faults of the field, really made: the server killed, the sink taken away, a device that stands still."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from broadcaster.clock import SystemClock
from broadcaster.playout.soundcard import SoundCard

from .conftest import ZONE, Live, pitch_level, wait, wait_until
from .recorder import Recorder
from .server import SoundServer

pytestmark = pytest.mark.slow


def playing(live: Live) -> None:
    live.player.air_now(live.offer("a", 0.0, live.part(700, 60.0)))
    wait_until(lambda: live.player.status().level_dbfs is not None)


def ok(live: Live) -> bool:
    return live.card.health().ok


def heard_again(live: Live, folder: Path) -> None:
    """The item sounds again, and the player knows where it is."""
    wait_until(lambda: ok(live), 15.0)
    with Recorder(folder / "take") as take:
        wait(0.5)
    assert np.sqrt(np.mean(np.square(take.sound))) > 0.1
    on_air = live.player.status().on_air
    assert on_air
    assert on_air.remaining == pytest.approx(60.0 - (time.time() - on_air.started), abs=0.5)
    assert [text for _, kind, text in live.notes if kind == "device"][-1] == "thiết bị âm thanh đã phát lại được"
    live.player.stop("thử")


def test_f09_the_sound_server_is_killed_and_comes_back(live: Live, sound_server: SoundServer, tmp_path: Path) -> None:
    playing(live)
    sound_server.kill()
    assert wait_until(lambda: not ok(live)) <= 1.2
    assert "mất tiếng" in live.notes[-1][2]
    wait(1.0)
    sound_server.start()
    heard_again(live, tmp_path)
    assert "không có thiết bị âm thanh" in live.card.health().why or live.card.health().ok


def test_f09_the_sink_is_unplugged_and_plugged_in_again(live: Live, sound_server: SoundServer, tmp_path: Path) -> None:
    playing(live)
    sound_server.unplug()
    assert wait_until(lambda: not ok(live)) <= 1.2
    wait(0.5)
    sound_server.plug()
    heard_again(live, tmp_path)


@pytest.mark.parametrize("how", ["suspend", "freeze"])
def test_f10_a_device_that_says_it_plays_while_nothing_moves(
    live: Live, sound_server: SoundServer, tmp_path: Path, how: str
) -> None:
    playing(live)
    began = time.time()
    sound_server.suspend(on=True) if how == "suspend" else sound_server.freeze()
    assert wait_until(lambda: not ok(live)) <= 1.2
    assert "tiếng không chạy" in live.notes[-1][2]
    wait(2.0)
    sound_server.suspend(on=False) if how == "suspend" else sound_server.thaw()
    heard_again(live, tmp_path)
    wait_until(lambda: live.verdict("a").ended)
    assert live.verdict("a").seconds_heard < time.time() - began  # what it swallowed unheard is not counted


def test_a_station_that_starts_without_a_device_plays_as_soon_as_there_is_one(
    sound_server: SoundServer, tmp_path: Path
) -> None:
    sound_server.kill()
    live = Live(tmp_path, real_time=False)
    live.player.air_now(live.offer("a", 0.0, live.part(700, 60.0)))
    wait(0.5)
    assert not ok(live)
    assert live.card.health().why
    sound_server.start()
    wait_until(lambda: ok(live), 15.0)
    wait_until(lambda: live.player.status().level_dbfs is not None)
    live.player.close()


def test_a_device_that_is_not_there_is_named_and_never_ends_the_station(sound_server: SoundServer) -> None:
    notes: list[str] = []
    card = SoundCard(SystemClock(ZONE), lambda _kind, text: notes.append(text), "Loa phường")
    card.open()
    assert not card.health().ok
    assert "không mở được thiết bị âm thanh" in notes[0]
    card.close()


def test_without_portaudio_the_reason_and_the_cure_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    card = SoundCard(SystemClock(ZONE), lambda _kind, _text: None)
    card.open()
    assert "sudo apt-get install -y libportaudio2" in card.health().why
    card.close()


def test_orders_are_obeyed_though_the_sound_server_hangs_while_the_device_is_opened_again(
    live: Live, sound_server: SoundServer, tmp_path: Path
) -> None:
    playing(live)
    sound_server.freeze()
    wait_until(lambda: not ok(live))
    wait_until(lambda: live.card._tries)  # the device is being opened anew, which hangs
    began = time.monotonic()
    live.player.stop("thử")
    live.player.air_now(live.offer("b", 0.0, live.part(900, 60.0)))
    live.player.break_in(live.page("khẩn", live.part(1200, 5.0)))
    live.player.status()
    assert time.monotonic() - began < 1.0
    sound_server.thaw()
    wait_until(lambda: ok(live), 15.0)
    with Recorder(tmp_path / "take") as take:
        wait(1.0)
    assert np.median(pitch_level(take.sound, 1200)) > 0.1 or np.median(pitch_level(take.sound, 3000)) > 0.1
    live.player.stop("thử")


def test_a_sound_server_that_hangs_at_the_start_is_told_and_waited_for_no_longer(sound_server: SoundServer) -> None:
    asks = "from broadcaster.playout.probe import why_no_device; print(why_no_device(None))"
    sound_server.freeze()
    try:
        told = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, timeout=20.0, check=True)
    finally:
        sound_server.thaw()
    assert "hệ thống âm thanh của máy không trả lời" in told.stdout


def test_the_station_ends_though_the_sound_server_hangs(sound_server: SoundServer) -> None:
    with subprocess.Popen([sys.executable, "-c", STATION], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as station:
        assert station.stdin
        assert station.stdout
        assert station.stdout.readline() == b"open\n"
        sound_server.freeze()
        try:
            assert station.stdout.readline() == b"lost\n"
            station.communicate(b"\n", timeout=20.0)
        finally:
            station.kill()
            sound_server.thaw()
    assert station.returncode == 0


STATION = """
import sys
from zoneinfo import ZoneInfo
from broadcaster.clock import SystemClock
from broadcaster.playout.soundcard import SoundCard
card = SoundCard(SystemClock(ZoneInfo("UTC")), lambda kind, text: print("lost", flush=True))
card.open()
print("open", flush=True)
sys.stdin.readline()
card.close()
"""
