"""An output without a loudspeaker: what rehearsals play on, and what tests listen to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from broadcaster.clock import Clock
from broadcaster.playout.desk import Desk
from broadcaster.playout.line import Cue, Heard, Key
from broadcaster.playout.output import Health, Note
from broadcaster.units import RATE, Samples

PIECE = RATE // 10
"""Frames rendered at a time where the sound is kept."""


class SilentOutput:
    """Consumes frames as the clock's time passes, a manual one's too, whenever it is asked.

    With `keep` the sound is read and kept in `recording`, with the instant each piece left at; else it is only counted,
    so that a year takes seconds. `lose` and `find` take the device away and give it back.
    """

    live = True

    def __init__(self, clock: Clock, note: Note = lambda _kind, _text: None, *, keep: bool = False) -> None:
        self.name = "silent"
        self.recording: list[tuple[float, Samples]] = []
        """What was heard: the instant of the first frame and the frames, piece by piece."""
        self._clock = clock
        self._note = note
        self._keep = keep
        self._desk = Desk(self.name, note, clock, counting=not keep, alone=True)
        self._until = clock.monotonic()
        self._opened = 0
        self._ok = False

    def open(self) -> None:
        """Begin to consume."""
        self._until = self._clock.monotonic()
        self._ok, self._opened = True, self._opened + 1

    def lose(self) -> None:
        """Take the device away, as a pulled plug does."""
        self._consume()
        self._ok = False
        self._note("device", "mất tiếng: thiết bị âm thanh đã ngắt")

    def find(self) -> None:
        """Give the device back."""
        self._desk.catch_up(self._clock.timestamp())
        self.open()
        self._note("device", "thiết bị âm thanh đã phát lại được")

    def arm(self, cues: Sequence[Cue]) -> None:
        """Replace all that has not begun."""
        self._consume()
        self._desk.arm(cues)

    def break_in(self, cue: Cue) -> None:
        """Sound `cue` at once instead of everything else."""
        self._consume()
        self._desk.break_in(cue)

    def silence(self) -> None:
        """Be silent from now on."""
        self._consume()
        self._desk.silence()

    @property
    def sounding(self) -> Key | None:
        """What it sounds."""
        return self._desk.sounding

    def heard(self) -> list[Heard]:
        """Tell what was consumed since the last time."""
        self._consume()
        return self._desk.heard(self._clock.timestamp() + 1 / RATE)

    def health(self) -> Health:
        """Tell how it is."""
        return Health(self.name, self._ok, "" if self._ok else "thiết bị âm thanh đã ngắt", 0, self._opened)

    def close(self) -> None:
        """End."""
        self._ok = False
        self._desk.close()

    def between(self, since: float, until: float) -> Samples:
        """What was heard between two instants (needs `keep`); silence where nothing was."""
        out = np.zeros(round((until - since) * RATE), np.float32)
        for wall, sound in self.recording:
            at = round((wall - since) * RATE)
            first, last = max(0, at), min(len(out), at + len(sound))
            if first < last:
                out[first:last] = sound[first - at : last - at]
        return out

    def _consume(self) -> None:
        """Play what the time since the last look holds."""
        frames = round((self._clock.monotonic() - self._until) * RATE)
        if not self._ok or frames <= 0:
            return
        wall = self._clock.timestamp() - frames / RATE
        self._until += frames / RATE
        if not self._keep:
            self._desk.line.render(frames, wall, None)
            return
        for start in range(0, frames, PIECE):
            piece = np.zeros(min(PIECE, frames - start), np.float32)
            self._desk.fill()
            self._desk.line.render(len(piece), wall + start / RATE, piece)
            if piece.any():
                self.recording.append((wall + start / RATE, piece))
