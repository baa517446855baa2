import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.sound.filtering import centred, convolved_blocks, linear_phase
from broadcaster.units import RATE


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 90_000), st.integers(1, 5_000))
def test_blocks_together_are_the_plain_convolution(frames: int, taps: int) -> None:
    sound = np.cos(np.arange(frames) ** 1.2).astype(np.float32)
    response = np.sin(np.arange(1, taps + 1) ** 0.7) / taps
    blocks = list(convolved_blocks(sound, response))
    whole = np.concatenate(blocks) if blocks else np.zeros(0)
    size = frames + taps
    expected = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(response, size), size)[:frames]
    assert len(whole) == frames
    assert np.allclose(whole, expected, atol=2e-5)


def test_a_centred_filter_does_not_delay() -> None:
    sound = np.zeros(50_000, np.float32)
    sound[40_000] = 1.0
    through = centred(sound, np.hanning(101) / 50.0)
    assert len(through) == len(sound)
    assert int(np.argmax(through)) == 40_000


def test_nothing_stays_nothing() -> None:
    assert len(centred(np.zeros(0, np.float32), np.ones(3))) == 0


def test_linear_phase_has_the_amplitude_asked() -> None:
    hertz = np.linspace(0.0, RATE / 2, 4_097)
    wanted = np.interp(hertz, [0, 2_000, 4_000, RATE / 2], [1.0, 1.0, 0.1, 0.1])
    taps = linear_phase(wanted, 1_023)
    assert np.allclose(taps, taps[::-1])
    assert len(taps) == 1_023
    found = np.abs(np.fft.rfft(taps, 8_192))
    assert np.abs(found[[170, 512, 2_000]] - wanted[[170, 512, 2_000]]).max() < 0.01
