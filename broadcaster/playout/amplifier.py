"""The amplifier's or transmitter's switch: on some seconds before the sound, off some seconds after it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

from broadcaster.errors import OutputError
from broadcaster.playout.output import Note
from broadcaster.playout.switch import Switch


@dataclass(frozen=True)
class Warmth:
    """When the amplifier must be on. Pure."""

    on: float = 0.0
    """Seconds before the sound."""
    off: float = 0.0
    """Seconds after it."""

    def wanted(self, now: float, last: float | None, begins: float | None, *, sounding: bool) -> bool:
        """Whether it must be on at `now`, sound having ended at `last` and beginning again at `begins`.

        Where the next sound comes before it would have been off and on again, it stays on.
        """
        if sounding or (begins is not None and begins - self.on <= now):
            return True
        if last is None:
            return False
        joined = begins is not None and begins - last <= self.on + self.off
        return joined or now < last + self.off

    def changes(self, now: float, last: float | None, begins: float | None) -> float | None:
        """The next instant at which `wanted` may change its answer, if nothing new comes; None: none."""
        instants = [begins - self.on] if begins is not None else []
        instants += [last + self.off] if last is not None else []
        return min((one for one in instants if one > now), default=None)


class Amplifier:
    """A switch that is told only when its state must change, and whose faults are told once."""

    def __init__(self, warmth: Warmth, switch: Switch | None, note: Note) -> None:
        self.warmth = warmth
        self.on = False
        """Whether it is on."""
        self.fault = ""
        """Vietnamese: why it does not obey; empty: it does, or there is none."""
        self._switch = switch
        self._note = note
        self._put(on=False)  # after a crash it may have been left on

    @property
    def there(self) -> bool:
        """Whether there is one to switch."""
        return self._switch is not None

    def want(self, *, on: bool) -> None:
        """See to it that it is on, or off; asked at every beat, it tells what became of the last order too."""
        if on != self.on:
            self.on = on
            self._put(on=on)
        elif self._switch and self._switch.fault:
            self._tell(self._switch.fault)

    def settle(self, seconds: float) -> str:
        """Wait at most so long until it is known whether the last order was obeyed; why it was not, empty: it was."""
        if self._switch:
            self._switch.settle(seconds)
            self._tell(self._switch.fault or self.fault)
        return self.fault

    def close(self) -> None:
        """Put it off."""
        self.on = False
        if self._switch:
            with contextlib.suppress(OutputError):
                self._switch.close()
            self._tell(self._switch.fault)

    def _put(self, *, on: bool) -> None:
        if self._switch is None:
            return
        try:
            self._switch.put(on=on)
        except OutputError as error:
            self._tell(str(error))
        else:
            self._tell(self._switch.fault)

    def _tell(self, fault: str) -> None:
        if fault and fault != self.fault:
            self._note("amplifier", f"công tắc tăng âm không nghe lệnh: {fault}")
        self.fault = fault
