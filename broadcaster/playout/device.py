"""One stream of PortAudio. It is made open, is started once and ends closed; a lost one is not mended but replaced."""

from __future__ import annotations

import atexit
import functools
from collections.abc import Callable
from typing import Any

from broadcaster.clock import Clock
from broadcaster.errors import OutputError
from broadcaster.playout import portaudio
from broadcaster.playout.line import Line
from broadcaster.playout.stream_clock import StreamClock
from broadcaster.units import RATE

BLOCK = 2400
"""Frames a callback asks for (50 ms, a quarter of the buffer). Shorter ones gain nothing: an urgent page throws the
buffer away; and each costs a tenth of a millisecond of the machine, all day long."""
SHAPES = ((1, "float32"), (2, "float32"), (2, "int16"), (1, "int16"))
"""Channels and sample formats tried in turn: some devices take only their own."""
FULL_SCALE = 32_767.0
"""What 1.0 is in int16."""
SETTLING = 0.5
"""Seconds of sound after each start in which the device may say that it ran out: it had nothing to run out of."""
SAME_CLOCK = 1.0
"""Seconds by which PortAudio's clock may differ from the wall clock and still be the same one."""
BACKLOG = 20
"""Blocks (1 s) in which nothing may sound whose times are worked out in one go: what a processor has to fetch for the
stream's clock costs it more than the reckoning, and a station is at rest nearly all day."""


class Device:
    """A stream of what is on `line`, rendered by PortAudio's own thread once it is started.

    Making one opens it. Raises OutputError if it is refused; takes as long as a sound server that hangs.
    """

    def __init__(self, name: str | None, latency: float, clock: Clock, line: Line, *, again: bool = False) -> None:
        self._clock = clock
        self._line = line
        self._fault = ""
        self._given_up = False
        self.blocks = 0
        """Blocks that were asked for."""
        self.frames = 0
        """Frames that were asked for."""
        self._began = 0  # frames that had been asked for when the stream was started
        self.underruns = 0
        """How often the device ran out of sound."""
        self.asked = clock.timestamp()
        """When it last asked for a block, POSIX seconds."""
        self.moved = clock.monotonic()
        """The same instant by the clock that never steps."""
        self._told = list[tuple[float, float, int]]()  # blocks whose times are not worked out yet
        with portaudio.opening_output(self, again=again) as self._sounddevice:
            self._stream, self._channels, self._kind = self._opened(name, latency)
        self._timing = StreamClock(float(self._stream.latency))
        self._base = self._clock_base()
        self._hand = portaudio.Hand()

    def _opened(self, name: str | None, latency: float) -> tuple[Any, int, str]:
        refused = OutputError("không có thiết bị")
        for channels, kind in SHAPES:
            wanted = {"device": name, "channels": channels, "dtype": kind, "latency": latency, "samplerate": RATE}
            opening = functools.partial(
                self._sounddevice.RawOutputStream, callback=self._callback, blocksize=BLOCK, **wanted
            )
            try:
                return portaudio.checked(opening), channels, kind
            except OutputError as error:
                refused = error
        raise refused

    def start(self) -> None:
        """Ask for sound from now on. Raises OutputError if it is refused, or does not answer in time."""
        self.asked, self.moved = self._clock.timestamp(), self._clock.monotonic()
        self._hand.do(self._stream.start)

    def _clock_base(self) -> float | None:
        """What PortAudio's clock lacks to the wall clock; None: it is the wall clock."""
        behind = self._clock.timestamp() - float(self._stream.time)
        return None if abs(behind) < SAME_CLOCK else behind

    def _callback(self, out: Any, frames: int, stamp: Any, status: Any) -> None:
        """Fill a block. An exception here would end the stream, so it becomes silence and a fault."""
        if self._given_up:  # a stream that hung and moves again: the line is another's by now
            out[:] = bytes(len(out))
            return
        self.blocks += 1
        self.frames += frames
        self.asked = self._clock.timestamp()
        self.moved = self._clock.monotonic()
        if status.output_underflow and self.frames - self._began > SETTLING * RATE:
            self.underruns += 1  # one that comes while its buffer is being filled cost nobody a sound
        leaves = stamp.outputBufferDacTime
        if self._base is not None:
            leaves += self._clock.timestamp() - stamp.currentTime
        self._told.append((leaves, self.asked, frames))
        try:
            if self._line.resting and len(self._told) < BACKLOG:
                out[:] = bytes(len(out))
            else:
                self._fill(out, frames, self._leaves())
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the loudspeakers must not be left with noise
            out[:] = bytes(len(out))
            self._fault = f"lỗi khi ghép tiếng ({error!r})"

    def _leaves(self) -> float:
        """When the first frame of the block told of last leaves, POSIX seconds."""
        times = [self._timing.block(*told) for told in self._told]
        self._told.clear()
        return times[-1]

    def _fill(self, out: Any, frames: int, wall: float) -> None:
        import numpy as np  # noqa: PLC0415 - loaded long since

        sound = np.frombuffer(out, self._kind).reshape(frames, self._channels)
        if self._kind == "float32":
            self._line.render(frames, wall, sound[:, 0])
        else:
            exact = np.zeros(frames, np.float32)
            self._line.render(frames, wall, exact)
            sound[:, 0] = np.clip(exact * FULL_SCALE, -FULL_SCALE, FULL_SCALE)
        if self._channels > 1:
            sound[:, 1:] = sound[:, :1]

    def fault(self) -> str:
        """Why it no longer plays; empty: it does, as far as it knows."""
        if self._fault:
            return self._fault
        try:
            active = portaudio.checked(lambda: self._stream.active)
        except OutputError as error:
            return str(error)
        return "" if active else "thiết bị âm thanh đã ngắt"

    def restart(self, between: Callable[[], None]) -> None:
        """Throw away what lies with the device and go on at once; `between` runs while nothing is rendered."""

        def anew() -> None:
            self._stream.abort(ignore_errors=False)
            if self._given_up:
                return  # it hung, and comes back long after
            between()
            self._told.clear()
            self._timing.restart()
            self._began = self.frames
            self._stream.start()

        self._hand.do(anew)

    def close(self) -> None:
        """Give the device back. One that hangs is left behind, by its own thread."""
        self._given_up = True
        try:
            self._hand.do(lambda: (self._stream.abort(), self._stream.close()))
        except OutputError:
            atexit.unregister(self._sounddevice._exit_handler)  # noqa: SLF001 - it would wait for it as well
        self._hand.let_go()
        portaudio.standing.discard(self)
