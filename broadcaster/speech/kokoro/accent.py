"""An accent: its sounds, its tones, its timing. One file a region holds the tables."""

from __future__ import annotations

from dataclasses import dataclass

from broadcaster.speech.kokoro.contrast import Contrast
from broadcaster.speech.kokoro.durations import Rhythm
from broadcaster.speech.kokoro.phonemes import Sounds
from broadcaster.speech.kokoro.tones import Melody
from broadcaster.speech.types import Region


@dataclass(frozen=True)
class Accent:
    """All that makes a region's speech, apart from the speaker."""

    region: Region
    """Which one."""
    sounds: Sounds
    """Parts of a syllable → symbols."""
    melody: Melody
    """Tones → pitch."""
    rhythm: Rhythm
    """Tokens → frames."""
    contrasts: tuple[Contrast, ...] = ()
    """Vowels that would be taken for others."""
