"""The sounds of the station: jingles, beds, recordings; and what is heard on a page before it is aired."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from broadcaster.station.door import UrgentOrder

BESIDE = "bai:"
"""Begins the name of a recording that lies beside a script: `bai:tin` is read instead of the text `tin`."""


class SoundDesk(Protocol):
    """What a page may ask of the sounds, and add to them.

    A sound told is `name`, `file` (as an operator finds it), `kind` (jingle, bed, signal, recording or other), `used`
    (names of what plays it), `script` (what it lies beside, or None), `bytes`, `changed` (an instant), `facts` (None
    until it was looked into: `seconds`, `lufs`, `true_peak_dbtp`, `clipped`, `peaks`) and `wrong` (why it cannot be
    read, or empty).
    """

    def all(self) -> list[dict[str, Any]]:
        """Tell every sound of `audio/` and every recording beside a script."""
        ...

    def file(self, name: str) -> Path:
        """Answer where a sound lies; raises UnknownNameError."""
        ...

    def add(self, came: Path, called: str, name: str, *, replace: bool = False) -> dict[str, Any]:
        """Take in the file `came`, which its sender calls `called`, as the sound `name`; tells `name` and `facts`.

        With `replace` an earlier one of that name goes to the history. Raises RefusedError, SoundError.
        """
        ...

    def record(self, came: Path, called: str, script: str) -> dict[str, Any]:
        """Take in a person's recording of a script, read from then on instead of the voice. Raises as `add`."""
        ...

    def rename(self, name: str, to: str) -> dict[str, Any]:
        """Call a sound otherwise; raises UnknownNameError, and RefusedError where something plays it by its name."""
        ...

    def remove(self, name: str) -> dict[str, Any]:
        """Put a sound away into the history; raises UnknownNameError, RefusedError as `rename`."""
        ...

    def put_away(self) -> list[dict[str, Any]]:
        """Tell every sound that was put away or replaced, the latest first.

        Each is `kept` (what it is asked for by), `name`, `script` and `title` (of the text it was read for, or None),
        `until` (an instant), `bytes`, `present` (whether a sound of that name is in use now) and `barred` (why it
        cannot come back, or empty).
        """
        ...

    def kept_file(self, kept: str) -> Path:
        """Answer where one of them lies; raises UnknownNameError."""
        ...

    def take_back(self, kept: str) -> dict[str, Any]:
        """Bring one of them back: `name`, and `swapped` where the one in use was put away for it.

        Raises UnknownNameError, and RefusedError where it is barred.
        """
        ...

    def clip(self, came: Path, called: str) -> dict[str, Any]:
        """Take in a sound for an urgent announcement: `id`, `called`, `facts`. Raises SoundError."""
        ...

    def clip_told(self, clip: str) -> dict[str, Any]:
        """Tell again what `clip` told; raises UnknownNameError."""
        ...

    def clip_file(self, clip: str) -> Path:
        """Answer where it lies; raises UnknownNameError."""
        ...

    def hear(self, order: UrgentOrder) -> dict[str, Any]:
        """Have an urgent order's words spoken, for a page alone: `id` and `seconds`; waits for the voice.

        Raises as `Door.urgent` does, and RefusedError where no voice can speak them in time.
        """
        ...

    def heard_file(self, heard: str) -> Path:
        """Answer where they lie; raises UnknownNameError."""
        ...
