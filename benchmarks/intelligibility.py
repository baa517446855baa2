"""Whether the mix costs words: what a recogniser makes of the bare voice and of the mixed one, through a horn.

`python -m benchmarks.intelligibility [--sentences 30] [--voice NAME] [--same-wind]`: held-apart sentences by the
built-in voice at the pace of `config.yaml`, as the engine gives them, mixed as the station airs them, and mixed over
the bed. Wind is so many decibels below what is heard in each case, echo two other horns of the line; with --same-wind
also wind as it blows for the bare voice, at the same peak of the amplifier. Syllable errors in per cent. Ends with 1
where the mix loses in wind more than chance explains.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from tempfile import gettempdir

import numpy as np
import soxr
from numpy.typing import NDArray

from benchmarks import horn, judges
from benchmarks.heard import SPEED
from broadcaster.sound.files import decode
from broadcaster.sound.mix import mix
from broadcaster.sound.pieces import Spoken
from broadcaster.speech.kokoro.engine import KokoroEngine
from broadcaster.speech.tidy import at_station_rate, tidy
from broadcaster.units import RATE, Samples

ROOT = Path(__file__).parents[1]
TEXTS = tuple(ROOT / "tests" / "speech" / "data" / f"{name}.txt" for name in ("held_apart", "held_apart_second"))
BED = ROOT / "audio" / "nen-nhe.flac"
AROUND = 0.4
"""Seconds heard around a sentence: recognisers, like people, miss a word that comes without warning."""
WINDS = (10, 0)
DRAWS = 2_000

Errors = NDArray[np.float64]
"""Syllables misheard, one value a sentence."""


@dataclass(frozen=True)
class Heard:
    """One way to send sentences out, as one recogniser heard it."""

    errors: Mapping[str, Errors]
    """By condition."""
    louder: float
    """Decibels its sentences are above the bare voice's behind the horn, at the same peak (median)."""


def sentences(count: int) -> list[str]:
    """So many held-apart sentences, from the beginning of each file in turn."""
    files = (path.read_text(encoding="utf-8").splitlines() for path in TEXTS)
    return [text for pair in zip_longest(*files) for text in pair if text is not None][:count]


def bare(spoken: Sequence[Samples]) -> list[Samples]:
    """Each sentence as the engine gave it, in silence."""
    return [np.pad(sound, round(AROUND * RATE)) for sound in spoken]


def mixed(spoken: Sequence[Samples], bed: Samples | None, profile: str = "horn") -> list[Samples]:
    """The same as the station airs them, cut out of one programme where its marks stand."""
    made = mix([Spoken("bài", tuple((sound, 2 * AROUND) for sound in spoken))], bed, profile, -16.0)
    around = round(AROUND * RATE)
    reel = np.pad(made.samples, around)
    starts = [mark.frame for mark in made.marks if mark.sentence is not None]
    return [reel[start : start + len(sound) + 2 * around] for start, sound in zip(starts, spoken, strict=True)]


def through(sounds: Sequence[Samples]) -> list[Samples]:
    """Sounds at 48 kHz behind a horn, at 16 kHz."""
    return [horn.horn(soxr.resample(sound, RATE, horn.RATE)) for sound in sounds]


def listen(
    texts: Sequence[str],
    sounds: Sequence[Samples],
    reference: Sequence[Samples],
    judge: judges.Listen,
    *,
    same_wind: bool = False,
) -> Heard:
    """What is heard of `sounds`, already behind the horn; `reference` is the bare voice there."""

    def errors(treat: Callable[[Samples, Samples], Samples]) -> Errors:
        heard = (judge(horn.with_floor(treat(sound, other))) for sound, other in zip(sounds, reference, strict=True))
        return np.array([judges.misheard(text, words) for text, words in zip(texts, heard, strict=True)], np.float64)

    found = {"horn": errors(lambda sound, _other: sound)}
    for wind in WINDS:
        found[f"{wind} dB"] = errors(lambda sound, _other, snr=wind: horn.with_wind(sound, snr))  # type: ignore[misc]
    found["echo"] = errors(lambda sound, _other: horn.with_echo(sound))
    for wind in WINDS if same_wind and sounds is not reference else ():
        found[f"same wind, {wind} dB"] = errors(
            lambda sound, other, snr=wind: horn.with_wind(sound, snr + above(sound, other))  # type: ignore[misc]
        )
    return Heard(found, float(np.median([above(*pair) for pair in zip(sounds, reference, strict=True)])))


def above(sound: Samples, other: Samples) -> float:
    """Decibels by which `sound` is louder than `other` (RMS)."""
    return float(10 * np.log10(np.square(sound).mean() / np.square(other).mean()))


def lost(heard: Heard, reference: Heard, syllables: Errors) -> dict[str, tuple[float, float, float]]:
    """Points of syllable error more than the bare voice's and what 95 of 100 other draws of sentences would give."""
    drawn = np.random.default_rng(1).integers(0, len(syllables), (DRAWS, len(syllables)))
    found = {}
    for condition, errors in heard.errors.items():
        more = errors - reference.errors[condition.rpartition(", ")[2]]
        spread = 100 * more[drawn].sum(axis=1) / syllables[drawn].sum(axis=1)
        low, high = np.percentile(spread, (2.5, 97.5))
        found[condition] = (100 * float(more.sum() / syllables.sum()), float(low), float(high))
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=30)
    parser.add_argument("--voice", default="default")
    parser.add_argument("--judge", default="viet-asr")
    parser.add_argument("--same-wind", action="store_true")
    chosen = parser.parse_args(arguments)
    texts = sentences(chosen.sentences)
    judge = judges.installed()[chosen.judge]()
    engine = KokoroEngine(Path(gettempdir()) / "broadcaster-voice")
    spoken = [at_station_rate(tidy(engine.synthesise(text, chosen.voice, SPEED))) for text in texts]
    ways = {"bare voice": bare(spoken), "mix": mixed(spoken, None), "mix over the bed": mixed(spoken, decode(BED))}
    return told({way: through(sounds) for way, sounds in ways.items()}, texts, judge, same_wind=chosen.same_wind)


def told(
    ways: Mapping[str, Sequence[Samples]], texts: Sequence[str], judge: judges.Listen, *, same_wind: bool = False
) -> int:
    """Print the table; 1 where a way loses against the first."""
    syllables = np.array([len(judges.said(text)) for text in texts], np.float64)
    reference, *_ = ways.values()
    first: Heard | None = None
    worse = 0
    print(f"{len(texts)} sentences, {syllables.sum():.0f} syllables; in brackets: more than the bare voice, 95 %\n")
    conditions = ["horn", *(f"{wind} dB" for wind in WINDS), "echo"]
    conditions += [f"same wind, {wind} dB" for wind in WINDS] if same_wind else []
    print("| way | louder, dB | " + " | ".join(conditions) + " |")
    print("|---|---:|" + "---:|" * len(conditions))
    for way, sounds in ways.items():
        heard = listen(texts, sounds, reference, judge, same_wind=same_wind)
        first = first or heard
        differences = lost(heard, first, syllables) if heard is not first else {}
        worse += sum(low > 0 for condition, (_, low, _) in differences.items() if "dB" in condition)
        cells = []
        for condition in conditions:
            rate = 100 * heard.errors[condition].sum() / syllables.sum() if condition in heard.errors else None
            by = differences.get(condition)
            cells.append("" if rate is None else f"{rate:.1f}" + (f" ({by[1]:+.1f} … {by[2]:+.1f})" if by else ""))
        print(f"| {way} | {heard.louder:+.1f} | " + " | ".join(cells) + " |", flush=True)
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
