"""What puts an amplifier or transmitter on and off: the officer's own command, or a line of a small computer."""

from __future__ import annotations

import contextlib
import importlib
import os
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any, Protocol

from broadcaster import machine
from broadcaster.errors import OutputError

DEADLINE = 10.0
"""Seconds a command gets to end."""


class Switch(Protocol):
    """Something that can be put on or off. Used by one thread, which may wait for it."""

    def put(self, *, on: bool) -> None:
        """Put it on or off; returns when it has obeyed. Raises OutputError where it does not, in Vietnamese."""
        ...

    def close(self) -> None:
        """Leave nothing behind."""
        ...


class CommandSwitch:
    """Runs a command with `on` or `off` behind it, or in the place of `{}`; one that hangs is ended with its children.

    From before it is on until it is off, a shell waits for this process to end and puts it off if it ends without a
    word; where there is no such shell, the next start does.
    """

    def __init__(self, command: str) -> None:
        self._command = command
        self._watcher: subprocess.Popen[bytes] | None = None

    def put(self, *, on: bool) -> None:
        """Run the command to its end."""
        try:
            if on:
                self._watch()
            running = _started(self._line("on" if on else "off"))
        except (OSError, ValueError) as error:
            raise OutputError(f"không chạy được lệnh '{self._command}' ({error})") from error
        if code := self._ended(running):
            raise OutputError(f"lệnh '{self._command}' báo lỗi (mã {code})")
        if not on:
            self._tell_watcher("ended")

    def why_not(self) -> str:
        """Why it cannot be run, and what to do; empty: its program is there."""
        try:
            program = self._line("on")[0]
        except ValueError as error:
            return (
                f"câu lệnh '{self._command}' không đọc được ({error}); hãy sửa mục amplifier: switch trong config.yaml"
            )
        if shutil.which(program):
            return ""
        return f"không thấy chương trình '{program}' của công tắc; hãy sửa mục amplifier: switch trong config.yaml"

    def close(self) -> None:
        """The shell that waits is told that all is well; where the last `off` failed it tries that once more."""
        watcher, self._watcher = self._watcher, None
        if watcher and watcher.stdin:
            with contextlib.suppress(OSError):
                watcher.stdin.close()

    def _ended(self, running: subprocess.Popen[bytes]) -> int:
        self._tell_watcher(str(running.pid))
        try:
            return running.wait(DEADLINE)
        except subprocess.TimeoutExpired as error:
            machine.end_tree(running)
            why = f"lệnh '{self._command}' chạy quá {DEADLINE:.0f} giây chưa xong, đài đã dừng nó"
            raise OutputError(why) from error
        finally:
            self._tell_watcher("")

    def _line(self, word: str) -> list[str]:
        words = shlex.split(self._command, posix=os.name == "posix")
        if not words:
            raise ValueError("trống")
        return [part.replace("{}", word) for part in words] if "{}" in self._command else [*words, word]

    def _watch(self) -> None:
        """Before the command that puts it on, so that there is no instant at which nobody would put it off."""
        if os.name == "posix" and (self._watcher is None or self._watcher.poll() is not None):
            self._watcher = subprocess.Popen(  # noqa: S603 - the officer's own command
                ["/bin/sh", "-c", _WATCH + shlex.join(self._line("off")), f"{DEADLINE:.0f}"],
                stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip

    def _tell_watcher(self, word: str) -> None:
        """The process number of the command that runs, nothing when it has ended, or `ended`: it is off."""
        if self._watcher is None or self._watcher.stdin is None:
            return
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            self._watcher.stdin.write(f"{word}\n".encode())
            self._watcher.stdin.flush()
            if word == "ended":
                self._watcher.communicate(timeout=2.0)
        if word == "ended":
            self._watcher = None


_WATCH = """
while read -r word; do [ "$word" = ended ] && exit; running=$word; done
left=$0
while [ $left -gt 0 ] && [ "$running" ] && kill -0 "$running"; do sleep 1; left=$((left - 1)); done
[ $left -gt 0 ] || kill -s KILL -- "-$running"
"""
"""Until the station ends; the command that runs then may outlive it, and this `off` must not come before that `on`."""


def _started(line: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - the officer's own command, from config.yaml
        line, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


class GpioSwitch:
    """A relay on a GPIO line of a single-board computer; the kernel lets go of the line if this process ends."""

    CHIP = "/dev/gpiochip0"

    def __init__(self, line: int) -> None:
        self._line = line
        self._request: Any = None

    def put(self, *, on: bool) -> None:
        """Drive the line high for on."""
        gpiod = _gpiod()
        try:
            if self._request is None:
                output = gpiod.LineSettings(direction=gpiod.line.Direction.OUTPUT)
                self._request = gpiod.request_lines(self.CHIP, consumer="broadcaster", config={self._line: output})
            self._request.set_value(self._line, gpiod.line.Value.ACTIVE if on else gpiod.line.Value.INACTIVE)
        except (OSError, ValueError) as error:
            self.close()  # the next try asks for the line anew
            raise OutputError(f"không điều khiển được chân GPIO {self._line} ({error})") from error

    def close(self) -> None:
        """Let go of the line."""
        request, self._request = self._request, None
        if request is not None:
            with contextlib.suppress(OSError):
                request.release()


def _gpiod() -> Any:
    """The package, which only single-board computers have; raises OutputError where it is not there or not ours."""
    try:
        gpiod = importlib.import_module("gpiod")
    except ImportError as error:
        raise OutputError("máy chưa có gói gpiod; hãy gõ: pip install gpiod") from error
    if not hasattr(gpiod, "request_lines"):  # version 1 knows chips and lines only, by other names
        found = getattr(gpiod, "__version__", "1")
        raise OutputError(f"gói gpiod trên máy là bản {found}, đài cần bản 2; hãy gõ: pip install -U 'gpiod>=2'")
    return gpiod


def why_no_switch(told: str) -> str:
    """Why the switch that config.yaml names cannot obey on this machine, and what to do; empty: it can, or is none."""
    try:
        switch = switch_of(told)
        if isinstance(switch, GpioSwitch):
            _gpiod()
            if not Path(switch.CHIP).exists():
                return f"máy không có {switch.CHIP}, chân GPIO chỉ có ở máy tính nhúng; hãy dùng 'command: …' hoặc none"
        elif isinstance(switch, CommandSwitch):
            return switch.why_not()
    except OutputError as error:
        return str(error)
    return ""


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
