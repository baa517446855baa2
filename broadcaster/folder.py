"""Where things lie in a station's folder (design: the repository is a station)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

VERSION_LENGTH = 12
"""Characters of a word that names a version of the files."""


@dataclass(frozen=True)
class StationFolder:
    """The folder of one station; every path in it is named here and nowhere else."""

    root: Path
    """The folder that holds `config.yaml`."""
    made: Path | None = None
    """Where everything made at run time goes; None: `var/` in the folder. A rehearsal has its own."""

    @property
    def config(self) -> Path:
        """Who the station is and the rules it lives under."""
        return self.root / "config.yaml"

    @property
    def lexicon(self) -> Path:
        """The station's own readings, `written: spoken`; may be absent."""
        return self.root / "lexicon.yaml"

    @property
    def scripts(self) -> Path:
        """Announcement texts, one `.md` each."""
        return self.root / "scripts" / "vi"

    @property
    def audio(self) -> Path:
        """Jingles, stings, beds, chimes, recordings."""
        return self.root / "audio"

    @property
    def voices(self) -> Path:
        """Piper voices an officer drops in; may be absent."""
        return self.root / "voices"

    @property
    def schedules(self) -> Path:
        """Programmes and campaigns."""
        return self.root / "schedules"

    @property
    def var(self) -> Path:
        """Everything made at run time."""
        return self.made or self.root / "var"

    @property
    def speech(self) -> Path:
        """Spoken sentences, kept by content."""
        return self.var / "speech"

    @property
    def rests(self) -> Path:
        """Which voices failed last, why, and how long they are left alone."""
        return self.var / "rests.json"

    @property
    def renders(self) -> Path:
        """Finished sounds, kept by content."""
        return self.var / "renders"

    @property
    def lengths(self) -> Path:
        """How long each programme is, as made."""
        return self.var / "lengths.json"

    @property
    def spoken(self) -> Path:
        """How the texts are spoken, as worked out."""
        return self.var / "spoken.json"

    @property
    def recorded(self) -> Path:
        """Which words each recording was made of."""
        return self.var / "recorded.json"

    @property
    def standby(self) -> Path:
        """What the loudspeakers would do if the station were started now."""
        return self.var / "standby.json"

    @property
    def last_good(self) -> Path:
        """Which sounds each programme last aired whole."""
        return self.renders / "last-good.json"

    @property
    def met(self) -> Path:
        """The sound devices that it has played over, one name a line."""
        return self.var / "sound-devices"

    @property
    def journal(self) -> Path:
        """The as-run log (SQLite)."""
        return self.var / "journal.sqlite"

    @property
    def kept_files(self) -> Path:
        """The last version of the operator's files without a mistake."""
        return self.var / "ban-tot.json"

    @property
    def history(self) -> Path:
        """Earlier versions of files the program itself changed."""
        return self.var / "history"

    @property
    def log(self) -> Path:
        """What the program tells a technician."""
        return self.var / "dai.log"

    @property
    def token(self) -> Path:
        """The secret that lets the command talk to the running station."""
        return self.var / "token"

    @property
    def door(self) -> Path:
        """Where the running station listens, as a URL on one line."""
        return self.var / "door"

    @property
    def tls(self) -> Path:
        """The panel's own certificate and its key."""
        return self.var / "tls"

    def relative(self, path: Path) -> str:
        """`path` as an operator would name it: from the station's folder, with `/`; whole if outside it."""
        try:
            return path.resolve().relative_to(self._real_root).as_posix()
        except ValueError:
            return path.as_posix()

    @cached_property
    def _real_root(self) -> Path:
        """The folder itself, whatever links lead to it: found once, since every file is told by it."""
        return self.root.resolve()


def fingerprint(folder: StationFolder) -> str:
    """A word that changes when any of the station's files, sounds too, is saved, added or removed; reads no contents.

    A file being saved in several writes changes it each time, so take files in only once it has stayed the same from
    one look to the next.
    """
    return _word(_seen_in(folder))


class Looks:
    """The fingerprint of a folder asked for every second: told anew only where something in it has moved since."""

    WHOLE = 10
    """Of so many looks one lists the folders, for file systems that do not mark a folder in which a file was added."""

    def __init__(self, folder: StationFolder) -> None:
        self._folder = folder
        self._seen: list[_Seen] = []
        self._fingerprint = ""
        self._left = 0  # looks until the next whole one

    def fingerprint(self) -> str:
        """What `fingerprint` tells now."""
        if self._left == 0 or any(_mark(path) != mark for path, mark, _ in self._seen):
            seen = _seen_in(self._folder)
            self._left = self.WHOLE if seen == self._seen else 1  # one added in the same tick of the disk's clock
            self._seen, self._fingerprint = seen, _word(seen)
        self._left -= 1
        return self._fingerprint


_Mark = tuple[int, int, int]
_Seen = tuple[str, _Mark | None, bool]
"""A path, what differs after each save, and whether it is a file; None: it is not there."""


def _word(seen: list[_Seen]) -> str:
    told = sorted(f"{path}\0{mark}\0" for path, mark, is_file in seen if is_file)
    return hashlib.sha256("".join(told).encode()).hexdigest()[:VERSION_LENGTH]


def _seen_in(folder: StationFolder) -> list[_Seen]:
    places = ((folder.root, ".yaml"), (folder.scripts, ""), (folder.schedules, ""), (folder.audio, ""))
    return [one for place, ending in places for one in _saved_in(str(place), ending, deep=place != folder.root)]


def _saved_in(place: str, ending: str, *, deep: bool) -> Iterator[_Seen]:
    """A folder and what lies in it; asked often, so without a Path each."""
    yield place, _mark(place), False  # before it is listed: what is added meanwhile is seen at the next look
    try:
        with os.scandir(place) as inside:
            for one in inside:
                if one.name.startswith((".", "~")):
                    continue
                if deep and one.is_dir():
                    yield from _saved_in(one.path, ending, deep=deep)
                elif one.name.endswith(ending) and one.is_file():
                    yield one.path, _mark(one.path), True
    except OSError:
        return  # removed since it was listed: the next look sees it gone


def _mark(path: str) -> _Mark | None:
    try:
        stat = os.stat(path)  # noqa: PTH116 - asked of every file every second
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
