"""The line input over a PortAudio that keeps account of its streams: opened late, lost, and never left to another."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from broadcaster.clock import SystemClock
from broadcaster.playout import portaudio as portaudio_module
from broadcaster.playout.device import Device
from broadcaster.playout.line import Line
from broadcaster.playout.line_in import LineReceiver
from broadcaster.playout.offer import RelayPart
from broadcaster.units import RATE, Samples

from .conftest import Stage
from .fake_stream import FakeStream


class PortAudio:
    """What it is told to open; begun anew it forgets every stream, and who closes one of before closes a stranger's."""

    PortAudioError = OSError

    def __init__(self) -> None:
        self.begun = 0
        self.refuses = ""
        """Why no input can be opened; empty: it can."""
        self.shapes = {(1, "float32")}
        """Channels and formats that the input takes."""
        self.inputs = list[Input]()
        self.opened = threading.Event()
        self.wrong = list[str]()

    def RawOutputStream(self, **asked: Any) -> FakeStream:  # noqa: N802 - its name there
        return FakeStream(**asked)

    def InputStream(self, **asked: Any) -> Input:  # noqa: N802 - its name there
        if self.refuses:
            raise OSError(self.refuses)
        if (asked["channels"], asked["dtype"]) not in self.shapes:
            raise OSError("Invalid number of channels [PaErrorCode -9998]")
        self.inputs.append(Input(self, asked))
        self.opened.set()
        return self.inputs[-1]

    def _terminate(self) -> None:
        self.wrong += [f"begun anew over input {n}" for n, one in enumerate(self.inputs) if not one.closed]
        self.begun += 1

    def _initialize(self) -> None:
        """At once."""


class Input:
    """An input that is open."""

    def __init__(self, portaudio: PortAudio, asked: dict[str, Any]) -> None:
        self.portaudio, self.asked = portaudio, asked
        self.since = portaudio.begun
        self.closed = False

    def start(self) -> None:
        """At once."""

    def abort(self) -> None:
        """At once."""

    def close(self) -> None:
        if self.since != self.portaudio.begun:
            self.portaudio.wrong.append("closed a stream that has become another's")
        self.closed = True

    def hear(self, sound: Samples) -> None:
        """Let `sound` arrive, full scale at 1.0 and the same in every channel."""
        kind, channels = self.asked["dtype"], self.asked["channels"]
        exact = sound if kind == "float32" else np.round(sound * 32767).astype(np.int16)
        self.asked["callback"](np.repeat(exact[:, None], channels, axis=1), len(sound), None, None)


@pytest.fixture
def portaudio(monkeypatch: pytest.MonkeyPatch) -> PortAudio:
    made = PortAudio()
    monkeypatch.setattr(portaudio_module, "library", lambda: made)
    monkeypatch.setattr("broadcaster.playout.line_in.PATIENCE", (0.01, 0.02))
    monkeypatch.setattr("broadcaster.playout.line_in.LOOK", 0.01)
    return made


@pytest.fixture
def line(portaudio: PortAudio) -> Iterator[tuple[LineReceiver, list[str]]]:
    notes = list[str]()
    made = LineReceiver(lambda _kind, text: notes.append(text))
    yield made, notes
    made.close()
    soon(lambda: not made.alive)


def soon(true: Callable[[], object]) -> None:
    until = time.monotonic() + 10.0
    while not true():
        assert time.monotonic() < until
        threading.Event().wait(0.005)


def a_card() -> Device:
    return Device(None, 0.2, SystemClock(ZoneInfo("UTC")), Line(), again=True)


def test_what_the_input_hears_lies_ready(portaudio: PortAudio, line: tuple[LineReceiver, list[str]]) -> None:
    portaudio.opened.wait(10.0)
    portaudio.inputs[0].hear(np.full(RATE, 0.3, np.float32))
    assert line[0].ready() == RATE
    assert line[0].level() == pytest.approx(0.3)


@pytest.mark.parametrize("shape", [(2, "float32"), (2, "int16"), (1, "int16")])
def test_an_input_that_takes_one_shape_only_is_heard_as_loud(
    portaudio: PortAudio, line: tuple[LineReceiver, list[str]], shape: tuple[int, str]
) -> None:
    portaudio.shapes = {shape}
    portaudio.opened.wait(10.0)
    portaudio.inputs[-1].hear(np.full(RATE, 0.3, np.float32))
    assert line[0].level() == pytest.approx(0.3, abs=1e-4)


def test_one_that_cannot_be_opened_is_told_once_and_tried_again_until_it_is_good(
    portaudio: PortAudio, monkeypatch: pytest.MonkeyPatch
) -> None:
    portaudio.refuses = "Error querying device -1"
    notes = list[str]()
    line = LineReceiver(lambda _kind, text: notes.append(text))
    soon(lambda: notes)
    threading.Event().wait(0.1)
    (note,) = notes
    assert note.startswith("không mở được đường vào (line-in): máy không có đường vào nào đang dùng được; hãy xem")
    assert line.take(RATE) is None
    portaudio.refuses = ""
    assert portaudio.opened.wait(10.0)
    line.close()
    soon(lambda: portaudio.inputs[-1].closed)


def test_one_that_has_nothing_to_say_for_long_is_opened_again(
    portaudio: PortAudio, line: tuple[LineReceiver, list[str]]
) -> None:
    soon(lambda: len(portaudio.inputs) > 2)
    assert all(one.closed for one in portaudio.inputs[:2])
    assert not portaudio.wrong


def test_a_card_that_is_looked_for_anew_takes_no_open_input_with_it(
    portaudio: PortAudio, line: tuple[LineReceiver, list[str]]
) -> None:
    """Begun anew, PortAudio may give the card the very address that the input had, and closing that closes the card."""
    portaudio.opened.wait(10.0)
    card = a_card()
    assert portaudio.begun == 1
    soon(lambda: len(portaudio.inputs) > 1)
    card.close()
    line[0].close()
    soon(lambda: portaudio.inputs[-1].closed)
    assert not portaudio.wrong


def test_an_input_that_is_looked_for_anew_takes_neither_the_card_nor_another_input_with_it(
    portaudio: PortAudio, line: tuple[LineReceiver, list[str]]
) -> None:
    portaudio.opened.wait(10.0)
    portaudio.refuses = "Device unavailable [PaErrorCode -9985]"
    other = LineReceiver(lambda *_: None)
    threading.Event().wait(0.05)
    other.close()
    soon(lambda: not other.alive)
    assert portaudio.begun == 0
    assert not portaudio.inputs[0].closed


def test_a_programme_whose_line_input_is_not_there_has_its_other_sound(portaudio: PortAudio, stage: Stage) -> None:
    portaudio.refuses = "Error querying device -1"
    instead = stage.part(0.1, 1.0)
    offer = stage.offer("tiếp âm", 0.0, stage.part(0.3, 2.0))
    stage.player.offer([replace(offer, parts=(*offer.parts, RelayPart("line-in", 30.0, instead.path)))])
    stage.until(40.0)
    assert [stage.heard(at, 0.5) for at in (0.5, 3.0, 15.0, 31.0)] == [0.3, 0.1, 0.1, 0.1]
    assert any("không mở được đường vào" in text for kind, text in stage.notes if kind == "relay")
