"""The sounds' desk of a running station."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import Any

from broadcaster.sound.shelf import sounds_in
from broadcaster.station.desks.clips import Clips
from broadcaster.station.desks.hearing import Hearing
from broadcaster.station.desks.sound_book import SoundBook
from broadcaster.station.desks.sound_history import SoundHistory
from broadcaster.station.desks.sound_uses import uses
from broadcaster.station.desks.sounds import BESIDE
from broadcaster.station.door import RefusedError, UnknownNameError, UrgentOrder
from broadcaster.station.station import Station
from broadcaster.text.script import recording_of

_LONGEST_NAME = 60
_KEPT_AS = ".flac"


class StationSounds:
    """A `SoundDesk`; every method may be called from any thread."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._folder = station.folder
        self._book = SoundBook(station.folder.var / "sounds.json", station.atelier)
        self._clips = Clips(station.folder.var / "recordings", self._book.taken_in)
        self._hearing = Hearing(station.folder.var / "heard", station.atelier)
        self._history = SoundHistory(station, self._book.moved)

    def all(self) -> list[dict[str, Any]]:
        """Every sound of `audio/` and every recording beside a script."""
        loaded, sounds = self._station.files.book.loaded, sounds_in(self._folder.audio)
        files = {self._folder.relative(path): name for name, path in sounds.items()}
        used = uses(loaded.timetable.programmes, files)
        told = [self._told(name, path, used.get(name, {})) for name, path in sounds.items()]
        beside = [
            self._told(BESIDE + name, path, {script.title: "recording"}, name)
            for name, script in sorted(loaded.scripts.items())
            if (path := recording_of(self._folder, name))
        ]
        return told + beside

    def file(self, name: str) -> Path:
        """Where a sound lies."""
        if name.startswith(BESIDE):
            path = self._beside(name.removeprefix(BESIDE))
        else:
            path = sounds_in(self._folder.audio).get(name)
        if path is None:
            raise UnknownNameError(f"không có tiếng '{name.removeprefix(BESIDE)}'; có thể vừa bị đổi tên hoặc xoá")
        return path

    def add(self, came: Path, called: str, name: str, *, replace: bool = False) -> dict[str, Any]:
        """Take in a file as the sound `name`."""
        plain = sound_name(name or Path(called).stem)
        earlier = sounds_in(self._folder.audio).get(plain)
        if earlier and not replace:
            raise RefusedError(f"đã có tiếng '{plain}'; hãy đặt tên khác, hoặc chọn thay bản cũ")
        return self._taken(came, called, self._folder.audio / f"{plain}{_KEPT_AS}", earlier) | {"name": plain}

    def record(self, came: Path, called: str, script: str) -> dict[str, Any]:
        """Take in a person's recording of a script."""
        if script not in self._station.files.book.loaded.scripts:
            raise UnknownNameError(f"không có bài '{script}'; hãy chọn bài khác")
        target = self._folder.scripts / f"{script}{_KEPT_AS}"
        return self._taken(came, called, target, recording_of(self._folder, script)) | {"name": BESIDE + script}

    def rename(self, name: str, to: str) -> dict[str, Any]:
        """Call a sound otherwise."""
        path, plain = self._free(name), sound_name(to)
        if name.startswith(BESIDE):
            raise RefusedError("bản ghi âm đi theo tên của bài; muốn dùng cho bài khác, hãy gửi lại ở bài đó")
        if plain in sounds_in(self._folder.audio):
            raise RefusedError(f"đã có tiếng '{plain}'; hãy đặt tên khác")
        target = path.rename(self._folder.audio / f"{plain}{path.suffix}")
        self._book.moved(path, target)
        self._station.look_at_files()
        return {"name": plain}

    def remove(self, name: str) -> dict[str, Any]:
        """Put a sound away into the history."""
        path = self._free(name)
        self._history.put_away(path)
        self._station.look_at_files()
        return {"name": name}

    def put_away(self) -> list[dict[str, Any]]:
        """Every sound that was put away, the latest first."""
        return self._history.all()

    def kept_file(self, kept: str) -> Path:
        """Where one of them lies."""
        return self._history.file(kept)

    def take_back(self, kept: str) -> dict[str, Any]:
        """Bring one of them back."""
        return self._history.take_back(kept)

    def clip(self, came: Path, called: str) -> dict[str, Any]:
        """Take in a sound for an urgent announcement."""
        standing = frozenset(page.text or "" for page in self._station.journal.standing())
        return self._clips.add(_by_its_name(came, called), called, self._now(), standing)

    def clip_told(self, clip: str) -> dict[str, Any]:
        """What `clip` told."""
        return self._clips.told(clip)

    def clip_file(self, clip: str) -> Path:
        """Where a clip lies."""
        return self._clips.file(clip)

    def hear(self, order: UrgentOrder) -> dict[str, Any]:
        """Have an urgent order's words spoken, for a page alone."""
        message = self._station.message(order)
        heard, seconds = self._hearing.hear(message.compose(""))
        return {"id": heard, "seconds": round(seconds, 1)}

    def heard_file(self, heard: str) -> Path:
        """Where they lie."""
        return self._hearing.file(heard)

    def give_way(self) -> None:
        """Stop speaking for pages: somebody waits at the loudspeaker."""
        self._hearing.give_way()

    def _told(self, name: str, path: Path, used: dict[str, str], script: str | None = None) -> dict[str, Any]:
        found = path.stat()
        kinds = set(used.values())
        return {
            "name": name,
            "file": self._folder.relative(path),
            "kind": next((kind for kind in ("signal", "bed", "jingle", "recording") if kind in kinds), "other"),
            "used": list(used),
            "script": script,
            "bytes": found.st_size,
            "changed": datetime.fromtimestamp(found.st_mtime, self._station.clock.zone).isoformat(),
            **self._book.of(path),
        }

    def _taken(self, came: Path, called: str, target: Path, earlier: Path | None) -> dict[str, Any]:
        """The facts of what came, now in `target`; an earlier one is put away first, once the new one is readable."""
        waiting = target.with_name(f".{target.stem}.moi{_KEPT_AS}")
        try:
            facts = self._book.taken_in(_by_its_name(came, called), waiting)
            if earlier:
                self._history.put_away(earlier)
            waiting.replace(target)
            self._book.moved(waiting, target)
        finally:
            waiting.unlink(missing_ok=True)
        self._station.look_at_files()
        return {"facts": facts}

    def _free(self, name: str) -> Path:
        """Where a sound lies that nothing plays by its name; raises UnknownNameError, RefusedError."""
        path = self.file(name)
        told = next((one for one in self.all() if one["name"] == name), None)
        if told and told["used"] and not name.startswith(BESIDE):
            where = ", ".join(f"«{one}»" for one in told["used"][:3])
            raise RefusedError(
                f"tiếng '{name}' đang được dùng ở {where}; hãy bỏ nó khỏi đó trước, hoặc thay bằng tệp khác"
            )
        return path

    def _beside(self, script: str) -> Path | None:
        known = script in self._station.files.book.loaded.scripts
        return recording_of(self._folder, script) if known else None

    def _now(self) -> datetime:
        return self._station.clock.now()


def sound_name(told: str) -> str:
    """A name as one writes it in a schedule: `Nhạc hiệu mới!` is `nhac-hieu-moi`. Raises RefusedError for none."""
    bare = unicodedata.normalize("NFD", told.lower().replace("đ", "d"))
    plain = "".join(letter for letter in bare if not unicodedata.combining(letter))
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_NAME].rstrip("-")
    if not name:
        raise RefusedError("hãy đặt tên cho tiếng này bằng chữ hoặc số, ví dụ: nhạc hiệu mới")
    return name


def _by_its_name(came: Path, called: str) -> Path:
    """The file under the name its sender knows, so that what is wrong with it is told by that name."""
    named = came.with_name(f"0-{called}" if called == came.name else called)
    return came.rename(named) if not named.exists() else came
