"""A relayed stream and what takes its place: no hole is ever heard, whatever the stream does."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.errors import SoundError
from broadcaster.playout.offer import RelayPart
from broadcaster.playout.relay import BITE, MISSES, RelaySound
from broadcaster.playout.sounds import FADE, Blocks, KeptSound
from broadcaster.units import RATE, Samples

from .conftest import flat

STREAM, OTHER, LAST = 0.2, 0.6, 0.9


class FakeReceiver:
    """A stream that follows a script: one letter a tenth of a second, `x` sound, `0` silence, `-` nothing."""

    def __init__(self, script: str) -> None:
        self.script = list(script)
        self.pieces: list[Samples] = []
        self.closed = False

    def tick(self) -> None:
        letter = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if letter != "-":
            self.pieces.append(np.full(BITE, STREAM if letter == "x" else 0.0, np.float32))

    def take(self, frames: int) -> Samples | None:
        self.tick()
        return self.pieces.pop(0) if self.pieces else None

    def ready(self) -> int:
        self.tick()
        return BITE * len(self.pieces)

    def level(self) -> float:
        return float(np.mean(np.abs(np.concatenate(self.pieces[-10:])))) if self.pieces else 0.0

    def skip_to(self, frames: int) -> None:
        while BITE * len(self.pieces) > frames:
            self.pieces.pop(0)

    def close(self) -> None:
        self.closed = True


def played(script: str, seconds: float, *instead: object) -> tuple[Samples, list[str], FakeReceiver]:
    receiver, notes = FakeReceiver(script), list[str]()
    other, last = instead or (flat(OTHER, 1.0), flat(LAST, 1.0))
    part = RelayPart("http://tinh", seconds)
    sound = RelaySound(part, lambda: receiver, other, last, lambda _kind, text: notes.append(text))  # type: ignore[arg-type]
    blocks = [block for block in sound.blocks(0) if len(block)]
    return np.concatenate(blocks), notes, receiver


def share(sound: Samples, level: float) -> float:
    return float(np.mean(np.isclose(sound, level, atol=0.01)))


def test_a_good_stream_is_all_that_is_heard() -> None:
    sound, notes, receiver = played("x", 10.0)
    assert len(sound) == 10 * RATE
    assert share(sound, STREAM) > 0.99
    assert not notes
    assert receiver.closed


def test_a_dead_one_gives_way_to_the_other_sound_over_and_over() -> None:
    sound, notes, _ = played("-", 10.0)
    assert len(sound) == 10 * RATE
    assert share(sound, OTHER) > 0.99
    assert notes == ["tiếp sóng http://tinh bị mất, đến chậm hoặc im lặng, đang phát tệp thay thế"]


def test_it_goes_back_when_the_stream_is_good_again() -> None:
    sound, notes, _ = played("x" * 30 + "-" * 40 + "x", 20.0)
    assert share(sound[: 3 * RATE], STREAM) > 0.9
    assert share(sound, OTHER) > 0.1
    assert share(sound[-5 * RATE :], STREAM) == 1.0
    assert notes[-1] == "tiếp sóng http://tinh đã có lại"


def test_the_silence_a_stream_begins_with_is_no_hole_between_the_two() -> None:
    sound, _, _ = played("x" * 20 + "-" * 40 + "000" + "x", 20.0)
    assert not np.convolve(np.abs(sound) < 0.001, np.ones(FADE), "valid").max() >= FADE
    assert share(sound[-5 * RATE :], STREAM) == 1.0


def test_a_short_stall_is_waited_for() -> None:
    sound, notes, _ = played("x" * 30 + "-" * (MISSES - 2) + "x", 10.0)
    assert share(sound, STREAM) > 0.99
    assert not notes


def test_ten_seconds_of_silence_are_no_programme() -> None:
    sound, notes, _ = played("x" * 20 + "0" * 130 + "x", 40.0)
    assert share(sound[: 11 * RATE], OTHER) == 0.0
    assert share(sound, OTHER) > 0.02
    assert share(sound[-10 * RATE :], STREAM) == 1.0
    assert len(notes) == 2


def test_silence_that_comes_back_is_not_believed() -> None:
    sound, _, _ = played("0", 30.0)
    assert share(sound[-10 * RATE :], OTHER) == 1.0


class Unreadable:
    frames = None
    ahead = 1.0

    def blocks(self, first: int) -> Blocks:
        raise SoundError("không đọc được tệp tiếng 'cho.flac'")


def test_an_other_sound_that_cannot_be_read_gives_way_to_the_last_rung() -> None:
    sound, notes, _ = played("-", 5.0, Unreadable(), flat(LAST, 1.0))
    assert share(sound, LAST) > 0.99
    assert "không đọc được tệp tiếng 'cho.flac'" in notes


def test_with_nothing_at_all_it_is_silent_and_still_ends() -> None:
    sound, _, _ = played("-", 5.0, None, KeptSound(np.zeros(0, np.float32)))
    assert len(sound) == 5 * RATE
    assert not sound.any()


@settings(max_examples=40, deadline=None)
@given(st.text("x0-", min_size=1, max_size=80))
def test_whatever_the_stream_does_it_is_as_long_as_ordered_and_never_clicks(script: str) -> None:
    sound, _, _ = played(script + "x", 6.0)
    assert len(sound) == 6 * RATE
    inside = np.abs(np.diff(sound))
    stream_edges = script.count("0") * 2 + 2  # the stream itself steps where its script does
    assert np.count_nonzero(inside > 0.05) <= stream_edges
