import numpy as np
import pytest

from broadcaster.sound.loudness import SILENT, integrated, true_peak
from broadcaster.sound.mastering import master
from broadcaster.units import RATE, Dbfs, Lufs, Samples

pytestmark = pytest.mark.slow


def bursts(seconds: float, level: float) -> Samples:
    """Tone bursts of changing level with spikes on them."""
    time = np.arange(round(seconds * RATE)) / RATE
    loud = 0.2 + 0.8 * (np.floor(time * 3.0) * 0.618 % 1.0)
    tone = np.sin(2 * np.pi * 900.0 * time) * loud * (np.sin(2 * np.pi * 1.5 * time) > 0.0)
    return np.asarray(level * (tone + 2.0 * (np.arange(len(time)) % 19_997 == 0)), np.float32)


@pytest.mark.parametrize("seconds", [1.0, 29.9, 30.0, 61.37])
@pytest.mark.parametrize("level", [0.003, 0.2, 3.0])
@pytest.mark.parametrize("target", [-23.0, -16.0])
def test_loudness_and_ceiling_are_met_whatever_comes(seconds: float, level: float, target: float) -> None:
    reel = bursts(seconds, level)
    found = master(reel, Lufs(target), Dbfs(-2.0), lambda _: None)
    assert found == pytest.approx(target, abs=0.06)
    assert integrated(reel) == pytest.approx(found, abs=0.01)
    assert true_peak(reel) <= -2.0


def test_where_nothing_is_limited_it_is_a_plain_gain() -> None:
    reel = bursts(70.0, 0.2)
    reel[::19_997] = 0.0
    before = reel.copy()
    master(reel, Lufs(-30.0), Dbfs(-2.0), lambda _: None)
    factors = reel[np.abs(before) > 0.01] / before[np.abs(before) > 0.01]
    assert factors.max() - factors.min() < 1e-5


@pytest.mark.parametrize("frames", [0, 100, RATE])
def test_silence_stays_silence(frames: int) -> None:
    reel = np.zeros(frames, np.float32)
    assert master(reel, Lufs(-16.0), Dbfs(-2.0), lambda _: None) == SILENT
    assert not reel.any()


def test_progress_rises() -> None:
    told: list[float] = []
    master(bursts(3.0, 0.5), Lufs(-14.0), Dbfs(-2.0), told.append)
    assert told == sorted(told)
    assert all(0.0 < part < 1.0 for part in told)
