"""What leaves the sink is what was written, at its hour; an urgent announcement breaks in and the programme resumes."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import soundfile
from end_to_end.conftest import LiveStation
from morning import ZONE
from numpy.typing import NDArray
from soundpath.recorder import RATE, Recorder
from soundpath.server import SoundServer

SCHEDULE = """
programmes:
  - name: Buổi thử
    at: "{at}"
    grace: 5 phút
    play:
      - jingle: nhac-hieu
      - script: tin
      - jingle: nhac-ket
    bed: nen-nhe
"""

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]  # a slow machine speaks slowly
Sound = NDArray[np.float32]


def in_seconds(seconds: float) -> datetime:
    """A whole second of the station's clock, at least so far ahead."""
    return (datetime.now(ZONE) + timedelta(seconds=seconds + 1)).replace(microsecond=0)


def found_in(heard: Sound, sought: Sound) -> tuple[float, int]:
    """Where in `heard` the sound `sought` lies: the best normalised correlation there, and its first frame."""
    size = 1 << (len(heard) + len(sought)).bit_length()
    product = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(sought, size)), size)
    places = len(heard) - len(sought) + 1
    energy = np.concatenate([[0.0], np.cumsum(heard.astype(np.float64) ** 2)])
    local = np.sqrt(energy[len(sought) : len(sought) + places] - energy[:places])
    alike = product[:places] / (local * np.linalg.norm(sought) + 1e-6)
    best = int(np.argmax(alike))
    return float(alike[best]), best


@pytest.fixture
def on_air(station: LiveStation, sound: SoundServer) -> tuple[LiveStation, Sound, float]:
    """A station whose programme is made and due in some seconds; its render, and the instant it is due."""
    station.write_schedule(SCHEDULE.format(at="23:59:58"))
    station.start(env=sound.environment)
    station.wait_until_prepared()
    whole = station.folder / "cho.wav"
    assert station.type("render", "Buổi thử", "-o", str(whole)).returncode == 0
    due = in_seconds(8)
    station.write_schedule(SCHEDULE.format(at=f"{due:%H:%M:%S}"))
    render = soundfile.read(whole, dtype="float32")[0]
    return station, render, due.timestamp()


def test_a_programme_is_heard_whole_at_its_hour(on_air: tuple[LiveStation, Sound, float], tmp_path: Path) -> None:
    station, render, due = on_air
    with Recorder(tmp_path / "take") as take:
        station.wait_for(lambda: station.entry("Buổi thử"), "the programme", 180)
    heard = take.between(due - 0.5, due + len(render) / RATE + 0.5)
    alike, first = found_in(heard, render)
    assert alike > 0.99
    assert abs(first / RATE - 0.5) < 0.02
    silence = np.abs(take.between(due - 2.0, due)).max(initial=0.0)
    assert silence < 1e-3
    entry = station.entry("Buổi thử")
    assert entry is not None
    assert entry["outcome"] == "aired"
    assert entry["seconds_heard"] == pytest.approx(len(render) / RATE, abs=0.05)
    assert abs(datetime.fromisoformat(entry["started"]).timestamp() - due) < 0.02
    assert station.stop() == 0


def test_an_urgent_announcement_breaks_in_and_the_programme_resumes(
    on_air: tuple[LiveStation, Sound, float], tmp_path: Path
) -> None:
    station, render, due = on_air
    with Recorder(tmp_path / "take") as take:
        station.wait_for(lambda: station.ask("status")["on_air"], "the programme on air", 60)
        answer = station.ask("urgent", "khan-thu", "--repeat", "1")
        assert answer["breaks"] == "Buổi thử"
        station.wait_for(lambda: station.entry("Thử loa"), "the announcement", 60)
        station.wait_for(lambda: station.entry("Buổi thử"), "the rest of the programme", 180)
    page, programme = station.entry("Thử loa"), station.entry("Buổi thử")
    assert page is not None
    assert programme is not None
    assert (page["outcome"], page["kind"]) == ("aired", "urgent")
    assert "phát tiếp" in programme["why"]
    cut = datetime.fromisoformat(page["started"]).timestamp()
    signal = soundfile.read(station.folder / "audio" / "hieu-lenh-khan.flac", dtype="float32")[0]
    alike, first = found_in(take.between(cut - 0.1, cut + 3.1), signal[: 2 * RATE])
    assert alike > 0.95, "the attention signal comes first"
    assert abs(first / RATE - 0.1) < 0.05
    tail = render[-3 * RATE :]
    ended = datetime.fromisoformat(programme["ended"]).timestamp()
    alike, _ = found_in(take.between(ended - 3.5, ended + 0.5), tail)
    assert alike > 0.99, "the programme is heard to its end"
    assert programme["seconds_heard"] >= len(render) / RATE - 0.1
    assert due < cut


def test_stop_silences_at_once(on_air: tuple[LiveStation, Sound, float], tmp_path: Path) -> None:
    station, _, _ = on_air
    with Recorder(tmp_path / "take") as take:
        station.wait_for(lambda: station.ask("status")["on_air"], "the programme on air", 60)
        assert station.ask("stop")["stopped"] == ["Buổi thử"]
        asked = datetime.now(ZONE).timestamp()
        station.wait_for(lambda: station.entry("Buổi thử"), "the verdict", 30)
    entry = station.entry("Buổi thử")
    assert entry is not None
    assert entry["outcome"] == "cut"
    assert np.abs(take.between(asked, asked + 1.0)).max(initial=0.0) < 1e-3
