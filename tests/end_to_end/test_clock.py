"""A whole station whose clock is set while it sounds. libfaketime sets it, PortAudio's too; the recorder's stays right.

Asked for by the field (F6): small computers without a battery wake up in the past and are put right by the network.
"""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
import soundfile
from end_to_end.conftest import LiveStation
from morning import ZONE
from soundpath.conftest import pitch_level, tone
from soundpath.recorder import RATE, Recorder
from soundpath.server import SoundServer

from broadcaster.journal.journal import Journal
from broadcaster.playout.asrun import AsRun

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

LIBRARY = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))), Path("libfaketimeMT.so.1"))
NETWORK_TIME = """
import broadcaster.machine
broadcaster.machine.clock_is_synchronised = lambda: SYNCHRONISED
"""
"""What this machine's kernel knows of its clock is nothing to the test."""
SOUNDING, NEXT = 700, 1100
SECONDS = 8.0


class Machine:
    """A station on a machine whose clock can be set."""

    def __init__(self, station: LiveStation, folder: Path, *, by: float, synchronised: bool) -> None:
        """`by`: seconds by which its clock is wrong when it starts; `synchronised`: whether the network sets it."""
        self.station = station
        self._by = folder / "by"
        self.ahead = 0.0
        self.set(by)
        code = folder / "python"
        code.mkdir()
        (code / "sitecustomize.py").write_text(NETWORK_TIME.replace("SYNCHRONISED", repr(synchronised)))
        self.environment = {
            "PYTHONPATH": f"{code}:{':'.join(path for path in sys.path if path)}",
            "LD_PRELOAD": str(LIBRARY), "FAKETIME_TIMESTAMP_FILE": str(self._by), "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1",
        }  # fmt: skip

    def set(self, ahead: float) -> None:
        """Set its clock so many seconds ahead of the true time; it is seen within a second."""
        self.ahead = ahead
        fresh = self._by.with_suffix(".new")
        fresh.write_text(f"{ahead:+.0f}\n")
        fresh.replace(self._by)

    def at(self, instant: float) -> str:
        """What its clock shows at a true instant (POSIX seconds)."""
        return f"{datetime.fromtimestamp(instant + self.ahead, ZONE):%H:%M:%S}"

    def entries(self, programme: str) -> list[AsRun]:
        """What its journal says of a programme, whatever the day."""
        journal = Journal(self.station.folder / "var" / "journal.sqlite", ZONE)
        told = journal.read(datetime(1970, 1, 2, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
        journal.close()
        return [one for one in told if one.programme == programme]


@pytest.fixture
def sounds(station: LiveStation) -> None:
    """Two recordings that are told apart by their pitch."""
    for name, pitch, seconds in (("dang", SOUNDING, SECONDS), ("tiep", NEXT, 3.0)):
        soundfile.write(station.folder / "audio" / f"{name}.flac", tone(pitch, seconds, 0.2), RATE)


def programme(name: str, at: str, file: str) -> str:
    return f"""
  - name: {name}
    at: "{at}"
    grace: 2 phút
    play: [{{ file: audio/{file}.flac }}]
"""


def prepared(machine: Machine, environment: dict[str, str]) -> None:
    """Start the station with its sounds made and nothing due."""
    station = machine.station
    far = machine.at(time.time() + 6 * 3600)
    station.write_schedule("programmes:" + programme("Đang phát", far, "dang") + programme("Tiếp theo", far, "tiep"))
    station.start(env={**environment, **machine.environment})
    station.wait_until_prepared()


def runs(heard: np.ndarray, pitch: float) -> list[tuple[float, float]]:
    """From when to when a pitch is heard, in seconds, holes of a hundredth told apart."""
    level = pitch_level(heard, pitch, 480)
    loud = np.flatnonzero(level > 0.3 * level.max())
    breaks = np.flatnonzero(np.diff(loud) > 480)
    first, last = np.concatenate([[0], breaks + 1]), np.concatenate([breaks, [len(loud) - 1]])
    return [(loud[a] / RATE, loud[b] / RATE) for a, b in zip(first, last, strict=True)]


@pytest.mark.usefixtures("sounds")
@pytest.mark.parametrize("step", [3600.0, -3600.0, -86_400.0, 365 * 86_400.0])
def test_f06_what_sounds_goes_on_and_what_follows_keeps_its_hour_when_the_clock_is_set(
    station: LiveStation, sound: SoundServer, tmp_path: Path, step: float
) -> None:
    machine = Machine(station, tmp_path, by=0.0, synchronised=True)
    prepared(machine, sound.environment)
    due = float(int(time.time()) + 10)
    following = due + SECONDS + 10.0
    shown = machine.at(due)
    machine.ahead = step
    station.write_schedule(
        "programmes:" + programme("Đang phát", shown, "dang") + programme("Tiếp theo", machine.at(following), "tiep")
    )
    with Recorder(tmp_path / "take") as take:
        station.wait_for(lambda: machine.entries("Đang phát"), "the programme", 60)
        machine.set(step)
        station.wait_for(lambda: [one for one in machine.entries("Tiếp theo") if one.ended], "the next one", 60)
    heard = take.between(due - 1.0, following + 5.0)
    ((begins, ends),) = runs(heard, SOUNDING)
    late = begins - 1.0  # a recording's own beginning is faded in
    assert 0.0 <= late < 0.2
    assert ends - begins == pytest.approx(SECONDS - late, abs=0.15)
    ((begins, ends),) = runs(heard, NEXT)
    assert begins - late == pytest.approx(following - due + 1.0, abs=0.03)
    assert ends - begins == pytest.approx(3.0 - late, abs=0.15)
    for name, seconds in (("Đang phát", SECONDS), ("Tiếp theo", 3.0)):
        (aired,) = [one for one in machine.entries(name) if one.outcome != "missed"]
        assert aired.outcome == "aired"
        assert seconds - 0.1 < aired.seconds_heard < seconds + 1.0  # a render ends with some silence
        assert aired.started
        assert aired.ended
        assert (aired.ended - aired.started).total_seconds() == pytest.approx(aired.seconds_heard, abs=0.05)
    assert station.stop() == 0


@pytest.mark.usefixtures("sounds")
def test_f06_a_machine_that_wakes_up_in_1970_airs_urgent_messages_only_until_its_clock_is_right(
    station: LiveStation, sound: SoundServer, tmp_path: Path
) -> None:
    machine = Machine(station, tmp_path, by=259_200.0 - time.time(), synchronised=False)
    prepared(machine, sound.environment)
    with Recorder(tmp_path / "take") as take:
        station.wait_for(lambda: station.ask("status")["clock"]["why"], "the word about the clock")
        ordered = time.time()
        station.ask("urgent", "khan-thu", "--repeat", "1")
        station.wait_for(lambda: [one for one in machine.entries("Thử loa") if one.ended], "the announcement")
        hour = float(int(time.time()) + 10)
        station.write_schedule("programmes:" + programme("Đang phát", machine.at(hour), "dang"))
        station.wait_for(lambda: time.time() > hour + 4.0, "the hour of the programme")
        machine.set(0.0)
        station.wait_for(lambda: station.ask("status")["clock"]["trusted"], "the right time")
        due = float(int(time.time()) + 10)
        station.write_schedule("programmes:" + programme("Tiếp theo", machine.at(due), "tiep"))
        station.wait_for(lambda: [one for one in machine.entries("Tiếp theo") if one.ended], "the programme", 60)
    assert np.abs(take.between(ordered, ordered + 5.0)).max() > 0.1
    assert np.abs(take.between(hour - 1.0, hour + 4.0)).max() < 0.001
    ((begins, _),) = runs(take.between(due - 1.0, due + 5.0), NEXT)
    assert 1.0 <= begins < 1.2
    assert [one.outcome for one in machine.entries("Thử loa")] == ["aired"]
    assert not [one for one in machine.entries("Đang phát") if one.started]
    assert [one.outcome for one in machine.entries("Tiếp theo") if one.started] == ["aired"]
    assert station.stop() == 0
