"""How often a wrong password may be tried; pure, time is an argument."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

FREE_TRIES = 5
"""Wrong passwords before waiting begins: an officer mistypes."""
_FIRST_WAIT = 5.0
_LONGEST_WAIT = 300.0
_ADDRESSES = 1000  # remembered at once; the oldest is forgotten first


@dataclass
class _Tries:
    wrong: int = 0
    free_at: float = 0.0


class Throttle:
    """Counts wrong passwords an address: five are free, then each doubles the wait, from 5 s up to 5 minutes."""

    def __init__(self) -> None:
        self._tries: OrderedDict[str, _Tries] = OrderedDict()

    def wait(self, address: str, now: float) -> float:
        """Seconds until `address` may try again; 0: at once. `now` is monotonic seconds."""
        tries = self._tries.get(address)
        return max(0.0, tries.free_at - now) if tries else 0.0

    def wrong(self, address: str, now: float) -> None:
        """Note a wrong password."""
        tries = self._tries.setdefault(address, _Tries())
        self._tries.move_to_end(address)
        tries.wrong += 1
        if tries.wrong >= FREE_TRIES:
            doublings = min(tries.wrong - FREE_TRIES, 10)
            tries.free_at = now + min(_LONGEST_WAIT, _FIRST_WAIT * 2**doublings)
        if len(self._tries) > _ADDRESSES:
            self._tries.popitem(last=False)

    def right(self, address: str) -> None:
        """Forget what was wrong before."""
        self._tries.pop(address, None)
