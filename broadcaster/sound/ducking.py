"""Music under speech: a bed as long as it is needed, lowered before the first word and raised after the last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from broadcaster.units import RATE, Samples

DEPTH_DB = 17.0
"""How far the bed goes down under speech: heard as music, never in the way of a word.

At 15 dB it cost words in wind."""
ATTACK = RATE * 2 // 5
"""Frames from full to down; the bed is down when the first word comes."""
RELEASE = RATE * 9 // 10
"""Frames from down to full after the last word."""
HOLD = RATE * 5 // 2
"""A pause shorter than this is no end: a bed that jumps up between two sentences pumps."""

_JOIN = RATE * 3 // 2
"""Frames over which the end of a bed is laid over its beginning, where it was not made to loop."""
_EDGE = RATE // 20
_ALIVE = 0.25
"""An edge softer than this share of the whole (-12 dB) is a fade."""
_QUIET = 0.1


def ducked_gain(frames: int, speech: Iterable[tuple[int, int]]) -> Samples:
    """The factor for each of `frames` frames of a bed, given where speech begins and ends (frames, in order).

    Levels move along half a cosine in decibels, down before speech and up after it; close spans are one.
    """
    gain = np.ones(frames, np.float32)
    down, up = _ramp(ATTACK), _ramp(RELEASE)[::-1]
    for begin, end in _merged(speech):
        _lower(gain, begin - ATTACK, down)
        _lower(gain, begin, np.full(max(0, end - begin), down[-1]))
        _lower(gain, end, up)
    return gain


def _ramp(frames: int) -> Samples:
    """Factors from nothing taken away to all of it."""
    share = 0.5 - 0.5 * np.cos(np.pi * np.arange(1, frames + 1) / frames)
    return np.asarray(10.0 ** (-DEPTH_DB * share / 20.0), np.float32)


def _merged(spans: Iterable[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for begin, end in spans:
        if merged and begin - merged[-1][1] < HOLD:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def _lower(gain: Samples, at: int, most: Samples) -> None:
    """Let `gain` from frame `at` on be no higher than `most`, as far as that reaches."""
    first, last = max(0, at), min(len(gain), at + len(most))
    if first < last:
        gain[first:last] = np.minimum(gain[first:last], most[first - at : last - at])


def looped(bed: Samples, frames: int) -> Samples:
    """`frames` frames of `bed` over and over, without a seam.

    A bed made to loop goes on from its last frame to its first; of any other, quiet edges are left out and the end is
    laid over the beginning at equal power.
    """
    turn = bed if len(bed) <= 2 * _JOIN or _loops(bed) else _joined(_without_quiet_edges(bed))
    if len(turn) == 0:
        return np.zeros(frames, np.float32)
    return np.tile(turn, -(-frames // len(turn)))[:frames]


def _loops(bed: Samples) -> bool:
    """Whether both edges are alive and the step from the last frame to the first is like those around it."""
    level = _rms(bed) * _ALIVE
    seam = np.concatenate([bed[-_EDGE:], bed[:_EDGE]])
    steps = np.abs(np.diff(seam, 2))
    at_seam = steps[_EDGE - 2 : _EDGE].max()
    return bool(
        _rms(bed[:_EDGE]) > level
        and _rms(bed[-_EDGE:]) > level
        and at_seam <= 1.5 * np.delete(steps, [_EDGE - 2, _EDGE - 1]).max()
    )


def _without_quiet_edges(bed: Samples) -> Samples:
    hops = len(bed) // _EDGE
    levels = np.sqrt(np.square(bed[: hops * _EDGE].reshape(hops, _EDGE)).mean(axis=1))
    loud = np.flatnonzero(levels > _QUIET * _rms(bed))
    return bed[loud[0] * _EDGE : (loud[-1] + 1) * _EDGE] if len(loud) else bed[:0]


def _joined(bed: Samples) -> Samples:
    """A turn of `bed` that can follow itself: its end is laid over its beginning."""
    reach = min(_JOIN, len(bed) // 3)
    angle = (np.pi / 2 * (np.arange(reach) + 0.5) / max(reach, 1)).astype(np.float32)
    turn = bed[: len(bed) - reach].copy()
    turn[:reach] = turn[:reach] * np.sin(angle) + bed[len(bed) - reach :] * np.cos(angle)
    return turn


def _rms(samples: Samples) -> float:
    return float(np.sqrt(np.square(samples, dtype=np.float64).mean())) if len(samples) else 0.0
