"""A FLAC file a day: what was on the air, at its place in the day, for the archive or for a machine without a card."""

from __future__ import annotations

import errno
import shutil
from datetime import date, datetime
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


class FileOutput(PacedOutput):
    """Writes `YYYY-MM-DD.flac` into a folder, silence included, so that a place in the file is a time of the day.

    A station started again on the same day goes on in `YYYY-MM-DD_HHMMSS.flac`: what is there is never written over.
    """

    live = False

    def __init__(self, folder: Path, clock: Clock, note: Note, days: int | None = None) -> None:
        """`days`: how many days' files are kept; None: all, they are somebody's archive."""
        super().__init__(f"file:{folder}", clock, note)
        self._folder = folder
        self._days = days
        self._day: date | None = None
        self._file: Any = None

    def put(self, sound: Samples, wall: float) -> None:
        """Write a block that begins at `wall`; a new day begins a new file. Raises OSError where the disk refuses."""
        begins = datetime.fromtimestamp(wall, self._clock.zone)
        if self._file is None or begins.date() != self._day:
            self.let_go()
            self._file, self._day = self._new_file(begins), begins.date()
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
        path = self._folder / f"{begins:%Y-%m-%d}.flac"
        if path.exists():
            path = self._folder / f"{begins:%Y-%m-%d_%H%M%S}.flac"
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
