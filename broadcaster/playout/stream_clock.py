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

BUFFER = 0.2
"""Seconds of sound that lie with the device, where nobody says otherwise."""
PRIMING = 0.04
"""Seconds beyond the buffer up to which blocks are asked for in a burst, to fill it: they tell nothing of the pace."""
FIRST_WORD, FIRST_LOOK = 0.2, 1.2
"""For so long after that the device's word is taken until it stands still, and held against the line found in so long:
it wanders only later."""
LONG, SHORT = 2.0, 0.5
"""Seconds in which the earliest asking is looked for; the short look finds a line that has moved."""
JUMP = 0.004
"""Seconds by which the short look must differ from the long one for the line to have moved: the device ran dry."""
STEP = 0.25
"""Seconds by which a single asking must differ from the line for the clock to have been set."""
STILL, STILL_FOR = 0.0003, 2.5
"""Seconds within which the device's word must stay, for so many seconds, to be taken."""
FAR, CALM = 0.010, 0.0004
"""A word so far from what was taken is taken sooner, if it is as calm as this in the short look: a sound server that
somebody else has joined needs less time from then on. One that wanders does so by 2 ms a second and more."""
GAIN = 2.5
"""Share of an error that is corrected in a second."""


class StreamClock:
    """The line between frames and wall time; it finds itself again when the line moves."""

    def __init__(self, buffer: float = BUFFER) -> None:
        """`buffer`: seconds of sound that lie with the device."""
        self._primed = buffer + PRIMING
        self._lead = 0.0  # seconds from the line of askings to the leaving of what is asked for
        self._fresh = True  # whether that is still to be found
        self._words: list[float] = []
        self._before = 0.0  # the device's word while the line had not moved
        self._long, self._short = _Least(LONG), _Least(SHORT)
        self._still, self._lately = _Spread(STILL_FOR), _Spread(SHORT)
        self._frames = 0
        self._offset: float | None = None

    def restart(self) -> None:
        """The stream was emptied and begins anew; how long its buffer is has not changed."""
        for window in (self._long, self._short, self._still, self._lately):
            window.clear()
        self._frames = 0
        self._offset = None

    def block(self, leaves: float, asked: float, frames: int) -> float:
        """Take a block of `frames` frames, asked for at `asked`, of which the device says that it leaves at `leaves`.

        Answers when its first frame leaves. All in POSIX seconds.
        """
        place = self._frames / RATE
        self._frames += frames
        seen = leaves - place
        if place >= self._primed:
            seen = self._line(place, asked - place, seen)
        if self._offset is None or abs(seen - self._offset) > JUMP:
            self._offset = seen
        self._offset += (seen - self._offset) * min(1.0, GAIN * frames / RATE)
        return self._offset + place

    def _line(self, place: float, asked: float, told: float) -> float:
        """The wall time of frame 0 by the earliest askings and the lead the device has told."""
        if self._long.known and abs(asked - self._long.value) > STEP:
            self._long.clear()
            self._short.clear()
        self._long.add(place, asked)
        self._short.add(place, asked)
        if self._short.value <= self._long.value + JUMP:
            self._before = told
        elif self._short.full:
            self._lead += self._long.value + told - self._before  # whether the sound moved with it, its word tells
            self._long.follow(self._short)
            self._lead -= self._long.value
        earliest = self._long.value
        if self._fresh:
            self._first_word(place, told, earliest)
        lead = told - earliest
        self._still.add(place, lead)
        self._lately.add(place, lead)
        if self._still.full and self._still.width < STILL:
            self._lead = self._still.middle
        elif self._lately.full and abs(lead - self._lead) > FAR and self._lately.width < CALM:
            self._lead = self._lately.middle
        return earliest + self._lead

    def _first_word(self, place: float, told: float, earliest: float) -> None:
        """Nothing better is known yet than what the device told first."""
        if not self._words or place < self._primed + FIRST_WORD:
            self._words.append(told)
        middle = sorted(self._words)[len(self._words) // 2]  # the very first is often of the time before it played
        self._lead = middle - earliest
        self._fresh = place < self._primed + FIRST_LOOK


class _Least:
    """The least of the values of the last `span` seconds, at next to no cost: those that can be it, ascending."""

    def __init__(self, span: float) -> None:
        self._span = span
        self._kept: deque[tuple[float, float]] = deque()
        self._since: float | None = None
        self._now = 0.0

    def clear(self) -> None:
        self._kept.clear()
        self._since = None

    def add(self, place: float, value: float) -> None:
        """Take a value at `place` (s), not before the last one."""
        self._since = place if self._since is None else self._since
        self._now = place
        while self._kept and self._kept[-1][1] >= value:
            self._kept.pop()
        self._kept.append((place, value))
        while self._kept[0][0] < place - self._span:
            self._kept.popleft()

    def follow(self, other: _Least) -> None:
        """Forget all that `other` has forgotten."""
        self._kept = deque(other._kept)
        self._since = other._kept[0][0]

    @property
    def known(self) -> bool:
        return bool(self._kept)

    @property
    def full(self) -> bool:
        """Whether values of all its span have been seen."""
        return self._since is not None and self._now - self._since >= self._span

    @property
    def value(self) -> float:
        return self._kept[0][1]


class _Spread:
    """How far apart the values of the last `span` seconds lie."""

    def __init__(self, span: float) -> None:
        self._least, self._most = _Least(span), _Least(span)

    def clear(self) -> None:
        self._least.clear()
        self._most.clear()

    def add(self, place: float, value: float) -> None:
        self._least.add(place, value)
        self._most.add(place, -value)

    @property
    def full(self) -> bool:
        return self._least.full

    @property
    def width(self) -> float:
        return -self._most.value - self._least.value

    @property
    def middle(self) -> float:
        return (self._least.value - self._most.value) / 2
