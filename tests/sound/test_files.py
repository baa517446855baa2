import os
import resource
import struct
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.errors import SoundError
from broadcaster.sound import files
from broadcaster.sound.files import decode, encode, sound_facts, to_16_bits
from broadcaster.sound.loudness import integrated, true_peak
from broadcaster.sound.mp3 import mp3_stream
from broadcaster.sound.shelf import sounds_in
from broadcaster.units import RATE, Samples


def melody(seconds: float, rate: int = RATE) -> Samples:
    time = np.arange(round(seconds * rate)) / rate
    notes = sum(np.sin(2 * np.pi * hertz * time) for hertz in (440.0, 660.0, 1_500.0))
    return np.asarray(0.1 * notes * (0.7 + 0.3 * np.sin(2 * np.pi * 2.0 * time)), np.float32)


def write(path: Path, samples: Samples, rate: int = RATE, **how: Any) -> Path:
    soundfile.write(path, samples, rate, **how)
    return path


def alike(one: Samples, other: Samples) -> float:
    return float(np.corrcoef(one, other)[0, 1])


KINDS = [
    ("a.wav", {"subtype": "PCM_16"}),
    ("a.wav", {"subtype": "PCM_24"}),
    ("a.wav", {"subtype": "FLOAT"}),
    ("a.wav", {"subtype": "ULAW"}),
    ("a.wav", {"format": "WAVEX", "subtype": "PCM_16"}),
    ("a.flac", {}),
    ("a.mp3", {}),
    ("a.ogg", {"subtype": "VORBIS"}),
    ("a.opus", {"format": "OGG", "subtype": "OPUS"}),
    ("a.aiff", {}),
]


