"""The sound card's buffer thrown away, over a PortAudio that asks for blocks at the worst instant."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from broadcaster.clock import ManualClock, SystemClock
from broadcaster.playout import portaudio, soundcard
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


@dataclass
class Opening:
    """What PortAudio does while it opens a stream, which may take it long."""

    meanwhile: Callable[[], object] = lambda: None


@pytest.fixture
def opening() -> Opening:
    return Opening()


@pytest.fixture
def streams(monkeypatch: pytest.MonkeyPatch, opening: Opening) -> list[Asking]:
    """Every stream that is opened, oldest first."""
    opened = list[Asking]()

    def open_one(**asked: object) -> Asking:
        opening.meanwhile()
        opened.append(Asking(**asked))  # type: ignore[arg-type]
        return opened[-1]

    made = SimpleNamespace(
        RawOutputStream=open_one,
        _terminate=lambda: None,
        _initialize=lambda: None,
        _exit_handler=lambda: None,
        PortAudioError=OSError,
    )
    monkeypatch.setattr(portaudio, "library", lambda: made)
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
    monkeypatch.setattr(portaudio, "CLOSING", 0.1)
    monkeypatch.setattr(portaudio, "left_behind", left_behind := list[threading.Thread]())
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


@pytest.fixture
def hangs(opening: Opening) -> Iterator[Hangs]:
    """A sound server that stands still: PortAudio does not come back from opening until it `thaws`."""
    still = Hangs()
    opening.meanwhile = still
    yield still
    still.thaw()


class Hangs:
    """An opening that has begun and does not end."""

    opens: threading.Thread | None = None

    def __init__(self) -> None:
        self.began, self._thaws = threading.Event(), threading.Event()

    def __call__(self) -> None:
        self.began.set()
        assert self._thaws.wait(20.0)

    def thaw(self) -> None:
        """Let it end, and wait for who opened."""
        self._thaws.set()
        if self.opens:
            self.opens.join(10.0)


def in_time(order: Callable[[], object]) -> None:
    """Carry out `order`, which waits for no device."""
    thread = threading.Thread(target=order, daemon=True)
    thread.start()
    thread.join(5.0)
    assert not thread.is_alive()


@pytest.fixture
def noon() -> ManualClock:
    return ManualClock(datetime(2020, 8, 21, 12, tzinfo=ZoneInfo("UTC")))


@pytest.fixture
def slow(noon: ManualClock, hangs: Hangs, streams: list[Asking]) -> Iterator[SoundCard]:
    """A card whose device is being opened, which hangs. Nobody watches it: it asks for nothing by itself."""
    del streams
    made = SoundCard(noon, lambda *_: None)
    made.arm([Cue(("a", 1), KeptSound(np.repeat(RISING, 60)), start=noon.timestamp())])
    hangs.opens = threading.Thread(target=made._try_to_open, daemon=True)
    hangs.opens.start()
    assert hangs.began.wait(10.0)
    yield made
    made.close()


def test_an_order_does_not_wait_for_a_device_that_is_slow_to_open(
    slow: SoundCard, noon: ManualClock, hangs: Hangs, streams: list[Asking]
) -> None:
    in_time(slow.silence)
    in_time(lambda: slow.break_in(Cue(("bão", 1), KeptSound(RISING))))
    in_time(slow.health)
    hangs.thaw()
    assert slow.health().ok
    assert np.array_equal(streams[-1].ask(noon.timestamp()), RISING[:BLOCK])


def test_a_programme_goes_on_where_it_should_be_once_a_slow_device_is_open(
    slow: SoundCard, noon: ManualClock, hangs: Hangs, streams: list[Asking]
) -> None:
    del slow
    noon.advance(30.0)
    hangs.thaw()
    assert streams[-1].ask(noon.timestamp())[-1] == pytest.approx(np.repeat(RISING, 60)[30 * RATE], abs=0.01)


def test_a_device_that_opens_when_the_station_has_ended_is_closed_again(
    hangs: Hangs, streams: list[Asking], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soundcard, "FIRST", 0.1)
    card = SoundCard(CLOCK, lambda *_: None)
    in_time(card.open)
    assert hangs.began.wait(10.0)
    hangs.opens = card._watcher
    in_time(card.close)
    hangs.thaw()
    assert streams[-1].closed
    assert not card.health().ok
