import numpy as np
import pytest

from broadcaster.sound.instruments import bell, dan_tranh, flute, pad, wood
from broadcaster.sound.scale import Note, pitch
from broadcaster.sound.synthesis import Wave
from broadcaster.units import RATE


def hertz_at(tone: Wave, at: float, near: float) -> float:
    """Pitch around second `at`, looked for within a third of an octave of `near`."""
    part = tone[round(at * RATE) :][: RATE // 5]
    spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part)), 8 * len(part)))
    hertz = np.fft.rfftfreq(8 * len(part), 1 / RATE)
    return float(hertz[np.argmax(np.where(abs(np.log2(np.maximum(hertz, 1) / near)) < 0.33, spectrum, 0))])


@pytest.mark.parametrize("name", ["hò", "xự", "xang", "xê", "cống", "hò'"])
def test_every_player_is_in_tune(name: str) -> None:
    note = Note(0.0, 1.0, pitch(name))
    for tone in (dan_tranh(note, 1.5), flute(note, 1.5), bell(note.hertz, 1.5), pad(note.hertz, 1.5)):
        assert abs(12 * np.log2(hertz_at(tone, 0.3, note.hertz) / note.hertz)) < 0.1


def test_a_pressed_string_slides_up_to_its_note() -> None:
    tone = dan_tranh(Note(0.0, 1.0, pitch("xê"), pressed=True), 1.0)
    start = tone[: RATE // 25]
    crossings = np.flatnonzero(np.diff(np.signbit(start)))
    assert len(crossings) > 5
    assert hertz_at(tone, 0.3, pitch("xê")) == pytest.approx(pitch("xê"), rel=0.005)


def test_a_shaken_string_moves_around_its_note() -> None:
    plain, shaken = (dan_tranh(Note(0.0, 1.0, pitch("xê"), shaken=shake), 1.5) for shake in (False, True))
    assert np.allclose(plain[: RATE // 10], shaken[: RATE // 10])
    assert not np.allclose(plain[RATE // 2 :], shaken[RATE // 2 :], atol=0.05)


def test_nothing_begins_or_ends_with_a_click() -> None:
    note = Note(0.0, 1.0, pitch("hò"))
    for tone in (dan_tranh(note, 1.0), flute(note, 1.0), bell(600.0, 1.0), pad(400.0, 1.0), wood()):
        level = np.abs(tone).max()
        assert abs(tone[0]) < 0.02 * level
        assert abs(tone[-1]) < 0.02 * level


def test_strength_is_a_factor() -> None:
    assert np.allclose(wood(0.5), 0.5 * wood(1.0))
