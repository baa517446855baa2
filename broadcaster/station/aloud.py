"""One sound, here and now, through the station's own output: what `say` does without a file."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path
from zoneinfo import ZoneInfo

from broadcaster.clock import SystemClock
from broadcaster.errors import OutputError
from broadcaster.playout.line import Cue
from broadcaster.playout.probe import why_no_device
from broadcaster.playout.soundcard import LATENCY, SoundCard
from broadcaster.playout.sounds import FileSound
from broadcaster.sound.files import encode
from broadcaster.units import RATE, Samples

MOST_WAIT = 10.0
"""Seconds past its length after which a sound that does not end is given up."""


def play_aloud(samples: Samples, outputs: tuple[str, ...]) -> None:
    """Play `(frames,) float32` at 48 kHz on the first sound card of `outputs`, to its end.

    Raises OutputError where there is none, or where no sound gets out of it.
    """
    names = [name for name in outputs if name.partition(":")[0] == "soundcard"] or ["soundcard"]
    device = names[0].partition(":")[2] or None
    if why := why_no_device(device):
        raise OutputError(f"{why}; hoặc ghi ra tệp bằng -o loi.wav")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "loi.flac"
        encode(path, samples)
        card = SoundCard(SystemClock(ZoneInfo("UTC")), lambda _kind, _text: None, device)
        card.open()
        try:
            card.arm([Cue(("say", 1), FileSound(path, len(samples)))])
            _wait_for_end(card, len(samples) / RATE + MOST_WAIT)
        finally:
            card.close()


def _wait_for_end(card: SoundCard, longest: float) -> None:
    waits = threading.Event()
    for _ in range(round(longest / LATENCY)):
        if any(heard.ended for heard in card.heard()):
            return
        waits.wait(LATENCY)
    raise OutputError("thiết bị âm thanh không phát được; hoặc ghi ra tệp bằng -o loi.wav")
