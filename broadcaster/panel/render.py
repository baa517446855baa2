"""Templates and the few files a page needs, read once and kept: nothing is looked up on the disk for a visitor."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from broadcaster.panel import words
from broadcaster.panel.roles import Role

_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "woff2": "font/woff2",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
}


@dataclass(frozen=True)
class _File:
    body: bytes
    kind: str
    tag: str


class Assets:
    """The files under `static/`; a name that is not one of them does not exist, whatever dots it holds."""

    def __init__(self) -> None:
        folder = resources.files("broadcaster.panel") / "static"
        self._files = {
            item.name: _read(item.read_bytes(), item.name) for item in folder.iterdir() if _suffix(item.name) in _TYPES
        }

    def address(self, name: str) -> str:
        """Where a file lies; changes with its content, so that it may be kept for ever."""
        return f"/static/{name}?{self._files[name].tag}"

    async def serve(self, request: Request) -> Response:
        """Answer `/static/{name}`."""
        file = self._files.get(request.path_params["name"])
        if file is None:
            return Response("không có tệp này", status_code=404, media_type="text/plain")
        keep = "public, max-age=31536000, immutable"
        return Response(file.body, media_type=file.kind, headers={"cache-control": keep})


class Renderer:
    """Pages from templates; every value is escaped, every name must be known."""

    def __init__(self) -> None:
        self.assets = Assets()
        self._env = Environment(
            loader=PackageLoader("broadcaster.panel"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._env.globals["asset"] = self.assets.address
        self._env.globals["Role"] = Role
        self._env.filters |= words.FILTERS

    def page(self, template: str, values: Mapping[str, Any], status: int = 200) -> HTMLResponse:
        """A page or a part of one."""
        return HTMLResponse(self._env.get_template(template).render(values), status_code=status)


def _suffix(name: str) -> str:
    return name.rpartition(".")[2]


def _read(body: bytes, name: str) -> _File:
    return _File(body, _TYPES[_suffix(name)], hashlib.sha256(body).hexdigest()[:12])
