"""Outputs without a clock of their own: one thread renders as much as time has passed, and puts it somewhere."""

from __future__ import annotations

import errno
import threading
from collections.abc import Sequence

import numpy as np

from broadcaster import machine
from broadcaster.clock import Clock
from broadcaster.playout.desk import Desk
from broadcaster.playout.line import Cue, Heard, Key
from broadcaster.playout.output import Health, Note
from broadcaster.units import RATE, Samples

PIECE = 0.1
"""Seconds rendered at a time."""
IDLE = 0.5
"""Seconds rendered at a time while nothing sounds or is about to."""
PATIENCE = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds before each new try to put sound there; the last one again and again."""
PROOF = 1.5
"""Seconds it must take sound again before it is believed: a full disk takes the first bytes of a file."""
HELD_UP = 0.02
"""Seconds by which the two clocks may seem to part between two looks; more means that the wall clock was set."""
ASLEEP = 5.0
"""A pause longer than this was the machine's sleep: it is left out, not made up for."""


class PacedOutput:
    """The common part of `file:` and `icecast:`; `put` and `let_go` are theirs."""

    live = True

    def __init__(self, name: str, clock: Clock, note: Note) -> None:
        self.name = name
        self._clock = clock
        self._note = note
        self._desk = Desk(name, note, clock)
        self._wake = threading.Event()
        self._closing = False
        self._ok = True
        self._why = ""
        self._opened = 0
        self._tries = 0  # since it last took sound for good
        self._away = False  # whether the last try failed
        self._back = 0.0  # monotonic time since which it takes sound again
        self._again = 0.0  # monotonic time before which nothing is tried
        self._until = 0.0  # monotonic time up to which sound was rendered
        self._wall = 0.0  # the same by the wall clock
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def put(self, sound: Samples, wall: float) -> None:
        """Put a block that begins at `wall` where it belongs. Raises OSError."""
        raise NotImplementedError

    def let_go(self) -> None:
        """Close what `put` opened."""
        raise NotImplementedError

    def open(self) -> None:
        """Begin."""
        self._until = self._clock.monotonic()
        self._opened = 1
        self._thread.start()

    def arm(self, cues: Sequence[Cue]) -> None:
        """Replace all that has not begun."""
        self._desk.arm(cues)

    def break_in(self, cue: Cue) -> None:
        """Sound `cue` at once."""
        self._desk.break_in(cue)
        self._wake.set()

    def silence(self) -> None:
        """Be silent at once."""
        self._desk.silence()
        self._wake.set()

    @property
    def sounding(self) -> Key | None:
        """What it sounds."""
        return self._desk.sounding

    def heard(self) -> list[Heard]:
        """Tell what was put there."""
        return self._desk.heard(self._clock.timestamp())

    def health(self) -> Health:
        """Tell how it is."""
        return Health(self.name, self._ok, self._why, 0, self._opened)

    def close(self) -> None:
        """Put what is left and close."""
        self._closing = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(5.0)
        self._desk.close()

    def _run(self) -> None:
        machine.normal_priority()  # an encoder may be late, the sound card's stream may not
        while not self._closing:
            self._wake.wait(PIECE if self._busy() else IDLE)
            self._wake.clear()
            try:
                self._render()
            except Exception as error:  # noqa: BLE001 - whatever went wrong, it is tried again and told
                self._lost(OSError(repr(error)))
        try:
            self.let_go()
        except OSError as error:
            self._lost(error)

    def _busy(self) -> bool:
        line = self._desk.line
        return bool(line.sounding or line.armed)

    def _render(self) -> None:
        """Render what has passed since the last time."""
        now, wall = self._clock.monotonic(), self._clock.timestamp()
        if now - self._until > ASLEEP:
            self._until = now
        frames = round((now - self._until) * RATE)
        began = self._until
        self._until += frames / RATE
        if self._away and now < self._again:
            return  # nobody hears it; what sounds is put at its place again once somebody does
        if self._away:
            self._desk.catch_up(wall)
            frames, began = 0, self._until
        sound = np.zeros(frames, np.float32)
        begins = wall - (now - began)
        if abs(begins - self._wall) < HELD_UP:
            begins = self._wall  # between two readings of the clocks this thread may have been held up
        self._wall = begins + frames / RATE
        self._desk.line.render(frames, begins, sound)
        try:
            self.put(sound, begins)
        except OSError as error:
            self._desk.line.forget_after(begins)
            self._lost(error)
            return
        if self._away:
            self._away, self._back = False, now
        elif self._tries and now - self._back >= PROOF:
            self._found()

    def _found(self) -> None:
        self._ok, self._why, self._tries = True, "", 0
        self._opened += 1
        self._note("device", f"{self.name} đã ghi và phát lại được")

    def _lost(self, error: OSError) -> None:
        why = f"{self.name} không nhận tiếng: {_reason(error)}"
        if why != self._why:
            self._note("device", why)
        self._ok, self._why, self._away = False, why, True
        self._again = self._clock.monotonic() + PATIENCE[min(self._tries, len(PATIENCE) - 1)]
        self._tries += 1
        try:
            self.let_go()
        except OSError:
            return


def _reason(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "đĩa đã đầy; hãy xoá bớt tệp không dùng"
    if isinstance(error, TimeoutError):
        return "máy chủ không trả lời; hãy xem mạng, và máy chủ có bị treo không"
    return str(error)
