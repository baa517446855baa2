"""Which wall time a frame of a stream leaves at, from the device's own scattered time stamps. Pure."""

from __future__ import annotations

from broadcaster.units import RATE

GAIN = 0.05
"""Share of each new stamp's error that is believed: about 20 blocks until it is forgotten."""
JUMP = 0.004
"""Seconds beyond which a stamp is a stray, or the line has moved."""
STRAYS = 3
"""So many strays in a row are no strays: the device ran dry, or the clock was set."""


class StreamClock:
    """The line between frames and wall time, filtered; it locks again by itself when the line moves."""

    def __init__(self) -> None:
        self._frames = 0
        self._offset: float | None = None
        self._strays = 0
        self.locks = 0
        """How often the line was found anew, the first time not counted."""

    def block(self, leaves: float, frames: int) -> float:
        """Take the stamp of the next block, `frames` long; the wall time at which its first frame leaves."""
        seen = leaves - self._frames / RATE
        if self._offset is None:
            self._offset = seen
        error = seen - self._offset
        if abs(error) <= JUMP:
            self._strays = 0
            self._offset += error * GAIN
        else:
            self._strays += 1
            if self._strays >= STRAYS:
                self._offset, self._strays = seen, 0
                self.locks += 1
        wall = self._offset + self._frames / RATE
        self._frames += frames
        return wall
