"""Relays and IP loudspeakers, with a real Icecast server that is killed and comes back."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from broadcaster.clock import SystemClock
from broadcaster.playout.icecast import CODECS, IcecastOutput
from broadcaster.playout.line import Cue
from broadcaster.playout.offer import RelayPart
from broadcaster.playout.receivers import StreamReceiver
from broadcaster.playout.sounds import KeptSound

from .conftest import ZONE, Live, pitch_level, tone, wait, wait_until
from .icecast import IcecastServer
from .recorder import Recorder

pytestmark = pytest.mark.slow


@pytest.fixture
def icecast() -> Iterator[IcecastServer]:
    with IcecastServer() as server:
        yield server


@contextlib.contextmanager
def on_the_air(icecast: IcecastServer, mount: str) -> Iterator[IcecastOutput]:
    """Another station, live on `mount` with a tone."""
    out = IcecastOutput(icecast.source_url(mount), SystemClock(ZONE), lambda _kind, _text: None)
    out.open()
    out.arm([Cue(("a", 1), KeptSound(tone(1300, 120.0)))])
    wait_until(lambda: icecast.has(mount))
    yield out
    out.close()


@pytest.fixture
def station_above(icecast: IcecastServer) -> Iterator[IcecastOutput]:
    with on_the_air(icecast, "tinh") as out:
        yield out


def arrives(url: str) -> float:
    """The level at which the other station's tone arrives from `url`."""
    notes: list[str] = []
    receiver = StreamReceiver(url, lambda _kind, text: notes.append(text))
    try:
        wait_until(lambda: receiver.ready() > 48_000 and receiver.level() > 0.25, 30.0)
    except AssertionError as error:
        raise AssertionError(notes) from error
    receiver.skip_to(24_000)  # the silence from before its programme lies in front
    sound = receiver.take(24_000)
    receiver.close()
    assert sound is not None
    level = pitch_level(sound, 1300)
    return float(np.median(level[level > 0.1]))


@pytest.mark.parametrize("mount", ["tinh", "tinh.ogg", "tinh.opus"])
def test_mp3_vorbis_and_opus_arrive_without_any_other_program(
    icecast: IcecastServer, monkeypatch: pytest.MonkeyPatch, mount: str
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setitem(CODECS, ".ogg", ("OGG", "VORBIS", "application/ogg"))  # another station may send it
    with on_the_air(icecast, mount):
        assert arrives(icecast.url(mount)) == pytest.approx(0.4, abs=0.05)


@pytest.mark.skipif(not shutil.which("ffmpeg"), reason="AAC is decoded by the ffmpeg program, which is not installed")
def test_aac_arrives_where_ffmpeg_is_installed(icecast: IcecastServer) -> None:
    words = "-re -f lavfi -i sine=frequency=1300:sample_rate=48000 -af volume=10dB -t 60 -c:a aac -b:a 96k"
    where = icecast.source_url("tinh.aac")
    command = ["ffmpeg", "-loglevel", "error", *words.split(), "-content_type", "audio/aac", "-f", "adts", where]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL) as source:
        wait_until(lambda: icecast.has("tinh.aac"), 20.0)
        assert arrives(icecast.url("tinh.aac")) == pytest.approx(0.4, abs=0.05)
        source.kill()


def test_aac_without_ffmpeg_is_told_with_the_cure_and_the_other_sound_is_heard(
    live: Live, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with http_stream("audio/aac", b"\xff\xf1" + bytes(4000)) as url, Recorder(tmp_path / "take") as take:
        other = live.part(700, 1.0)
        live.player.offer([replace(live.offer("a", time.time() + 3.0), parts=(RelayPart(url, 60.0, other.path),))])
        wait_until(lambda: lost(live), 20.0)
        wait(1.5)
    assert any("sudo apt-get install -y ffmpeg" in text for _, kind, text in live.notes if kind == "relay")
    assert (pitch_level(take.sound, 700) > 0.2).sum() > 24_000
    live.player.stop("thử")


@contextlib.contextmanager
def http_stream(kind: str, body: bytes) -> Iterator[str]:
    """A server that says `kind` and sends `body` to whoever asks."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


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


def test_a_server_that_is_frozen_is_told_and_is_no_evidence_that_anybody_heard(icecast: IcecastServer) -> None:
    notes: list[str] = []
    out = IcecastOutput(icecast.source_url("loa"), SystemClock(ZONE), lambda _kind, text: notes.append(text))
    out.open()
    out.arm([Cue(("a", 1), KeptSound(tone(900, 90.0)))])
    wait_until(lambda: icecast.has("loa"))
    icecast.freeze()
    wait_until(lambda: not out.health().ok, 25.0)
    out.heard()
    wait(3.0)
    assert out.heard() == []
    assert "máy chủ không trả lời" in notes[0]
    icecast.thaw()
    wait_until(lambda: out.health().ok, 30.0)
    out.close()


@pytest.mark.parametrize("mount", ["loa", "loa.ogg", "loa.opus"])
def test_a_stream_that_has_nothing_to_say_keeps_its_listeners(icecast: IcecastServer, mount: str) -> None:
    notes: list[str] = []
    out = IcecastOutput(icecast.source_url(mount), SystemClock(ZONE), lambda _kind, text: notes.append(text))
    out.open()
    wait_until(lambda: icecast.has(mount))
    wait(8.0)  # the server drops a source that sends nothing for 3 s
    assert icecast.has(mount)
    assert notes == []
    out.close()


def test_a_wrong_password_is_told(icecast: IcecastServer) -> None:
    url = icecast.source_url("loa").replace("mat-khau", "sai")
    out = IcecastOutput(url, SystemClock(ZONE), lambda _kind, _text: None)
    out.open()
    wait_until(lambda: not out.health().ok)
    assert "401" in out.health().why
    out.close()
