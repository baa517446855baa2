"""What every request must pass before anything is done for it, and the headers every answer carries.

A page of another site must neither read the panel (DNS rebinding: a foreign name that resolves to loopback) nor send
it orders (a foreign form). On a plain-HTTP LAN address browsers send no `Sec-Fetch-*`, so `Host` and `Origin` decide.
"""

from __future__ import annotations

import ipaddress
from email.utils import formatdate
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from broadcaster.clock import Clock

_SAFE = {"GET", "HEAD", "OPTIONS"}
_HEADERS = {
    "content-security-policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
}


class Guard:
    """Refuses foreign hosts and foreign origins; `names` are host names the station answers to, besides addresses."""

    def __init__(self, app: ASGIApp, names: frozenset[str], clock: Clock) -> None:
        self._app = app
        self._names = names
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with 403."""
        if scope["type"] != "http":
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
                headers["date"] = formatdate(self._clock.timestamp(), usegmt=True)
            await send(message)

        refusal = self._refusal(scope["method"], Headers(scope=scope))
        if refusal is None:
            await self._app(scope, receive, guarded)
        else:
            await JSONResponse({"error": refusal}, status_code=403)(scope, receive, guarded)

    def _refusal(self, method: str, headers: Headers) -> str | None:
        host = headers.get("host", "")
        if not is_own_host(host, self._names):
            return "đài không trả lời ở tên này; hãy mở bằng địa chỉ mà lệnh 'broadcaster run' in ra"
        if method in _SAFE:
            return None
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != host:
            return "yêu cầu đến từ một trang khác nên đài không làm theo"
        if headers.get("sec-fetch-site") in {"cross-site", "same-site"}:
            return "yêu cầu đến từ một trang khác nên đài không làm theo"
        return None


def is_own_host(host: str, names: frozenset[str]) -> bool:
    """Whether a `Host` header names this station: a bare address (which cannot be rebound), or one of `names`."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if name in names:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
