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
from types import ModuleType

import pytest

from broadcaster.errors import OutputError
from broadcaster.playout.amplifier import Amplifier, Warmth
from broadcaster.playout.hand import SwitchHand
from broadcaster.playout.switch import GpioSwitch, switch_of

pytestmark = pytest.mark.slow


def wait_until(true: Callable[[], object]) -> None:
    until = time.monotonic() + 30
    while not true():
        assert time.monotonic() < until
        threading.Event().wait(0.02)


def amplifier_of(told: str, notes: list[str] | None = None) -> Amplifier:
    """An amplifier switched as config.yaml says, its `off` of the beginning obeyed or not."""
    switch = switch_of(told)
    assert switch
    kept: list[str] = [] if notes is None else notes
    amplifier = Amplifier(Warmth(), SwitchHand(switch), lambda _kind, text: kept.append(text))
    amplifier.settle(30.0)
    return amplifier


def read(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split() if path.exists() else []


def test_a_command_is_told_on_and_off_and_off_again_at_the_start(tmp_path: Path) -> None:
    told = tmp_path / "told"
    script = tmp_path / "amp.sh"
    script.write_text(f'#!/bin/sh\necho "$1" >> {told}\n')
    script.chmod(0o755)
    amplifier = amplifier_of(f"command: {script}")
    assert read(told) == ["off"]
    amplifier.want(0.0, on=True)
    amplifier.want(1.0, on=True)
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
from broadcaster.playout.hand import SwitchHand
from broadcaster.playout.switch import switch_of
amplifier = Amplifier(Warmth(), SwitchHand(switch_of("command: " + sys.argv[1])), print)
amplifier.settle(30.0)
amplifier.want(0.0, on=True)
time.sleep(60)
"""


def test_a_station_that_is_killed_while_the_command_hangs_leaves_neither_it_nor_its_children(tmp_path: Path) -> None:
    told, child, script = tmp_path / "told", tmp_path / "child", tmp_path / "amp.sh"
    script.write_text(
        f'#!/bin/sh\nif [ "$1" = on ]; then sleep 300 & echo $! > {child}.new; mv {child}.new {child}; wait; fi\n'
        f'echo "$1" >> {told}\n'
    )
    script.chmod(0o755)
    hasty = "from broadcaster.playout import switch; switch.DEADLINE = 1.0\n" + STATION
    station = subprocess.Popen([sys.executable, "-c", hasty, str(script)])
    wait_until(child.exists)
    os.kill(station.pid, signal.SIGKILL)
    station.wait()
    wait_until(lambda: read(told) == ["off", "off"])
    wait_until(lambda: not lives(int(read(child)[0])))


def lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"  # dead, and waiting for its parent to notice


def test_a_command_that_is_not_there_is_told_once_and_stops_nothing() -> None:
    notes: list[str] = []
    amplifier = amplifier_of("command: /khong/co", notes)
    for on in (True, False):
        amplifier.want(0.0, on=on)
        amplifier.settle(30.0)
    amplifier.close()
    assert len(notes) == 1
    assert "không chạy được lệnh '/khong/co'" in notes[0]
    assert amplifier.fault
    assert not amplifier.on


@pytest.mark.parametrize(("body", "why"), [("exit 3", "báo lỗi (mã 3)"), ("exec sleep 60", "chạy quá 1 giây")])
def test_a_command_that_fails_or_hangs_is_told_and_the_next_one_still_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, why: str
) -> None:
    monkeypatch.setattr("broadcaster.playout.switch.DEADLINE", 1.0)
    told, script, notes = tmp_path / "told", tmp_path / "amp.sh", list[str]()
    script.write_text(f'#!/bin/sh\necho "$1" >> {told}\nif [ "$1" = on ]; then {body}; fi\n')
    script.chmod(0o755)
    amplifier = amplifier_of(f"command: {script}", notes)
    amplifier.want(0.0, on=True)
    assert why in amplifier.settle(30.0)
    assert not amplifier.on
    amplifier.want(0.0, on=False)
    assert not amplifier.settle(30.0)
    assert read(told) == ["off", "on", "off"]
    amplifier.close()
    assert [why in notes[0], "đã nghe lệnh lại" in notes[1]] == [True, True]


def test_an_order_that_was_not_obeyed_is_given_again_until_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("broadcaster.playout.hand.PATIENCE", (0.01, 0.02))
    told, script, notes = tmp_path / "told", tmp_path / "amp.sh", list[str]()
    script.write_text(f'#!/bin/sh\necho "$1" >> {told}\n[ "$1" = off ] || [ "$(wc -l < {told})" -gt 4 ]\n')
    script.chmod(0o755)
    amplifier = amplifier_of(f"command: {script}", notes)
    amplifier.want(0.0, on=True)
    wait_until(lambda: amplifier.on)
    assert read(told) == ["off", "on", "on", "on", "on"]
    amplifier.want(1.0, on=True)
    assert not amplifier.fault
    amplifier.close()


def test_an_order_that_another_overtook_is_not_given_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told, script = tmp_path / "told", tmp_path / "amp.sh"
    script.write_text(f'#!/bin/sh\necho "$1" >> {told}\n[ "$1" = off ]\n')
    script.chmod(0o755)
    monkeypatch.setattr("broadcaster.playout.hand.PATIENCE", (0.3,))
    amplifier = amplifier_of(f"command: {script}")
    amplifier.want(0.0, on=True)
    amplifier.settle(30.0)
    amplifier.want(1.0, on=False)
    amplifier.settle(30.0)
    threading.Event().wait(0.5)
    assert read(told) == ["off", "on", "off"]
    amplifier.close()


def test_a_command_that_hangs_is_ended_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("broadcaster.playout.switch.DEADLINE", 1.0)
    child, script = tmp_path / "child", tmp_path / "amp.sh"
    script.write_text(f'#!/bin/sh\nif [ "$1" = on ]; then sleep 300 & echo $! > {child}; wait; fi\n')
    script.chmod(0o755)
    amplifier = amplifier_of(f"command: {script}")
    amplifier.want(0.0, on=True)
    assert "chạy quá 1 giây" in amplifier.settle(30.0)
    wait_until(lambda: not lives(int(read(child)[0])))
    amplifier.close()


def test_whoever_tries_it_does_not_wait_for_the_next_try(tmp_path: Path) -> None:
    mended, script = tmp_path / "mended", tmp_path / "amp.sh"
    script.write_text(f"#!/bin/sh\n[ -e {mended} ]\n")
    script.chmod(0o755)
    amplifier = amplifier_of(f"command: {script}")
    assert amplifier.fault
    mended.touch()
    assert amplifier.settle(30.0) == ""
    amplifier.close()


def test_what_is_ordered_while_a_slow_command_runs_comes_after_it_and_only_the_last_counts(tmp_path: Path) -> None:
    told, begun, script = tmp_path / "told", tmp_path / "begun", tmp_path / "amp.sh"
    script.write_text(f'#!/bin/sh\n[ "$1" = on ] && touch {begun} && sleep 0.5\necho "$1" >> {told}\n')
    script.chmod(0o755)
    amplifier = amplifier_of(f"command: {script}")
    amplifier.want(0.0, on=True)
    wait_until(begun.exists)
    for on in (False, True, False):
        amplifier.want(1.0, on=on)
    wait_until(lambda: len(read(told)) == 3)
    assert read(told) == ["off", "on", "off"]
    amplifier.close()


def test_a_pin_without_its_package_is_told_with_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gpiod", None)
    with pytest.raises(OutputError, match="pip install gpiod"):
        GpioSwitch(17).put(on=True)


def test_a_pin_of_the_package_of_before_is_told_with_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    before = ModuleType("gpiod")
    before.__version__ = "1.6.3"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "gpiod", before)
    with pytest.raises(OutputError, match=r"bản 1\.6\.3, đài cần bản 2; hãy gõ: pip install"):
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
        self.released = self.refuses = False

    def LineSettings(self, direction: str) -> str:  # noqa: N802
        return direction

    def request_lines(self, chip: str, consumer: str, config: dict[int, str]) -> FakeGpiod:
        assert (chip, consumer, config) == ("/dev/gpiochip0", "broadcaster", {17: "out"})
        return self

    def set_value(self, line: int, value: int) -> None:
        assert line == 17
        if self.refuses:
            raise OSError("rút dây")
        self.values.append(value)

    def release(self) -> None:
        self.released = True


def test_a_pin_is_driven(monkeypatch: pytest.MonkeyPatch) -> None:
    chip = FakeGpiod()
    monkeypatch.setitem(sys.modules, "gpiod", chip)
    amplifier = amplifier_of("gpio: 17")
    amplifier.want(0.0, on=True)
    amplifier.settle(30.0)
    amplifier.close()
    assert chip.values == [0, 1, 0]
    assert chip.released


def test_a_pin_that_does_not_obey_is_asked_for_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    chip = FakeGpiod()
    monkeypatch.setitem(sys.modules, "gpiod", chip)
    amplifier = amplifier_of("gpio: 17")
    chip.refuses = True
    amplifier.want(0.0, on=True)
    assert "chân GPIO 17 (rút dây)" in amplifier.settle(30.0)
    assert chip.released
    chip.refuses = False
    assert amplifier.settle(30.0) == ""
    assert (amplifier.on, chip.values) == (True, [0, 1])
    amplifier.close()


@pytest.mark.parametrize("told", ["none", "", "NONE"])
def test_no_switch(told: str) -> None:
    assert switch_of(told) is None


@pytest.mark.parametrize("told", ["gpio: x", "command:", "relay"])
def test_a_switch_that_is_none_is_refused_with_what_to_write(told: str) -> None:
    with pytest.raises(OutputError, match="hãy viết"):
        switch_of(told)
