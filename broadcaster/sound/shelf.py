"""Which sounds a folder holds, by the names an operator writes; nothing is opened."""

from __future__ import annotations

import unicodedata
from pathlib import Path

SUFFIXES = (".flac", ".wav", ".mp3", ".ogg", ".opus", ".oga", ".aif", ".aiff")
"""What `decode` reads by name; where two files of one name lie side by side, the first of these counts."""
REFUSED = (".m4a", ".mp4", ".aac", ".webm", ".wma", ".amr", ".3gp")
"""Sounds by name that cannot be read: listed all the same, so that the officer is told what to do."""


def sounds_in(audio: Path) -> dict[str, Path]:
    """Every sound under the folder `audio` by the name an operator writes: its path there without suffix, `nhac-hieu`.

    Hidden files are left out. Names are NFC, as texts are. Files that cannot be read are listed too; `decode` says why.
    """
    rank = {suffix: order for order, suffix in enumerate(SUFFIXES + REFUSED)}
    found: dict[str, Path] = {}
    for path in sorted(audio.rglob("*"), key=lambda path: (rank.get(path.suffix.lower(), 99), path.as_posix())):
        inside = path.relative_to(audio)
        if path.suffix.lower() in rank and path.is_file() and not any(part.startswith(".") for part in inside.parts):
            found.setdefault(unicodedata.normalize("NFC", inside.with_suffix("").as_posix()), path)
    return dict(sorted(found.items()))
