"""The whole site as one application: the interface, the pages, and the guard in front of both."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp

from broadcaster.panel.api import BASE, Api
from broadcaster.panel.behind import Behind
from broadcaster.panel.guard import Guard
from broadcaster.panel.pages import Pages


def build_site(behind: Behind, names: frozenset[str]) -> ASGIApp:
    """The application; `names` are the host names it answers to besides bare addresses."""
    api, pages = Api(behind), Pages(behind)

    async def not_routed(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if not request.url.path.startswith(BASE):
            return await pages.lost(request)
        sentence = f"không có {request.method} '{request.url.path}'; xem docs/http.md"
        return JSONResponse({"error": sentence}, status_code=error.status_code, headers=error.headers)

    routes = [*api.routes(), *pages.routes()]
    return Guard(Starlette(routes=routes, exception_handlers={HTTPException: not_routed}), names, behind.clock)
