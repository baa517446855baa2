"""MP3 as it arrives, in any pieces, beside libsndfile's reading of the whole file."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pytest
import soundfile
import soxr

from broadcaster.errors import SoundError
from broadcaster.playout.mp3_stream import decoded, frames, header
from broadcaster.units import RATE, Samples


def encoded(rate: int, seconds: float = 6.0) -> bytes:
    at = np.arange(round(seconds * rate)) / rate
    sound = 0.3 * np.sin(2 * np.pi * 440 * at) + 0.1 * np.sin(2 * np.pi * 1333 * at)
    out = io.BytesIO()
    soundfile.write(out, sound.astype(np.float32), rate, format="MP3", subtype="MPEG_LAYER_III")
    return out.getvalue()


def in_pieces(data: bytes, size: int) -> Callable[[], bytes]:
    source = io.BytesIO(data)
    return lambda: source.read(size)


def clean(sound: Samples) -> float:
    """How far all that is neither of the two tones lies under them (dB)."""
    sound = sound[RATE : 4 * RATE]
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) ** 2
    mine = np.zeros(len(spectrum), bool)
    for pitch in (440, 1333):
        place = round(pitch * len(sound) / RATE)
        mine[place - 20 : place + 21] = True
    return float(10 * np.log10(spectrum[mine].sum() / spectrum[~mine].sum()))


@pytest.mark.parametrize("rate", [48_000, 44_100, 22_050])
@pytest.mark.parametrize("size", [137, 4096])
def test_what_comes_out_has_no_joints(rate: int, size: int) -> None:
    data = encoded(rate)
    sound = np.concatenate(list(decoded(in_pieces(data, size))))
    whole = soxr.resample(soundfile.read(io.BytesIO(data), dtype="float32")[0], rate, RATE)
    assert len(sound) > 5 * RATE
    assert clean(sound) > clean(whole) - 0.5


def test_a_stream_entered_in_the_middle_is_found_at_the_next_frame() -> None:
    sound = np.concatenate(list(decoded(in_pieces(encoded(48_000)[5003:], 999))))
    assert clean(sound) > 40


def test_rubbish_between_frames_is_passed_over() -> None:
    data = encoded(48_000)
    bodies = [body for _, body in frames(in_pieces(data, 4096))]
    broken = b"".join(bodies[:50]) + b"\xff\xfb\x00rubbish" * 20 + b"".join(bodies[50:])
    assert len([1 for _ in frames(in_pieces(broken, 777))]) >= len(bodies) - 2


def test_what_is_no_mp3_is_refused() -> None:
    with pytest.raises(SoundError, match="không phải MP3"):
        list(decoded(in_pieces(b"<html>" * 40_000, 4096)))


@pytest.mark.parametrize(
    "four", [b"", b"\xff\xfb", b"\xff\xfb\x00\x00", b"\xff\xfb\xf0\x00", b"\xff\xfb\x9c\x00", b"ID3\x04"]
)
def test_headers_that_are_none(four: bytes) -> None:
    assert header(four) is None
