from __future__ import annotations

import numpy as np

from broadcaster.speech.kokoro.joining import joined, trimmed

RATE = 1000
TONE = np.concatenate([np.zeros(300), np.full(200, 0.5), np.zeros(400)]).astype(np.float32)


def test_silence_at_the_ends_is_cut_to_forty_milliseconds() -> None:
    assert len(trimmed(TONE, RATE)) == 40 + 200 + 40
    assert trimmed(TONE, RATE)[40:240].min() == 0.5


def test_silence_alone_stays() -> None:
    assert len(trimmed(np.zeros(50, np.float32), RATE)) == 50
    assert len(trimmed(np.zeros(0, np.float32), RATE)) == 0


def test_the_last_pause_is_left_to_whoever_joins_sentences() -> None:
    assert len(joined([TONE, TONE], [0.25, 9.0], RATE)) == 280 + 250 + 280
