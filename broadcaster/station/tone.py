"""The tone by which an officer sets the amplifier: as loud as the station's speech, so that nothing is louder after."""

from __future__ import annotations

import array
import math
import sys
import wave
from pathlib import Path

from broadcaster.units import RATE

SECONDS = 10.0
"""How long it sounds."""
PITCH = 1000.0
"""Hz; every horn carries it."""
_FADE = RATE // 50
_SINE_LOUDNESS = -3.01  # LUFS of a full-scale sine at 1 kHz, one channel (ITU-R BS.1770-5)


def write_tone(path: Path, loudness: float) -> Path:
    """Write the tone of `loudness` (LUFS) as 16-bit WAV at `units.RATE`; the path."""
    peak = 32767 * 10 ** ((loudness - _SINE_LOUDNESS) / 20)
    period = [peak * math.sin(2 * math.pi * PITCH * frame / RATE) for frame in range(round(RATE / PITCH))]
    frames = round(SECONDS * RATE)
    samples = array.array("h", [round(value) for value in period] * (frames // len(period)))
    for frame in range(_FADE):
        share = frame / _FADE
        samples[frame] = round(samples[frame] * share)
        samples[-1 - frame] = round(samples[-1 - frame] * share)
    if sys.byteorder == "big":
        samples.byteswap()
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    with wave.open(str(fresh), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    fresh.replace(path)
    return path
