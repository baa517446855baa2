"""The station's state as it changes, to every open page: server-sent events, asked of the door once for all of them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable

PACE = 1.0
"""Seconds between two events."""
MOST_LISTENERS = 60
"""Pages that may listen at once."""

_log = logging.getLogger(__name__)


class Events:
    """One task asks while somebody listens; a slow page skips events rather than queueing them."""

    def __init__(self, ask: Callable[[], Awaitable[str]], pace: float = PACE) -> None:
        self._ask = ask
        self._pace = pace
        self._listeners = 0
        self._latest = ""
        self._tick = asyncio.Event()
        self._beating: asyncio.Task[None] | None = None

    @property
    def full(self) -> bool:
        """Whether no more pages may listen."""
        return self._listeners >= MOST_LISTENERS

    async def listen(self) -> AsyncGenerator[str, None]:
        """Events as they go over the wire, from the next one on, until the page goes away."""
        self._listeners += 1
        if self._beating is None:
            self._beating = asyncio.create_task(self._beat())
        try:
            while True:
                await self._tick.wait()
                yield f"data: {self._latest}\n\n"
        finally:
            self._listeners -= 1

    async def _beat(self) -> None:
        while self._listeners:
            try:
                self._latest = await self._ask()
            except Exception:  # noqa: BLE001 - the next tick may succeed; the pages wait
                _log.exception("the state could not be told")
            else:
                tick, self._tick = self._tick, asyncio.Event()
                tick.set()
            await asyncio.sleep(self._pace)
        self._beating = None
