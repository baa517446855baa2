"""Ogg (Vorbis, Opus) as it arrives: libsndfile reads it from a pipe, never going back."""

from __future__ import annotations

import http.client
import os
import threading
from collections.abc import Callable, Iterator

import numpy as np
import soundfile

from broadcaster.errors import SoundError
from broadcaster.playout.sounds import resampler
from broadcaster.units import Samples

KINDS = frozenset({"application/ogg", "audio/ogg", "audio/opus", "audio/vorbis"})
"""Content types it is asked for."""
SHARE = 10
"""Of a second that is decoded at a time."""


class _Pump:
    """Carries what arrives into the pipe, on a thread of its own: the decoder waits at the other end."""

    def __init__(self, read: Callable[[], bytes], into: int) -> None:
        self.fault: Exception | None = None
        self._read = read
        self._into = into
        threading.Thread(target=self._run, name="tiếp sóng Ogg", daemon=True).start()

    def _run(self) -> None:
        try:
            while more := self._read():
                while more:
                    more = more[os.write(self._into, more) :]
        except BrokenPipeError:
            return  # nobody listens any more
        except (OSError, ValueError, http.client.HTTPException) as error:
            self.fault = error
        finally:
            os.close(self._into)


def decoded(read: Callable[[], bytes]) -> Iterator[Samples]:
    """A stream's sound, mono at `units.RATE`, as it arrives. Raises SoundError where it cannot be read."""
    out, into = os.pipe()
    pump = _Pump(read, into)
    try:
        with soundfile.SoundFile(out, closefd=False) as file:
            resample = resampler(file.samplerate)
            while len(block := file.read(file.samplerate // SHARE, dtype="float32", always_2d=True)):
                yield resample(block.mean(axis=1, dtype=np.float32))
    except soundfile.SoundFileError as error:
        raise pump.fault or SoundError("luồng không phải Ogg") from error
    finally:
        os.close(out)
    if pump.fault:
        raise pump.fault
