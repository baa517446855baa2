"""Of which words a person's recording was made: a text that was changed afterwards is not what airs.

A recording is taken to say the words that stood in its text when it was first seen as it is now. Dates of files tell
nothing: an approval, a copy or a backup changes them all.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from broadcaster.errors import Mistake
from broadcaster.folder import StationFolder
from broadcaster.speech.keep import write_whole
from broadcaster.text.script import Script, recording_of

Known = dict[str, tuple[list[int], str]]
"""By the text's name: what tells its recording from a later one, and the hash of the words it was made of."""


def learn(folder: StationFolder, scripts: Iterable[Script]) -> tuple[str, ...]:
    """Take note of every recording that is new; the names of the texts whose recording says other words by now."""
    before, now = _read(folder.recorded), Known()
    for script, path in _recorded(folder, scripts):
        stamp, words = _stamp(path), _words(script)
        known = before.get(script.name)
        now[script.name] = known if known and known[0] == stamp else (stamp, words)
    if now != before:
        with contextlib.suppress(OSError):  # a full disk costs a warning
            write_whole(folder.recorded, json.dumps(now, ensure_ascii=False).encode())
    return tuple(sorted(name for name in _stale(folder, scripts, now)))


def stale_recordings(folder: StationFolder, scripts: Iterable[Script]) -> Iterator[Mistake]:
    """One mistake a recording whose text was changed after it was made, as far as the station has seen both."""
    for name, path in _stale(folder, scripts, _read(folder.recorded)).items():
        message = f"lời bài '{name}.md' đã sửa sau khi thu, mà đài vẫn phát bản thu này"
        hint = "thu lại, hoặc xoá bản thu để máy đọc; nếu bản thu vẫn đúng thì chép lại tệp ấy vào"
        yield Mistake(folder.relative(path), 0, 0, message, hint)


def _stale(
    folder: StationFolder, scripts: Iterable[Script], known: Mapping[str, tuple[list[int], str]]
) -> dict[str, Path]:
    stale = dict[str, Path]()
    for script, path in _recorded(folder, scripts):
        stamp, words = known.get(script.name, (None, ""))
        if stamp == _stamp(path) and words != _words(script):
            stale[script.name] = path
    return stale


def _recorded(folder: StationFolder, scripts: Iterable[Script]) -> Iterator[tuple[Script, Path]]:
    for script in scripts:
        if path := recording_of(folder, script.name):
            yield script, path


def _words(script: Script) -> str:
    return hashlib.sha256(" ".join(script.body.split()).encode()).hexdigest()[:16]


def _stamp(path: Path) -> list[int]:
    with contextlib.suppress(OSError):
        found = path.stat()
        return [found.st_size, found.st_mtime_ns]
    return []


def _read(path: Path) -> Known:
    try:
        told = json.loads(path.read_bytes())
        return {str(name): ([int(one) for one in stamp], str(words)) for name, (stamp, words) in told.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
