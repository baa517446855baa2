"""The amplifier's switch: real commands, slow ones, broken ones, and a station that is killed while it is on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from broadcaster.errors import OutputError
from broadcaster.playout.amplifier import Amplifier, Warmth
from broadcaster.playout.switch import CommandSwitch, GpioSwitch, switch_of


def wait_until(true: Callable[[], object]) -> None:
    until = time.monotonic() + 30
    while not true():
        assert time.monotonic() < until
        threading.Event().wait(0.02)


def read(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split() if path.exists() else []


def test_a_command_is_told_on_and_off_and_off_again_at_the_start(tmp_path: Path) -> None:
    told = tmp_path / "told"
    script = tmp_path / "amp.sh"
    script.write_text(f'#!/bin/sh\necho "$1" >> {told}\n')
    script.chmod(0o755)
    amplifier = Amplifier(Warmth(), switch_of(f"command: {script}"), lambda _kind, _text: None)
    wait_until(lambda: read(told) == ["off"])
    amplifier.want(on=True)
    amplifier.want(on=True)
    wait_until(lambda: read(told) == ["off", "on"])
    amplifier.close()
    assert read(told) == ["off", "on", "off"]


def test_a_station_that_is_killed_leaves_the_amplifier_off(tmp_path: Path) -> None:
    told = tmp_path / "told"
    station = subprocess.Popen([sys.executable, "-c", STATION, f"sh -c 'echo {{}} >> {told}'"])
    wait_until(lambda: read(told) == ["off", "on"])
    os.kill(station.pid, signal.SIGKILL)
    station.wait()
    wait_until(lambda: read(told) == ["off", "on", "off"])


def test_it_is_off_in_the_end_where_the_station_is_killed_while_the_command_still_puts_it_on(tmp_path: Path) -> None:
    told, begun, script = tmp_path / "told", tmp_path / "begun", tmp_path / "amp.sh"
    script.write_text(f'#!/bin/sh\n[ "$1" = on ] && touch {begun} && sleep 1\necho "$1" >> {told}\n')
    script.chmod(0o755)
    station = subprocess.Popen([sys.executable, "-c", STATION, str(script)])
    wait_until(begun.exists)
    os.kill(station.pid, signal.SIGKILL)
    station.wait()
    wait_until(lambda: read(told) == ["off", "on", "off"])


STATION = """
import sys, time
from broadcaster.playout.amplifier import Amplifier, Warmth
from broadcaster.playout.switch import switch_of
amplifier = Amplifier(Warmth(), switch_of("command: " + sys.argv[1]), print)
time.sleep(0.3)
amplifier.want(on=True)
time.sleep(60)
"""


def test_a_command_that_is_not_there_is_told_once_and_stops_nothing() -> None:
    notes: list[str] = []
    amplifier = Amplifier(Warmth(), CommandSwitch("/khong/co"), lambda _kind, text: notes.append(text))
    amplifier.want(on=True)
    amplifier.want(on=False)
    amplifier.close()
    assert len(notes) == 1
    assert "không chạy được lệnh '/khong/co'" in notes[0]
    assert amplifier.fault


@pytest.mark.parametrize(("body", "why"), [("exit 3", "báo lỗi (mã 3)"), ("exec sleep 60", "chạy quá 1 giây")])
def test_a_command_that_fails_or_hangs_is_told_and_the_next_one_still_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, why: str
) -> None:
    monkeypatch.setattr("broadcaster.playout.switch.DEADLINE", 1.0)
    told, script, notes = tmp_path / "told", tmp_path / "amp.sh", list[str]()
    script.write_text(f'#!/bin/sh\necho "$1" >> {told}\nif [ "$1" = on ]; then {body}; fi\n')
    script.chmod(0o755)
    amplifier = Amplifier(Warmth(), CommandSwitch(str(script)), lambda _kind, text: notes.append(text))
    amplifier.want(on=True)

    def beaten() -> list[str]:
        amplifier.want(on=True)
        return notes

    wait_until(beaten)
    assert why in notes[0]
    amplifier.want(on=False)
    wait_until(lambda: read(told) == ["off", "on", "off"])
    amplifier.close()
    assert len(notes) == 1


def test_orders_are_obeyed_in_order_however_slow_the_command(tmp_path: Path) -> None:
    told, script = tmp_path / "told", tmp_path / "amp.sh"
    script.write_text(f'#!/bin/sh\n[ "$1" = on ] && sleep 0.3\necho "$1" >> {told}\n')
    script.chmod(0o755)
    amplifier = Amplifier(Warmth(), CommandSwitch(str(script)), lambda _kind, _text: None)
    for on in (True, False, True, False):
        amplifier.want(on=on)
    wait_until(lambda: read(told) == ["off", "on", "off", "on", "off"])
    amplifier.close()


def test_a_pin_without_its_package_is_told_with_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gpiod", None)
    with pytest.raises(OutputError, match="pip install gpiod"):
        GpioSwitch(17).put(on=True)


class FakeGpiod:
    """As much of gpiod 2 as the switch uses."""

    class line:  # noqa: N801 - its name there
        class Direction:
            OUTPUT = "out"

        class Value:
            ACTIVE, INACTIVE = 1, 0

    def __init__(self) -> None:
        self.values: list[int] = []
        self.released = False

    def LineSettings(self, direction: str) -> str:  # noqa: N802
        return direction

    def request_lines(self, chip: str, consumer: str, config: dict[int, str]) -> FakeGpiod:
        assert (chip, consumer, config) == ("/dev/gpiochip0", "broadcaster", {17: "out"})
        return self

    def set_value(self, line: int, value: int) -> None:
        assert line == 17
        self.values.append(value)

    def release(self) -> None:
        self.released = True


def test_a_pin_is_driven(monkeypatch: pytest.MonkeyPatch) -> None:
    chip = FakeGpiod()
    monkeypatch.setitem(sys.modules, "gpiod", chip)
    amplifier = Amplifier(Warmth(), switch_of("gpio: 17"), lambda _kind, _text: None)
    amplifier.want(on=True)
    amplifier.close()
    assert chip.values == [0, 1, 0]
    assert chip.released


@pytest.mark.parametrize("told", ["none", "", "NONE"])
def test_no_switch(told: str) -> None:
    assert switch_of(told) is None


@pytest.mark.parametrize("told", ["gpio: x", "command:", "relay"])
def test_a_switch_that_is_none_is_refused_with_what_to_write(told: str) -> None:
    with pytest.raises(OutputError, match="hãy viết"):
        switch_of(told)
