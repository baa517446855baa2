"""One good moment of network is enough: what a lesser voice had to speak is tried again for the better one.

The better sound lies beside the first as `KEY-ENGINE`, so that one which was handed to the player already stays as it
was told. Nothing is asked for that nobody looks for.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from broadcaster.clock import Clock
from broadcaster.sound.keys import Keys
from broadcaster.sound.order import RenderOrder, order_json
from broadcaster.sound.rendered import Rendered, find_render, used
from broadcaster.units import Seconds

AGAIN = Seconds(1800.0)
"""After a failure nothing is tried for so long: an hour's schedule without network costs two attempts."""
USED = Seconds(6 * 3600.0)
"""How often a sound that is looked for is said to be in use."""

Ask = Callable[[str, Mapping[str, Any], Callable[[Mapping[str, Any]], None]], object]
"""Has a render made when there is nothing better to do: key, what the worker is told, who hears."""


class Renewal:
    """What was found on disk, and the better version of it where there is one. Any thread may ask."""

    def __init__(self, folder: Path, keys: Keys, clock: Clock, ask: Ask) -> None:
        self._folder = folder
        self._keys = keys
        self._clock = clock
        self._ask = ask
        self._lock = threading.Lock()
        self._not_before = float("-inf")
        self._asked: set[str] = set()
        self._used: dict[str, float] = {}
        self._troubles: dict[str, str] = {}

    def best(self, order: RenderOrder, key: str, found: Rendered) -> Rendered:
        """`found`, or the better one that was made since; asks for that where the voice it waits for may speak now."""
        awaited = self._keys.awaited(order, found.engine) if found.engine else None
        better = find_render(self._folder, f"{key}-{awaited}") if awaited else None
        if awaited and better is None:
            self._learn(found, awaited)
            self._try(order, f"{key}-{awaited}", awaited)
        self._say_used(better or found)
        return better or found

    def trouble(self, engine: str) -> str | None:
        """Why `engine` last failed for want of network, in Vietnamese; None where it did not."""
        with self._lock:
            return self._troubles.get(engine)

    def _learn(self, found: Rendered, awaited: str) -> None:
        reasons = [why.partition(": ")[2] for why in found.why if why.startswith(f"{awaited}: ")]
        with self._lock:
            if reasons:
                self._troubles.setdefault(awaited, reasons[0])

    def _try(self, order: RenderOrder, key: str, engine: str) -> None:
        with self._lock:
            if key in self._asked or self._clock.monotonic() < self._not_before:
                return
            self._asked.add(key)
        told = {"key": key, "order": order_json(replace(order, engines=(engine,))), "only": True}
        self._ask(key, told, lambda event: self._heard(event, key, engine))

    def _heard(self, event: Mapping[str, Any], key: str, engine: str) -> None:
        if event["event"] == "alive":
            return
        with self._lock:
            self._asked.discard(key)
            if event["event"] == "done":
                self._troubles.pop(engine, None)
                return
            self._not_before = self._clock.monotonic() + AGAIN
            self._troubles[engine] = str(event["why"]).rpartition(f"{engine}: ")[2]

    def _say_used(self, rendered: Rendered) -> None:
        now = self._clock.monotonic()
        with self._lock:
            if now < self._used.get(rendered.key, float("-inf")):
                return
            self._used[rendered.key] = now + USED
        used(rendered)
