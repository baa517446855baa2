"""The station's sounds, composed in ngũ cung and made from nothing: `python -m broadcaster.sound.tunes audio/`.

The same code gives the same samples, so what lies in `audio/` can always be made again, and be made otherwise.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from broadcaster.sound.files import encode
from broadcaster.sound.instruments import bell, dan_tranh, flute, pad, wood
from broadcaster.sound.scale import Note, line, pitch
from broadcaster.sound.sirens import attention_signal, siren
from broadcaster.sound.synthesis import Canvas, Wave, evened, finished, in_a_room
from broadcaster.units import Samples

Player = Callable[[Note, float, float], Wave]


@dataclass(frozen=True)
class Pace:
    """Where a piece begins and how fast it goes."""

    start: float
    """Seconds before the first beat."""
    beat: float
    """Seconds a beat."""

    def at(self, beats: float) -> float:
        """The second at which so many beats have passed."""
        return self.start + beats * self.beat


_MUSIC_LUFS = -17.0
_BED_LUFS = -18.0
_SWEEP = ("hò,", "xự,", "xang,", "xê,", "cống,", "hò", "xự", "xang", "xê", "cống", "hò'")
"""Á: the thumb drawn over the strings, the flourish that opens a piece on the đàn tranh."""


def signature() -> Samples:
    """Nhạc hiệu: a call upwards, its answer, and home; 13 seconds."""
    canvas, pace = Canvas(13.2), Pace(0.55, 0.6)
    melody = line(
        "hò:1 xê:1 cống:.5 xê:.5 hò'~:1  cống:.5 xê:.5 ^xang:.5 xự:.5 xê~:2 "
        "cống:1 hò':1 xự':.5 hò':.5 cống~:1  xê:.5 cống:.5 xang:.5 xự:.5 hò~:2"
    )
    ground = line(
        "hò,:.5 xê,:.5 hò:.5 xê,:.5 xang,:.5 cống,:.5 hò:.5 cống,:.5  "
        "xê,:.5 xự:.5 xê:.5 xự:.5 xê,:.5 xự:.5 xê:.5 xự:.5 "
        "xang,:.5 hò:.5 xang:.5 hò:.5 xự,:.5 cống,:.5 xự:.5 cống,:.5  xê,:.5 xự:.5 xê,:.5 xự:.5 hò,:2"
    )
    _sweep(canvas, 0.0, 0.045, 0.35)
    _play(canvas, melody, dan_tranh, pace, 1.0)
    _play(canvas, ground, dan_tranh, pace, 0.42)
    _play(canvas, line("lặng:8 cống:1 hò':1 xự':.5 hò':.5 cống:1"), flute, pace, 0.2)
    for number, name in ((0, "hò'"), (3, "xê'"), (6, "xê'"), (8, "hò'"), (14, "hò'")):
        canvas.lay(pace.at(number), bell(pitch(name), 2.5, 0.3))
    for number in range(1, 14, 2):
        canvas.lay(pace.at(number), wood(0.16))
    _sweep(canvas, pace.at(15.5), 0.05, 0.3)
    canvas.lay(pace.at(16.6), bell(pitch("xê'"), 2.4, 0.28))
    canvas.lay(pace.at(16.6), bell(pitch("hò''"), 2.4, 0.2))
    return finished(in_a_room(canvas, 0.35, 1.1), _MUSIC_LUFS, fade=1.0)


def sting() -> Samples:
    """Nhạc cắt: one flourish and two bells between items; 2.8 seconds."""
    canvas = Canvas(2.8)
    _play(canvas, line("xê:1 cống:1 hò':1 ^xự':1 xê'~:6"), dan_tranh, Pace(0.0, 0.16), 0.9)
    for at, name in ((0.0, "xê"), (0.64, "xê'"), (0.8, "hò'")):
        canvas.lay(at, bell(pitch(name), 2.2, 0.35))
    return finished(in_a_room(canvas, 0.3, 0.9), _MUSIC_LUFS, fade=0.5)


def end_tune() -> Samples:
    """Nhạc kết: the signature's answer, slower, coming to rest; 8.6 seconds."""
    canvas, pace = Canvas(8.6), Pace(0.0, 0.66)
    melody = line("cống:.5 hò':.5 cống:.5 xê:.5 ^xang:1 xê~:1  xang:.5 xê:.5 xang:.5 xự:.5 hò~:3.5")
    ground = line(
        "xang,:.5 hò:.5 xang:.5 hò:.5 xê,:.5 xự:.5 xê:.5 xự:.5 xang,:.5 cống,:.5 xê,:.5 xự:.5 hò,:.5 xê,:.5 hò:2"
    )
    _play(canvas, melody, dan_tranh, pace, 1.0)
    _play(canvas, ground, dan_tranh, pace, 0.42)
    _play(canvas, line("lặng:4 xang:.5 xê:.5 xang:.5 xự:.5 hò:3"), flute, pace, 0.2)
    for number, name in ((0, "hò'"), (3, "xê'"), (6, "hò'")):
        canvas.lay(pace.at(number), bell(pitch(name), 2.8, 0.3))
    _sweep(canvas, pace.at(7.5), 0.07, 0.28)
    canvas.lay(pace.at(7.5) + 0.8, bell(pitch("hò''"), 2.6, 0.2))
    return finished(in_a_room(canvas, 0.38, 1.2), _MUSIC_LUFS, fade=1.4)


