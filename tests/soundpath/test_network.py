"""Relays and IP loudspeakers, with a real Icecast server that is killed and comes back."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from broadcaster.clock import SystemClock
from broadcaster.playout.icecast import IcecastOutput
from broadcaster.playout.line import Cue
from broadcaster.playout.offer import RelayPart
from broadcaster.playout.receivers import LineReceiver, StreamReceiver
from broadcaster.playout.sounds import KeptSound

from .conftest import ZONE, Live, pitch_level, tone, wait, wait_until
from .icecast import IcecastServer
from .recorder import Recorder
from .server import SoundServer

pytestmark = pytest.mark.slow


@pytest.fixture
def icecast() -> Iterator[IcecastServer]:
    with IcecastServer() as server:
        yield server


@pytest.fixture
def station_above(icecast: IcecastServer) -> Iterator[IcecastOutput]:
    """Another station, live on `/tinh` with a tone."""
    out = IcecastOutput(icecast.source_url("tinh"), SystemClock(ZONE), lambda _kind, _text: None)
    out.open()
    out.arm([Cue(("a", 1), KeptSound(tone(1300, 120.0)))])
    wait_until(lambda: icecast.has("tinh"))
    yield out
    out.close()


@pytest.mark.parametrize("program", ["ffmpeg", None])
def test_a_stream_arrives_with_and_without_the_program(
    icecast: IcecastServer, station_above: IcecastOutput, monkeypatch: pytest.MonkeyPatch, program: str | None
) -> None:
    found = shutil.which("ffmpeg") if program else None
    monkeypatch.setattr(shutil, "which", lambda _name: found)
    receiver = StreamReceiver(icecast.url("tinh"), lambda _kind, _text: None)
    wait_until(lambda: receiver.ready() > 48_000 and receiver.level() > 0.25, 30.0)
    receiver.skip_to(24_000)  # the silence from before its programme lies in front
    sound = receiver.take(24_000)
    receiver.close()
    assert sound is not None
    level = pitch_level(sound, 1300)
    assert np.median(level[level > 0.1]) == pytest.approx(0.4, abs=0.05)


def test_a_relay_falls_back_without_a_hole_and_goes_back(
    live: Live, icecast: IcecastServer, station_above: IcecastOutput, tmp_path: Path
) -> None:
    other = live.part(700, 1.0)
    relay = RelayPart(icecast.url("tinh"), 120.0, other.path)
    with Recorder(tmp_path / "take") as take:
        offer = live.offer("tiếp sóng", time.time() + 3.0)
        live.player.offer([replace(offer, parts=(relay,))])
        wait(5.0)
        wait_until(lambda: lost(live) == back(live), 30.0)
        wait(4.0)
        before = lost(live)
        icecast.kill()
        wait_until(lambda: lost(live) > before)
        icecast.start()
        wait_until(lambda: lost(live) == back(live), 40.0)
        wait(6.0)
    first = int(take.onsets()[0])
    sound = take.sound[first:]
    if not live.card.health().underruns:  # a neighbour that takes the machine makes holes of its own
        assert not (np.convolve(np.abs(sound) < 0.001, np.ones(960), "valid") >= 960).any()
    stream, instead = pitch_level(sound, 1300) > 0.2, pitch_level(sound, 700) > 0.2
    assert instead.sum() > 48_000
    assert np.flatnonzero(stream)[0] < np.flatnonzero(instead)[-1] < np.flatnonzero(stream)[-1]
    live.player.stop("thử")


def lost(live: Live) -> int:
    return sum("bị mất" in text for _, kind, text in live.notes if kind == "relay")


def back(live: Live) -> int:
    return sum("đã có lại" in text for _, kind, text in live.notes if kind == "relay")


def test_ip_loudspeakers_hear_it_and_hear_it_again_when_the_server_was_away(icecast: IcecastServer) -> None:
    notes: list[str] = []
    out = IcecastOutput(icecast.source_url("loa"), SystemClock(ZONE), lambda _kind, text: notes.append(text))
    out.open()
    out.arm([Cue(("a", 1), KeptSound(tone(900, 60.0)))])
    wait_until(lambda: icecast.has("loa"))
    icecast.kill()
    wait_until(lambda: not out.health().ok)
    assert "mat-khau" not in " ".join([*notes, out.name, out.health().why])
    icecast.start()
    wait_until(lambda: out.health().ok, 20.0)
    wait_until(lambda: icecast.has("loa"))
    heard = out.heard()
    assert heard[-1].first > 48_000  # it goes on where it should be by then
    out.close()


def test_a_wrong_password_is_told(icecast: IcecastServer) -> None:
    url = icecast.source_url("loa").replace("mat-khau", "sai")
    out = IcecastOutput(url, SystemClock(ZONE), lambda _kind, _text: None)
    out.open()
    wait_until(lambda: not out.health().ok)
    assert "401" in out.health().why
    out.close()


def test_the_line_input_is_heard_and_opened_again_when_it_was_away(sound_server: SoundServer, live: Live) -> None:
    live.player.air_now(live.offer("a", 0.0, live.part(700, 60.0)))
    line = LineReceiver()  # the default input here is the sink's monitor
    wait_until(lambda: line.ready() > 48_000)
    wait_until(lambda: line.level() > 0.2)
    sound_server.kill()
    sound_server.start()
    wait_until(lambda: live.card.health().ok, 15.0)
    for _ in range(150):
        line.skip_to(0)
        wait(0.1)
        if line.ready() and line.level() > 0.2:
            break
    line.skip_to(0)
    wait_until(lambda: line.ready() > 24_000)
    line.close()
    live.player.stop("thử")
