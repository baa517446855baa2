"""A real sound path on a machine without a sound card: PortAudio → ALSA → a private sound server → a sink, no card.

What is played is heard by `recorder.py` on the sink's monitor. Everything lies in one folder of its own, so that many
can run side by side, beside an officer's own sound server too. Needs pulseaudio, pulseaudio-utils, libportaudio2 and
libasound2-plugins; no sound card, no systemd, no dbus, no root.

    with SoundServer(folder) as server:      # sets this process's environment, so that sounddevice finds it
        with Recorder(folder / "take") as take: ...play…
        take.sound, take.time_of(frame)

By hand:  python tests/soundpath/server.py FOLDER   prints the lines to put before a command, and serves until Ctrl-C.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Self

SINK = "speaker"
PARTS = ("pulseaudio", "pactl", "parec")


class SoundServer:
    """A private PulseAudio with one null sink; `kill`, `freeze` and `unplug` make the faults of the field."""

    def __init__(self, folder: Path, rate: int = 48_000) -> None:
        self.folder = folder
        self.rate = rate
        self._process: subprocess.Popen[bytes] | None = None
        self._before: dict[str, str | None] = {}

    @property
    def socket(self) -> Path:
        return self.folder / "native"

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs in its environment to play and record here."""
        return {
            "PULSE_SERVER": f"unix:{self.socket}",
            "PULSE_RUNTIME_PATH": str(self.folder),
            "PULSE_STATE_PATH": str(self.folder),
            "PULSE_COOKIE": str(self.folder / "cookie"),
            "PULSE_SINK": SINK,
            "PULSE_SOURCE": f"{SINK}.monitor",
            "ALSA_CONFIG_PATH": str(self.folder / "asound.conf"),
        }

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        route = f'type pulse server "unix:{self.socket}"'
        # Debian's own hook would send `default` to any server it can reach: so the whole route is stated here
        (self.folder / "asound.conf").write_text(
            "</usr/share/alsa/alsa.conf>\n"
            f'pcm.!default {{ {route} hint.description "đường tiếng để thử" }}\n'
            f"ctl.!default {{ {route} }}\n"
        )
        self._before = {key: os.environ.get(key) for key in self.environment}
        os.environ.update(self.environment)
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        for key, value in self._before.items():
            if value is None:
                os.environ.pop(key, None)
            else:
                os.environ[key] = value

    def start(self) -> None:
        """Serve; returns when it answers."""
        self.socket.unlink(missing_ok=True)
        sink = f"module-null-sink sink_name={SINK} rate={self.rate} channels=2 format=s16le norewinds=1"
        door = f"module-native-protocol-unix socket={self.socket} auth-anonymous=1"
        self._process = subprocess.Popen(
            ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--disable-shm=yes",
             "--high-priority=no", "--realtime=no", f"--log-target=file:{self.folder / 'server.log'}",
             "-L", sink, "-L", door],
            env={**os.environ, **self.environment, "HOME": str(self.folder)},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        _wait_for(lambda: self.socket.exists() and self._answers(), "the sound server")
        self._hurry()

    def kill(self) -> None:
        """End it without a word, as a crash does."""
        if self._process:
            self._process.send_signal(signal.SIGCONT)
            self._process.kill()
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """It is there, takes what it is given, and nothing moves."""
        assert self._process
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self._process
        self._process.send_signal(signal.SIGCONT)

    def unplug(self) -> None:
        """Take the sink away."""
        self.control("unload-module", "module-null-sink")

    def plug(self) -> None:
        self.control(
            "load-module", "module-null-sink", f"sink_name={SINK}", f"rate={self.rate}", "channels=2", "format=s16le",
            "norewinds=1",
        )  # fmt: skip
        self._hurry()

    def suspend(self, *, on: bool) -> None:
        """Stop the sink's clock: the device says that it plays, and nothing moves."""
        self.control("suspend-sink", SINK, "1" if on else "0")

    def control(self, *words: str) -> str:
        return subprocess.run(
            ["pactl", *words], env={**os.environ, **self.environment}, capture_output=True, text=True, check=True
        ).stdout

    def _answers(self) -> bool:
        asked = subprocess.run(
            ["pactl", "info"], env={**os.environ, **self.environment}, capture_output=True, check=False
        )
        return asked.returncode == 0

    def _hurry(self) -> None:
        """On a busy machine the server would be what drops out: it goes first, where that is allowed."""
        assert self._process
        for task in Path(f"/proc/{self._process.pid}/task").iterdir():
            with contextlib.suppress(OSError):
                os.sched_setscheduler(int(task.name), os.SCHED_RR, os.sched_param(20))


def _wait_for(true: object, what: str, seconds: float = 10.0) -> None:
    assert callable(true)
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            raise TimeoutError(f"{what} did not come up in {seconds:g} s")
        threading.Event().wait(0.02)


if __name__ == "__main__":
    with SoundServer(Path(sys.argv[1])) as served:
        lines = (f"export {key}={value}" for key, value in served.environment.items())
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()
