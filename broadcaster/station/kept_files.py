"""The last version of the operator's files that had no mistake, kept on disk for a station that starts among mistakes.

One file, replaced in one step, so that no power cut leaves half a version.
"""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

from broadcaster.errors import MistakesError
from broadcaster.folder import StationFolder
from broadcaster.speech.keep import write_whole
from broadcaster.text.lexicon import Lexicon, read_lexicon
from broadcaster.timetable.load import Loaded, load_station, written_files
from broadcaster.written.encoding import read_text


def keep(folder: StationFolder, version: str) -> None:
    """Keep the files of `folder` as they are now, which are `version`; a full disk costs only the keeping."""
    if _kept(folder).get("version") == version:
        return
    with contextlib.suppress(OSError, MistakesError):
        texts = {folder.relative(path): read_text(path).text for path in written_files(folder)}
        told = {"version": version, "files": texts}
        write_whole(folder.kept_files, json.dumps(told, ensure_ascii=False, indent=1).encode())


def read_kept(folder: StationFolder) -> tuple[Loaded, Lexicon] | None:
    """The version kept; None where there is none, or where this program no longer reads it without a mistake."""
    files = _kept(folder).get("files")
    if not isinstance(files, dict) or not files:
        return None
    with tempfile.TemporaryDirectory() as place:
        laid_out = StationFolder(Path(place))
        for name, text in files.items():
            path = laid_out.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        loaded, (lexicon, wrong) = load_station(laid_out), read_lexicon(laid_out)
    return None if loaded.mistakes or wrong else (loaded, lexicon)


def _kept(folder: StationFolder) -> Mapping[str, object]:
    with contextlib.suppress(OSError, ValueError):
        told = json.loads(folder.kept_files.read_text(encoding="utf-8"))
        if isinstance(told, dict):
            return told
    return {}
