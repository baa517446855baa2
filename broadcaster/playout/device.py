"""One stream of PortAudio. It is made open, is started once and ends closed; a lost one is not mended but replaced."""

from __future__ import annotations

import atexit
import contextlib
import functools
import os
import queue
import threading
from collections.abc import Callable, Iterator
from typing import Any

from broadcaster import machine
from broadcaster.clock import Clock
from broadcaster.errors import OutputError
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
CLOSING = 1.0
"""Seconds a device gets to close; a dead sound server keeps it for ever."""
_left_behind: list[threading.Thread] = []
"""Threads whose call into PortAudio did not come back in time."""
_opening = threading.Lock()  # PortAudio opens one stream at a time, and is begun anew in between
_standing = set["Device"]()
"""Streams that run: while there is one, PortAudio cannot be begun anew."""
inputs = set[Callable[[], bool]]()
"""What has each open input closed, and says whether it is: PortAudio begun anew may give its address to another."""


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
        self._sounddevice = _sounddevice()
        with _opening, _hushed():
            if again:
                _refresh(self._sounddevice)
            self._stream, self._channels, self._kind = self._opened(name, latency)
            _standing.add(self)
        self._timing = StreamClock(float(self._stream.latency))
        self._base = self._clock_base()
        self._hand = _Hand()

    def _opened(self, name: str | None, latency: float) -> tuple[Any, int, str]:
        refused = OutputError("không có thiết bị")
        for channels, kind in SHAPES:
            wanted = {"device": name, "channels": channels, "dtype": kind, "latency": latency, "samplerate": RATE}
            opening = functools.partial(
                self._sounddevice.RawOutputStream, callback=self._callback, blocksize=BLOCK, **wanted
            )
            try:
                return _checked(opening), channels, kind
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
            active = _checked(lambda: self._stream.active)
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
        _standing.discard(self)


def _sounddevice() -> Any:
    try:
        import sounddevice  # noqa: PLC0415 - a machine without PortAudio is still a station
    except (OSError, ImportError) as error:
        raise OutputError("máy chưa có thư viện PortAudio; hãy gõ: sudo apt-get install -y libportaudio2") from error
    machine.hush_sound_system()
    return sounddevice


def _refresh(sounddevice: Any) -> None:
    """PortAudio lists devices once; begun anew it sees those that came back."""
    if _standing or any(thread.is_alive() for thread in _left_behind):
        return  # neither another card that plays nor a call that hangs may lose the ground it stands on
    if not all(give_way() for give_way in tuple(inputs)):
        return  # an input is opened again by itself, but one that hangs stands on that ground too
    with contextlib.suppress(sounddevice.PortAudioError):
        sounddevice._terminate()  # noqa: SLF001 - there is no public name for it
    _checked(sounddevice._initialize)  # noqa: SLF001


@contextlib.contextmanager
def opening_input(*, again: bool) -> Iterator[Any]:
    """PortAudio, for the one that opens an input meanwhile; `again`: begun anew where nothing stands on it.

    Raises OutputError where it is missing, and where it refuses.
    """
    sounddevice = _sounddevice()
    with _opening, _hushed():
        if again and not inputs:
            _refresh(sounddevice)
        yield sounddevice


@contextlib.contextmanager
def _hushed() -> Iterator[None]:
    """PortAudio and ALSA write a page of C to the terminal for each device that refuses."""
    kept = os.dup(2)
    try:
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a descriptor is what is wanted
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _checked(call: Callable[[], Any]) -> Any:
    """Call PortAudio; what it refuses becomes an OutputError in its own words."""
    try:
        return call()
    except Exception as error:
        if isinstance(error, OutputError):
            raise
        raise OutputError(_in_words(str(error))) from error


REFUSALS = (
    ("device -1", "máy không có thiết bị âm thanh nào đang dùng được"),
    ("No output device", "máy không có thiết bị âm thanh nào đang dùng được"),
    ("-9985", "thiết bị đang bị chương trình khác giữ; hãy tắt chương trình ấy, đài tự mở lại"),
    ("-9997", "thiết bị không nhận tiếng 48 kHz; hãy chọn thiết bị khác ở output: trong config.yaml"),
    ("-9998", "thiết bị không nhận kiểu tiếng này; hãy chọn thiết bị khác ở output: trong config.yaml"),
    ("-9994", "thiết bị không nhận kiểu tiếng này; hãy chọn thiết bị khác ở output: trong config.yaml"),
    ("-9999", "thiết bị không trả lời; hãy xem dây loa, cạc âm thanh còn cắm chắc không, đài tự mở lại"),
)
"""What PortAudio says (a part of it, or its error code), and what it means to an officer."""


def _in_words(told: str) -> str:
    known = next((meant for said, meant in REFUSALS if said in told), None)
    return known or f"thiết bị từ chối (PortAudio: {told})"


class _Hand:
    """The thread that starts, stops and closes a stream.

    It has the priority of whoever opened the device, and so has the stream it starts; a caller in a hurry may have
    less. One that hangs in a dead sound server is left behind.
    """

    def __init__(self) -> None:
        self._work: queue.SimpleQueue[tuple[Callable[[], Any], _Done] | None] = queue.SimpleQueue()
        self._hangs = False
        self._thread = threading.Thread(target=self._run, name="giữ thiết bị âm thanh", daemon=True)
        self._thread.start()

    def do(self, call: Callable[[], Any]) -> None:
        """Call PortAudio. Raises OutputError if it refuses or does not return in time; after that, at once."""
        done = _Done()
        self._work.put((call, done))
        if not done.wait(0.0 if self._hangs else CLOSING):
            self._hangs = True
            _left_behind.append(self._thread)
            raise OutputError("thiết bị âm thanh không trả lời")
        if done.refused:
            raise done.refused

    def let_go(self) -> None:
        """End the thread, once it is through."""
        self._work.put(None)

    def _run(self) -> None:
        while work := self._work.get():
            call, done = work
            try:
                _checked(call)
            except OutputError as error:
                done.refused = error
            done.set()


class _Done(threading.Event):
    refused: OutputError | None = None
