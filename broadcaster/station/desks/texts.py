"""The texts, as an officer writes, hears and approves them."""

from __future__ import annotations

from typing import Protocol


class TextDesk(Protocol):
    """What a page may ask of the texts, and change in them."""
