"""A FLAC file a day: what was on the air, and when, for the archive or for a machine without a card."""

from __future__ import annotations

import errno
import shutil
from datetime import date, datetime, timedelta
from itertools import chain, count
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from broadcaster.clock import Clock
from broadcaster.playout.output import Note
from broadcaster.playout.paced import PacedOutput
from broadcaster.units import RATE, Samples

FULL = 1 << 16
"""Free bytes below which a disk is full."""
APART = 1.0
"""Seconds by which a place in a file may miss its time of the day; by more, and a new file begins."""


class FileOutput(PacedOutput):
    """Writes `YYYY-MM-DD.flac` into a folder, silence included, so that a place in the file is a time of the day.

    One that does not begin with the day (the station was started, the machine slept, the clock was set) says when it
    does: `YYYY-MM-DD_HHMMSS.flac`. What is there is never written over.
    """

    live = False

    def __init__(self, folder: Path, clock: Clock, note: Note, days: int | None = None) -> None:
        """`days`: how many days' files are kept; None: all, they are somebody's archive."""
        super().__init__(f"file:{folder}", clock, note)
        self._folder = folder
        self._days = days
        self._day: date | None = None
        self._file: Any = None
        self._ends = 0.0  # when the next frame of it is to leave, POSIX seconds

    def put(self, sound: Samples, wall: float) -> None:
        """Write a block that begins at `wall`; a new day begins a new file. Raises OSError where the disk refuses."""
        begins = datetime.fromtimestamp(wall, self._clock.zone)
        if self._file is None or begins.date() != self._day or abs(wall - self._ends) > APART:
            self.let_go()
            self._file, self._day, self._ends = self._new_file(begins), begins.date(), wall
        self._ends += len(sound) / RATE
        try:
            self._file.write(np.clip(sound, -1.0, 1.0))
        except soundfile.SoundFileError as error:
            raise self._refusal() from error

    def let_go(self) -> None:
        """Close the file, so that it is whole."""
        file, self._file = self._file, None
        if file is not None:
            file.close()

    def _new_file(self, begins: datetime) -> Any:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._thin_out(f"{begins:%Y-%m-%d}")
        name = f"{begins:%Y-%m-%d}" if _is_midnight(begins) else f"{begins:%Y-%m-%d_%H%M%S}"
        paths = (self._folder / f"{one}.flac" for one in chain([name], (f"{name}-{again}" for again in count(2))))
        path = next(path for path in paths if not path.exists())
        try:
            return soundfile.SoundFile(path, "w", RATE, 1, format="FLAC", subtype="PCM_16")
        except soundfile.SoundFileError as error:
            raise self._refusal() from error

    def _thin_out(self, today: str) -> None:
        """Keep the newest days only, `today` among them.

        Their number counts and not their age: a clock that is years ahead must not empty the folder.
        """
        if self._days is None:
            return
        files = list(self._folder.glob("????-??-??*.flac"))
        over = sorted({today, *(path.name[: len(today)] for path in files)})[: -self._days]
        for path in files:
            if path.name[: len(today)] in over:
                path.unlink()

    def _refusal(self) -> OSError:
        """What libsndfile keeps to itself: why the system refused."""
        if shutil.disk_usage(self._folder).free < FULL:
            return OSError(errno.ENOSPC, "")
        return OSError(f"không ghi được tệp trong '{self._folder}'")


def _is_midnight(at: datetime) -> bool:
    """Whether a place in a file that begins at `at` is a time of the day all the same."""
    return at - at.replace(hour=0, minute=0, second=0, microsecond=0) <= timedelta(seconds=APART)
