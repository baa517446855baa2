"""The shipped sounds are those the code makes, and fit for a horn every morning."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from broadcaster.sound.ducking import looped
from broadcaster.sound.files import decode, sound_facts, to_16_bits
from broadcaster.sound.shelf import sounds_in
from broadcaster.sound.tunes import SOUNDS, main
from broadcaster.units import RATE

AUDIO = Path(__file__).parents[2] / "audio"
SECONDS = {
    "nhac-hieu": (10, 15),
    "nhac-cat": (2, 4),
    "nhac-ket": (6, 10),
    "chuong": (3, 4),
    "hieu-lenh-khan": (3, 4),
    "coi-hu": (5, 20),
    "nen-nhe": (40, 60),
    "nhac-cho": (20, 30),
}
RINGS = ("nen-nhe", "nhac-cho")


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(SOUNDS))
def test_the_code_makes_the_shipped_sound_sample_for_sample(name: str) -> None:
    shipped = soundfile.read(AUDIO / f"{name}.flac", dtype="int16")[0]
    assert np.array_equal(to_16_bits(SOUNDS[name]()), shipped)


def test_all_are_shipped_small_and_mono() -> None:
    assert set(SOUNDS) == set(SECONDS) <= set(sounds_in(AUDIO))
    assert sum((AUDIO / f"{name}.flac").stat().st_size for name in SOUNDS) < 3_000_000
    for name in SOUNDS:
        info = soundfile.info(AUDIO / f"{name}.flac")
        assert (info.samplerate, info.channels, info.subtype) == (RATE, 1, "PCM_16")


@pytest.mark.parametrize("name", sorted(SECONDS))
def test_level_length_and_cleanness(name: str) -> None:
    facts = sound_facts(AUDIO / f"{name}.flac")
    assert SECONDS[name][0] <= facts.seconds <= SECONDS[name][1]
    assert -18.2 <= facts.lufs <= -15.8
    assert facts.true_peak_dbtp <= -2.0
    assert facts.clipped == 0
    assert abs(float(decode(AUDIO / f"{name}.flac").mean())) < 1e-4


@pytest.mark.parametrize("name", sorted(SECONDS))
def test_the_sound_lies_where_a_horn_can_give_it_back(name: str) -> None:
    sound = decode(AUDIO / f"{name}.flac").astype(np.float64)
    power, hertz = np.square(np.abs(np.fft.rfft(sound))), np.fft.rfftfreq(len(sound), 1 / RATE)
    inside = power[(hertz >= 300) & (hertz <= 6_000)].sum() / power.sum()
    assert inside > 0.9


@pytest.mark.parametrize("name", sorted(set(SECONDS) - set(RINGS)))
def test_what_ends_has_died_away(name: str) -> None:
    sound = decode(AUDIO / f"{name}.flac")
    assert np.abs(sound[-RATE // 200 :]).max() < 0.01
    assert np.abs(sound[:3]).max() < 0.02


@pytest.mark.parametrize("name", RINGS)
def test_what_loops_has_no_seam(name: str) -> None:
    sound = decode(AUDIO / f"{name}.flac")
    assert np.array_equal(looped(sound, 2 * len(sound))[len(sound) :], sound)
    bends = np.abs(np.diff(np.tile(sound, 2), 2))
    seam = bends[len(sound) - 3 : len(sound) + 1].max()
    assert seam <= np.percentile(bends, 99.9)


def test_the_bed_is_even_and_leaves_the_consonants_alone() -> None:
    bed = decode(AUDIO / "nen-nhe.flac").astype(np.float64)
    levels = 10 * np.log10(np.square(bed).reshape(-1, 2 * RATE).mean(axis=1))
    assert levels.max() - levels.min() < 6.0
    power, hertz = np.square(np.abs(np.fft.rfft(bed))), np.fft.rfftfreq(len(bed), 1 / RATE)
    assert 10 * np.log10(power[(hertz > 2_000) & (hertz < 6_000)].sum() / power.sum()) < -15.0


def test_making_all_writes_every_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("broadcaster.sound.tunes.SOUNDS", {"chuong": SOUNDS["chuong"]})
    main(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["chuong.flac"]
    assert np.array_equal(decode(tmp_path / "chuong.flac"), decode(AUDIO / "chuong.flac"))
