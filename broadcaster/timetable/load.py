"""All an officer wrote, taken in at once: whole or not at all, and never while a file is still being saved."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from broadcaster.errors import Mistake, MistakesError
from broadcaster.folder import StationFolder
from broadcaster.settings import Settings, load_settings
from broadcaster.text.script import Script, read_scripts
from broadcaster.timetable.model import Timetable
from broadcaster.timetable.reading import read_schedules, schedule_files
from broadcaster.written.encoding import read_text

_VERSION_LENGTH = 12


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
    version = digest.hexdigest()[:_VERSION_LENGTH]
    return Loaded(settings, scripts, timetable, tuple(mistakes), tuple(sorted(notices)), version)


def written_files(folder: StationFolder) -> Iterator[Path]:
    """The files an officer writes, by name: config, lexicon, texts, schedules."""
    yield from (path for path in (folder.config, folder.lexicon) if path.is_file())
    if folder.scripts.is_dir():
        yield from sorted(path for path in folder.scripts.glob("*.md") if not path.name.startswith((".", "~")))
    yield from schedule_files(folder)


def fingerprint(folder: StationFolder) -> str:
    """A word that changes when any of the station's files, sounds too, is saved, added or removed; reads no contents.

    A file being saved in several writes changes it each time, so take files in only once it has stayed the same from
    one look to the next.
    """
    digest = hashlib.sha256()
    for place, ending in ((folder.root, ".yaml"), (folder.scripts, ""), (folder.schedules, ""), (folder.audio, "")):
        for told in sorted(_saved_in(str(place), ending, deep=place != folder.root)):
            digest.update(told.encode())
    return digest.hexdigest()[:_VERSION_LENGTH]


def _saved_in(place: str, ending: str, *, deep: bool) -> Iterator[str]:
    """What lies in a folder, told so that it differs after each save; asked every second, so without a Path each."""
    try:
        with os.scandir(place) as inside:
            for one in inside:
                if one.name.startswith((".", "~")):
                    continue
                if deep and one.is_dir():
                    yield from _saved_in(one.path, ending, deep=deep)
                elif one.name.endswith(ending) and one.is_file():
                    stat = one.stat()
                    yield f"{one.path}\0{stat.st_size}\0{stat.st_mtime_ns}\0{stat.st_ino}\0"
    except OSError:
        return  # removed since it was listed: the next look sees it gone


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
