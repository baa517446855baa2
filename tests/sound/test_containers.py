import io
import struct

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.sound.containers import short_container


def file_of(kind: str, subtype: str) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, np.sin(np.arange(24_000) / 9.0), 24_000, format=kind, subtype=subtype)
    return file.getvalue()


def is_short(content: bytes) -> bool:
    return short_container(io.BytesIO(content), len(content))


@pytest.mark.parametrize(
    ("kind", "subtype"),
    [
        ("WAV", "PCM_16"),
        ("WAVEX", "PCM_24"),
        ("AIFF", "PCM_16"),
        ("OGG", "VORBIS"),
        ("OGG", "OPUS"),
        ("FLAC", "PCM_16"),
    ],
)
def test_whole_files_are_whole(kind: str, subtype: str) -> None:
    assert not is_short(file_of(kind, subtype))


@pytest.mark.parametrize(
    ("kind", "subtype"), [("WAV", "PCM_16"), ("AIFF", "PCM_16"), ("OGG", "VORBIS"), ("OGG", "OPUS")]
)
@pytest.mark.parametrize("missing", [1, 500, 2_500])
def test_what_lacks_its_end_is_short(kind: str, subtype: str, missing: int) -> None:
    assert is_short(file_of(kind, subtype)[:-missing])


def test_chunks_before_and_behind_the_sound_do_not_matter() -> None:
    content = file_of("WAV", "PCM_16")
    extra = b"LIST" + struct.pack("<I", 5) + b"notes\0"
    assert not is_short(content[:12] + extra + content[12:] + extra)


def test_a_wav_without_sound_is_short() -> None:
    assert is_short(b"RIFF\x04\0\0\0WAVE")


@given(st.binary(max_size=300), st.sampled_from([b"", b"RIFF....WAVE", b"FORM....AIFF", b"OggS"]))
def test_no_bytes_are_too_strange(content: bytes, start: bytes) -> None:
    assert is_short(start + content) in {True, False}
