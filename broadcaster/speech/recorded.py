"""A person's own recording of a text lies beside it: `scripts/vi/NAME.md` and `scripts/vi/NAME.flac`."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from broadcaster.folder import StationFolder

SUFFIXES = (".flac", ".wav", ".mp3", ".ogg", ".opus")
"""Where one text has several recordings, the first of these counts."""


def recording_of(name: str, folder: StationFolder) -> Path | None:
    """The recording of the script `name`; None where there is none. Capitals in the ending do not matter."""
    wanted = unicodedata.normalize("NFC", name)
    try:
        files = sorted(path for path in folder.scripts.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file())
    except OSError:
        return None
    own = [path for path in files if unicodedata.normalize("NFC", path.stem) == wanted]
    return min(own, key=lambda path: SUFFIXES.index(path.suffix.lower()), default=None)
