"""What a recogniser makes out of the voice may not get worse: the guard of every change to its tables.

The judge is a development dependency; `make voice-report` measures all sentences in all conditions.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks import judges, voice_report  # noqa: E402 - a folder beside the package, not a part of it
from broadcaster.speech.kokoro import KokoroEngine  # noqa: E402

LOSS = 3.0
"""Points of syllable error that are a loss and no accident: the voice and the judge are both deterministic."""


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_the_voice_is_understood_as_well_as_it_was(tmp_path: Path) -> None:
    guarded = json.loads(voice_report.GUARD.read_text(encoding="utf-8"))
    load = judges.installed()[guarded["judge"]]
    texts = voice_report.sentences()[: guarded["sentences"]]
    speak = voice_report.speaker(KokoroEngine(tmp_path), guarded["voice"])
    rates = voice_report.rates([(text, speak(text)) for text in texts], load(), list(guarded["rates"]))
    assert {name: rate for name, rate in rates.items() if rate > guarded["rates"][name] + LOSS} == {}


def test_errors_are_counted_in_syllables() -> None:
    assert judges.misheard("Hoà bình, lý trí!", "hòa bình lí trí") == 0
    assert judges.misheard("một hai ba", "một ba") == 1
    assert judges.misheard("một hai ba", "mốt hai bà bốn") == 3
    assert judges.misheard("", "a") == 1


def test_no_sentence_is_both_tuned_on_and_held_apart() -> None:
    tuned = set(voice_report.sentences(voice_report.DATA / "tuning.txt"))
    held = voice_report.sentences()
    assert not tuned & set(held)
    assert len(held) >= 30
    assert sum(len(judges.said(text)) for text in held) >= 400
