"""The players: đàn tranh, a bell, a wood block, a flute and a pad, each a few partials."""

from __future__ import annotations

import numpy as np

from broadcaster.sound.scale import Note
from broadcaster.sound.synthesis import Partial, Wave, blown, edges, seconds, struck

_HARMONICS = 18
_PLUCK = 0.13
"""Where the string is plucked, as a share of its length; harmonics with a node there are missing."""
_MELLOW = 2_800.0
"""Above this the strings are held back (Hz): horns add a presence of their own, and it is five in the morning."""
_STIFF = 0.00006
"""Stiffness of a steel string: overtones a little sharp (Fletcher & Rossing, "The Physics of Musical Instruments")."""

_BELL = ((1.0, 1.0, 1.5), (2.0, 0.45, 1.0), (2.76, 0.28, 0.5), (4.07, 0.16, 0.3), (5.4, 0.12, 0.2))
"""A tuned bar: ratio, level, decay at 1 kHz."""
_WOOD = ((1.0, 1.0, 0.022), (1.72, 0.55, 0.014), (2.61, 0.3, 0.009))

_SHAKE_HZ, _SHAKE_SEMITONES = 5.6, 0.28
_PRESS_SEMITONES, _PRESS_SECONDS = -2.0, 0.09


def dan_tranh(note: Note, length: float, strength: float = 1.0) -> Wave:
    """A plucked steel string with what the left hand does to it; `length` in seconds it may ring."""
    ring = 0.85 * (note.hertz / 523.25) ** -0.45
    partials = []
    for number in range(1, _HARMONICS + 1):
        level = np.sin(number * np.pi * _PLUCK) / number**0.9 / np.hypot(1.0, number * note.hertz / _MELLOW)
        stretched = number * np.sqrt(1.0 + _STIFF * number**2)
        fast = ring / (1.0 + 0.16 * number + 0.012 * number**2)
        spread = -np.pi * number**2 / _HARMONICS  # Schroeder's phases: no peak where all overtones meet
        partials += [
            Partial(stretched, 0.75 * level, fast, spread),
            Partial(stretched * 1.0006, 0.25 * level, 2.2 * fast, spread),
        ]
    return strength * struck(note.hertz, tuple(partials), length, 0.0015, _bend(note, length))


def _bend(note: Note, length: float) -> Wave:
    """The pitch of a string under the left hand, over its own."""
    time = seconds(length)
    semitones = np.zeros(len(time))
    if note.pressed:
        semitones += _PRESS_SEMITONES * (0.5 + 0.5 * np.cos(np.pi * np.clip(time / _PRESS_SECONDS, 0.0, 1.0)))
    if note.shaken:
        depth = _SHAKE_SEMITONES * np.clip((time - 0.18) / 0.25, 0.0, 1.0)
        semitones += depth * np.sin(2.0 * np.pi * _SHAKE_HZ * (time - 0.18))
    return np.asarray(2.0 ** (semitones / 12.0))


def bell(hertz: float, length: float, strength: float = 1.0) -> Wave:
    """A soft tuned bell."""
    slower = (1_000.0 / hertz) ** 0.5
    partials = tuple(Partial(ratio, level, decay * slower) for ratio, level, decay in _BELL)
    return strength * struck(hertz, partials, length, 0.003)


def wood(strength: float = 1.0, hertz: float = 980.0) -> Wave:
    """A tap on the mõ, the hollow wood block."""
    return strength * struck(hertz, tuple(Partial(*each) for each in _WOOD), 0.15, 0.001)


def flute(note: Note, length: float, strength: float = 1.0) -> Wave:
    """The sáo: nearly a sine, coming and going softly, with the breath's slow shake."""
    time = seconds(length)
    shake = np.clip((time - 0.3) / 0.4, 0.0, 1.0)
    hertz = note.hertz * _bend(note, length) * 2.0 ** (0.12 * shake * np.sin(2.0 * np.pi * 4.8 * time) / 12.0)
    swell = 1.0 + 0.08 * shake * np.sin(2.0 * np.pi * 4.8 * time + 1.0)
    soft = edges(len(time), min(0.09, length / 3), min(0.16, length / 3))
    return np.asarray(strength * soft * swell * blown(hertz, (1.0, 0.32, 0.16, 0.05, 0.03)))


def pad(hertz: float, length: float, strength: float = 1.0) -> Wave:
    """A held tone between two softer ones a little off, so that it moves; it comes and goes over a third each."""
    soft = edges(len(seconds(length)), length / 3, length / 3)
    tone = np.zeros(len(soft))
    for by, level in ((0.9988, 0.22), (1.0, 1.0), (1.0009, 0.22)):
        tone += level * blown(np.full(len(soft), hertz * by), (1.0, 0.5, 0.22, 0.1, 0.05))
    return strength * soft * tone
