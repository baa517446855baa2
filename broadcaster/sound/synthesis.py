"""Sound from nothing: partials added up, laid on a canvas, given a room.

Everything is double precision and free of chance, so that a score gives the same 16-bit samples on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from broadcaster.sound.loudness import integrated, true_peak
from broadcaster.units import RATE, Samples

Wave = NDArray[np.float64]
"""Mono sound in the making, at `units.RATE`."""

LOWEST, HIGHEST = 250.0, 6_200.0
"""Partials outside are left out: a horn does not pass them (Hz)."""
_INAUDIBLE = 1e-4
_SCATTER = (0.6180339887498949, 1.5097553324933854)
"""Multiples of these fall evenly and without order (golden and plastic ratio): dice that always fall the same."""
_EVENING_SECONDS = 4.0
_STEP_DB = 0.1
"""Gains are rounded to this: a meter that differs in its last bit elsewhere must not change a sample."""


@dataclass(frozen=True)
class Partial:
    """One sine of a tone."""

    ratio: float
    """Its frequency over the tone's."""
    level: float
    """Its amplitude at the beginning."""
    decay: float
    """Seconds until it has fallen to 1/e."""
    phase: float = 0.0
    """Where in its turn it begins (radians)."""


def seconds(length: float) -> Wave:
    """The instants of `length` seconds, one a frame."""
    return np.arange(round(length * RATE)) / RATE


def struck(hertz: float, partials: tuple[Partial, ...], length: float, attack: float, bend: Wave | None = None) -> Wave:
    """A tone that is struck or plucked and dies away: `partials` over `hertz`, at most `length` seconds.

    `attack` is how long it takes to its full level (s). `bend` multiplies the frequency frame by frame.
    """
    frames = round(length * RATE)
    phase = 2.0 * np.pi * hertz * np.cumsum(np.ones(frames) if bend is None else bend[:frames]) / RATE
    tone = np.zeros(frames)
    for partial in partials:
        if LOWEST <= hertz * partial.ratio <= HIGHEST:
            heard = min(frames, int(partial.decay * np.log(abs(partial.level) / _INAUDIBLE) * RATE))
            fall = np.exp(np.arange(heard) / (-partial.decay * RATE))
            tone[:heard] += partial.level * fall * np.sin(phase[:heard] * partial.ratio + partial.phase)
    return tone * edges(frames, attack, min(0.05, length / 4))


def blown(hertz: Wave, levels: tuple[float, ...]) -> Wave:
    """A steady tone whose pitch is `hertz` frame by frame; `levels` are its harmonics' amplitudes, from the first."""
    phase = 2.0 * np.pi * np.cumsum(hertz) / RATE
    tone = np.zeros(len(hertz))
    for number, level in enumerate(levels, start=1):
        fits = np.clip((HIGHEST - number * hertz) / 200.0, 0.0, 1.0)
        tone += level * fits * np.sin(number * phase)
    return tone


def edges(frames: int, attack: float, release: float) -> Wave:
    """An envelope of `frames` frames: it rises in `attack` seconds, falls in `release`, each along half a cosine."""
    shape = np.ones(frames)
    for length, part in ((attack, slice(None)), (release, slice(None, None, -1))):
        reach = min(frames, round(length * RATE))
        shape[part][:reach] *= 0.5 - 0.5 * np.cos(np.pi * (np.arange(reach) + 0.5) / max(reach, 1))
    return shape


@dataclass
class Canvas:
    """What tones are laid on: a stretch of time, or a ring whose end is its beginning."""

    length: float
    """Seconds."""
    ring: bool = False
    """Whether what reaches past the end goes on from the beginning, so that it loops without a seam."""
    wave: Wave = field(init=False)
    """What has been laid so far."""

    def __post_init__(self) -> None:
        self.wave = np.zeros(round(self.length * RATE))

    def lay(self, at: float, tone: Wave) -> None:
        """Add `tone` from second `at` on."""
        start = round(at * RATE)
        if self.ring:
            before = start % len(self.wave)
            turns = np.pad(tone, (before, -(before + len(tone)) % len(self.wave)))
            self.wave += turns.reshape(-1, len(self.wave)).sum(axis=0)
        else:
            fits = max(0, min(len(tone), len(self.wave) - start))
            self.wave[start : start + fits] += tone[:fits]


def in_a_room(canvas: Canvas, wet: float, dies: float) -> Wave:
    """What is on `canvas` with the echoes of a hall: `wet` is their share, `dies` the seconds until they are at -60 dB.

    Echoes are single taps at irregular places (velvet noise: Järveläinen & Karjalainen, 2007), ever denser and fainter.
    A ring echoes round.
    """
    taps = int(240 * dies)
    number = np.arange(1, taps + 1)
    places = (0.011 + dies * (number / taps) ** 1.6 + 0.003 * (number * _SCATTER[0] % 1.0)) * RATE
    signs = np.where(number * _SCATTER[1] % 2.0 < 1.0, -1.0, 1.0)
    levels = signs * 10.0 ** (-3.0 * places / RATE / dies)
    frames = len(canvas.wave)
    room = np.zeros(frames if canvas.ring else frames + int(places[-1]) + 1)
    np.add.at(room, places.astype(np.int64) % len(room), levels / np.sqrt(np.square(levels).sum()))
    echoes = np.fft.irfft(np.fft.rfft(canvas.wave, len(room)) * np.fft.rfft(room), len(room))
    return np.asarray(canvas.wave + wet * echoes[:frames])


def evened(ring: Wave) -> Wave:
    """A ring with its slow swells mostly taken out: what lies under a voice should neither come forward nor vanish."""
    reach = round(_EVENING_SECONDS * RATE)
    window = np.zeros(len(ring))
    window[:reach] = np.hanning(reach)
    window = np.roll(window, -(reach // 2)) / window.sum()
    power = np.fft.irfft(np.fft.rfft(np.square(ring)) * np.fft.rfft(window), len(ring))
    return np.asarray(ring * (np.square(ring).mean() / np.maximum(power, 1e-12)) ** 0.4)


def finished(wave: Wave, lufs: float, peak_dbtp: float = -2.5, fade: float = 0.0) -> Samples:
    """`wave` at about `lufs`, or as near as its true peak may come to `peak_dbtp`; the last `fade` seconds die away."""
    whole = wave * edges(len(wave), 0.0, fade)
    measured = whole.astype(np.float32)
    room = min(lufs - integrated(measured), peak_dbtp - true_peak(measured))
    return np.asarray(whole * 10.0 ** (np.floor(room / _STEP_DB) * _STEP_DB / 20.0), np.float32)
