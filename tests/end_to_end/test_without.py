"""The same without what a machine may lack: no sound library, no network, no right to the usual port."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile
from end_to_end.conftest import LiveStation
from soundpath.server import SoundServer

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]  # a slow machine speaks slowly

NO_NETWORK = """
import socket
whole = socket.socket.connect
def only_here(self, address):
    if self.family != getattr(socket, "AF_UNIX", None) and address[0] not in ("127.0.0.1", "::1", "localhost"):
        raise OSError("no network")
    return whole(self, address)
socket.socket.connect = only_here
"""
NO_PORTAUDIO = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name == "sounddevice":
            raise OSError("PortAudio library not found")
sys.meta_path.insert(0, Missing())
"""


def patched(folder: Path, *codes: str) -> dict[str, str]:
    """An environment whose every Python begins with `codes`: the machine that lacks something."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text("\n".join(codes))
    return {"PYTHONPATH": f"{folder}:{':'.join(path for path in sys.path if path)}"}


def test_without_portaudio_and_network_the_station_writes_to_its_file(station: LiveStation, tmp_path: Path) -> None:
    station.start("--first", "tin", env=patched(tmp_path / "py", NO_NETWORK, NO_PORTAUDIO))
    assert "PortAudio" in station.terminal()
    assert "var/on-air" in station.terminal()
    station.wait_for(lambda: station.entry("Tin Bluezone"), "the first programme", 240)
    assert station.entry("Tin Bluezone")["outcome"] == "aired"  # type: ignore[index]
    assert station.ask("urgent", "khan-thu", "--repeat", "1")["title"] == "Thử loa"
    station.wait_for(lambda: station.entry("Thử loa"), "the announcement", 120)
    assert station.stop() == 0
    written = [soundfile.read(path)[0] for path in (station.folder / "var" / "on-air").glob("*.flac")]
    assert any(np.abs(sound).max(initial=0.0) > 0.1 for sound in written)


def test_the_command_says_that_no_station_runs(station: LiveStation) -> None:
    for words in (["status"], ["stop"], ["play", "tin"], ["urgent", "khan-thu"]):
        done = station.type(*words)
        assert done.returncode == 3
        assert "đài chưa chạy" in done.stderr


def test_the_station_starts_and_ends_though_the_sound_server_hangs(station: LiveStation, sound: SoundServer) -> None:
    sound.freeze()
    try:
        station.start()
        assert "không trả lời" in station.terminal()
        assert station.ask("urgent", "khan-thu", "--repeat", "1")["title"] == "Thử loa"
        assert not station.ask("status")["output"]["ok"]
        assert station.stop() == 0
    finally:
        sound.thaw()
    assert list((station.folder / "var" / "on-air").glob("*.flac"))