def chime() -> Samples:
    """Chuông: four bells that turn heads before somebody speaks; 3.6 seconds."""
    canvas = Canvas(3.6)
    for number, name in enumerate(("xê", "hò'", "cống", "hò'")):
        canvas.lay(0.45 * number, bell(pitch(name), 2.2, 1.0))
    canvas.lay(1.35, bell(pitch("xê"), 2.2, 0.5))
    return finished(in_a_room(canvas, 0.25, 0.9), _MUSIC_LUFS, fade=0.6)


def bed() -> Samples:
    """Nền nhẹ: held fifths and a string now and then, below the consonants; a ring of 48 seconds."""
    canvas, pace = Canvas(48.0, ring=True), Pace(0.0, 0.75)
    fifths = (
        "hò, xê, hò",
        "xang, hò",
        "xê, xự xê",
        "cống, xê, xự",
        "xang, cống, hò",
        "hò, xê, xự",
        "xê, hò xự",
        "hò, xê, hò",
    )
    _hold(canvas, fifths, 8 * pace.beat, 0.4)
    strings = line(
        "hò:2 xê,:2 cống,:2 xê,:2  xang:2 hò:2 xê~:4  xê:2 xự:2 xang:1 xê:1 xự:2  cống,:2 xự:2 hò~:4 "
        "xang:2 cống:2 xê:2 xang:2  hò:2 xê,:2 xự~:4  xê:2 xang:2 xự:2 xê,:2  hò:2 xê,:2 cống,:2 xê,:2"
    )
    _play(canvas, strings, dan_tranh, pace, 0.3)
    return finished(evened(in_a_room(canvas, 0.5, 1.6)), _BED_LUFS)


def waiting() -> Samples:
    """Nhạc chờ: an easy walk while the other station is silent; a ring of 24 seconds."""
    canvas, pace = Canvas(24.0, ring=True), Pace(0.0, 0.75)
    melody = line(
        "xê:1 cống:.5 xê:.5 ^xang:1 xự:1  hò:.5 xự:.5 xang:1 xê~:2 "
        "cống:1 hò':.5 cống:.5 xê:1 xang:1  xự:.5 xang:.5 xê:1 xự~:2 "
        "xang:1 xê:.5 xang:.5 xự:1 hò:1  xê:.5 cống:.5 hò':1 cống~:2 "
        "xê:1 xang:.5 xê:.5 cống:.5 xê:.5 xang:1  ^xự:.5 hò:.5 xự:1 hò~:2"
    )
    ground = line(
        "hò,:1 xê,:1 hò:1 xê,:1  xang,:1 hò:1 xê,:1 xự:1  xang,:1 hò:1 xê,:1 xự:1  xự,:1 cống,:1 xê,:1 xự:1 "
        "xang,:1 hò:1 xự,:1 cống,:1  hò,:1 xê,:1 xang,:1 hò:1  xê,:1 xự:1 xang,:1 cống,:1  xê,:1 xự:1 hò,:1 xê,:1"
    )
    _hold(
        canvas,
        ("hò, xê, hò", "xang, hò", "xang, cống,", "xê, xự", "xang, hò", "hò, xê,", "xê, xự", "hò, xê, hò"),
        4 * pace.beat,
        0.16,
    )
    _play(canvas, melody, dan_tranh, pace, 0.8)
    _play(canvas, ground, dan_tranh, pace, 0.36)
    for number in range(16):
        canvas.lay(pace.at(2 * number + 1), wood(0.1, 860.0))
    for bar in range(0, 8, 2):
        canvas.lay(pace.at(bar * 4), bell(pitch("hò'"), 2.5, 0.16))
    return finished(evened(in_a_room(canvas, 0.35, 1.1)), _MUSIC_LUFS)


SOUNDS: dict[str, Callable[[], Samples]] = {
    "nhac-hieu": signature,
    "nhac-cat": sting,
    "nhac-ket": end_tune,
    "chuong": chime,
    "hieu-lenh-khan": attention_signal,
    "coi-hu": siren,
    "nen-nhe": bed,
    "nhac-cho": waiting,
}
"""Every sound a station is given, by the name an operator writes."""


def _play(canvas: Canvas, notes: Iterable[Note], player: Player, pace: Pace, strength: float) -> None:
    """Lay `notes` on `canvas`; plucked strings ring on under what follows, the flute ends with its note."""
    for note in notes:
        length = note.beats * pace.beat * (1.0 if player is flute else 1.4) + (0.0 if player is flute else 0.9)
        canvas.lay(pace.at(note.at), player(note, length, strength))


def _hold(canvas: Canvas, chords: Iterable[str], each: float, strength: float) -> None:
    """Pads under everything, each chord reaching halfway into its neighbours."""
    for number, chord in enumerate(chords):
        for name in chord.split():
            canvas.lay((number - 0.25) * each, pad(pitch(name), 1.5 * each, strength))


def _sweep(canvas: Canvas, at: float, step: float, strength: float) -> None:
    for number, name in enumerate(_SWEEP):
        louder = strength * (0.5 + 0.5 * number / len(_SWEEP))
        canvas.lay(at + number * step, dan_tranh(Note(0.0, 1.0, pitch(name)), 1.4, louder))


def main(folder: Path) -> None:
    """Make every sound anew in `folder`, as 16-bit FLAC at 48 kHz."""
    for name, compose in SOUNDS.items():
        encode(folder / f"{name}.flac", compose())


if __name__ == "__main__":
    main(Path(*sys.argv[1:] or ["audio"]))
