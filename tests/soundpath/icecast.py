"""A real Icecast server on a free port of the loopback, and a listener to it."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Self

PASSWORD = "mat-khau"
CONFIG = """<icecast>
 <limits><clients>20</clients><sources>5</sources><burst-size>16384</burst-size><source-timeout>3</source-timeout></limits>
 <authentication><source-password>{password}</source-password><admin-user>a</admin-user>
  <admin-password>{password}</admin-password></authentication>
 <hostname>localhost</hostname>
 <listen-socket><port>{port}</port><bind-address>127.0.0.1</bind-address></listen-socket>
 <paths><basedir>{folder}</basedir><logdir>{folder}</logdir><webroot>/usr/share/icecast2/web</webroot>
  <adminroot>/usr/share/icecast2/admin</adminroot></paths>
 <logging><accesslog>access.log</accesslog><errorlog>error.log</errorlog><loglevel>3</loglevel></logging>
 <security><chroot>0</chroot>{owner}</security>
</icecast>
"""
OWNER = "<changeowner><user>nobody</user><group>nogroup</group></changeowner>"


class IcecastServer:
    """Runs between `with` and its end; `kill` and `start`, `freeze` and `thaw` are its faults."""

    def __init__(self) -> None:
        # not under pytest's own folder, which only its owner may enter: as root's child the server becomes nobody
        self._made = tempfile.TemporaryDirectory(prefix="icecast-")
        self.folder = Path(self._made.name)
        self.port = _free_port()

    def __enter__(self) -> Self:
        self.folder.chmod(0o777)
        root = os.name == "posix" and os.geteuid() == 0
        owner = OWNER if root else ""
        config = CONFIG.format(password=PASSWORD, port=self.port, folder=self.folder, owner=owner)
        (self.folder / "icecast.xml").write_text(config, encoding="utf-8")
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self._made.cleanup()

    def start(self) -> None:
        """Serve; returns when it answers. One that found its port still taken is begun again."""
        until = time.monotonic() + 10
        self._begin()
        while time.monotonic() < until:
            threading.Event().wait(0.1)
            if self._process.poll() is not None:
                self._begin()
            with contextlib.suppress(OSError), urllib.request.urlopen(self.url("status-json.xsl"), timeout=1):
                return
        raise TimeoutError("icecast2 did not come up")

    def _begin(self) -> None:
        self._process = subprocess.Popen(
            ["icecast2", "-c", str(self.folder / "icecast.xml")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def freeze(self) -> None:
        """It is there, takes what it is given, and does nothing with it."""
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def source_url(self, mount: str) -> str:
        return f"icecast://source:{PASSWORD}@127.0.0.1:{self.port}/{mount}"

    def url(self, mount: str) -> str:
        return f"http://127.0.0.1:{self.port}/{mount}"

    def has(self, mount: str) -> bool:
        try:
            with urllib.request.urlopen(self.url(mount), timeout=1) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


def _free_port() -> int:
    """One below those that outgoing connections are given: no stranger can take it while the server is down."""
    for port in random.sample(range(20_000, 32_000), 50):
        with contextlib.suppress(OSError), socket.socket() as free:
            free.bind(("127.0.0.1", port))
            return port
    raise OSError("no free port")
