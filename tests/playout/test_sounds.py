"""Sounds that are read while they play: any file, from any frame, joined without a seam."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
import soundfile

from broadcaster.errors import SoundError
from broadcaster.playout.feed import HASTE, ReadFeed
from broadcaster.playout.offer import Words
from broadcaster.playout.page_sound import PageSound
from broadcaster.playout.piece import load_material
from broadcaster.playout.sounds import AHEAD, BLOCK, Blocks, FileSound, KeptSound, Reel, Sound, read_whole, two_tones
from broadcaster.units import RATE, Samples

from .conftest import flat


def whole(sound: Sound, first: int = 0) -> Samples:
    blocks = list(sound.blocks(first))
    return np.concatenate(blocks) if blocks else np.zeros(0, np.float32)


@pytest.mark.parametrize("first", [0, 1, 11_999, 12_000, 50_000, 96_000, 200_000])
def test_a_file_is_the_same_from_any_frame(tmp_path: Path, first: int) -> None:
    noise = np.random.default_rng(1).uniform(-0.5, 0.5, 2 * RATE).astype(np.float32)
    soundfile.write(tmp_path / "a.wav", noise, RATE, subtype="FLOAT")
    assert np.array_equal(whole(FileSound(tmp_path / "a.wav"), first), noise[first:])


@pytest.mark.parametrize(("rate", "channels", "kind"), [(44_100, 2, "wav"), (22_050, 1, "flac"), (48_000, 2, "ogg")])
def test_any_file_becomes_mono_at_our_rate(tmp_path: Path, rate: int, channels: int, kind: str) -> None:
    at = np.arange(2 * rate) / rate
    tone = 0.3 * np.sin(2 * np.pi * 440 * at)
    soundfile.write(tmp_path / f"a.{kind}", np.stack([tone] * channels, axis=1), rate)
    sound = whole(FileSound(tmp_path / f"a.{kind}"))
    assert len(sound) == pytest.approx(2 * RATE, abs=RATE // 50)
    middle = sound[RATE // 2 : RATE]
    assert np.sqrt(np.mean(np.square(middle))) == pytest.approx(0.3 / math.sqrt(2), abs=0.01)


def test_a_file_at_another_rate_can_be_entered_in_the_middle(tmp_path: Path) -> None:
    at = np.arange(4 * 22_050) / 22_050
    soundfile.write(tmp_path / "a.wav", 0.3 * np.sin(2 * np.pi * 440 * at), 22_050)
    all_of_it = whole(FileSound(tmp_path / "a.wav"))
    assert np.allclose(whole(FileSound(tmp_path / "a.wav"), 100_000), all_of_it[100_000:], atol=1e-4)


@pytest.mark.parametrize("content", [None, b"", b"none", b"fLaC" + bytes(100)])
def test_what_is_no_sound_is_refused_in_words(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "a.flac").write_bytes(content)
    with pytest.raises(SoundError, match="không đọc được tệp tiếng 'a"):
        whole(FileSound(tmp_path / "a.flac"))


@pytest.mark.parametrize("first", [0, 100, RATE, RATE + 1, 3 * RATE - 1, 3 * RATE])
def test_a_reel_is_its_sounds_one_after_the_other(first: int) -> None:
    faults: list[str] = []
    reel = Reel([flat(0.1, 1.0), flat(0.2, 2.0)], flat(0.9, 1.0), faults.append)
    expected = np.concatenate([flat(0.1, 1.0).samples, flat(0.2, 2.0).samples])
    assert np.array_equal(whole(reel, first), expected[first:])
    assert not faults


def test_every_output_hears_the_same_page(tmp_path: Path) -> None:
    words = Words()
    page = PageSound(flat(0.5, 0.5), words, 2, lambda _: None)
    first, second = page.blocks(0), page.blocks(0)
    ahead = [next(first) for _ in range(8)]
    soundfile.write(tmp_path / "a.wav", np.full(RATE, 0.3), RATE)
    words.add(tmp_path / "a.wav", RATE)
    words.finish()
    one = np.concatenate([*ahead, *first])
    other = np.concatenate(list(second))
    assert np.array_equal(one, other)
    assert page.frames == len(one)
    assert np.count_nonzero(np.isclose(one, 0.3, atol=1e-3)) in range(2 * RATE, 2 * RATE + 3)  # the fade passes by


def test_a_page_with_words_at_hand_is_signal_words_pause_words(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", np.full(RATE, 0.3), RATE)
    words = Words()
    words.add(tmp_path / "a.wav", RATE)
    words.finish()
    sound = whole(PageSound(flat(0.5, 0.5), words, 2, lambda _: None))
    assert len(sound) == RATE // 2 + RATE + RATE * 3 // 2 + RATE


def test_the_material_never_fails(tmp_path: Path) -> None:
    notes: list[str] = []
    material = load_material(tmp_path / "no.flac", tmp_path / "no.flac", lambda _kind, text: notes.append(text))
    assert material.signal.frames == 2 * RATE
    assert len(notes) == 2
    assert "đài dùng tiếng chuông có sẵn thay thế" in notes[0]


def test_the_built_in_chime_is_loud_enough_and_clips_nothing() -> None:
    peak = float(np.max(np.abs(two_tones().samples)))
    assert 0.2 < peak < 0.9


def test_a_short_file_is_kept_whole(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", np.full(1000, 0.3), RATE)
    assert isinstance(read_whole(tmp_path / "a.wav"), KeptSound)
    assert read_whole(tmp_path / "a.wav").frames == 1000


class Dripping:
    """A sound of which so many blocks have arrived."""

    frames, ahead = None, AHEAD

    def __init__(self, arrived: int) -> None:
        self.arrived = arrived

    def blocks(self, first: int) -> Blocks:
        yield from (np.full(BLOCK, 0.1, np.float32) for _ in range(first, self.arrived))
        while True:
            yield np.zeros(0, np.float32)


@pytest.mark.parametrize("arrived", [0, 3, 11])
def test_a_sound_that_has_not_arrived_is_asked_for_again_soon(arrived: int) -> None:
    feed = ReadFeed(Dripping(arrived), 0, pytest.fail)
    assert feed.fill()
    assert feed.pause == HASTE


def test_one_that_lies_ready_is_left_alone_for_less_than_it_lasts() -> None:
    feed = ReadFeed(Dripping(100), 0, pytest.fail)
    assert feed.fill()
    assert HASTE < feed.pause < AHEAD / 2
    assert feed.take(RATE, None) == RATE
    assert feed.fill(), "and filled again"
    assert feed.take(round(AHEAD * RATE), None) == round(AHEAD * RATE)


@pytest.mark.parametrize("rate", [RATE, 24_000])
@pytest.mark.parametrize("frames", [RATE, 10 * BLOCK + 77])
def test_a_file_that_came_late_goes_on_where_it_should_be_and_ends_at_its_time(
    tmp_path: Path, frames: int, rate: int
) -> None:
    rising = np.linspace(0.0, 0.9, 20 * rate, dtype=np.float32)
    soundfile.write(tmp_path / "a.wav", rising, rate, subtype="FLOAT")
    sound = FileSound(tmp_path / "a.wav", 20 * RATE)
    reel = Reel([sound], flat(0.9, 0.5), lambda _: None)
    feed, out = ReadFeed(reel, 0, lambda _: None), np.zeros(20 * RATE, np.float32)
    feed.fill()
    played = feed.take(round(AHEAD * RATE) + BLOCK, out) + feed.take(frames, None)  # the disk hangs: nothing is read
    place = round(AHEAD * RATE) + BLOCK + frames
    while not feed.over:
        feed.fill()
        got = feed.take(min(480, 20 * RATE - place), out[place:])
        played, place = played + got, place + got
        assert got
    assert place == pytest.approx(20 * RATE, abs=64)
    assert out[15 * RATE] == pytest.approx(0.9 * 15 / 20, abs=0.001)
