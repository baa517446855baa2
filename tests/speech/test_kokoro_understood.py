"""What a recogniser makes out of the voice may not get worse: the guard of every change to its tables.

The judge is a development dependency; `make voice-report` measures all sentences in all conditions.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks import judges, voice_report  # noqa: E402 - a folder beside the package, not a part of it
from benchmarks.heard import Kept  # noqa: E402
from broadcaster.speech.kokoro import KokoroEngine  # noqa: E402
from broadcaster.units import Samples  # noqa: E402

LOSS = 3.0
"""Points of syllable error that are a loss and no accident: the voice and the judge are both deterministic."""


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_the_voice_is_understood_as_well_as_it_was(tmp_path: Path) -> None:
    guarded = json.loads(voice_report.GUARD.read_text(encoding="utf-8"))
    load = judges.installed()[guarded["judge"]]
    texts = voice_report.sentences(voice_report.HELD_APART[0])[: guarded["sentences"]]
    kept, engine = Kept(tmp_path), KokoroEngine(tmp_path)
    hearing = voice_report.Hearing(guarded["judge"], load(), kept)
    rates = hearing.rates([(text, kept.spoken(engine, guarded["voice"], text)) for text in texts], guarded["rates"])
    assert {name: rate for name, rate in rates.items() if rate > guarded["rates"][name] + LOSS} == {}


def test_errors_are_counted_in_syllables() -> None:
    assert judges.misheard("Hoà bình, lý trí!", "hòa bình lí trí") == 0
    assert judges.misheard("một hai ba", "một ba") == 1
    assert judges.misheard("một hai ba", "mốt hai bà bốn") == 3
    assert judges.misheard("", "a") == 1
    assert judges.misheard("Alô, tivi!", "a lô ti vi") == 0


def test_no_sentence_is_both_tuned_on_and_held_apart() -> None:
    tuned = set(voice_report.sentences(*voice_report.TUNING))
    held = voice_report.sentences(*voice_report.HELD_APART)
    assert not tuned & set(held)
    assert len(set(held)) == len(held) >= 80
    assert sum(len(judges.said(text)) for text in held) >= 1300


def test_what_was_spoken_and_heard_once_is_kept(tmp_path: Path) -> None:
    kept, asked = Kept(tmp_path), list[int]()

    def listen(sound: Samples) -> str:
        asked.append(len(sound))
        return "nghe"

    sound = np.ones(100, np.float32)
    assert kept.heard("ear", listen, sound) == kept.heard("ear", listen, sound) == "nghe"
    assert kept.heard("ear", listen, 2 * sound) == kept.heard("other ear", listen, sound) == "nghe"
    assert len(asked) == 3
