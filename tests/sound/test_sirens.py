import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from broadcaster.sound.files import decode
from broadcaster.sound.loudness import integrated, true_peak
from broadcaster.sound.sirens import attention_signal, siren
from broadcaster.units import RATE


def test_the_attention_signal_is_at_full_level_within_five_milliseconds() -> None:
    signal = attention_signal()
    assert 3.0 <= len(signal) / RATE <= 4.0
    onset = np.flatnonzero(np.abs(signal) > 1e-4)[0]
    assert onset < RATE // 1_000
    first, whole = np.abs(signal[: RATE * 5 // 1_000]).max(), np.abs(signal[: RATE // 6]).max()
    assert first > 0.9 * whole


def test_it_calls_three_times() -> None:
    loud = np.abs(attention_signal()).reshape(-1, RATE // 100).max(axis=1) > 0.01
    assert int((np.diff(loud.astype(int)) == 1).sum()) + int(loud[0]) == 3


@pytest.mark.parametrize(
    ("times", "sounding", "silent"), [(1, 10.0, 0.0), (3, 20.0, 10.0), (2, 10.0, 10.0), (5, 3.0, 0.5)]
)
def test_siren_patterns(times: int, sounding: float, silent: float) -> None:
    wails = siren(times, sounding, silent)
    assert len(wails) == round((times * sounding + (times - 1) * silent) * RATE)
    for number in range(times):
        begin = round(number * (sounding + silent) * RATE)
        assert np.abs(wails[begin + RATE // 10 :][: RATE // 2]).max() > 0.1
        if silent and number < times - 1:
            assert not wails[begin + round(sounding * RATE) :][: round(silent * RATE)].any()
    assert integrated(wails) == pytest.approx(-16.0, abs=0.2)
    assert true_peak(wails) <= -2.0


def test_a_siren_rises_and_falls() -> None:
    wail = siren(1, 5.0)

    def hertz(at: float) -> float:
        part = wail[round(at * RATE) :][: RATE // 10]
        return float(np.argmax(np.abs(np.fft.rfft(part * np.hanning(len(part))))) * 10)

    assert hertz(0.1) < 550
    assert 900 < hertz(1.75) < 1_050
    assert hertz(4.5) < 550


def test_the_command_writes_a_pattern(tmp_path: Path) -> None:
    path = tmp_path / "coi.flac"
    subprocess.run([sys.executable, "-m", "broadcaster.sound.sirens", "2", "3", "1", str(path)], check=True)
    assert len(decode(path)) == 7 * RATE
