"""The line input over the real path: heard, lost and heard again, and never in the card's way."""

from __future__ import annotations

import itertools
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from broadcaster.playout.line_in import LineReceiver
from broadcaster.playout.offer import RelayPart
from broadcaster.units import RATE

from .conftest import Live, pitch_level, tone, wait, wait_until
from .recorder import Recorder
from .server import SoundServer

pytestmark = pytest.mark.slow


def test_the_line_input_is_heard_and_opened_again_when_it_was_away(sound_server: SoundServer, live: Live) -> None:
    live.player.air_now(live.offer("a", 0.0, live.part(700, 60.0)))
    line = LineReceiver(live.note)  # the default input here is the sink's monitor
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


@pytest.fixture
def tuner(sound_server: SoundServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another card, whose input carries a tone whatever becomes of the loudspeakers' card."""
    words = ("module-null-sink", "sink_name=tuner", "rate=48000", "channels=2", "format=s16le")
    module = sound_server.control("load-module", *words).strip()
    monkeypatch.setenv("PULSE_SOURCE", "tuner.monitor")
    soundfile.write(tmp_path / "tone.wav", tone(1300, 120.0), RATE, subtype="PCM_16")
    with subprocess.Popen(["paplay", "--device=tuner", str(tmp_path / "tone.wav")]) as played:
        yield
        played.kill()
    sound_server.control("unload-module", module)


@pytest.mark.usefixtures("tuner")
def test_a_card_that_comes_back_while_the_line_input_is_relayed_stays_and_so_does_the_input(
    sound_server: SoundServer, live: Live, tmp_path: Path
) -> None:
    other = live.part(700, 1.0)
    live.player.air_now(replace(live.offer("a", 0.0), parts=(RelayPart("line-in", 90.0, other.path),)))
    takes = (tmp_path / f"before-{number}" for number in itertools.count())
    wait_until(lambda: heard(next(takes)) == 1300, 20.0)
    sound_server.suspend(on=True)
    wait_until(lambda: not live.card.health().ok)
    wait(2.0)
    sound_server.suspend(on=False)
    wait_until(lambda: live.card.health().ok, 20.0)
    opened = live.card.health().opened
    wait(10.0)
    assert heard(tmp_path / "after") == 1300
    assert (live.card.health().ok, live.card.health().opened) == (True, opened)
    live.player.stop("thử")


def heard(folder: Path) -> int:
    """Which of the two tones sounds now."""
    with Recorder(folder) as take:
        wait(1.5)
    return max((700, 1300), key=lambda pitch: float(np.median(pitch_level(take.sound[-RATE:], pitch))))
