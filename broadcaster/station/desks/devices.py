"""The machine: outputs, volume, amplifier, voices, backup."""

from __future__ import annotations

from typing import Protocol


class DeviceDesk(Protocol):
    """What a page may ask of the machine, and try on it."""
