import numpy as np
import pytest

from broadcaster.errors import SoundError
from broadcaster.sound.horn import known_profile, shaped_music, shaped_speech, wanted_presence
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


def voice(fall_db: float) -> Samples:
    """A buzz whose harmonics fall by so many decibels an octave from 500 Hz on."""
    time = np.arange(2 * RATE) / RATE
    levels = ((n, 10.0 ** (-fall_db * max(0.0, np.log2(n * 150.0 / 500.0)) / 20.0)) for n in range(2, 40))
    return np.asarray(0.05 * sum(level * np.sin(2 * np.pi * 150.0 * n * time) for n, level in levels), np.float32)


def tilt_db(speech: Samples) -> float:
    """How much more shaping gives speech at 3,000 Hz than at 450 Hz."""
    changes = []
    for hertz in (450, 3_000):
        before, after = (np.abs(np.fft.rfft(sound))[2 * hertz] for sound in (speech, shaped_speech(speech, "horn")))
        changes.append(20 * np.log10(after / before))
    return float(changes[1] - changes[0])


def test_dull_speech_has_its_consonants_lifted_and_music_has_not() -> None:
    assert tilt_db(voice(18.0)) > 5.0
    assert abs(gain_db(shaped_music, 3_000.0, "horn") - gain_db(shaped_music, 500.0, "horn")) < 0.5


def test_the_brighter_a_voice_the_less_it_is_lifted() -> None:
    tilts = [tilt_db(voice(fall)) for fall in (6.0, 8.0, 9.0, 10.0, 12.0)]
    assert tilts == sorted(tilts)
    assert abs(tilts[0]) < 0.5
    assert 1.0 < tilts[2] < 5.0


def test_what_a_voice_lacks_does_not_depend_on_its_level() -> None:
    shares = [wanted_presence(voice(9.0) * np.float32(level)) for level in (0.01, 1.0, 4.0)]
    assert shares == pytest.approx([shares[0]] * 3, abs=1e-3)
    assert 0.0 < shares[0] < 1.0


@pytest.mark.parametrize("frames", [0, 1, 2_047, 2_048, 5_000])
def test_silence_of_any_length_lacks_nothing(frames: int) -> None:
    assert wanted_presence(np.zeros(frames, np.float32)) == 0.0
    assert len(shaped_speech(np.zeros(frames, np.float32), "horn")) == frames


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
