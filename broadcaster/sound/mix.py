"""From pieces to one finished sound: shaped for the loudspeakers, even in level, with bed, pauses and marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from broadcaster.sound.ducking import RELEASE, ducked_gain, looped
from broadcaster.sound.horn import known_profile, shaped_music, shaped_speech
from broadcaster.sound.joining import joined, overlaid, whole_milliseconds
from broadcaster.sound.levels import at_loudness, compressed, edged, music_at_loudness, rounded
from broadcaster.sound.loudness import true_peak
from broadcaster.sound.mastering import master
from broadcaster.sound.pieces import Mark, Mixed, Music, Piece, Silence, Spoken
from broadcaster.sound.quiet import quiet_moments
from broadcaster.units import RATE, Dbfs, Lufs, Samples

CEILING_DBTP = Dbfs(-2.0)
"""True peak of what is made; what is promised is -1.5, the rest is for MP3 encoders."""
_ROUNDED_DBFS = Dbfs(CEILING_DBTP - 0.5)
"""Where a sentence's peaks end before a horn: so far below the ceiling that the last step may turn it up a little."""
LEAD_IN = RATE // 10
"""Frames of silence before the first sound, should a device swallow some of it. Not more: the stream never sleeps, the
amplifier is put on seconds before, and five o'clock is five o'clock."""
TAIL = RATE // 2
"""Frames of silence after the last sound."""
BETWEEN = {"horn": RATE * 6 // 5, "flat": RATE * 7 // 10}
"""Frames of silence between items: outdoors until the cluster 400 m away has fallen silent too (1.2 s)."""

SILENCE = "khoảng lặng"
"""What a pause of the rundown is called."""

_BED_BEFORE = RATE * 3 // 2
_BED_AFTER = RELEASE + RATE * 6 // 5
"""Frames a bed is heard before the first word and after the last, its own fades in them."""
_BED_FADE_IN = RATE * 3 // 5
_BED_FADE_OUT = RATE * 3 // 2

_SPEECH_EDGE = RATE // 200
_MUSIC_FADE_IN = RATE // 500
"""2 ms: an attention signal has to begin at once."""
_MUSIC_FADE_OUT = RATE // 50

_MIXING_SHARE = 0.8
"""Share of the work, as progress tells it, that is done when all pieces lie end to end."""


@dataclass(frozen=True, eq=False)
class _Section:
    """One piece, treated."""

    samples: Samples
    """The piece with its pauses and its bed."""
    marks: tuple[Mark, ...]
    """Frames count from the section's beginning."""


def mix(
    pieces: Sequence[Piece],
    bed: Samples | None,
    profile: str,
    loudness: float,
    progress: Callable[[float], None] | None = None,
) -> Mixed:
    """The finished sound of `pieces`, in order, at `loudness` LUFS with no true peak above -1.5 dBTP.

    `bed` (48 kHz mono) lies under spoken pieces only. `profile` is `horn` or `flat`; SoundError for any other.
    `progress`, if given, is told how much is done, 0.0 to 1.0. Same pieces, same sound: nothing here is left to chance.
    """
    told = progress or (lambda _: None)
    between = BETWEEN[known_profile(profile)]
    target = Lufs(loudness)
    under = None if bed is None or not len(bed) else shaped_music(bed, profile)
    sections: list[_Section] = []
    for done, piece in enumerate(pieces):
        told(_MIXING_SHARE * done / len(pieces))
        if not isinstance(piece, Silence):
            sections.append(_treated(piece, done, under, profile, target))
    told(_MIXING_SHARE)
    reel, marks = _laid_out(sections, _pauses(pieces, between))
    found = master(reel, target, CEILING_DBTP, lambda part: told(_MIXING_SHARE + (1.0 - _MIXING_SHARE) * part))
    told(1.0)
    return Mixed(reel, marks, found, true_peak(reel))


def _treated(piece: Spoken | Music, item: int, bed: Samples | None, profile: str, target: Lufs) -> _Section:
    if isinstance(piece, Spoken):
        return _spoken(piece, item, bed, profile, target)
    music = edged(music_at_loudness(shaped_music(piece.samples, profile), target), _MUSIC_FADE_IN, _MUSIC_FADE_OUT)
    return _Section(joined([music]), tuple(Mark(at, item, piece.label) for at in (0, *quiet_moments(music))))


def _spoken(piece: Spoken, item: int, bed: Samples | None, profile: str, target: Lufs) -> _Section:
    """The sentences one after the other, with the bed before, under and after them."""
    parts = [np.zeros(_BED_BEFORE if bed is not None else 0, np.float32)]
    marks, spans, at = [Mark(0, item, piece.label)], [], len(parts[0])
    for number, (sentence, pause) in enumerate(piece.sentences):
        last = number == len(piece.sentences) - 1
        silence = np.zeros(0 if last else max(0, round(pause * RATE)), np.float32)
        marks.append(Mark(at, item, piece.label, number))
        spans.append((at, at + len(sentence)))
        parts += [_sentence(sentence, profile, target), silence]
        at += whole_milliseconds(len(sentence)) + whole_milliseconds(len(silence))
    if bed is None or not spans:
        return _Section(joined(parts), tuple(marks))
    speech = joined([*parts, np.zeros(_BED_AFTER, np.float32)])
    # by the part that is used: a song with a soft beginning lay deeper under a short text
    under = music_at_loudness(looped(bed, len(speech)), target) * ducked_gain(len(speech), spans)
    return _Section(overlaid(speech, edged(under, _BED_FADE_IN, _BED_FADE_OUT)), tuple(marks))


def _sentence(samples: Samples, profile: str, target: Lufs) -> Samples:
    shaped = edged(shaped_speech(samples, profile), _SPEECH_EDGE, _SPEECH_EDGE)
    level = at_loudness(compressed(shaped), target)
    return level if profile == "flat" else rounded(level, _ROUNDED_DBFS)


@dataclass(frozen=True)
class _Pause:
    """What is silent between two sections."""

    frames: int
    """Its length."""
    marks: tuple[Mark, ...] = ()
    """Each second of what the rundown asks for, so that nobody who cuts it lengthens it."""


def _pauses(pieces: Sequence[Piece], between: int) -> list[_Pause]:
    """The silence before each sounding piece and after the last; one the rundown asks for is never shortened."""
    pauses: list[_Pause] = []
    asked = _Pause(0)
    for item, piece in enumerate(pieces):
        if isinstance(piece, Silence):
            frames = round(piece.seconds * RATE)
            marks = tuple(Mark(asked.frames + at, item, SILENCE) for at in range(0, frames, RATE))
            asked = _Pause(asked.frames + frames, (*asked.marks, *marks))
        else:
            pauses.append(replace(asked, frames=max(asked.frames, between if pauses else LEAD_IN)))
            asked = _Pause(0)
    return [*pauses, replace(asked, frames=max(asked.frames, TAIL))]


def _laid_out(sections: list[_Section], pauses: Sequence[_Pause]) -> tuple[Samples, tuple[Mark, ...]]:
    """All sections on one reel; `sections` is emptied on the way, so that a long programme is not held twice."""
    frames = sum(pause.frames for pause in pauses) + sum(len(section.samples) for section in sections)
    reel = np.zeros(frames, np.float32)
    marks: list[Mark] = []
    at = 0
    for pause in pauses:
        marks += _from(at, pause.marks)
        at += pause.frames
        if sections:  # nothing comes after the last pause
            section = sections.pop(0)
            reel[at : at + len(section.samples)] = section.samples
            marks += _from(at, section.marks)
            at += len(section.samples)
    return reel, tuple(marks)


def _from(frame: int, marks: Sequence[Mark]) -> list[Mark]:
    return [replace(mark, frame=mark.frame + frame) for mark in marks]
