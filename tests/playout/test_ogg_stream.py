"""Ogg as it arrives, in any pieces."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from broadcaster.errors import SoundError
from broadcaster.playout.ogg_stream import decoded
from broadcaster.units import RATE


def encoded(container: str, codec: str, rate: int, channels: int = 1, seconds: float = 3.0) -> bytes:
    tone = 0.3 * np.sin(2 * np.pi * 440 * np.arange(round(seconds * rate)) / rate)
    out = io.BytesIO()
    soundfile.write(out, np.stack([tone] * channels, axis=1), rate, format=container, subtype=codec)
    return out.getvalue()


def in_pieces(data: bytes, size: int) -> Callable[[], bytes]:
    source = io.BytesIO(data)
    return lambda: source.read(size)


@pytest.mark.parametrize(
    ("container", "codec", "rate", "channels"),
    [("OGG", "VORBIS", 44_100, 2), ("OGG", "VORBIS", 22_050, 1), ("OGG", "OPUS", 48_000, 1)],
)
@pytest.mark.parametrize("size", [137, 1 << 14])
def test_what_comes_out_is_the_tone_that_went_in(
    container: str, codec: str, rate: int, channels: int, size: int
) -> None:
    sound = np.concatenate(list(decoded(in_pieces(encoded(container, codec, rate, channels), size))))
    assert len(sound) == pytest.approx(3 * RATE, abs=RATE // 20)
    middle = sound[RATE : 2 * RATE]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(RATE)))
    assert np.argmax(spectrum) == 440
    assert np.sqrt(np.mean(np.square(middle))) == pytest.approx(0.3 / np.sqrt(2), rel=0.03)


@pytest.mark.parametrize("size", [137, 1 << 14])
@pytest.mark.parametrize("codec", ["VORBIS", "OPUS"])
def test_the_next_title_is_heard_too(codec: str, size: int) -> None:
    """A station chains a new stream to the old one at each title, at whatever rate that is."""
    titles = encoded("OGG", codec, 48_000) + encoded("OGG", codec, 24_000, 2) + encoded("OGG", codec, 48_000)
    sound = np.concatenate(list(decoded(in_pieces(titles, size))))
    assert len(sound) == pytest.approx(9 * RATE, abs=RATE // 10)
    for title in range(3):
        middle = sound[(3 * title + 1) * RATE : (3 * title + 2) * RATE]
        assert np.argmax(np.abs(np.fft.rfft(middle * np.hanning(RATE)))) == 440


@pytest.mark.parametrize("data", [b"", b"<html>" * 2000, encoded("OGG", "VORBIS", 44_100)[:200]])
def test_what_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(SoundError, match="không phải Ogg"):
        list(decoded(in_pieces(data, 1000)))


def test_a_connection_that_breaks_is_told_after_what_had_arrived() -> None:
    data = encoded("OGG", "VORBIS", 48_000, seconds=30.0)
    read = in_pieces(data[: len(data) // 2], 4096)

    def breaking() -> bytes:
        more = read()
        if not more:
            raise ConnectionResetError("gone")
        return more

    heard = list[int]()
    with pytest.raises(ConnectionResetError):
        heard.extend(len(block) for block in decoded(breaking))
    assert sum(heard) > 5 * RATE


@pytest.mark.slow
def test_one_that_is_left_in_the_middle_leaves_nothing_open() -> None:
    before = len(list(Path("/dev/fd").iterdir()))
    for _ in range(20):
        blocks = decoded(in_pieces(encoded("OGG", "VORBIS", 48_000), 500))
        next(blocks)
        blocks.close()  # type: ignore[attr-defined]
    assert len(list(Path("/dev/fd").iterdir())) <= before + 2
