"""One good moment is enough: what a lesser voice had to speak is tried again for those that failed before it.

The network was away, or the machine had no memory to spare.
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
from broadcaster.sound.keys import Keys, contents_of
from broadcaster.sound.order import RenderOrder, order_json
from broadcaster.sound.rendered import Rendered, find_render, used
from broadcaster.units import Seconds

AGAIN = Seconds(1800.0)
"""After a failure an engine is not tried for so long: an hour's schedule without network costs two attempts."""
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
        self._not_before: dict[str, float] = {}
        self._asked: set[str] = set()
        self._used: dict[str, float] = {}

    def best(self, order: RenderOrder, key: str, found: Rendered) -> Rendered:
        """`found`, or the better one made since; asks for what the voices before its own may speak now."""
        best = found
        for engine in self._keys.better(order, found.engine) if found.engine else ():
            if better := find_render(self._folder, f"{key}-{engine}"):
                best = better
                break
            self._try(order, f"{key}-{engine}", engine)
        self._say_used(best)
        return best

    def _try(self, order: RenderOrder, key: str, engine: str) -> None:
        with self._lock:
            if key in self._asked or self._clock.monotonic() < self._not_before.get(engine, float("-inf")):
                return
            self._asked.add(key)
        alone = order_json(replace(order, engines=(engine,)))
        told = {"key": key, "order": alone, "contents": contents_of(order), "only": True}
        self._ask(key, told, lambda event: self._heard(event, key, engine))

    def _heard(self, event: Mapping[str, Any], key: str, engine: str) -> None:
        if event["event"] == "alive":
            return
        with self._lock:
            self._asked.discard(key)
            if event["event"] != "done" and not event.get("changed"):
                self._not_before[engine] = self._clock.monotonic() + AGAIN

    def _say_used(self, rendered: Rendered) -> None:
        now = self._clock.monotonic()
        with self._lock:
            if now < self._used.get(rendered.key, float("-inf")):
                return
            self._used[rendered.key] = now + USED
        used(rendered)
