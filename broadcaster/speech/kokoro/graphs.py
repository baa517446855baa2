"""The four graphs at work: tokens to sound, with our durations and our pitch in between.

The one file that runs onnxruntime; it is imported when the first sentence is spoken, in the render worker.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from broadcaster.speech.kokoro import weights
from broadcaster.speech.kokoro.accent import Accent
from broadcaster.speech.kokoro.contrast import apart, misheard
from broadcaster.speech.kokoro.durations import frames
from broadcaster.speech.kokoro.energy import held
from broadcaster.speech.kokoro.phrase import Phrase, Placed
from broadcaster.speech.kokoro.speakers import Style
from broadcaster.speech.kokoro.tones import Sung, draw
from broadcaster.units import Samples

_VOICELESS = frozenset({"c", "ch", "h", "kh", "p", "ph", "s", "t", "th", "tr", "x"})
_OWN_PACE = np.ones(1, np.float32)


class Graphs:
    """The weights, loaded."""

    def __init__(self, folder: Path, threads: int) -> None:
        """Load from the folder that `weights.prepare` made. About 0.5 s and 300 MB."""
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        # threads that wait sleep: running in circles they take a seventh more of the machine and end no sooner
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._shrinking = ort.RunOptions()  # what a long phrase took goes back: kept, three minutes make 900 MB
        self._shrinking.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
        self._sessions = {
            cut.name: (
                cut,
                ort.InferenceSession(folder / f"{cut.name}.onnx", options, providers=["CPUExecutionProvider"]),
            )
            for cut in weights.CUTS
        }

    def sound(self, phrase: Phrase, accent: Accent, style: Style, middle: float, speed: float) -> Samples:
        """Speak one phrase: mono at 24 kHz."""
        row = style[min(len(phrase.tokens) - 2, len(style) - 1)][None]
        wanted, prosody = self._run("words", _tokens(phrase), row, _OWN_PACE)
        sound = self._letters(phrase)
        for contrast in accent.contrasts:
            if (other := misheard(phrase, contrast)) != phrase:
                sound = apart(sound, self._letters(other), phrase, contrast)
        counts = frames(wanted[0], phrase, accent.rhythm, speed)
        pitch, energy = self._run("pitch", np.repeat(prosody.transpose(0, 2, 1), counts, axis=2), row)
        sung = [_sung(place, counts) for place in phrase.placed]
        tones = pitch[0]
        for clause in phrase.by_clause(sung):
            tones = draw(tones, clause, accent.melody, middle)
        kept = held(energy[0], sung, accent.melody)
        audio: Samples = self._run("sound", np.repeat(sound[None], counts, axis=2), tones[None], kept[None], row)[0]
        return audio

    def _letters(self, phrase: Phrase) -> NDArray[np.float32]:
        """How each token sounds to the weights: a column of 512 features."""
        features: NDArray[np.float32] = self._run("letters", _tokens(phrase))[0][0]
        return features

    def _run(self, name: str, *values: NDArray[Any]) -> list[NDArray[np.float32]]:
        """Outputs of one graph for its inputs, both in the order of its cut."""
        cut, session = self._sessions[name]
        given = dict(zip(cut.inputs, values, strict=True))
        outputs: list[NDArray[np.float32]] = session.run(list(cut.outputs), given, self._shrinking)
        return outputs


def _tokens(phrase: Phrase) -> NDArray[np.int64]:
    return np.array([phrase.tokens], np.int64)


def _voice(place: Placed, ends: NDArray[np.int64]) -> int:
    """The half frame where voice sets in after a voiceless onset."""
    return int(ends[place.vowel - 1 if place.syllable.glide else place.vowel])


def _sung(place: Placed, counts: NDArray[np.int64]) -> Sung:
    """Where a syllable lies in half frames."""
    ends = 2 * np.concatenate([[0], np.cumsum(counts)])
    syllable = place.syllable
    start, vowel, coda, end = (int(ends[token]) for token in (place.onset, place.vowel, place.coda, place.end))
    return Sung(
        tone=syllable.tone,
        stopped=syllable.stopped,
        start=start,
        voice=_voice(place, ends) if _VOICELESS & set(syllable.onset.split()) else start,
        vowel=vowel,
        closure=coda + (end - coda) // 4 if syllable.stopped else end,
        end=end,
    )
