import numpy as np
import pytest

from broadcaster.sound.loudness import integrated, true_peak
from broadcaster.sound.synthesis import (
    HIGHEST,
    LOWEST,
    Canvas,
    Partial,
    Wave,
    blown,
    edges,
    evened,
    finished,
    in_a_room,
    seconds,
    struck,
)
from broadcaster.units import RATE


def loudest_hertz(wave: Wave) -> float:
    return float(np.argmax(np.abs(np.fft.rfft(wave * np.hanning(len(wave))))) * RATE / len(wave))


def test_a_struck_tone_has_its_pitch_and_dies_away() -> None:
    tone = struck(440.0, (Partial(1.0, 1.0, 0.3), Partial(2.0, 0.5, 0.1)), 1.5, 0.002)
    assert loudest_hertz(tone) == pytest.approx(440.0, abs=1.0)
    levels = np.abs(tone).reshape(-1, RATE // 20).max(axis=1)
    assert (np.diff(levels) < 0).all()
    assert tone[0] == pytest.approx(0.0, abs=1e-4)
    assert tone[-1] == pytest.approx(0.0, abs=1e-4)


def test_partials_outside_a_horns_band_are_left_out() -> None:
    tone = struck(200.0, tuple(Partial(float(n), 1.0, 1.0) for n in range(1, 60)), 1.0, 0.002)
    power = np.abs(np.fft.rfft(tone * np.hanning(len(tone)))) ** 2
    hertz = np.fft.rfftfreq(len(tone), 1 / RATE)
    assert power[(hertz < LOWEST - 20) | (hertz > HIGHEST + 20)].sum() < 1e-5 * power.sum()


def test_a_blown_tone_follows_its_pitch() -> None:
    hertz = np.concatenate([np.full(RATE, 500.0), np.full(RATE, 750.0)])
    tone = blown(hertz, (1.0, 0.3))
    assert loudest_hertz(tone[:RATE]) == pytest.approx(500.0, abs=1.0)
    assert loudest_hertz(tone[RATE:]) == pytest.approx(750.0, abs=1.0)
    assert np.abs(np.diff(tone)).max() < 0.2  # no jump where the pitch changes


@pytest.mark.parametrize("frames", [0, 1, 10, 4_800])
def test_edges_of_any_length(frames: int) -> None:
    shape = edges(frames, 0.01, 0.02)
    assert len(shape) == frames
    assert ((shape >= 0.0) & (shape <= 1.0)).all()


def test_a_ring_ends_where_it_begins() -> None:
    canvas = Canvas(1.0, ring=True)
    canvas.lay(0.9, np.ones(RATE // 2))
    canvas.lay(-0.1, np.ones(10))
    assert canvas.wave[: RATE * 4 // 10].tolist() == [1.0] * (RATE * 4 // 10)
    assert canvas.wave[RATE * 9 // 10] == 2.0
    assert canvas.wave.sum() == RATE // 2 + 10


def test_a_stretch_cuts_what_reaches_past_it() -> None:
    canvas = Canvas(0.1)
    canvas.lay(0.05, np.ones(RATE))
    canvas.lay(0.5, np.ones(10))
    assert canvas.wave.sum() == RATE // 20


def test_a_tone_longer_than_the_ring_goes_round() -> None:
    canvas = Canvas(0.1, ring=True)
    canvas.lay(0.0, np.ones(RATE // 4))
    assert canvas.wave.max() == 3.0
    assert canvas.wave.min() == 2.0


def test_a_room_answers_after_the_sound_and_dies() -> None:
    canvas = Canvas(3.0)
    canvas.lay(0.1, np.ones(1))
    room = in_a_room(canvas, 1.0, 1.0)
    assert not np.abs(room[: round(0.1 * RATE)]).max() > 1e-12
    assert room[round(0.1 * RATE)] == pytest.approx(1.0)
    early, late = (np.square(room[round(at * RATE) :][: RATE // 2]).sum() for at in (0.11, 0.7))
    assert 0.1 < early < 2.0
    assert late < early / 10


def test_evening_takes_swells_out_of_a_ring() -> None:
    time = seconds(20.0)
    swelling = np.sin(2 * np.pi * 500.0 * time) * (0.3 + 0.2 * np.sin(2 * np.pi * time / 20.0))
    levels = np.abs(evened(swelling)).reshape(20, -1).max(axis=1)
    assert levels.max() / levels.min() < 1.6


def test_finishing_comes_to_the_level_or_stops_at_the_peak() -> None:
    soft = 0.01 * np.sin(2 * np.pi * 1_000.0 * seconds(2.0))
    assert integrated(finished(soft, -20.0)) == pytest.approx(-20.0, abs=0.11)
    clicks = np.where(np.arange(2 * RATE) % 4_800 < 2, 0.1, 0.0)
    assert -2.7 < true_peak(finished(clicks, -10.0)) <= -2.4
