"""Fit the convolutions that stand for stretches of the weights' graphs: `python -m benchmarks.shortcuts`.

Speaks tuning sentences by both voices through the whole graph, looks for the weights that come nearest to what each
stretch makes (least squares, on the 8-bit numbers that it will be given), writes them, and prints their hash, which
goes into `shortened.SHA256`. Sentences left out say how near that is: the power of what is made, and of all that it is
added to, over that of the error, in decibels. Takes some six minutes and 1.5 GB.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
import onnxruntime as ort
from numpy.typing import NDArray
from onnx import ModelProto, ValueInfoProto

from benchmarks.voice_report import TUNING, sentences
from broadcaster.speech.kokoro import weights
from broadcaster.speech.kokoro.graphs import Graphs
from broadcaster.speech.kokoro.phrase import phrases
from broadcaster.speech.kokoro.shortened import SHORTCUTS, Fitted, Shortcut
from broadcaster.speech.kokoro.speakers import SPEAKERS, style

FILE = Path(__file__).parents[1] / "broadcaster" / "speech" / "data" / "shortcuts.npz"
SPEED = 0.9
LEFT_OUT = 4
"""One sentence in so many is not fitted to."""
CAUTION = 10.0
"""Times the power of what 8 bits round, as if it were heard: keeps the weights small."""
TOTALS = {"hum0": "Add_2_output_0", "hum1": "Add_5_output_0"}
"""What each stretch is added to, and itself."""
Frames = NDArray[np.float32]
"""(frames, channels)."""


class _Asked(Graphs):
    """Graphs that say what the last of them would be given."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, 2)
        self.given: list[NDArray[Any]] = []

    def _run(self, name: str, *values: NDArray[Any]) -> list[NDArray[np.float32]]:
        if name != "sound":
            return super()._run(name, *values)
        self.given = list(values)
        return [np.zeros(1, np.float32)]


class _Whole:
    """The last graph as it is given, heard at the ends of the stretches."""

    def __init__(self) -> None:
        cut, graph = [*weights.as_given()][-1]
        self._inputs = cut.inputs
        self._eights = {each.input[0]: list(each.output) for each in graph.graph.node if "Dynamic" in each.op_type}
        self._wanted = [
            name for one in SHORTCUTS for name in (*self._eights[one.source], one.base, one.end, _total(one))
        ]
        self._session = _session(graph, self._wanted)

    def hear(self, given: Sequence[NDArray[Any]]) -> Mapping[str, NDArray[Any]]:
        made = self._session.run(self._wanted, dict(zip(self._inputs, given, strict=True)))
        return dict(zip(self._wanted, made, strict=True))

    def source(self, heard: Mapping[str, NDArray[Any]], shortcut: Shortcut) -> tuple[Frames, float]:
        """What the convolution will be given, and a step of its 8 bits."""
        whole, scale, zero = (heard[name] for name in self._eights[shortcut.source])
        return (whole[0].T.astype(np.float32) - np.float32(zero)) * scale, float(scale)


@dataclass
class _Sums:
    """Products of what is heard with itself and with what is wanted."""

    own: NDArray[np.float64]
    wanted: NDArray[np.float64]

    def add(self, source: Frames, step: float, target: Frames, reach: int) -> None:
        under, middle = _under(source, reach), target[reach : len(target) - reach]
        self.own += under.T @ under
        self.wanted += under.T @ middle
        inner = np.arange(len(self.own) - 1)
        self.own[inner, inner] += CAUTION * len(under) * step**2 / 12


def main() -> None:
    whole, sums = _Whole(), dict[str, _Sums]()
    for given in _asked(left_out=False):
        heard = whole.hear(given)
        for one in SHORTCUTS:
            source, step = whole.source(heard, one)
            target = _target(heard, one)
            size = (2 * one.reach + 1) * source.shape[1] + 1
            kept = sums.setdefault(one.name, _Sums(np.zeros((size, size)), np.zeros((size, target.shape[1]))))
            kept.add(source, step, target, one.reach)
    found = {one.name: _solved(sums[one.name]) for one in SHORTCUTS}
    np.savez(FILE, **{f"{name}/{part}": getattr(own, part) for name, own in found.items() for part in vars(own)})
    print(f"SHA256 = {hashlib.sha256(FILE.read_bytes()).hexdigest()}")
    for given in _asked(left_out=True):
        heard = whole.hear(given)
        print("  ".join(_near(whole, heard, one, found[one.name]) for one in SHORTCUTS), flush=True)


def _asked(*, left_out: bool) -> Iterator[list[NDArray[Any]]]:
    """What the last graph is given for the sentences, two in three by the woman, the others by the man."""
    with TemporaryDirectory() as folder:
        for cut, graph in weights.as_given():
            onnx.save(graph, Path(folder) / f"{cut.name}.onnx")
        asked = _Asked(Path(folder))
        for number, sentence in enumerate(sentences(*TUNING)):
            if (number % LEFT_OUT == 0) != left_out:
                continue
            speaker = SPEAKERS[1 if number % 3 == 0 else 0]
            for phrase in phrases(sentence, speaker.accent.sounds):
                asked.sound(phrase, speaker.accent, style(speaker), speaker.middle, SPEED)
                yield asked.given


def _under(source: Frames, reach: int) -> Frames:
    """For each frame what lies under the taps, side by side, and a one."""
    frames = len(source) - 2 * reach
    parts = [source[tap : tap + frames] for tap in range(2 * reach + 1)]
    return np.hstack([*parts, np.ones((frames, 1), np.float32)])


def _target(heard: Mapping[str, NDArray[Any]], one: Shortcut) -> Frames:
    difference: Frames = (heard[one.end] - heard[one.base])[0].T
    return difference


def _solved(sums: _Sums) -> Fitted:
    """Least squares, each column in 8 bits of its own size."""
    best = np.linalg.solve(sums.own, sums.wanted)
    size = np.abs(best[:-1]).max(axis=0) / 127
    return Fitted(np.rint(best[:-1] / size).astype(np.int8), size.astype(np.float32), best[-1].astype(np.float32))


def _near(whole: _Whole, heard: Mapping[str, NDArray[Any]], one: Shortcut, own: Fitted) -> str:
    source, _ = whole.source(heard, one)
    weight = np.vstack([own.weight * own.size, own.bias])
    target = _target(heard, one)[one.reach : len(source) - one.reach]
    error = np.square(_under(source, one.reach) @ weight - target).mean(axis=0).sum()
    powers = (target.var(axis=0).sum(), heard[_total(one)][0].T.var(axis=0).sum())
    return f"{one.name} {' / '.join(f'{10 * np.log10(power / error):.1f}' for power in powers)} dB"


def _total(one: Shortcut) -> str:
    return f"{one.end.rsplit('/', 2)[0]}/{TOTALS[one.name]}"


def _session(graph: ModelProto, wanted: Sequence[str]) -> ort.InferenceSession:
    graph.graph.output.extend(ValueInfoProto(name=name) for name in wanted)
    return ort.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])


if __name__ == "__main__":
    main()
