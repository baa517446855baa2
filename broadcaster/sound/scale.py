"""Ngũ cung: the five notes of điệu Bắc, the bright mode that opens a morning, and how a line of them is written.

Hò, xự, xang, xê, cống stand to each other as do, rê, fa, son, la (Trần Văn Khê, "La musique vietnamienne
traditionnelle", 1962); equal temperament serves a loudspeaker.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

HO = 523.25
"""Hò in the middle octave (Hz): high enough that a horn gives back the note and not only its overtones."""

_STEPS = {"hò": 0, "xự": 2, "xang": 5, "xê": 7, "cống": 9}
REST = "lặng"


@dataclass(frozen=True)
class Note:
    """One note of a line."""

    at: float
    """When it begins, beats from the line's beginning."""
    beats: float
    """How long until the next note."""
    hertz: float
    """Its pitch."""
    shaken: bool = False
    """Rung: the left hand shakes the string while it sounds."""
    pressed: bool = False
    """Nhấn: the left hand presses the string up to the pitch from a note below."""


def pitch(name: str) -> float:
    """Frequency (Hz) of `hò` … `cống`, an octave up for each ' after it, down for each comma; else KeyError."""
    word = name.rstrip("',")
    octave = name.count("'") - name.count(",")
    return float(HO * 2.0 ** (octave + _STEPS[word] / 12.0))


def line(written: str) -> list[Note]:
    """The notes of a line such as `hò:1 xê~:1.5 ^cống':0.5 lặng:1`: name, then beats; ~ shakes, ^ presses."""
    return list(_notes(written))


def _notes(written: str) -> Iterator[Note]:
    at = 0.0
    for word in written.split():
        name, length = word.split(":")
        if name != REST:
            yield Note(at, float(length), pitch(name.strip("~^")), "~" in name, "^" in name)
        at += float(length)
