"""The line input of the sound card, opened, watched and closed by one thread of its own.

Whoever takes its sound waits for nothing of PortAudio; an input that is not there is tried again and again.
"""

from __future__ import annotations

import contextlib
import threading
from typing import Any

import numpy as np

from broadcaster.errors import OutputError
from broadcaster.playout.basin import Basin
from broadcaster.playout.output import Note
from broadcaster.playout.portaudio import CLOSING, inputs, opening_input
from broadcaster.units import RATE

LOOK = 0.5
"""Seconds between two looks at an input that is open."""
STILL = 6
"""Looks that find nothing new, after which it is opened again."""
PATIENCE = (0.5, 1.0, 2.0, 5.0)
"""Seconds before each new try to open it; the last one again and again."""
SHAPES = ((1, "float32"), (2, "float32"), (2, "int16"), (1, "int16"))
"""Channels and sample formats tried in turn: some devices give only their own."""
FULL_SCALE = 32_768.0
"""What 1.0 is in int16."""
_SEE = "hãy xem dây vào, cạc âm thanh còn cắm chắc không, đài tự mở lại"
REFUSALS = (
    ("-9985", "chương trình khác đang giữ đường ấy; hãy tắt chương trình ấy, đài tự mở lại"),
    ("device -1", f"máy không có đường vào nào đang dùng được; {_SEE}"),
    ("-9999", f"đường ấy không trả lời; {_SEE}"),
    ("-999", "cạc âm thanh không cho thu; hãy chọn cạc khác làm đường vào trong cài đặt âm thanh của máy"),
)
"""What PortAudio says (a part of it, or its error code), and what it means to an officer."""


class LineReceiver(Basin):
    """What arrives at the line input; opened again when nothing comes from it."""

    def __init__(self, note: Note) -> None:
        super().__init__()
        self._note = note
        self._told = ""
        self._closing = False
        self._leave = threading.Event()  # the input is to be closed
        self._left = threading.Event()  # none is open
        self._left.set()
        self._thread = threading.Thread(target=self._run, name="đường vào", daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        """Whether it still listens, or tries to."""
        return self._thread.is_alive()

    def close(self) -> None:
        """Close the input; does not wait for it."""
        self._closing = True
        self._leave.set()

    def give_way(self) -> bool:
        """Close what is open, so that PortAudio may be begun anew; whether that was done in time."""
        self._leave.set()
        return self._left.wait(CLOSING)

    def _run(self) -> None:
        tries = 0
        while True:
            self._leave.clear()
            if self._closing:
                return
            try:
                stream = self._opened(again=tries > 0)
            except OutputError as error:
                self._tell(f"không mở được đường vào (line-in): {error}")
                self._leave.wait(PATIENCE[min(tries, len(PATIENCE) - 1)])
                tries += 1
                continue
            tries = 0 if self._listen() else tries + 1
            self._close(stream)

    def _listen(self) -> bool:
        """Wait until nothing has come for long, or it is to be closed; whether anything came."""
        began = seen = self.arrived
        still = 0
        while still < STILL:
            if self._leave.wait(LOOK):
                return True
            still = 0 if self.arrived != seen else still + 1
            seen = self.arrived
        self._tell("đường vào (line-in) không đưa tiếng nào tới; đài đang mở lại")
        return seen != began

    def _opened(self, *, again: bool) -> Any:
        """Open it. Raises OutputError in an officer's words."""
        with opening_input(again=again) as sounddevice:
            refused: Exception = OutputError("không có thiết bị")
            for channels, kind in SHAPES:
                asked = {"samplerate": RATE, "channels": channels, "dtype": kind, "latency": "high"}
                try:
                    stream = _started(sounddevice.InputStream(callback=self._heard, **asked))
                except Exception as error:  # noqa: BLE001 - a device refuses in many ways
                    refused = error
                    continue
                self._left.clear()
                inputs.add(self.give_way)
                return stream
        raise OutputError(_in_words(str(refused))) from refused

    def _close(self, stream: Any) -> None:
        with contextlib.suppress(Exception):  # one whose device is gone refuses in many ways
            stream.abort()
            stream.close()
        inputs.discard(self.give_way)
        self._left.set()

    def _heard(self, sound: Any, _frames: int, _time: Any, _status: Any) -> None:
        mono = sound.mean(axis=1, dtype=np.float32)
        self._told = ""
        self.put(mono / np.float32(FULL_SCALE) if sound.dtype == np.int16 else mono)

    def _tell(self, why: str) -> None:
        """Say what is wrong once, not at every try."""
        if why != self._told:
            self._note("relay", why)
        self._told = why


def _started(stream: Any) -> Any:
    try:
        stream.start()
    except Exception:
        stream.close()
        raise
    return stream


def _in_words(told: str) -> str:
    known = next((meant for said, meant in REFUSALS if said in told), None)
    return known or f"thiết bị từ chối (PortAudio: {told})"
