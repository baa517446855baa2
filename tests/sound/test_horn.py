import numpy as np
import pytest

from broadcaster.errors import SoundError
from broadcaster.sound.horn import known_profile, shaped_music, shaped_speech
from broadcaster.units import RATE, Samples


def gain_db(shape: object, hertz: float, profile: str) -> float:
    tone = np.sin(2 * np.pi * hertz * np.arange(RATE) / RATE).astype(np.float32)
    through: Samples = shape(tone, profile)  # type: ignore[operator]
    middle = slice(RATE // 4, -RATE // 4)
    return float(10 * np.log10(np.square(through[middle]).mean() / np.square(tone[middle]).mean() + 1e-12))


@pytest.mark.parametrize("shape", [shaped_speech, shaped_music])
def test_a_horn_is_given_its_band_and_no_more(shape: object) -> None:
    assert gain_db(shape, 100.0, "horn") < -30.0
    assert gain_db(shape, 180.0, "horn") < -9.0
    assert gain_db(shape, 400.0, "horn") > -4.0
    assert gain_db(shape, 5_000.0, "horn") > -1.0
    assert gain_db(shape, 10_000.0, "horn") < -20.0


def test_speech_has_its_consonants_lifted_and_music_has_not() -> None:
    assert gain_db(shaped_speech, 3_000.0, "horn") - gain_db(shaped_speech, 500.0, "horn") > 5.0
    assert abs(gain_db(shaped_music, 3_000.0, "horn") - gain_db(shaped_music, 500.0, "horn")) < 0.5


@pytest.mark.parametrize("hertz", [150.0, 1_000.0, 5_000.0, 15_000.0])
def test_flat_is_flat(hertz: float) -> None:
    assert abs(gain_db(shaped_speech, hertz, "flat")) < 0.5


def test_flat_takes_away_a_direct_voltage() -> None:
    assert abs(float(shaped_speech(np.full(RATE, 0.5, np.float32), "flat")[RATE // 2])) < 0.01


def test_shaping_keeps_length_and_place() -> None:
    click = np.zeros(30_001, np.float32)
    click[20_000] = 1.0
    shaped = shaped_speech(click, "horn")
    assert len(shaped) == len(click)
    assert int(np.argmax(np.abs(shaped))) == 20_000


def test_an_unknown_profile_says_what_there_is() -> None:
    with pytest.raises(SoundError, match=r"horn .* flat"):
        known_profile("loa phường")
