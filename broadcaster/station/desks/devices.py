"""The machine: outputs, volume, amplifier, voices, backup."""

from __future__ import annotations

from typing import Any, Protocol

Json = dict[str, Any]
"""A JSON object, as `Door` answers with."""


class DeviceDesk(Protocol):
    """What a page may ask of the machine, and try on it."""

    def rename(self, name: str) -> None:
        """Give the station another name, in `config.yaml`; raises BroadcasterError."""
        ...

    def quiet(self) -> str:
        """The house rule that forbids sound just now, in Vietnamese; empty: none does."""
        ...

    def try_sound(self, by: str, *, anyway: bool = False) -> Json:
        """Air the chime and the station's name, `{"ready"}`; raises RefusedError where a house rule forbids it."""
        ...
