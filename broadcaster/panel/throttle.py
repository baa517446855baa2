"""How often a wrong password may be tried; pure, time is an argument."""

from __future__ import annotations

import ipaddress
from collections import OrderedDict, deque
from dataclasses import dataclass

FREE_TRIES = 5
"""Wrong passwords before waiting begins: an officer mistypes."""
CROWD = 60
"""Wrong passwords from the whole network within `CROWD_SPAN` before all of it waits: one guesser, many addresses."""
CROWD_SPAN = 600.0
"""Seconds."""
_FIRST_WAIT = 5.0
_LONGEST_WAIT = 300.0
_ADDRESSES = 1000  # remembered at once; the oldest is forgotten first


@dataclass
class _Tries:
    wrong: int = 0
    free_at: float = 0.0


class Throttle:
    """Counts wrong passwords an address: five are free, then each doubles the wait, from 5 s up to 5 minutes.

    What the network as a whole tries is bounded too, so that many addresses gain a guesser nothing. The station's own
    machine is never kept waiting for others, nor is an address from which somebody has come in.
    """

    def __init__(self) -> None:
        self._tries: OrderedDict[str, _Tries] = OrderedDict()
        self._crowd: deque[float] = deque(maxlen=CROWD)
        self._known: OrderedDict[str, None] = OrderedDict()  # addresses from which somebody has come in

    def wait(self, address: str, now: float) -> float:
        """Seconds until `address` may try again; 0: at once. `now` is monotonic seconds."""
        house = _house(address)
        tries = self._tries.get(house)
        own = tries.free_at - now if tries else 0.0
        full = len(self._crowd) == CROWD and house not in self._known and not is_loopback(address)
        return max(0.0, own, self._crowd[0] + CROWD_SPAN - now if full else 0.0)

    def wrong(self, address: str, now: float) -> None:
        """Note a wrong password."""
        house = _house(address)
        tries = self._tries.setdefault(house, _Tries())
        self._tries.move_to_end(house)
        tries.wrong += 1
        if tries.wrong >= FREE_TRIES:
            doublings = min(tries.wrong - FREE_TRIES, 10)
            tries.free_at = now + min(_LONGEST_WAIT, _FIRST_WAIT * 2**doublings)
        if len(self._tries) > _ADDRESSES:
            self._tries.popitem(last=False)
        if not is_loopback(address):
            self._crowd.append(now)

    def right(self, address: str) -> None:
        """Forget what was wrong before; whoever came in from there need not wait for a crowd."""
        house = _house(address)
        self._tries.pop(house, None)
        self._known[house] = None
        if len(self._known) > _ADDRESSES:
            self._known.popitem(last=False)


def is_loopback(address: str) -> bool:
    """Whether an address is this machine itself."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _house(address: str) -> str:
    """Who counts as one: an IPv4 address, or the 64 bits of an IPv6 address that one household is given."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if parsed.version == 4:  # noqa: PLR2004 - IPv4
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False))
