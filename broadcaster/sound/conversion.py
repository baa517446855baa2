"""Phones record what our decoder cannot read (AAC, AMR): the ffmpeg program reads it, where the machine has one."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from broadcaster.errors import SoundError
from broadcaster.sound.files import LONGEST
from broadcaster.sound.formats import CONVERT, why_unreadable
from broadcaster.units import RATE, Seconds

PROGRAM = "ffmpeg"
DEADLINE = Seconds(100.0)
"""Longer than any file of an hour takes; shorter than the worker's own deadline."""
_HEAD = 4_096


@contextmanager
def readable(path: Path) -> Iterator[Path]:
    """`path`, or for the time of `with` its sound as a WAV, where only ffmpeg can read it and it is there.

    Raises SoundError where ffmpeg cannot either. What nobody can read is left to `decode`, which says what it is.
    """
    program = shutil.which(PROGRAM)
    if program is None or not _needs_help(path):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="broadcaster-") as folder:
        made = Path(folder) / f"{path.stem}.wav"
        _convert(program, path, made)
        yield made


def _needs_help(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            why = why_unreadable(file.read(_HEAD))
    except OSError:
        return False
    return why is not None and why.endswith(CONVERT)


def _convert(program: str, path: Path, made: Path) -> None:
    # only the file itself: what it names inside (playlists, addresses) is not opened
    source = ["-protocol_whitelist", "file", "-i", f"file:{path}", "-map", "0:a:0", "-t", str(LONGEST + 1)]
    target = ["-ac", "1", "-ar", str(RATE), "-c:a", "pcm_s16le", "-y", f"file:{made}"]
    try:
        done = subprocess.run(  # noqa: S603  -- no shell
            [program, "-nostdin", "-v", "error", *source, *target],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=DEADLINE,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SoundError(f"không đổi được tệp '{path.name}' sang WAV; hãy đổi sang MP3 rồi chép lại") from error
    if done.returncode or not made.is_file():
        raise SoundError(
            f"không đọc được tiếng trong tệp '{path.name}': tệp hỏng hoặc không có tiếng; "
            "hãy mở thử bằng máy nghe nhạc, rồi đổi sang MP3 và chép lại"
        )
