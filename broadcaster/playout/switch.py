"""What puts an amplifier or transmitter on and off: the officer's own command, or a line of a small computer."""

from __future__ import annotations

import contextlib
import importlib
import os
import queue
import shlex
import subprocess
import threading
from typing import Any, Protocol

from broadcaster import machine
from broadcaster.errors import OutputError

DEADLINE = 10.0
"""Seconds a command gets to end."""


class Switch(Protocol):
    """Something that can be put on or off."""

    fault: str
    """Vietnamese: why it did not obey last time, as far as that is known by now; empty: it did."""

    def put(self, *, on: bool) -> None:
        """Put it on or off; returns at once. Raises OutputError where it is certain at once that it does not obey."""
        ...

    def settle(self, seconds: float) -> None:
        """Wait at most so long for the last order to be obeyed or not."""
        ...

    def close(self) -> None:
        """Put it off and leave nothing behind."""
        ...


class CommandSwitch:
    """Runs a command with `on` or `off` behind it (or in the place of `{}`), one after the other, on its own thread.

    One that hangs is ended. From before it is on, a shell waits for this process to end and puts it off if it ends
    without a word.
    """

    def __init__(self, command: str) -> None:
        self.fault = ""
        self._command = command
        self._orders: queue.SimpleQueue[bool | None] = queue.SimpleQueue()
        self._settled = threading.Event()
        self._watcher: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._run, name="công tắc tăng âm", daemon=True)
        self._thread.start()

    def put(self, *, on: bool) -> None:
        """Have the command run; its end is not waited for."""
        self._settled.clear()
        self._orders.put(on)

    def settle(self, seconds: float) -> None:
        """Wait for the command's end."""
        self._settled.wait(seconds)

    def close(self) -> None:
        """Put it off and wait a little for it."""
        self._orders.put(False)  # noqa: FBT003 - an order is a word: on or off
        self._orders.put(None)
        self._thread.join(DEADLINE / 2)

    def _run(self) -> None:
        machine.normal_priority()  # the player that made this thread has more, and a command must not have it
        while (on := self._orders.get()) is not None:
            try:
                self._obey(on=on)
            except (OSError, ValueError) as error:
                self.fault = f"không chạy được lệnh '{self._command}' ({error})"
            if self._orders.empty():
                self._settled.set()

    def _obey(self, *, on: bool) -> None:
        if on:
            self._watch()
        try:
            running = _started(self._line("on" if on else "off"))
        except (OSError, ValueError):
            self._tell_watcher("ended")
            raise
        self._tell_watcher(str(running.pid) if on else "ended")
        try:
            code = running.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            running.kill()
            self.fault = f"lệnh '{self._command}' chạy quá {DEADLINE:.0f} giây chưa xong, đài đã dừng nó"
        else:
            self.fault = f"lệnh '{self._command}' báo lỗi (mã {code})" if code else ""

    def _line(self, word: str) -> list[str]:
        words = shlex.split(self._command, posix=os.name == "posix")
        if not words:
            raise ValueError("trống")
        return [part.replace("{}", word) for part in words] if "{}" in self._command else [*words, word]

    def _watch(self) -> None:
        """Before the command that puts it on, so that there is no instant at which nobody would put it off."""
        self._tell_watcher("ended")
        if os.name == "posix":
            self._watcher = subprocess.Popen(  # noqa: S603 - the officer's own command
                ["/bin/sh", "-c", _WATCH + shlex.join(self._line("off"))],
                stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip

    def _tell_watcher(self, word: str) -> None:
        """The process number of the command that puts it on, or `ended`."""
        if self._watcher is None or self._watcher.stdin is None:
            return
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            self._watcher.stdin.write(f"{word}\n".encode())
            self._watcher.stdin.flush()
            if word == "ended":
                self._watcher.communicate(timeout=2.0)
        if word == "ended":
            self._watcher = None


_WATCH = f"""
while read -r word; do [ "$word" = ended ] && exit; on=$word; done
left={DEADLINE:.0f}
while [ $left -gt 0 ] && kill -0 "$on"; do sleep 1; left=$((left - 1)); done
"""
"""Until the station ends; the command that puts it on may outlive it, and its `off` must not come before that `on`."""


def _started(line: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - the officer's own command, from config.yaml
        line, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


class GpioSwitch:
    """A relay on a GPIO line of a single-board computer; the kernel lets go of the line if this process ends."""

    CHIP = "/dev/gpiochip0"
    fault = ""

    def __init__(self, line: int) -> None:
        self._line = line
        self._request: Any = None

    def put(self, *, on: bool) -> None:
        """Drive the line high for on."""
        try:
            gpiod = importlib.import_module("gpiod")  # only single-board computers have it
            if self._request is None:
                output = gpiod.LineSettings(direction=gpiod.line.Direction.OUTPUT)
                self._request = gpiod.request_lines(self.CHIP, consumer="broadcaster", config={self._line: output})
            self._request.set_value(self._line, gpiod.line.Value.ACTIVE if on else gpiod.line.Value.INACTIVE)
        except ImportError as error:
            raise OutputError("máy chưa có gói gpiod; hãy gõ: pip install gpiod") from error
        except (OSError, ValueError) as error:
            raise OutputError(f"không điều khiển được chân GPIO {self._line} ({error})") from error

    def settle(self, seconds: float) -> None:
        """A pin obeys at once."""

    def close(self) -> None:
        """Put it off and let go of the line."""
        self.put(on=False)
        if self._request is not None:
            self._request.release()
            self._request = None


def switch_of(told: str) -> Switch | None:
    """The switch that config.yaml names: `none`, `command: …` or `gpio: 17`. Raises OutputError for anything else."""
    kind, _, what = told.partition(":")
    kind, what = kind.strip().lower(), what.strip()
    if kind in ("none", ""):
        return None
    if kind == "command" and what:
        return CommandSwitch(what)
    if kind == "gpio" and what.isdecimal():
        return GpioSwitch(int(what))
    raise OutputError(f"công tắc tăng âm '{told}' không đúng; hãy viết none, 'command: …' hoặc 'gpio: 17'")
