"""The sound card's buffer thrown away, over a PortAudio that asks for blocks at the worst instant."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from broadcaster.clock import SystemClock
from broadcaster.playout import device as device_module
from broadcaster.playout.device import BLOCK
from broadcaster.playout.line import Cue
from broadcaster.playout.soundcard import SoundCard
from broadcaster.playout.sounds import KeptSound
from broadcaster.units import RATE

from .fake_stream import FakeStream

CLOCK = SystemClock(ZoneInfo("UTC"))
RISING = np.linspace(0.1, 0.9, RATE, dtype=np.float32)
"""A sound of which each frame tells which it is."""


class Asking(FakeStream):
    """Asks for two more blocks before it obeys an abort, as one that was busy does; refuses it where it is told to."""

    refuses = False
    meanwhile: Callable[[], object] = staticmethod(lambda: None)
    """What happens while it stands still."""

    def start(self) -> None:
        self.active = True

    def abort(self, ignore_errors: bool = True) -> None:  # noqa: FBT001, FBT002 - its name there
        for _ in range(2):
            self.ask(CLOCK.timestamp())
        self.active = False
        self.meanwhile()
        if self.refuses and not ignore_errors:
            raise RuntimeError("it is gone [PaErrorCode -9999]")


@pytest.fixture
def streams(monkeypatch: pytest.MonkeyPatch) -> list[Asking]:
    """Every stream that is opened, oldest first."""
    opened = list[Asking]()

    def open_one(**asked: object) -> Asking:
        opened.append(Asking(**asked))  # type: ignore[arg-type]
        return opened[-1]

    portaudio = SimpleNamespace(
        RawOutputStream=open_one, _terminate=lambda: None, _initialize=lambda: None, PortAudioError=OSError
    )
    monkeypatch.setattr(device_module, "_sounddevice", lambda: portaudio)
    return opened


@pytest.fixture
def card(streams: list[Asking]) -> Iterator[SoundCard]:
    made = SoundCard(CLOCK, lambda *_: None)
    made._try_to_open()  # without the thread that watches: this device asks for nothing by itself
    assert streams
    yield made
    made.close()


def test_what_breaks_in_loses_nothing_to_a_block_asked_for_before_the_buffer_is_thrown_away(
    card: SoundCard, streams: list[Asking]
) -> None:
    card.break_in(Cue(("bão", 1), KeptSound(RISING)))
    assert np.array_equal(streams[0].ask(CLOCK.timestamp()), RISING[:BLOCK])


def test_a_device_that_refuses_to_be_emptied_does_not_take_what_breaks_in_with_it(
    card: SoundCard, streams: list[Asking]
) -> None:
    streams[0].refuses = True
    card.break_in(Cue(("bão", 1), KeptSound(RISING)))
    card._try_to_open()
    assert np.array_equal(streams[-1].ask(CLOCK.timestamp()), RISING[:BLOCK])


def test_what_is_silenced_stays_silent_though_blocks_are_asked_for_meanwhile(
    card: SoundCard, streams: list[Asking]
) -> None:
    card.break_in(Cue(("bão", 1), KeptSound(RISING)))
    card.silence()
    assert not np.any(streams[0].ask(CLOCK.timestamp()))


def test_a_device_that_is_being_emptied_is_not_taken_to_be_lost(card: SoundCard, streams: list[Asking]) -> None:
    looks = threading.Thread(target=card._look)

    def look() -> None:
        looks.start()
        looks.join(0.2)  # it must wait until the device plays again, so this ends by the time

    streams[0].meanwhile = look
    card.break_in(Cue(("bão", 1), KeptSound(RISING)))
    looks.join()
    streams[0].meanwhile = lambda: None  # nobody looks while it is closed
    assert card.health().ok
    assert len(streams) == 1


def test_an_abort_that_comes_back_long_after_disturbs_nothing(
    card: SoundCard, streams: list[Asking], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(device_module, "CLOSING", 0.1)
    monkeypatch.setattr(device_module, "_left_behind", left_behind := list[threading.Thread]())
    comes_back = threading.Event()
    streams[0].meanwhile = lambda: comes_back.wait(10.0)
    card.break_in(Cue(("bão", 1), KeptSound(RISING)))
    card._try_to_open()
    assert np.array_equal(streams[-1].ask(CLOCK.timestamp()), RISING[:BLOCK])
    comes_back.set()
    for thread in left_behind:
        thread.join(10.0)
    assert np.array_equal(streams[-1].ask(CLOCK.timestamp()), RISING[BLOCK : 2 * BLOCK])
    assert len(streams) == 2
