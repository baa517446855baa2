"""The sounds in `audio/`: jingles, beds, recordings."""

from __future__ import annotations

from typing import Protocol


class SoundDesk(Protocol):
    """What a page may ask of the sounds, and add to them."""
