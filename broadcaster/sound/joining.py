"""pydub at what it is good at: laying finished sounds end to end and over one another.

It counts in integers and whole milliseconds, and clips without a word. So sounds enter as 32-bit integers with 12 dB of
room above full scale, each filled up to the next millisecond, and leave as floats again. Its resampling is linear and
its effects run a Python loop a frame, so neither is used.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from broadcaster.units import RATE, Samples

with warnings.catch_warnings():
    # Importing pydub warns of ffmpeg, which is never called, and of audioop, which pyproject.toml replaces in time.
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

MILLISECOND = RATE // 1000
"""Frames; lengths that come out of here are whole multiples."""
_FULL_SCALE = 2.0**29
_MOST = 2.0**31 - 256.0
"""The greatest 32-bit integer a float32 can hold."""


def joined(parts: Sequence[Samples]) -> Samples:
    """`parts` end to end, each filled with silence to a whole millisecond."""
    segments = [_segment(part) for part in parts if len(part)]
    return _samples(_together(segments)) if segments else np.zeros(0, np.float32)


def overlaid(base: Samples, over: Samples) -> Samples:
    """`base` with `over` added to it from its beginning; as long as `base` filled to a whole millisecond."""
    if not len(base) or not len(over):
        return base.copy()
    return _samples(_segment(base).overlay(_segment(over)))


def whole_milliseconds(frames: int) -> int:
    """`frames` rounded up to whole milliseconds, as `joined` will do."""
    return -(-frames // MILLISECOND) * MILLISECOND


def _together(segments: Sequence[Any]) -> Any:
    """Join by halves: pydub copies both sides of every `+`, so one after the other would be quadratic."""
    if len(segments) == 1:
        return segments[0]
    middle = len(segments) // 2
    return _together(segments[:middle]) + _together(segments[middle:])


def _segment(samples: Samples) -> Any:
    scaled = np.zeros(whole_milliseconds(len(samples)), np.float32)
    np.multiply(samples, np.float32(_FULL_SCALE), out=scaled[: len(samples)])
    np.clip(scaled, -_MOST, _MOST, out=scaled)
    return AudioSegment(scaled.astype(np.int32).tobytes(), sample_width=4, frame_rate=RATE, channels=1)


def _samples(segment: Any) -> Samples:
    whole = np.frombuffer(segment.raw_data, np.int32).astype(np.float32)
    whole *= np.float32(1.0 / _FULL_SCALE)
    return whole
