"""Sounds of a station that cannot be played, found before their hour: opened and decoded, which takes a moment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from broadcaster.errors import Mistake, SoundError
from broadcaster.folder import StationFolder
from broadcaster.sound.files import decode
from broadcaster.sound.recordings import heard
from broadcaster.sound.shelf import sounds_in
from broadcaster.timetable.model import FileItem, RelayItem, Timetable
from broadcaster.written.document import Place


def unplayable(folder: StationFolder, timetable: Timetable) -> Iterator[Mistake]:
    """One mistake a sound in `audio/`, beside a text or named by a schedule that no player could play.

    A recording of a text in which nobody is heard is one too. A file that is not there is told by the check of the
    timetable.
    """
    for path, place in _sounds(folder, timetable).items():
        try:
            samples = decode(path)
            if path.parent == folder.scripts:
                heard(path.name, samples)
        except SoundError as error:
            message, _, hint = str(error).partition("; ")
            yield place.mistake(message, hint)


def _sounds(folder: StationFolder, timetable: Timetable) -> dict[Path, Place]:
    """Every sound, and where a mistake in it is told."""
    places = [place for place in (folder.audio, folder.scripts) if place.is_dir()]
    paths = [path for place in places for path in sounds_in(place).values()]
    known = {path: Place(folder.relative(path), 0, 0) for path in paths}
    items = [item for programme in timetable.programmes for item in programme.play]
    items += [item.otherwise for item in items if isinstance(item, RelayItem) and item.otherwise]
    named = {folder.root / item.path: item.place for item in items if isinstance(item, FileItem)}
    return {path: place for path, place in named.items() if path.is_file()} | known
