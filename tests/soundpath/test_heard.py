"""What is really heard: every promise of the player over a real sound path, from the sink's monitor."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from broadcaster.playout.offer import Page, Words
from broadcaster.units import RATE

from .conftest import Live, pitch_level, tone, wait, wait_until
from .recorder import Recorder

pytestmark = pytest.mark.slow


def limit(live: Live, with_it: float, without: float) -> float:
    """What is allowed with real-time priority, and what without."""
    return with_it if live.real_time else without


def test_a_programme_starts_on_time_and_is_whole_to_the_frame(live: Live, tmp_path: Path) -> None:
    parts = live.part(700, 1.5), live.part(1100, 1.5), live.part(900, 1.0)
    with Recorder(tmp_path / "take") as take:
        at = time.time() + 2.0
        live.player.offer([live.offer("a", at, parts[0], parts[1]), live.offer("b", at + 1.0, parts[2])])
        wait_until(lambda: any(one.airing == "b" and one.ended for one in live.told), 15.0)
    onset = int(take.onsets()[0])
    assert abs(take.time_of(onset) - at) <= limit(live, 0.002, 0.02)
    heard = take.sound[onset : onset + 4 * RATE]
    meant = np.concatenate([tone(700, 1.5), tone(1100, 1.5), tone(900, 1.0)])
    assert np.max(np.abs(heard - meant)) < 0.001  # so no frame lies between items, and none is lost
    assert np.max(np.abs(take.sound[onset + 4 * RATE : onset + 4 * RATE + RATE // 2])) < 0.001
    assert [live.verdict(name).outcome for name in "ab"] == ["aired", "aired"]
    assert [live.verdict(name).seconds_heard for name in "ab"] == [3.0, 1.0]


def test_urgent_is_heard_in_milliseconds_and_what_it_cut_goes_on_from_its_sentence(live: Live, tmp_path: Path) -> None:
    long = live.part(700, 12.0, (0.0, 1.5, 2.5, 9.0))
    words = live.part(1700, 1.0)
    with Recorder(tmp_path / "take") as take:
        at = time.time() + 1.0
        live.player.offer([live.offer("a", at, long)])
        wait_until(lambda: time.time() > at + 4.0)
        ordered = time.time()
        live.player.break_in(live.page("bão", words))
        wait(3.5)
    around = take.between(ordered - 0.1, ordered + 3.0)
    signal = int(np.argmax(pitch_level(around, 3000) > 0.2)) - round(0.1 * RATE)
    assert signal / RATE <= limit(live, 0.012, 0.1)
    spoken = int(np.argmax(pitch_level(around, 1700) > 0.2)) - round(0.1 * RATE)
    assert (spoken - signal) / RATE == pytest.approx(1.0, abs=0.003)
    back = int(np.argmax(pitch_level(around[spoken + round(0.1 * RATE) + 960 :], 700) > 0.2))
    assert back / RATE == pytest.approx(1.0 - 960 / RATE, abs=0.01)
    quiet = np.abs(around[signal + round(0.1 * RATE) + 960 :]).reshape(-1)
    assert np.max(np.convolve(quiet < 0.001, np.ones(480), "valid")) < 480  # no gap of 10 ms anywhere
    live.player.stop("thử")
    wait_until(lambda: [one for one in live.told if one.airing == "bão" and one.ended])
    assert live.verdict("bão").outcome == "aired"


def test_the_signal_fills_the_wait_for_words(live: Live, tmp_path: Path) -> None:
    words = Words()
    sentence = live.part(1700, 1.0)
    with Recorder(tmp_path / "take") as take:
        wait(0.3)
        ordered = time.time()
        live.player.break_in(Page("bão", "bão", words, live.clock.now(), repeat=1))
        wait(2.2)
        words.add(sentence.path, sentence.frames)
        words.finish()
        wait_until(lambda: [one for one in live.told if one.airing == "bão" and one.ended])
    heard = take.between(ordered, ordered + 6.0)
    spoken = int(np.argmax(pitch_level(heard, 1700) > 0.2)) / RATE
    assert 2.2 < spoken < 3.2
    loud = np.abs(heard[round(0.05 * RATE) : round((spoken + 0.9) * RATE)])
    assert np.max(np.convolve(loud < 0.001, np.ones(480), "valid")) < 480


def test_stop_is_silence_within_ten_milliseconds(live: Live, tmp_path: Path) -> None:
    with Recorder(tmp_path / "take") as take:
        live.player.air_now(live.offer("a", 0.0, live.part(700, 20.0)))
        wait(1.5)
        ordered = time.time()
        live.player.stop("thử")
        wait(0.5)
    after = np.flatnonzero(np.abs(take.between(ordered, ordered + 0.5)) > 0.001)
    assert (int(after[-1]) if len(after) else 0) / RATE <= limit(live, 0.012, 0.1)


def test_a_long_file_is_never_loaded_whole(live: Live) -> None:
    long = live.part(700, 1800.0)
    before = resident()
    live.player.air_now(live.offer("a", 0.0, long))
    wait_until(lambda: live.player.status().on_air)
    wait(2.0)
    assert resident() - before < 12.0
    live.player.stop("thử")


def resident() -> float:
    """Memory of this process in MiB."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * 4096 / 2**20
