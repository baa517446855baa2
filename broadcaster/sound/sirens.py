"""What breaks into a quiet hour: the attention signal before urgent words, and the siren in patterns a village knows.

`python -m broadcaster.sound.sirens 3 20 10 audio/coi-lu.flac` makes one of three times 20 seconds with 10 between.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from broadcaster.sound.files import encode
from broadcaster.sound.scale import pitch
from broadcaster.sound.synthesis import Wave, blown, edges, finished, seconds
from broadcaster.units import RATE, Samples

_URGENT_LUFS = -16.0
_ATTACK = 0.003
_BRASS = (1.0, 0.8, 0.65, 0.5, 0.35, 0.22, 0.12)
_ROTOR = (1.0, 0.55, 0.5, 0.25, 0.2, 0.1)
"""Harmonics of a chopped air stream."""

_CALL = ("xê", "hò'", "xê", "hò'", "xê", "hò'")
_NOTE = 0.17
_CALLS_A_SIGNAL = 3
_CALL_SECONDS = 1.2

_LOW, _HIGH = 420.0, 980.0
_WAIL = 5.0
_RISE = 0.36
"""Share of a wail in which the rotor speeds up; it slows down in the rest."""


def attention_signal() -> Samples:
    """Hiệu lệnh khẩn: three quick calls between two notes, at full level from the third millisecond; 3.6 seconds."""
    call = np.concatenate([_call_note(pitch(name)) for name in _CALL])
    rest = np.zeros(round(_CALL_SECONDS * RATE) - len(call))
    return finished(np.tile(np.concatenate([call, rest]), _CALLS_A_SIGNAL), _URGENT_LUFS)


def _call_note(hertz: float) -> Wave:
    tone = blown(np.full(round(_NOTE * RATE), hertz), _BRASS)
    return tone * edges(len(tone), _ATTACK, 0.012)


def siren(times: int = 1, sounding: float = 10.0, silent: float = 0.0) -> Samples:
    """Còi hụ: `times` wails of `sounding` seconds with `silent` seconds between them; without arguments one of 10 s."""
    once = _wail(sounding)
    rest = np.zeros(round(silent * RATE))
    return finished(
        np.concatenate([part for _ in range(times) for part in (once, rest)][: 2 * times - 1]), _URGENT_LUFS
    )


def _wail(length: float) -> Wave:
    """A rotor that speeds up and slows down, in whole wails of about five seconds."""
    time = seconds(length)
    period = length / max(1, round(length / _WAIL))
    place = (time % period) / period
    up = np.where(place < _RISE, place / _RISE, (1.0 - place) / (1.0 - _RISE))
    hertz = _LOW * (_HIGH / _LOW) ** (0.5 - 0.5 * np.cos(np.pi * up))
    return blown(hertz, _ROTOR) * edges(len(time), 0.05, 0.4)


if __name__ == "__main__":
    encode(Path(sys.argv[4]), siren(int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])))
