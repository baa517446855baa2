"""One browser's connection: so many from one machine, and a request must come: nobody keeps the panel from others."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

from broadcaster.panel.throttle import is_loopback

FROM_ONE = 40
"""Connections one machine of the network may hold: a browser opens six a page, and an office has one address."""
HEAD_PATIENCE = 15.0
"""Seconds until the head of the first request has come, else the connection is closed."""


class Connection(H11Protocol):
    """uvicorn's own, bounded before it is believed; the station's own machine is not counted."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take it in, or not."""
        super().connection_made(transport)
        address = self.client[0] if self.client else ""
        others = sum((getattr(one, "client", None) or ("",))[0] == address for one in self.connections)
        if others > FROM_ONE and not is_loopback(address):
            transport.abort()
            return
        self.loop.call_later(HEAD_PATIENCE, self._close_if_nothing_came)

    def _close_if_nothing_came(self) -> None:
        begun: object = self.cycle  # None until the head of a request has come, though uvicorn's types deny it
        if begun is None and not self.transport.is_closing():
            self.transport.close()
