"""What every engine's sound goes through."""

from __future__ import annotations

import numpy as np
import pytest

from broadcaster.errors import SpeechError
from broadcaster.speech.tidy import EDGE, at_station_rate, tidy
from broadcaster.speech.types import Speech
from broadcaster.units import RATE

HUM = np.sin(np.arange(16000, dtype=np.float32) / 9) * np.float32(0.5)


def test_silence_at_both_ends_goes_but_for_an_edge() -> None:
    tidied = tidy(Speech(np.pad(HUM, (8000, 24000)), 16000))
    assert tidied.seconds == pytest.approx(1.0 + 2 * EDGE, abs=0.011)


def test_silence_inside_stays() -> None:
    assert tidy(Speech(np.concatenate([HUM, HUM * 0, HUM]), 16000)).seconds == pytest.approx(3.0, abs=0.03)


def test_what_is_too_loud_is_turned_down_not_cut_off() -> None:
    tidied = tidy(Speech(HUM * 8, 16000)).samples
    assert np.abs(tidied).max() == pytest.approx(1.0)
    assert np.corrcoef(tidied[100:10000], HUM[100:10000])[0, 1] > 0.999


@pytest.mark.parametrize(
    ("samples", "rate"),
    [
        (np.zeros(0), 16000),
        (np.zeros(9000), 16000),
        (np.full(9000, np.nan), 16000),
        (np.array([1.0, np.inf]), 16000),
        (HUM, 0),
        (HUM * 1e-4, 16000),
    ],
)
def test_what_is_no_speech_is_refused(samples: np.ndarray, rate: int) -> None:
    with pytest.raises(SpeechError):
        tidy(Speech(samples.astype(np.float32), rate))


def test_the_station_hears_48_kilohertz() -> None:
    heard = at_station_rate(Speech(HUM, 16000))
    assert len(heard) == len(HUM) * RATE // 16000
    assert heard.dtype == np.float32
    assert at_station_rate(Speech(HUM, RATE)) is HUM
