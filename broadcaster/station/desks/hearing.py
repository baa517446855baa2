"""Words spoken for the ears of one person at a page, by the voice that would air them, before they are aired."""

from __future__ import annotations

import contextlib
import re
import secrets
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import numpy as np

from broadcaster.errors import BroadcasterError
from broadcaster.sound.files import decode, encode
from broadcaster.sound.order import RenderOrder
from broadcaster.sound.rendered import Rendered
from broadcaster.station.door import RefusedError, UnknownNameError
from broadcaster.units import RATE

PATIENCE = 90.0
"""Seconds a person waits for the voice."""
KEPT = 12
"""How many of the last ones are there to be played."""
_NAME = re.compile(r"[0-9a-f]{16}")


class Speaker(Protocol):
    """What speaks ahead of everything: the workshop."""

    def speak(
        self, order: RenderOrder, each: Callable[[Rendered], None], done: Callable[[BroadcasterError | None], None]
    ) -> int:
        """Have `order` made now, piece by piece."""
        ...

    def cancel(self, ticket: int) -> None:
        """What was asked under `ticket` is wanted no more."""
        ...


class Hearing:
    """Has orders spoken into `folder`; any thread may ask, and waits."""

    def __init__(self, folder: Path, speaker: Speaker) -> None:
        self._folder = folder
        self._speaker = speaker
        self._lock = threading.Lock()
        self._tickets: set[int] = set()

    def hear(self, order: RenderOrder) -> tuple[str, float]:
        """What `order` says: the id under which `file` has it, and its seconds. Raises RefusedError."""
        pieces: list[Rendered] = []
        faults: list[BroadcasterError | None] = []
        over = threading.Event()

        def done(error: BroadcasterError | None) -> None:
            faults.append(error)
            over.set()

        ticket = self._speaker.speak(order, pieces.append, done)
        with self._lock:
            self._tickets.add(ticket)
        in_time = over.wait(PATIENCE)
        with self._lock:
            self._tickets.discard(ticket)
        if not in_time:
            self._speaker.cancel(ticket)
            raise RefusedError("máy đọc chưa xong nên chưa nghe thử được; vẫn phát được ra loa")
        if faults[0] is not None or not pieces:
            raise RefusedError(f"chưa nghe thử được: {faults[0] or 'không có gì để đọc'}")
        return self._keep(pieces)

    def give_way(self) -> None:
        """Drop whatever is being spoken for a page: somebody waits at the loudspeaker."""
        with self._lock:
            tickets = tuple(self._tickets)
        for ticket in tickets:
            self._speaker.cancel(ticket)

    def file(self, heard: str) -> Path:
        """Where it lies; raises UnknownNameError."""
        path = self._folder / f"{heard}.flac"
        if not _NAME.fullmatch(heard) or not path.is_file():
            raise UnknownNameError("không còn bản nghe thử này; hãy bấm Nghe thử lại")
        return path

    def _keep(self, pieces: list[Rendered]) -> tuple[str, float]:
        whole = np.concatenate([decode(piece.path) for piece in pieces])
        name = secrets.token_hex(8)
        encode(self._folder / f"{name}.flac", whole)
        older = sorted(self._folder.glob("*.flac"), key=lambda path: path.stat().st_mtime, reverse=True)[KEPT:]
        for path in older:
            with contextlib.suppress(OSError):
                path.unlink()
        return name, len(whole) / RATE
