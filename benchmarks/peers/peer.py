"""What is asked of everything that plays: an item at an instant, an urgent one now, items without a gap."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path


class Peer:
    """A player as a process of its own. `needs`: the programs it cannot be run without."""

    name = ""
    needs: tuple[str, ...] = ()
    spacing = 2.0
    """Seconds between two items: what its hours can be told apart by."""
    items: int | None = None
    """How many items are enough, where each takes long."""
    asks: tuple[str, ...] = ("onset", "urgent", "gap", "dropouts")
    """What can be asked of it."""

    @classmethod
    def missing(cls) -> str:
        """Which program is not installed; empty: all are."""
        return ", ".join(program for program in cls.needs if not shutil.which(program))

    def start(self) -> None:
        """Be ready to play."""

    @property
    def pid(self) -> int | None:
        """The process that is to be weighed; None: there is none while nothing plays."""
        return None

    def at(self, instants: list[float], path: Path) -> None:
        """Play `path` at each instant (POSIX seconds)."""
        raise NotImplementedError

    def urgent(self, path: Path) -> float:
        """Play `path` now instead of what plays; the instant at which it was told to."""
        raise NotImplementedError

    def in_a_row(self, paths: list[Path]) -> None:
        """Play `paths` one after the other."""
        raise NotImplementedError

    def close(self) -> None:
        """End."""


class Child(Peer):
    """A peer written in Python: a module that reads orders, one JSON line each."""

    module = ""
    words: tuple[str, ...] = ()

    def start(self) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-m", self.module, *self.words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        time.sleep(2.0)

    @property
    def pid(self) -> int | None:
        return self._child.pid

    def _order(self, **words: object) -> None:
        assert self._child.stdin
        self._child.stdin.write(json.dumps(words) + "\n")
        self._child.stdin.flush()

    def at(self, instants: list[float], path: Path) -> None:
        self._order(at=instants, path=str(path))

    def urgent(self, path: Path) -> float:
        self._order(urgent=str(path))
        assert self._child.stdout
        return float(self._child.stdout.readline())  # when the order had come through the pipe

    def in_a_row(self, paths: list[Path]) -> None:
        self._order(row=[str(path) for path in paths])

    def close(self) -> None:
        self._child.kill()
        self._child.wait()


class Spawned(Peer):
    """A program that is started for each item, at its instant, as cron or a script of one's own does."""

    program = ""

    @property
    def command(self) -> list[str]:
        return [self.program]

    def start(self) -> None:
        self._now: subprocess.Popen[bytes] | None = None

    def at(self, instants: list[float], path: Path) -> None:
        def run() -> None:
            for instant in instants:
                time.sleep(max(0.0, instant - time.time()))
                self._now = self._started(path)

        threading.Thread(target=run, daemon=True).start()

    def urgent(self, path: Path) -> float:
        told = time.time()
        if self._now:
            self._now.kill()
        self._now = self._started(path)
        return told

    def in_a_row(self, paths: list[Path]) -> None:
        for path in paths:
            self._started(path).wait()

    def _started(self, path: Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen([*self.command, str(path)], stderr=subprocess.DEVNULL)
