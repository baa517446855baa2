"""The four graphs at work: tokens to sound, with our durations and our pitch in between.

The one file that runs onnxruntime; it is imported when the first sentence is spoken, in the render worker.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from broadcaster.machine import give_back
from broadcaster.speech.abreast import Room
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

_ABREAST = 800
"""Frames (40 a second) of sound that may be in the making at once: 320 MB. A longer phrase is made alone."""
_PIECE = 512 * 2**20
"""Bytes of the piece all working memory is cut from; what was never touched costs nothing."""
_LEFT = 2**20
"""Bytes that may lie idle behind what was cut off."""


@cache
def _common_memory() -> None:
    """One piece for all graphs, asked for when it is needed and given back when nothing lies in it.

    Left alone, onnxruntime takes many small pieces that nothing larger fits in later: a quarter more for one phrase
    after another, and half as much again for two at once.
    """
    cpu = ort.OrtMemoryInfo("Cpu", ort.OrtAllocatorType.ORT_ARENA_ALLOCATOR, 0, ort.OrtMemType.DEFAULT)
    cut = {
        "arena_extend_strategy": 0,  # larger each time
        "initial_chunk_size_bytes": _LEFT,
        "initial_growth_chunk_size_bytes": _PIECE,
        "max_dead_bytes_per_chunk": _LEFT,
    }
    ort.create_and_register_allocator(cpu, ort.OrtArenaCfg(cut))


class Graphs:
    """The weights, loaded."""

    def __init__(self, folder: Path, threads: int) -> None:
        """Load from the folder that `weights.prepare` made: 0.5 s, 130 MB. A phrase takes 14 MB a second more."""
        _common_memory()
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        # threads that wait sleep: running in circles they take a seventh more of the machine and end no sooner
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.add_session_config_entry("session.use_env_allocators", "1")
        # outside the common piece, which could never be given back if they lay in it
        options.add_session_config_entry("session.use_device_allocator_for_initializers", "1")
        options.enable_mem_pattern = False  # a plan for a length that does not come again, kept beside what is in use
        self._shrinking = ort.RunOptions()
        self._shrinking.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
        self._room = Room(_ABREAST)
        self._sessions = {
            cut.name: (
                cut,
                ort.InferenceSession(folder / f"{cut.name}.onnx", options, providers=["CPUExecutionProvider"]),
            )
            for cut in weights.CUTS
        }
        give_back()  # the files as they were read: 25 MB

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
        with self._room.taken(int(counts.sum())):
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
