"""PortAudio as we call it: loaded once, begun anew where nothing stands on it, its refusals in an officer's words.

Any call into it may hang in a dead sound server; so a stream is held by a thread that may be left behind.
"""

from __future__ import annotations

import contextlib
import os
import queue
import threading
from collections.abc import Callable, Iterator
from typing import Any

from broadcaster import machine
from broadcaster.errors import OutputError

CLOSING = 1.0
"""Seconds a device gets to close; a dead sound server keeps it for ever."""
left_behind: list[threading.Thread] = []
"""Threads whose call into PortAudio did not come back in time."""
_opening = threading.Lock()  # PortAudio opens one stream at a time, and is begun anew in between
standing = set[object]()
"""Streams that run: while there is one, PortAudio cannot be begun anew."""
inputs = set[Callable[[], bool]]()
"""What has each open input closed, and says whether it is: PortAudio begun anew may give its address to another."""


def library() -> Any:
    """The package `sounddevice`. Raises OutputError where PortAudio is missing."""
    try:
        import sounddevice  # noqa: PLC0415 - a machine without PortAudio is still a station
    except (OSError, ImportError) as error:
        raise OutputError("máy chưa có thư viện PortAudio; hãy gõ: sudo apt-get install -y libportaudio2") from error
    machine.hush_sound_system()
    return sounddevice


def _begin_anew(sounddevice: Any) -> None:
    """PortAudio lists devices once; begun anew it sees those that came back."""
    if standing or any(thread.is_alive() for thread in left_behind):
        return  # neither another card that plays nor a call that hangs may lose the ground it stands on
    if not all(give_way() for give_way in tuple(inputs)):
        return  # an input is opened again by itself, but one that hangs stands on that ground too
    with contextlib.suppress(sounddevice.PortAudioError):
        sounddevice._terminate()  # noqa: SLF001 - there is no public name for it
    checked(sounddevice._initialize)  # noqa: SLF001


@contextlib.contextmanager
def opening_output(stream: object, *, again: bool) -> Iterator[Any]:
    """PortAudio, for `stream`, which opens meanwhile and stands from then on; `again`: begun anew, if nothing stands.

    Raises OutputError where it is missing.
    """
    sounddevice = library()
    with _opening, _hushed():
        if again:
            _begin_anew(sounddevice)
        yield sounddevice
        standing.add(stream)


@contextlib.contextmanager
def opening_input(*, again: bool) -> Iterator[Any]:
    """PortAudio, for the one that opens an input meanwhile; `again`: begun anew where nothing stands on it.

    Raises OutputError where it is missing, and where it refuses.
    """
    sounddevice = library()
    with _opening, _hushed():
        if again and not inputs:
            _begin_anew(sounddevice)
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


def checked(call: Callable[[], Any]) -> Any:
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


class Hand:
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
            left_behind.append(self._thread)
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
                checked(call)
            except OutputError as error:
                done.refused = error
            done.set()


class _Done(threading.Event):
    refused: OutputError | None = None
