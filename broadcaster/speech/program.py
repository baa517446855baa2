"""The espeak-ng program: found, and run as a separate process that can hang or fail without harm."""

from __future__ import annotations

import functools
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from broadcaster.errors import SpeechError
from broadcaster.units import Seconds

_WINDOWS_HOMES = (r"C:\Program Files\eSpeak NG\espeak-ng.exe", r"C:\Program Files (x86)\eSpeak NG\espeak-ng.exe")


@dataclass(frozen=True)
class Program:
    """espeak-ng, or whatever stands in for it in a test."""

    command: tuple[str, ...]
    """What starts it; arguments follow."""

    def run(self, arguments: Sequence[str], text: str, deadline: Seconds) -> bytes:
        """What it answers to `text` (UTF-8 on its standard input).

        Raises SpeechError, in Vietnamese, where it cannot start, fails, or takes longer than `deadline`; it is
        killed then.
        """
        try:
            done = subprocess.run(  # noqa: S603  -- no shell; the text goes in by standard input
                [*self.command, *arguments],
                input=text.encode(),
                capture_output=True,
                timeout=deadline,
                check=False,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except subprocess.TimeoutExpired:
            raise SpeechError(f"espeak-ng không trả lời sau {deadline:g} giây") from None
        except OSError as error:
            raise SpeechError(f"không chạy được espeak-ng: {error.strerror or error}") from error
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().splitlines()
            raise SpeechError(f"espeak-ng báo lỗi {done.returncode}: {said[-1] if said else 'không rõ vì sao'}")
        return done.stdout

    def version(self) -> str:
        """What it says of itself; empty where it says nothing."""
        return _version(self.command)


@functools.cache
def _version(command: tuple[str, ...]) -> str:
    """Asked once a process: it is part of every key."""
    try:
        said = Program(command).run(["--version"], "", Seconds(5.0)).decode(errors="replace")
    except SpeechError:
        return ""
    return said.split("Data at")[0].strip()


def find_program() -> Program | None:
    """espeak-ng on the path, or where its Windows installer puts it; None where it is not installed."""
    found = shutil.which("espeak-ng")
    if found is None and sys.platform == "win32":
        found = next((home for home in _WINDOWS_HOMES if Path(home).is_file()), None)
    return Program((found,)) if found else None
