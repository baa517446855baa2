import io

import numpy as np
import pytest
import soundfile
from hypothesis import example, given
from hypothesis import strategies as st

from broadcaster.sound.mp3 import mp3_stream, telling_its_length

DECODER_DELAY = 529
"""Frames the decoder leaves out at the beginning."""


def mp3(rate: int, channels: int, seconds: float = 1.5, mode: str = "VARIABLE") -> bytes:
    tone = np.sin(np.arange(round(seconds * rate)) * 0.05).astype(np.float32)[:, None].repeat(channels, axis=1)
    file = io.BytesIO()
    soundfile.write(file, tone, rate, format="MP3", bitrate_mode=mode)
    return file.getvalue()


@pytest.mark.parametrize("rate", [48_000, 44_100, 32_000, 24_000, 16_000, 8_000])
@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("mode", ["VARIABLE", "CONSTANT", "AVERAGE"])
def test_frames_are_counted_as_the_encoder_counted_them(rate: int, channels: int, mode: str) -> None:
    content = mp3(rate, channels, mode=mode)
    stream = mp3_stream(content)
    assert stream is not None
    assert stream.told == stream.frames
    assert not stream.cut


@pytest.mark.parametrize("rate", [48_000, 24_000, 8_000])
@pytest.mark.parametrize("channels", [1, 2])
def test_a_made_up_first_frame_tells_the_decoder_the_length(rate: int, channels: int) -> None:
    content = mp3(rate, channels)
    stream = mp3_stream(content)
    assert stream is not None
    told = telling_its_length(content[stream.first :], mp3_stream(content[stream.first :]) or stream)
    again = mp3_stream(told)
    assert again is not None
    assert again.told == again.frames == stream.frames
    frame = 1_152 if rate >= 32_000 else 576
    assert soundfile.info(io.BytesIO(told)).frames == stream.frames * frame - DECODER_DELAY


@given(st.binary(max_size=400), st.binary(max_size=300))
@example(b"ID3", b"")
@example(b"ID3\3\0\0\0\0\1\0", b"")
@example(b"ID3\3\0\0\x7f\x7f\x7f\x7f", b"")
def test_rubbish_before_and_behind_is_passed_over(before: bytes, behind: bytes) -> None:
    rubbish = before.replace(b"\xff", b"\xfe"), behind.replace(b"\xff", b"\xfe")
    content = mp3(24_000, 1, 0.3)
    stream = mp3_stream(rubbish[0] + content + rubbish[1])
    assert stream is not None
    assert stream.told == stream.frames
    assert not stream.cut


@given(st.binary(max_size=2_000))
def test_no_bytes_are_too_strange(content: bytes) -> None:
    stream = mp3_stream(content)
    assert stream is None or 0 <= stream.first < len(content)


@pytest.mark.parametrize("missing", [1, 100, 3_000])
def test_missing_bytes_are_noticed(missing: int) -> None:
    stream = mp3_stream(mp3(48_000, 1)[:-missing])
    assert stream is not None
    assert stream.cut