@pytest.mark.parametrize(("name", "how"), KINDS)
@pytest.mark.parametrize("rate", [48_000, 24_000, 8_000])
def test_any_common_format_at_any_rate(tmp_path: Path, name: str, how: dict[str, Any], rate: int) -> None:
    sound = decode(write(tmp_path / name, melody(3.0, rate), rate, **how))
    assert sound.dtype == np.float32
    assert len(sound) == pytest.approx(3 * RATE, abs=RATE // 50)
    assert alike(sound[: 2 * RATE], melody(3.0)[: 2 * RATE]) > 0.98


def test_44100_comes_through_clean(tmp_path: Path) -> None:
    tone = np.sin(2 * np.pi * 10_000.0 * np.arange(2 * 44_100) / 44_100).astype(np.float32) * np.float32(0.5)
    sound = decode(write(tmp_path / "a.wav", tone, 44_100, subtype="FLOAT"))
    spectrum = np.abs(np.fft.rfft(sound[RATE // 2 :][:RATE] * np.hanning(RATE)))
    others = np.delete(spectrum, np.arange(9_990, 10_011))
    assert 20 * np.log10(others.max() / spectrum.max()) < -90.0


def test_the_content_counts_not_the_name(tmp_path: Path) -> None:
    path = write(tmp_path / "a.flac", melody(1.0))
    assert len(decode(path.rename(tmp_path / "nhac hiệu.mp3"))) == RATE


def test_stereo_becomes_the_mean(tmp_path: Path) -> None:
    both = np.stack([melody(1.0), np.zeros(RATE, np.float32)], axis=1)
    assert np.allclose(decode(write(tmp_path / "a.wav", both, subtype="FLOAT")), melody(1.0) / 2.0, atol=1e-6)


def test_an_inverted_channel_does_not_silence_the_sound(tmp_path: Path) -> None:
    both = np.stack([melody(1.0), -melody(1.0)], axis=1)
    assert np.allclose(decode(write(tmp_path / "a.wav", both, subtype="FLOAT")), melody(1.0), atol=1e-6)


REFUSED = [
    (b"", "rỗng"),
    (b"\0" * 5_000, "mất điện"),
    (b"<!DOCTYPE html><html><title>404</title>" + b" " * 5_000, "trang web"),
    (b"\xef\xbb\xbf\r\n  <html>", "trang web"),
    (b"\0\0\0\x20ftypM4A \0\0\0\0" + b"\1" * 5_000, "M4A"),
    (b"\0\0\0\x18ftypmp42\0\0\0\0" + b"\1" * 5_000, "MP4"),
    (b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01webm" + b"\1" * 5_000, "WebM"),
    (b"\xff\xf1\x4c\x80" + b"\1" * 5_000, "AAC"),
    (b"\xff\xf9\x4c\x80" + b"\1" * 5_000, "AAC"),
    (b"#!AMR\n" + b"\1" * 500, "AMR"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9" + b"\1" * 500, "WMA"),
    (b"PK\x03\x04" + b"\1" * 500, "ZIP"),
    (b"RIFF\x20\0\0\0AVI LIST" + b"\1" * 500, "AVI"),
    (b"%PDF-1.7" + b"\1" * 500, "PDF"),
    (os.urandom(3).hex().encode() * 900, "không đọc được"),
    (b"\x89PNG\r\n\x1a\n" + b"\1" * 500, "không đọc được"),
]


@pytest.mark.parametrize(("content", "word"), REFUSED)
def test_what_is_no_sound_is_refused_with_what_to_do(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "bài.mp3"
    path.write_bytes(content)
    with pytest.raises(SoundError, match=word) as told:
        decode(path)
    assert "bài.mp3" in str(told.value)
    assert "hãy" in str(told.value)
    assert "\n" not in str(told.value)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "không-có.wav", tmp_path):
        with pytest.raises(SoundError, match="hãy"):
            decode(path)


@pytest.mark.parametrize(("name", "how"), [kind for kind in KINDS if kind[1].get("subtype") != "ULAW"])
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_copy_broken_off_halfway_is_noticed(tmp_path: Path, name: str, how: dict[str, Any], share: float) -> None:
    path = write(tmp_path / name, melody(8.0), **how)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(SoundError, match=r"cụt|hỏng"):
        decode(path)


@pytest.mark.parametrize("how", [{"bitrate_mode": "CONSTANT"}, {"bitrate_mode": "VARIABLE", "compression_level": 0.2}])
def test_an_mp3_that_tells_no_length_is_read_to_its_end_or_refused(tmp_path: Path, how: dict[str, Any]) -> None:
    path = write(tmp_path / "a.mp3", melody(4.0), **how)
    stream = mp3_stream(path.read_bytes())
    assert stream is not None
    bare = path.read_bytes()[stream.first :]
    path.write_bytes(bare)
    assert len(decode(path)) == pytest.approx(4 * RATE, abs=RATE // 20)
    path.write_bytes(bare[: len(bare) // 2])
    with pytest.raises(SoundError, match="cụt"):
        decode(path)


def test_two_mp3_copied_into_one_are_both_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mp3", melody(3.0))
    path.write_bytes(path.read_bytes() * 2)
    assert len(decode(path)) == pytest.approx(6 * RATE, abs=RATE // 5)


def test_an_mp3_with_tags_before_and_behind_is_whole(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mp3", melody(2.0))
    tag = b"ID3\x03\0\0" + struct.pack(">4B", 0, 0, 2, 4) + b"\xff\xfb\x90\0" * 65
    path.write_bytes(tag + path.read_bytes() + b"TAG" + b" " * 125)
    assert len(decode(path)) == pytest.approx(2 * RATE, abs=RATE // 50)


def test_a_wav_from_a_program_that_could_not_go_back_to_its_header(tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav", melody(1.0), subtype="PCM_16")
    content = bytearray(path.read_bytes())
    at = content.index(b"data") + 4
    content[at : at + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(content)
    assert len(decode(path)) == RATE


def test_too_long_and_too_big_are_refused_before_they_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "dài.flac", np.zeros(3_700 * 1_000, np.float32), 1_000)
    with pytest.raises(SoundError, match=r"quá dài \(62 phút"):
        decode(path)
    monkeypatch.setattr(files, "LARGEST_BYTES", 1_000)
    with pytest.raises(SoundError, match="quá lớn"):
        decode(path)


def test_a_file_with_no_frame_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SoundError):
        decode(write(tmp_path / "a.wav", np.zeros(0, np.float32)))


def test_a_file_with_numbers_that_are_none_is_refused(tmp_path: Path) -> None:
    broken = melody(1.0)
    broken[100] = np.nan
    with pytest.raises(SoundError, match="hỏng"):
        decode(write(tmp_path / "a.wav", broken, subtype="FLOAT"))


def test_facts_of_a_sound(tmp_path: Path) -> None:
    loud = melody(2.0)
    loud[1_000:1_010] = 1.0
    facts = sound_facts(write(tmp_path / "a.wav", loud, subtype="PCM_16"))
    assert facts.seconds == 2.0
    assert facts.clipped == 10
    assert facts.lufs == pytest.approx(integrated(loud), abs=0.01)
    assert facts.true_peak_dbtp == pytest.approx(true_peak(loud), abs=0.05)


def test_sounds_by_the_name_an_operator_writes(tmp_path: Path) -> None:
    for name in (
        "nhac-hieu.flac", "nhac-hieu.mp3", "còi.WAV", "README.md", ".an.wav", "ghi-am.m4a", "Tết/mừng.ogg", ".cũ/a.wav",
    ):  # fmt: skip
        path = tmp_path / unicodedata.normalize("NFD", name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    found = sounds_in(tmp_path)
    assert list(found) == sorted(["còi", "ghi-am", "nhac-hieu", "Tết/mừng"])
    assert found["nhac-hieu"].suffix == ".flac"


def test_no_folder_has_no_sounds(tmp_path: Path) -> None:
    assert sounds_in(tmp_path / "không-có") == {}


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.WAV"])
def test_writing_and_reading_gives_the_same_sound(tmp_path: Path, name: str) -> None:
    encode(tmp_path / name, melody(1.5))
    assert np.abs(decode(tmp_path / name) - melody(1.5)).max() <= 0.6 / 32_768


def test_mp3_keeps_level_length_and_place(tmp_path: Path) -> None:
    encode(tmp_path / "a.mp3", melody(6.0))
    sound = decode(tmp_path / "a.mp3")
    assert len(sound) == 6 * RATE
    assert integrated(sound) == pytest.approx(integrated(melody(6.0)), abs=0.1)
    assert alike(sound, melody(6.0)) > 0.999


@pytest.mark.parametrize(("name", "how"), [kind for kind in KINDS if kind[0] in {"a.mp3", "a.ogg", "a.opus"}])
def test_long_files_come_out_as_if_read_at_once(tmp_path: Path, name: str, how: dict[str, Any]) -> None:
    path = write(tmp_path / name, melody(12.0), **how)
    at_once = soundfile.read(path, dtype="float32")[0]
    assert np.allclose(decode(path), at_once, atol=1e-5)


def test_an_unknown_ending_says_which_there_are(tmp_path: Path) -> None:
    with pytest.raises(SoundError, match=r"\.wav, \.flac và \.mp3"):
        encode(tmp_path / "a.ogg", melody(0.1))


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(-2.0, 2.0, width=32), max_size=20))
def test_sixteen_bits_never_wrap(numbers: list[float]) -> None:
    whole = to_16_bits(np.array(numbers, np.float32))
    assert all(
        abs(int(value) - min(max(number * 32_768, -32_768), 32_767)) <= 0.5
        for value, number in zip(whole, numbers, strict=True)
    )


def test_a_new_sound_replaces_the_old_at_once_and_leaves_nothing_beside(tmp_path: Path) -> None:
    encode(tmp_path / "a.wav", melody(0.1))
    encode(tmp_path / "a.wav", melody(0.2))
    assert len(decode(tmp_path / "a.wav")) == RATE // 5
    assert [path.name for path in tmp_path.iterdir()] == ["a.wav"]


@contextmanager
def small_disk(room: int) -> Iterator[None]:
    """Lets no file of this process grow past so many bytes, not even the report of the tests."""
    was = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, was[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, was)


@pytest.mark.parametrize("ending", [".wav", ".flac", ".mp3"])
@pytest.mark.parametrize("room", [0, 30, 3_000, 9_999])
def test_a_disk_that_fills_up_half_way_is_told_and_leaves_the_old_file(tmp_path: Path, ending: str, room: int) -> None:
    encode(tmp_path / f"a{ending}", melody(0.1))
    before = (tmp_path / f"a{ending}").read_bytes()
    with small_disk(room), pytest.raises(SoundError, match="đĩa đã đầy"):
        encode(tmp_path / f"a{ending}", melody(4.0))
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [before]


@pytest.mark.parametrize("room", range(0, 40_000, 2_500))
def test_however_little_is_missing_no_half_sound_passes_for_a_whole_one(tmp_path: Path, room: int) -> None:
    path = tmp_path / "a.flac"
    try:
        with small_disk(room):
            encode(path, melody(0.5))
    except SoundError:
        assert not list(tmp_path.iterdir())
    else:
        assert len(decode(path)) == RATE // 2


def test_a_place_that_is_none_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "tệp").write_bytes(b"")
    with pytest.raises(SoundError, match="không có thư mục"):
        encode(tmp_path / "tệp" / "a.wav", melody(0.1))
    (tmp_path / "b.wav").mkdir()
    with pytest.raises(SoundError, match="là một thư mục"):
        encode(tmp_path / "b.wav", melody(0.1))


def test_a_write_that_fails_leaves_the_old_sound_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    encode(tmp_path / "a.wav", melody(0.1))

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SoundError, match="đĩa đã đầy"):
        encode(tmp_path / "a.wav", melody(0.2))
    assert len(decode(tmp_path / "a.wav")) == RATE // 10
    assert [path.name for path in tmp_path.iterdir()] == ["a.wav"]


def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    encode(tmp_path / "ra" / "đây" / "a.flac", melody(0.1))
    assert (tmp_path / "ra" / "đây" / "a.flac").is_file()


def test_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.wav").mkdir()
    with pytest.raises(SoundError, match="không ghi được"):
        encode(tmp_path / "a.wav", melody(0.1))
