"""Several outputs at once, and what a machine refuses: a full disk, a device that others hold, a format."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from broadcaster.clock import SystemClock
from broadcaster.playout.asrun import AsRun
from broadcaster.playout.file import FileOutput
from broadcaster.playout.icecast import IcecastOutput
from broadcaster.playout.met import Met
from broadcaster.playout.offer import Offer, SoundPart
from broadcaster.playout.piece import Material
from broadcaster.playout.player import Player
from broadcaster.playout.soundcard import SoundCard
from broadcaster.playout.sounds import KeptSound
from broadcaster.playout.world import World
from broadcaster.timetable.order import Claim
from broadcaster.units import RATE

from .conftest import ZONE, Live, pitch_level, tone, wait, wait_until
from .icecast import IcecastServer
from .recorder import Recorder
from .server import SoundServer

pytestmark = pytest.mark.slow


def found(sound: np.ndarray, pitch: float) -> float:
    """Seconds of `sound` at which that pitch is heard."""
    return float(np.count_nonzero(pitch_level(sound, pitch) > 0.1)) / RATE


def test_two_sound_cards_live_side_by_side_and_the_loss_of_one_leaves_the_other_its_own(
    sound_server: SoundServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    died = list[threading.ExceptHookArgs]()
    monkeypatch.setattr(threading, "excepthook", died.append)
    clock, notes = SystemClock(ZONE), list[str]()
    cards = [SoundCard(clock, lambda _kind, text: notes.append(text), device) for device in (None, "default")]
    try:
        for card in cards:
            card.open()
        wait_until(lambda: all(card.health().ok for card in cards))
        first = cards[0]._device
        assert cards[1]._device
        cards[1]._device.close()  # its stream ends, as of a card that was pulled out
        wait_until(lambda: cards[1].health().opened == 2)
        frames = [card._device.frames for card in cards if card._device]
        wait(1.0)
        assert cards[0]._device is first
        assert all(
            card._device and card._device.frames - had > RATE // 2 for card, had in zip(cards, frames, strict=True)
        )
        assert not died
        assert [card.health().opened for card in cards] == [1, 2]
    finally:
        for card in cards:
            card.close()


def test_a_card_that_was_there_before_the_restart_is_missed_whatever_is_written_to_a_file(
    sound_server: SoundServer, tmp_path: Path
) -> None:
    clock, outcomes = SystemClock(ZONE), list[str]()
    for there in (False, True, False):  # a station that never had one, one that has, and the same without
        sound_server.plug() if there else sound_server.unplug()
        told = list[AsRun]()
        card = SoundCard(clock, unheard, met=Met(tmp_path / "met"))
        archive = FileOutput(tmp_path / "on-air", clock, unheard)
        silence = KeptSound(np.zeros(0, np.float32))
        player = Player([card, archive], World(clock, told.append, unheard), Material(silence, silence, unheard))
        player.start()
        path = tmp_path / "tin.flac"
        soundfile.write(path, tone(900, 1.0), RATE, subtype="PCM_16")
        wait_until(lambda card=card, there=there: card.health().ok == there)  # type: ignore[misc]
        player.air_now(Offer(Claim("tin", time.time(), 0.0), "tin", (SoundPart(path, RATE),)))
        wait_until(lambda told=told: [one for one in told if one.ended or not one.started], 15.0)  # type: ignore[misc]
        player.close()
        outcomes.append(told[-1].outcome)
    sound_server.plug()
    assert outcomes == ["aired", "aired", "failed"]


def unheard(_kind: str, _text: str) -> None:
    """Nobody is told."""


def test_loudspeakers_archive_and_stream_sound_alike_and_one_that_fails_holds_up_none(
    sound_server: SoundServer, tmp_path: Path
) -> None:
    clock, notes, told = SystemClock(ZONE), list[str](), list[AsRun]()

    def note(_kind: str, text: str) -> None:
        notes.append(text)

    with IcecastServer() as icecast:
        card, archive = SoundCard(clock, note), FileOutput(tmp_path / "on-air", clock, note)
        stream = IcecastOutput(icecast.source_url("loa.ogg"), clock, note)
        silence = KeptSound(np.zeros(0, np.float32))
        world = World(clock, told.append, note)
        player = Player([card, archive, stream], world, Material(silence, silence, note))
        player.start()
        wait_until(lambda: icecast.has("loa.ogg"))
        listener = subprocess.Popen(
            [sys.executable, "-c", LISTENER, icecast.url("loa.ogg"), str(tmp_path / "heard.ogg")]
        )
        path = tmp_path / "tin.flac"
        soundfile.write(path, tone(900, 12.0), RATE, subtype="PCM_16")
        with Recorder(tmp_path / "take") as take:
            player.offer([Offer(Claim("tin", time.time() + 2.0, 0.0), "tin", (SoundPart(path, 12 * RATE),))])
            wait(8.0)
            listener.terminate()
            listener.wait(10)
            icecast.kill()  # half-way
            wait_until(lambda: [one for one in told if one.ended], 15.0)
        states = {health.name.partition(":")[0]: health.ok for health in player.status().outputs}
        player.close()
    assert states == {"soundcard": True, "file": True, "icecast": False}
    assert (told[-1].outcome, told[-1].seconds_heard) == ("aired", 12.0)
    assert found(take.sound, 900) == pytest.approx(12.0, abs=0.05)
    (written,) = (tmp_path / "on-air").iterdir()
    assert found(soundfile.read(written, dtype="float32")[0], 900) == pytest.approx(12.0, abs=0.05)
    assert found(soundfile.read(tmp_path / "heard.ogg", dtype="float32")[0], 900) > 3.0


LISTENER = """
import sys, urllib.request
with urllib.request.urlopen(sys.argv[1], timeout=20) as stream, open(sys.argv[2], "wb", buffering=0) as out:
    while more := stream.read1(4096):
        out.write(more)
