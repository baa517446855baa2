"""One opened stream, over a PortAudio that is told what to say."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from broadcaster.clock import ManualClock, SystemClock
from broadcaster.errors import OutputError
from broadcaster.playout import portaudio
from broadcaster.playout.device import BACKLOG, BLOCK, SHAPES, Device
from broadcaster.playout.line import Line
from broadcaster.units import RATE, Samples

from .fake_stream import FakeStream


class Tone(Line):
    """A line on which the same sounds in every block, or nothing while it rests."""

    def __init__(self, sound: Callable[[Samples], None], resting: Callable[[], bool] = lambda: False) -> None:
        super().__init__()
        self._sound, self._rest = sound, resting
        self.times = list[float]()

    @property
    def resting(self) -> bool:
        return self._rest()

    def render(self, frames: int, wall: float, out: Samples | None) -> None:
        assert out is not None
        assert len(out) == frames
        self.times.append(wall)
        self._sound(out)


@pytest.fixture
def device(monkeypatch: pytest.MonkeyPatch) -> Device:
    monkeypatch.setattr(portaudio, "library", lambda: SimpleNamespace(RawOutputStream=FakeStream))
    return Device(None, 0.2, SystemClock(ZoneInfo("UTC")), Tone(lambda out: out.fill(0.1)))


def a_block(device: Device, now: float, *, dry: bool = False) -> Samples:
    """What the device is given for a block it asks for at `now`, which it says leaves 0.2 s later."""
    stamp = SimpleNamespace(outputBufferDacTime=now + 0.2, currentTime=now)
    out = memoryview(bytearray(b"noise!!!" * (BLOCK // 2)))
    device._callback(out, BLOCK, stamp, SimpleNamespace(output_underflow=dry))
    return np.frombuffer(out, np.float32)


def ask(device: Device, blocks: int, *, dry: bool = False) -> None:
    for _ in range(blocks):
        assert np.all(a_block(device, SystemClock(ZoneInfo("UTC")).timestamp(), dry=dry) == np.float32(0.1))


def test_running_dry_is_counted_but_not_while_the_buffer_is_being_filled(device: Device) -> None:
    ask(device, 2, dry=True)
    assert device.underruns == 0
    ask(device, RATE // BLOCK)
    ask(device, 3, dry=True)
    assert device.underruns == 3
    device.restart(lambda: None)
    ask(device, 2, dry=True)
    assert device.underruns == 3
    device.close()


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("Error opening OutputStream: Device unavailable [PaErrorCode -9985]", "chương trình khác giữ"),
        ("Error opening OutputStream: Invalid sample rate [PaErrorCode -9997]", "48 kHz"),
        ("Unanticipated host error [PaErrorCode -9999]: 'Input/output error' [ALSA error -5]", "dây loa"),
        ("Error querying device -1", "không có thiết bị âm thanh nào"),
        ("Something new", "PortAudio: Something new"),
    ],
)
def test_what_portaudio_refuses_is_told_in_words(told: str, meant: str) -> None:
    def refuse() -> None:
        raise RuntimeError(told)

    with pytest.raises(OutputError, match=meant):
        portaudio.checked(refuse)


def times(monkeypatch: pytest.MonkeyPatch, resting: Callable[[int], bool]) -> list[float]:
    """When the blocks of a device left that was said to rest at those of such a number."""
    monkeypatch.setattr(portaudio, "library", lambda: SimpleNamespace(RawOutputStream=FakeStream))
    clock, number = ManualClock(datetime(2020, 8, 21, 5, tzinfo=ZoneInfo("UTC"))), [0]
    line = Tone(lambda out: out.fill(0.1), lambda: resting(number[0]))
    device = Device(None, 0.2, clock, line)
    for number[0] in range(8 * BACKLOG):
        wander = 0.003 * math.sin(number[0])
        stamp = SimpleNamespace(outputBufferDacTime=clock.timestamp() + 0.2 + wander, currentTime=clock.timestamp())
        device._callback(memoryview(bytearray(4 * BLOCK)), BLOCK, stamp, SimpleNamespace(output_underflow=False))
        clock.advance(BLOCK / RATE)
    device.close()
    return line.times


def test_a_block_after_rest_leaves_when_it_would_have_left_without(monkeypatch: pytest.MonkeyPatch) -> None:
    all_day = times(monkeypatch, lambda _: False)
    assert len(all_day) == 8 * BACKLOG
    for number in (3, BACKLOG + 7, 6 * BACKLOG):
        played = times(monkeypatch, lambda now, number=number: now < number)  # type: ignore[misc]
        assert played[-(8 * BACKLOG - number) :] == all_day[number:]


def test_a_device_at_rest_is_silent_and_asks_the_mixing_once_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(times(monkeypatch, lambda _: True)) == 8


@pytest.mark.parametrize(("channels", "kind"), SHAPES)
def test_every_shape_gets_the_same_sound_on_every_channel(
    monkeypatch: pytest.MonkeyPatch, channels: int, kind: str
) -> None:
    def picky(**asked: Any) -> FakeStream:
        if (asked["channels"], asked["dtype"]) != (channels, kind):
            raise RuntimeError("Invalid sample format [PaErrorCode -9994]")
        return FakeStream(**asked)

    monkeypatch.setattr(portaudio, "library", lambda: SimpleNamespace(RawOutputStream=picky))
    ramp = np.linspace(-1.0, 1.0, BLOCK, dtype=np.float32)
    device = Device(None, 0.2, SystemClock(ZoneInfo("UTC")), Tone(lambda out: np.copyto(out, ramp)))
    out = memoryview(bytearray(BLOCK * channels * np.dtype(kind).itemsize))
    stamp = SimpleNamespace(outputBufferDacTime=0.0, currentTime=0.0)
    device._callback(out, BLOCK, stamp, SimpleNamespace(output_underflow=False))
    device.close()
    got = np.frombuffer(out, kind).reshape(BLOCK, channels).astype(np.float64)
    scale = 1.0 if kind == "float32" else 32_767.0
    assert np.max(np.abs(got / scale - ramp[:, None])) <= (0.0 if kind == "float32" else 1 / scale)


def test_a_fault_in_the_mixing_is_silence_and_told(device: Device) -> None:
    def broken(_out: object) -> None:
        raise ValueError("hỏng")

    device._line = Tone(broken)
    assert not a_block(device, 0.0).any()
    assert "hỏng" in device.fault()
    device.close()
