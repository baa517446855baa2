"""The machine, as an officer looks at it and tries it: outputs, volume, amplifier, voices, backup."""

from __future__ import annotations

from pathlib import Path
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

    def report(self) -> Json:
        """Tell how outputs, volume, amplifier and voices are, and how the panel is to be reached (`docs/http.md`)."""
        ...

    def examine(self) -> list[Json]:
        """Look at everything a station needs: `{"name", "ok", "finding", "mend"}`; takes a second or so."""
        ...

    def try_sound(self, by: str, *, anyway: bool = False) -> Json:
        """Air the chime and the station's name, `{"ready"}`; raises RefusedError where a house rule forbids it."""
        ...

    def try_tone(self, by: str, *, anyway: bool = False) -> Json:
        """Air a tone as loud as speech, to set the amplifier by; `{"seconds"}`; raises RefusedError."""
        ...

    def try_amplifier(self) -> Json:
        """Put the amplifier on for some seconds, `{"seconds"}`; raises RefusedError where there is no switch."""
        ...

    def set_volume(self, percent: int) -> None:
        """Make the sound card louder or softer, at once and in `config.yaml`; raises BroadcasterError."""
        ...

    def open_panel(self, *, to_network: bool, tls: bool) -> None:
        """Write where the panel answers from the next start on; raises BroadcasterError."""
        ...

    def back_up(self) -> str:
        """Make a backup; the name `backup` takes. Raises BroadcasterError."""
        ...

    def backup(self, name: str) -> Path:
        """Where a backup lies; raises UnknownNameError."""
        ...

    def restore(self, packed: Path, *, at_machine: bool, anyway: bool = False) -> Json:
        """Put a backup in the place of the station's files, `{"earlier", "files", "problems"}`.

        `at_machine`: whether whoever asks sits at the station's machine. Raises BroadcasterError.
        """
        ...
