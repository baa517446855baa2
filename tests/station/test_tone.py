from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from broadcaster.sound.loudness import integrated
from broadcaster.station.tone import SECONDS, write_tone
from broadcaster.units import RATE


@pytest.mark.parametrize("loudness", [-16.0, -23.0])
def test_the_tone_is_as_loud_as_speech_and_begins_and_ends_without_a_click(tmp_path: Path, loudness: float) -> None:
    samples, rate = soundfile.read(write_tone(tmp_path / "var" / "t.wav", loudness), dtype="float32")
    assert (rate, len(samples)) == (RATE, SECONDS * RATE)
    assert integrated(samples) == pytest.approx(loudness, abs=0.15)
    assert np.abs(np.diff(np.concatenate([[0.0], samples, [0.0]]))).max() < 0.07
    assert abs(samples[0]) < 1e-3
    assert abs(samples[-1]) < 0.01
