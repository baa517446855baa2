"""The amplifier or transmitter: on some seconds before the sound, warm after those, off some seconds after it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

from broadcaster.playout.output import Note


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


class Hand(Protocol):
    """Whoever throws the amplifier's switch. Every method but `settle` and `close` returns at once."""

    fault: str
    """Vietnamese: why the switch did not obey last time; empty: it did, as far as is known."""
    obeyed: bool
    """What it obeyed last: on or off."""

    def put(self, *, on: bool) -> None:
        """Have it on, or off; tried again until it obeys."""
        ...

    def settle(self, seconds: float) -> None:
        """Wait at most so long until the last order was tried; one that failed is tried again for it."""
        ...

    def close(self) -> None:
        """Put it off and leave nothing behind."""
        ...


class Amplifier:
    """Tells the hand at its switch only when its state must change, and tells once what that says.

    `now` is in seconds of a clock that never steps.
    """

    def __init__(self, warmth: Warmth, hand: Hand | None, note: Note) -> None:
        self.warmth = warmth
        self._hand = hand
        self._note = note
        self._on_since = math.inf
        self._told = ""
        if hand:
            hand.put(on=False)  # a station that died, or lost its power, may have left it on

    @property
    def there(self) -> bool:
        """Whether there is one to switch."""
        return self._hand is not None

    @property
    def on(self) -> bool | None:
        """Whether it was put on and obeyed; None: there is no switch."""
        return self._hand.obeyed if self._hand else None

    @property
    def fault(self) -> str:
        """Vietnamese: why it does not obey; empty: it does, or there is none."""
        return self._hand.fault if self._hand else ""

    def cold(self, now: float) -> float:
        """Seconds until it is warm if it is on, or is put on now; 0 where there is no switch.

        Counted from the order, whatever became of that: an announcement does not wait for a broken switch.
        """
        if self._hand is None:
            return 0.0
        return max(0.0, self.warmth.on - max(0.0, now - self._on_since))

    def want(self, now: float, *, on: bool) -> None:
        """See to it that it is on, or off."""
        if self._hand and on != (self._on_since < math.inf):
            self._on_since = now if on else math.inf
            self._hand.put(on=on)

    def settle(self, seconds: float) -> str:
        """Wait at most so long until it is known whether the last order was obeyed; why it was not, empty: it was."""
        if self._hand:
            self._hand.settle(seconds)
            self.tell()
        return self.fault

    def close(self) -> None:
        """Put it off."""
        self._on_since = math.inf
        if self._hand:
            self._hand.close()
            self.tell()

    def tell(self) -> None:
        """Have it written down when it does not obey, and when it does again; never called under a lock."""
        fault = self.fault
        if fault and fault != self._told:
            self._note("amplifier", f"công tắc tăng âm không nghe lệnh: {fault}; đài vẫn thử lại")
        elif self._told and not fault:
            self._note("amplifier", "công tắc tăng âm đã nghe lệnh lại")
        self._told = fault
