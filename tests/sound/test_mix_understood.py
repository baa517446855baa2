"""The mix must not cost words: a recogniser behind a horn in wind makes out of it what it does of the bare voice.

The judge is a development dependency; `make bench` measures more sentences and conditions.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks import horn, intelligibility, judges  # noqa: E402 - a folder beside the package, not a part of it
from benchmarks.heard import SPEED  # noqa: E402
from broadcaster.sound.files import decode  # noqa: E402
from broadcaster.speech.kokoro.engine import KokoroEngine  # noqa: E402
from broadcaster.speech.tidy import at_station_rate, tidy  # noqa: E402
from broadcaster.units import RATE, Samples  # noqa: E402

SENTENCES, WIND = 8, 10
MOST = 5.0
"""Points of syllable errors the mix may seem to cost: a sentence moved by 0.2 s moves its own by six."""
HISS = np.random.default_rng(5)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_in_wind_no_less_is_understood_of_the_mix_than_of_the_bare_voice(tmp_path: Path) -> None:
    texts = intelligibility.sentences(SENTENCES)
    engine, judge = KokoroEngine(tmp_path), judges.installed()["viet-asr"]()
    spoken = [at_station_rate(tidy(engine.synthesise(text, "default", SPEED))) for text in texts]

    def misheard(sounds: list[Samples]) -> intelligibility.Heard:
        heard = [judge(horn.with_floor(horn.with_wind(sound, WIND))) for sound in intelligibility.through(sounds)]
        wrong = [float(judges.misheard(text, words)) for text, words in zip(texts, heard, strict=True)]
        return intelligibility.Heard({"10 dB": np.array(wrong)}, 0.0)

    syllables = np.array([float(len(text.split())) for text in texts])
    mixed = intelligibility.mixed(spoken, decode(intelligibility.BED))
    cost, at_least, _ = intelligibility.lost(misheard(mixed), misheard(intelligibility.bare(spoken)), syllables)[
        "10 dB"
    ]
    assert cost <= MOST
    assert at_least <= 0.0, "more words lost than chance explains"


def test_a_sentence_is_cut_out_of_the_mix_where_it_was_laid() -> None:
    spoken = [(0.1 * HISS.standard_normal(round(seconds * RATE))).astype(np.float32) for seconds in (1.0, 2.0, 0.5)]
    for cut, sound in zip(intelligibility.mixed(spoken, None), spoken, strict=True):
        around = round(intelligibility.AROUND * RATE)
        assert len(cut) == len(sound) + 2 * around
        assert not cut[: around // 2].any()
        assert np.square(cut[around:-around]).sum() > 0.99 * np.square(cut).sum()


def test_more_errors_than_chance_explains_are_told() -> None:
    syllables = np.full(20, 10.0)
    first, worse = (intelligibility.Heard({"10 dB": np.full(20, errors)}, 0.0) for errors in (1.0, 3.0))
    found = intelligibility.lost(worse, first, syllables)["10 dB"]
    assert found == pytest.approx((20.0, 20.0, 20.0))
