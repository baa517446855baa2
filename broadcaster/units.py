"""Units shared by every room, so that a signature says what a number is."""

from __future__ import annotations

from typing import NewType

import numpy as np
from numpy.typing import NDArray

Seconds = NewType("Seconds", float)
"""A length of time in seconds."""

Frames = NewType("Frames", int)
"""A count of sample frames at a stated rate."""

Lufs = NewType("Lufs", float)
"""Programme loudness, ITU-R BS.1770 (LUFS)."""

Dbfs = NewType("Dbfs", float)
"""A level relative to digital full scale (dBFS)."""

Samples = NDArray[np.float32]
"""Mono sound, `(frames,) float32`, full scale at 1.0, at a rate named beside it."""

RATE = 48_000
"""Frames a second of everything past the voice: mixes, renders, the output stream."""

SILENCE_FLOOR_DBFS = Dbfs(-60.0)
"""Below this level (RMS of a second) the loudspeakers are taken to be silent."""
