"""Which wall time a frame of a stream leaves at. Pure.

A device tells with each block when it will leave; but what a sound server tells wanders by tens of milliseconds for
many seconds after it was disturbed (measured: PulseAudio's interpolated latency, ±36 ms). When a block is *asked for*
is a far better clock: the device asks when there is room, so the earliest askings lie on a straight line to a tenth of
a millisecond. That line gives the pace; how long after being asked for a block leaves is taken from the device's own
word, and only where that word has stood still for a while.
"""

from __future__ import annotations

from collections import deque

from broadcaster.units import RATE

PRIMING = 12
"""Blocks at the start that are asked for in a burst, to fill the buffer: they tell nothing of the pace."""
FIRST_WORD, FIRST_LOOK = 8, 60
"""Of so many blocks after that the device's word is taken until it stands still, and held against the line found among
so many: it wanders only later."""
LONG, SHORT = 100, 25
"""Blocks (of 20 ms) among which the earliest asking is looked for; the short look finds a line that has moved."""
JUMP = 0.004
"""Seconds by which the short look must differ from the long one for the line to have moved: the device ran dry."""
STEP = 0.25
"""Seconds by which a single asking must differ from the line for the clock to have been set."""
STILL, STILL_BLOCKS = 0.0003, 125
"""Seconds within which the device's word must stay, for so many blocks, to be taken."""
FAR, CALM = 0.010, 0.002
"""A word so far from what was taken is taken sooner, if it is as calm as this in the short look: a sound server that
somebody else has joined needs less time from then on."""
GAIN = 0.05
"""Share of an error that is corrected with each block."""


class StreamClock:
    """The line between frames and wall time; it finds itself again when the line moves."""

    def __init__(self) -> None:
        self._lead = 0.0  # seconds from the line of askings to the leaving of what is asked for
        self._fresh = True  # whether that is still to be found
        self._words: list[float] = []
        self._leads: deque[float] = deque(maxlen=STILL_BLOCKS)
        self._asked: deque[float] = deque(maxlen=LONG)
        self._frames = 0
        self._blocks = 0
        self._offset: float | None = None

    def restart(self) -> None:
        """The stream was emptied and begins anew; how long its buffer is has not changed."""
        self._asked.clear()
        self._leads.clear()
        self._frames = self._blocks = 0
        self._offset = None

    def block(self, leaves: float, asked: float, frames: int) -> float:
        """Take a block of `frames` frames, asked for at `asked`, of which the device says that it leaves at `leaves`.

        Answers when its first frame leaves. All in POSIX seconds.
        """
        self._blocks += 1
        place = self._frames / RATE
        self._frames += frames
        seen = leaves - place
        if self._blocks > PRIMING:
            seen = self._line(asked - place, seen)
        if self._offset is None or abs(seen - self._offset) > JUMP:
            self._offset = seen
        self._offset += (seen - self._offset) * GAIN
        return self._offset + place

    def _line(self, asked: float, told: float) -> float:
        """The wall time of frame 0 by the earliest askings and the lead the device has told."""
        if self._asked and abs(asked - min(self._asked)) > STEP:
            self._asked.clear()
        self._asked.append(asked)
        earliest = min(self._asked)
        recent = list(self._asked)[-SHORT:]
        if len(self._asked) > SHORT and min(recent) > earliest + JUMP:
            self._asked = deque(recent, maxlen=LONG)
            earliest = min(recent)
        if self._fresh:
            self._first_word(told, earliest)
        self._leads.append(told - earliest)
        if len(self._leads) == STILL_BLOCKS and max(self._leads) - min(self._leads) < STILL:
            self._lead = sum(self._leads) / STILL_BLOCKS
        elif len(self._leads) >= SHORT and abs(self._leads[-1] - self._lead) > FAR:
            lately = list(self._leads)[-SHORT:]
            if max(lately) - min(lately) < CALM:
                self._lead = sum(lately) / SHORT
        return earliest + self._lead

    def _first_word(self, told: float, earliest: float) -> None:
        """Nothing better is known yet than what the device told first."""
        if len(self._words) < FIRST_WORD:
            self._words.append(told)
        self._lead = sum(self._words) / len(self._words) - earliest
        self._fresh = self._blocks < PRIMING + FIRST_LOOK
