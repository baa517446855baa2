"""Who has the air, as it is heard: a cut is a fade and no click, and what was cut does as its rule says."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from broadcaster.playout.offer import Offer, SoundPart
from broadcaster.timetable.claim import AfterCut, Claim, Start
from broadcaster.units import RATE

from .conftest import Live, pitch_level, wait_until
from .recorder import Recorder

pytestmark = pytest.mark.slow

CUT, CUTTING = 310.3, 1300  # the first is at 0.6 of its turn when it is cut, after two seconds
STEEPEST = 0.4 * 2 * np.pi * CUTTING / RATE
"""How far two frames of these sounds lie apart at most: a click is farther."""


def rising(live: Live, pitch: float, seconds: float) -> SoundPart:
    """A tone that begins at nothing, as a sound does."""
    path = live.folder / f"rising-{pitch}-{seconds}.flac"
    sound = 0.4 * np.sin(2 * np.pi * pitch * np.arange(round(seconds * RATE)) / RATE)
    soundfile.write(path, sound.astype(np.float32), RATE, subtype="PCM_16")
    return SoundPart(path, round(seconds * RATE))


@pytest.mark.parametrize("rule", list(AfterCut))
def test_one_that_must_begin_on_time_cuts_without_a_click_and_the_other_does_as_its_rule_says(
    live: Live, tmp_path: Path, rule: AfterCut
) -> None:
    with Recorder(tmp_path / "take") as take:
        at = time.time() + 1.5
        cut = Claim("a", at, 0.0, after_cut=rule, grace=60.0)
        hard = Claim("b", at + 2.0, 0.0, start=Start.HARD)
        live.player.offer([Offer(cut, "a", (rising(live, CUT, 5.0),)), Offer(hard, "b", (rising(live, CUTTING, 1.5),))])
        wait_until(lambda: {one.airing for one in live.told if one.ended} == {"a", "b"}, 20.0)
    heard = take.between(at, at + 10.0)
    assert np.abs(np.diff(heard[round(1.9 * RATE) : round(2.1 * RATE)])).max() < 1.1 * STEEPEST
    assert np.abs(np.diff(heard[round(3.4 * RATE) : round(3.6 * RATE)])).max() < 1.1 * STEEPEST
    cutting = np.flatnonzero(pitch_level(heard, CUTTING, 480) > 0.2)
    assert cutting[0] / RATE == pytest.approx(2.0, abs=0.05)
    sounds = np.count_nonzero(pitch_level(heard, CUT, 480) > 0.2) / RATE
    meant = {AfterCut.RESUME: 5.0, AfterCut.RESTART: 7.0, AfterCut.DROP: 2.0}[rule]
    assert sounds == pytest.approx(meant, abs=0.1)
    assert live.verdict("a").outcome == ("cut" if rule is AfterCut.DROP else "aired")
    assert live.verdict("a").why
