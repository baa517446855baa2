"""All an officer wrote, taken in at once: whole or not at all, and never while a file is still being saved."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from broadcaster.errors import Mistake, MistakesError
from broadcaster.folder import VERSION_LENGTH, StationFolder
from broadcaster.settings import Settings, load_settings
from broadcaster.text.script import Script, read_scripts
from broadcaster.timetable.model import Timetable
from broadcaster.timetable.reading import read_schedules, schedule_files
from broadcaster.written.encoding import read_text


@dataclass(frozen=True)
class Loaded:
    """A station's files as they stood together at one moment."""

    settings: Settings
    """`config.yaml`."""
    scripts: dict[str, Script]
    """Texts by name."""
    timetable: Timetable
    """All schedules."""
    mistakes: tuple[Mistake, ...]
    """Everything that was written wrong; none: it may go on the air."""
    notices: tuple[Mistake, ...]
    """What the officer is told though it was read: an old encoding."""
    version: str
    """Changes whenever one of the files does."""


def load_station(folder: StationFolder) -> Loaded:
    """Read every file of the station in `folder`.

    What `mistakes` names is left out or stands at its default; a running station keeps its last good version then.
    """
    settings, wrong_settings = load_settings(folder)
    scripts, wrong_scripts = read_scripts(folder)
    timetable, wrong_schedules = read_schedules(folder)
    mistakes = sorted({*wrong_settings, *wrong_scripts, *wrong_schedules})
    digest = hashlib.sha256()
    notices: list[Mistake] = []
    for path in written_files(folder):
        file = folder.relative(path)
        try:
            text = read_text(path, file)
        except MistakesError:
            continue  # told by the room that needs the file
        notices += text.notices
        digest.update(f"{file}\0{text.text}\0".encode())
    version = digest.hexdigest()[:VERSION_LENGTH]
    return Loaded(settings, scripts, timetable, tuple(mistakes), tuple(sorted(notices)), version)


def written_files(folder: StationFolder) -> Iterator[Path]:
    """The files an officer writes, by name: config, lexicon, texts, schedules."""
    yield from (path for path in (folder.config, folder.lexicon) if path.is_file())
    if folder.scripts.is_dir():
        yield from sorted(path for path in folder.scripts.glob("*.md") if not path.name.startswith((".", "~")))
    yield from schedule_files(folder)


@dataclass(frozen=True)
class Watch:
    """What has been seen of the files: pure, walked by one fingerprint a look."""

    taken: str
    """The fingerprint of the files taken in last."""
    seen: str = ""
    """The fingerprint at the last look."""

    def look(self, now: str) -> tuple[Watch, bool]:
        """What is known after a look that saw fingerprint `now`, and whether to take the files in.

        They are taken in when they differ from those taken last and have stood still since the look before.
        """
        if now != self.taken and now == self.seen:
            return Watch(now, now), True
        return Watch(self.taken, now), False