"""


@contextlib.contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A disk of its own that is soon full; needs the right to mount, as root has."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root may mount a disk to fill")
def test_a_disk_that_fills_up_is_told_in_words_and_the_loudspeakers_go_on(
    live: Live, sound_server: SoundServer, tmp_path: Path
) -> None:
    notes: list[str] = []
    with small_disk(tmp_path / "disk", 300) as disk:
        archive = FileOutput(disk / "on-air", live.clock, lambda _kind, text: notes.append(text))
        chime = KeptSound(tone(500, 1.0))
        player = Player(
            [archive], World(live.clock, lambda _told: None), Material(chime, chime, lambda _kind, _text: None)
        )
        player.start()
        noise = tmp_path / "noise.flac"
        soundfile.write(noise, np.random.default_rng(1).uniform(-0.3, 0.3, 30 * RATE), RATE, subtype="PCM_16")
        player.air_now(Offer(Claim("ồn", 0.0, 0.0), "ồn", (SoundPart(noise, 30 * RATE),)))
        wait_until(lambda: not archive.health().ok, 30.0)
        assert "đĩa đã đầy" in archive.health().why
        assert "đĩa đã đầy" in notes[0]
        for file in (disk / "on-air").iterdir():
            file.unlink()
        wait_until(lambda: archive.health().ok, 40.0)
        player.close()


def test_a_device_that_others_hold_is_taken_as_soon_as_they_let_go(sound_server: SoundServer, tmp_path: Path) -> None:
    held = [socket.socket(socket.AF_UNIX) for _ in range(80)]  # the server serves 64 at a time
    for one in held:
        one.connect(str(sound_server.socket))
    wait(0.3)
    live = Live(tmp_path, real_time=False)
    live.player.air_now(live.offer("a", 0.0, live.part(700, 60.0)))
    wait(0.5)
    assert not live.card.health().ok
    assert "không mở được thiết bị âm thanh" in live.card.health().why
    for one in held:
        one.close()
    wait_until(lambda: live.card.health().ok, 15.0)
    wait_until(lambda: live.player.status().level_dbfs is not None)
    live.player.close()


FUSSY = """
pcm.!default {{ type {kind} slave {{ pcm "loa" {more} }} hint.description "kén định dạng" }}
pcm.loa {{ type pulse server "unix:{socket}" }}
ctl.!default {{ type pulse server "unix:{socket}" }}
"""


@pytest.mark.parametrize(("kind", "more"), [("linear", "format S16_LE"), ("linear", "format S32_LE")])
def test_a_device_that_takes_only_whole_numbers_is_given_them(
    sound_server: SoundServer, tmp_path: Path, kind: str, more: str
) -> None:
    asked = FUSSY.format(kind=kind, more=more, socket=sound_server.socket)
    (tmp_path / "asound.conf").write_text(f"</usr/share/alsa/alsa.conf>\n{asked}")
    played = tmp_path / "played"
    with Recorder(tmp_path / "take") as take:
        done = subprocess.run(
            [sys.executable, "-c", PLAYER, str(played)],
            env={**os.environ, "ALSA_CONFIG_PATH": str(tmp_path / "asound.conf")}, check=False, timeout=60,
        )  # fmt: skip
        wait(0.3)
    assert done.returncode == 0, played.read_text() if played.exists() else ""
    assert found(take.sound, 700) == pytest.approx(1.0, abs=0.05)


PLAYER = """
import sys, threading
from zoneinfo import ZoneInfo
import numpy as np
from broadcaster.clock import SystemClock
from broadcaster.playout.line import Cue
from broadcaster.playout.soundcard import SoundCard
from broadcaster.playout.sounds import KeptSound
card = SoundCard(SystemClock(ZoneInfo("UTC")), lambda kind, text: open(sys.argv[1], "a").write(text))
card.open()
tone = 0.4 * np.cos(2 * np.pi * 700 * np.arange(48_000) / 48_000)
card.arm([Cue(("a", 1), KeptSound(tone.astype(np.float32)))])
for _ in range(40):
    threading.Event().wait(0.1)
    if any(heard.ended for heard in card.heard()):
        card.close()
        raise SystemExit(0)
raise SystemExit(card.health().why or "nothing was heard")
"""
