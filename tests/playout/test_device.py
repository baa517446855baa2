"""One opened stream, over a PortAudio that is told what to say."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from broadcaster.clock import SystemClock
from broadcaster.errors import OutputError
from broadcaster.playout import device as device_module
from broadcaster.playout.device import BLOCK, Device
from broadcaster.units import RATE


class FakeStream:
    """As much of `sounddevice.OutputStream` as a device uses."""

    active, latency = True, 0.2

    def __init__(self, callback: Callable[..., None], **asked: Any) -> None:
        self.callback, self.asked = callback, asked

    @property
    def time(self) -> float:
        return SystemClock(ZoneInfo("UTC")).timestamp()

    def start(self) -> None:
        """At once."""

    def abort(self, ignore_errors: bool = True) -> None:  # noqa: FBT001, FBT002 - its name there
        """At once."""

    def close(self) -> None:
        """At once."""


@pytest.fixture
def device(monkeypatch: pytest.MonkeyPatch) -> Device:
    monkeypatch.setattr(device_module, "_sounddevice", lambda: SimpleNamespace(OutputStream=FakeStream))
    return Device(None, 0.2, SystemClock(ZoneInfo("UTC")), lambda played: played.out.fill(0.1))


def ask(device: Device, blocks: int, *, dry: bool = False) -> None:
    for _ in range(blocks):
        now = SystemClock(ZoneInfo("UTC")).timestamp()
        stamp = SimpleNamespace(outputBufferDacTime=now + 0.2, currentTime=now)
        out = np.zeros((BLOCK, 1), np.float32)
        device._callback(out, BLOCK, stamp, SimpleNamespace(output_underflow=dry))
        assert np.all(out == np.float32(0.1))


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
        device_module._checked(refuse)


def test_a_fault_in_the_mixing_is_silence_and_told(device: Device) -> None:
    def broken(_played: object) -> None:
        raise ValueError("hỏng")

    device._render = broken
    out = np.ones((BLOCK, 1), np.float32)
    stamp = SimpleNamespace(outputBufferDacTime=0.0, currentTime=0.0)
    device._callback(out, BLOCK, stamp, SimpleNamespace(output_underflow=False))
    assert not out.any()
    assert "hỏng" in device.fault()
    device.close()
