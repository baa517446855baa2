"""Sounds that were put away, and their way back: none is overwritten, the one in use changes places with it."""

from __future__ import annotations

import shutil
import threading
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from broadcaster.sound.shelf import REFUSED, SUFFIXES, sounds_in
from broadcaster.station.desks.sounds import BESIDE
from broadcaster.station.door import RefusedError, UnknownNameError
from broadcaster.station.station import Station
from broadcaster.text.script import recording_of
from broadcaster.written.history import Version, put_away, versions_under

_KINDS = frozenset(SUFFIXES + REFUSED)


class SoundHistory:
    """What `var/history/` holds of `audio/` and of the recordings beside scripts.

    `moved` is told of every sound that lies elsewhere from now on.
    """

    def __init__(self, station: Station, moved: Callable[[Path, Path], None]) -> None:
        self._station = station
        self._folder = station.folder
        self._moved = moved
        self._lock = threading.Lock()  # not the station's: a long recording is copied, and the schedule must not wait

    def put_away(self, path: Path) -> None:
        """Move the sound at `path` into the history."""
        self._moved(path, put_away(self._folder, path, self._station.clock.now()))

    def all(self) -> list[dict[str, Any]]:
        """Every sound that was put away, the latest first."""
        here = sounds_in(self._folder.audio)
        return [self._told(version, here) for version in self._versions()]

    def file(self, kept: str) -> Path:
        """Where one lies; raises UnknownNameError."""
        return self._version(kept).kept

    def take_back(self, kept: str) -> dict[str, Any]:
        """Bring one back; raises UnknownNameError, RefusedError."""
        with self._lock:
            version = self._version(kept)
            if barred := self._barred(version.path):
                raise RefusedError(barred)
            swapped = self._bring(version)
        self._station.look_at_files()
        return {"name": self._name(version.path), "swapped": swapped}

    def _bring(self, version: Version) -> bool:
        """Lay it where it was, once all that goes by its name is put away; whether anything was."""
        waiting, swapped = version.path.with_name(f".{version.path.name}.lai"), False
        version.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copy2(version.kept, waiting)  # first: on a disk that is full the one in use stays where it is
            while present := self._present(version.path, sounds_in(self._folder.audio)):
                self.put_away(present)
                swapped = True
            waiting.replace(version.path)
        finally:
            waiting.unlink(missing_ok=True)
        version.kept.unlink()
        self._moved(version.kept, version.path)
        return swapped

    def _versions(self) -> list[Version]:
        folder, now = self._folder, self._station.clock.now()
        found = [*versions_under(folder, folder.audio, now), *versions_under(folder, folder.scripts, now)]
        sounds = (one for one in found if one.path.suffix.lower() in _KINDS)
        return sorted(sounds, key=lambda one: (one.until, one.number), reverse=True)

    def _version(self, kept: str) -> Version:
        """The one of that name among those there are: no other file has a name here."""
        found = next((one for one in self._versions() if self._kept(one) == kept), None)
        if found is None:
            raise UnknownNameError("không còn tiếng này trong các tiếng đã cất; có thể vừa được lấy lại")
        return found

    def _told(self, version: Version, here: Mapping[str, Path]) -> dict[str, Any]:
        script = version.path.stem if self._is_beside(version.path) else None
        known = self._station.files.book.loaded.scripts.get(script) if script else None
        return {
            "kept": self._kept(version),
            "name": self._name(version.path),
            "script": script,
            "title": known.title if known else script,
            "until": version.until.isoformat(),
            "bytes": version.size,
            "present": self._present(version.path, here) is not None,
            "barred": self._barred(version.path),
        }

    def _kept(self, version: Version) -> str:
        return version.kept.relative_to(self._folder.history).as_posix()

    def _name(self, path: Path) -> str:
        """What the sound at `path` is called, whether it is there or not."""
        if self._is_beside(path):
            return BESIDE + path.stem
        return unicodedata.normalize("NFC", path.relative_to(self._folder.audio).with_suffix("").as_posix())

    def _present(self, path: Path, here: Mapping[str, Path]) -> Path | None:
        """What goes by the name of `path` now, of the sounds that are `here`; its ending may be another."""
        if self._is_beside(path):
            return recording_of(self._folder, path.stem)
        return here.get(self._name(path))

    def _barred(self, path: Path) -> str:
        """Why a sound may not come back to `path`; empty: it may."""
        if self._is_beside(path) and not (self._folder.scripts / f"{path.stem}.md").is_file():
            return f"bài '{path.stem}' của bản ghi âm này đã xoá; hãy lấy lại bài ấy trước, ở cuối trang Bài"
        return ""

    def _is_beside(self, path: Path) -> bool:
        return path.is_relative_to(self._folder.scripts)
