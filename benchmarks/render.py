"""What a minute's announcement costs to mix, beside what pydub alone makes of it.

`python -m benchmarks.render [sentence.wav …]`: a chime, a minute of speech, a bed under it, written as FLAC; the
CPU of the whole process, its start included. Without files the speech is a made-up voice of five syllables a second.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from broadcaster.sound.files import decode, encode, sound_facts
from broadcaster.units import RATE, Samples

AUDIO = Path(__file__).parents[1] / "audio"
RUNS = 5
SENTENCES, SECONDS, PAUSE = 11, 5.0, 0.45


def made_up(number: int) -> Samples:
    """A sentence of a voice-like buzz in syllables, each sentence at a level of its own."""
    time_ = np.arange(round(SECONDS * RATE)) / RATE
    hertz = 190.0 * 2.0 ** (np.sin(2 * np.pi * 0.7 * time_ + number) / 6.0)
    phase = 2 * np.pi * np.cumsum(hertz) / RATE
    voice = sum(np.sin(harmonic * phase) / harmonic for harmonic in range(1, 30))
    loud = 0.4 + 0.6 * (np.floor(time_ * 5.0) * 0.618 % 1.0)
    return np.asarray(0.1 * 1.5 ** (number % 4) * voice * loud * np.sin(np.pi * (time_ * 5.0 % 1.0)) ** 2, np.float32)


def ours(sentences: list[Path], out: Path) -> None:
    """The station's own mix."""
    from broadcaster.sound.mix import mix  # noqa: PLC0415  -- its import is part of what is measured
    from broadcaster.sound.pieces import Music, Piece, Spoken  # noqa: PLC0415

    spoken = Spoken("bài", tuple((decode(path), PAUSE) for path in sentences))
    pieces: list[Piece] = [Music("nhac-hieu", decode(AUDIO / "chuong.flac")), spoken]
    encode(out, mix(pieces, decode(AUDIO / "nen-nhe.flac"), "horn", -16.0).samples)


def pydub_alone(sentences: list[Path], out: Path) -> None:
    """The same with pydub's own means: peaks normalised, a bed turned down by a fixed amount, laid over."""
    from pydub import AudioSegment  # noqa: PLC0415
    from pydub.effects import normalize  # noqa: PLC0415

    def segment(path: Path) -> AudioSegment:
        whole = np.clip(decode(path) * 32_767.0, -32_768, 32_767).astype(np.int16)
        return AudioSegment(whole.tobytes(), sample_width=2, frame_rate=RATE, channels=1)

    pause = AudioSegment.silent(round(PAUSE * 1_000), RATE)
    speech = sum((normalize(segment(path)) + pause for path in sentences), AudioSegment.silent(500, RATE))
    bed = segment(AUDIO / "nen-nhe.flac") - 15.0
    whole = segment(AUDIO / "chuong.flac") + speech.overlay(bed, loop=True)
    samples = np.frombuffer(normalize(whole, headroom=0.1).raw_data, np.int16).astype(np.float32) / 32_768.0
    encode(out, samples)


WAYS: dict[str, Callable[[list[Path], Path], None]] = {"broadcaster": ours, "pydub alone": pydub_alone}


def measure(way: str, sentences: list[Path], folder: Path) -> str:
    """One line of the table: CPU of several processes, and what the last one made."""
    out = folder / "out.flac"
    command = [sys.executable, "-m", "benchmarks.render", "--once", way, str(out), *map(str, sentences)]
    spent = [float(json.loads(subprocess.run(command, check=True, capture_output=True).stdout)) for _ in range(RUNS)]
    facts = sound_facts(out)
    spread = f"{statistics.median(spent):.2f} ({min(spent):.2f}–{max(spent):.2f})"
    level = f"{facts.lufs:.2f} | {facts.true_peak_dbtp:.2f} | {facts.clipped}"
    return f"| {way} | {facts.seconds:.1f} | {spread} | {facts.seconds / statistics.median(spent):.0f} | {level} |"


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--once"]:
        WAYS[arguments[1]]([Path(name) for name in arguments[3:]], Path(arguments[2]))
        print(json.dumps(time.process_time()))
        return
    with tempfile.TemporaryDirectory() as name:
        sentences = [Path(argument) for argument in arguments]
        for number in range(0 if sentences else SENTENCES):
            sentences.append(Path(name) / f"{number:02}.wav")
            encode(sentences[-1], made_up(number))
        print("| way | length s | CPU s, median of 5 (least–most) | × real time | LUFS | dBTP | clipped |")
        print("|---|---|---|---|---|---|---|")
        for way in WAYS:
            print(measure(way, sentences, Path(name)))


if __name__ == "__main__":
    main(sys.argv[1:])
