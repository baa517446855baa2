"""The pages a person opens, rendered on the server; the script only spares them reloading."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from broadcaster.clock import Clock
from broadcaster.panel import secret
from broadcaster.panel.accounts import Session
from broadcaster.panel.api import FORM_KEY_HEADER, told
from broadcaster.panel.asking import Ask
from broadcaster.panel.entry import SEE_OTHER, Entry
from broadcaster.panel.gate import Gate, address_of
from broadcaster.panel.incoming import read_fields
from broadcaster.panel.navigation import bar
from broadcaster.panel.orders import ACTIONS
from broadcaster.panel.render import Renderer
from broadcaster.panel.roles import Role, require
from broadcaster.panel.showing import DOWNLOADS, PAGES
from broadcaster.panel.tables import Action, Download, Page
from broadcaster.panel.work import Lane, Work
from broadcaster.station.door import Door, RefusedError

_SOUNDS = {".flac": "audio/flac", ".wav": "audio/wav", ".mp3": "audio/mpeg", ".ogg": "audio/ogg", ".opus": "audio/ogg"}
_UNKNOWN = "application/octet-stream"
_Handler = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class _Visit:
    request: Request
    session: Session
    now: datetime


class Pages:
    """Shows PAGES and does ACTIONS for a browser that has come in."""

    def __init__(self, door: Door, gate: Gate, work: Work, clock: Clock) -> None:
        self._door = door
        self._gate = gate
        self._work = work
        self._clock = clock
        self._station = "Đài truyền thanh"  # its name, once a page has told it: an error must not have to ask
        self._renderer = Renderer()
        self._entry = Entry(gate, work, self._renderer)

    def routes(self) -> list[Route]:
        """Every address but the interface's."""
        return [
            Route("/static/{name}", self._renderer.assets.serve),
            *self._entry.routes(),
            *(Route(page.path, self._shower(page), methods=["GET"]) for page in PAGES),
            *(Route(file.path, self._hander(file), methods=["GET"]) for file in DOWNLOADS),
            *(Route(action.path, self._doer(action), methods=["POST"]) for action in ACTIONS),
        ]

    def _shower(self, page: Page) -> _Handler:
        async def show(visit: _Visit) -> Response:
            ask = self._ask(visit, {})
            values = await self._work.run(Lane.PLAIN, lambda: page.values(self._door, ask))
            return self._render(page.template, page.path, visit, values)

        return self._for_known(show, page.needs)

    def _hander(self, download: Download) -> _Handler:
        async def hand(visit: _Visit) -> Response:
            ask = self._ask(visit, {})
            path = await self._work.run(Lane.PLAIN, lambda: download.file(self._door, ask))
            return FileResponse(
                path, filename=path.name if download.saves else None, media_type=_SOUNDS.get(path.suffix, _UNKNOWN)
            )

        return self._for_known(hand, download.needs)

    def _doer(self, action: Action) -> _Handler:
        async def do(visit: _Visit) -> Response:
            fields = await read_fields(visit.request)
            key = fields.pop("form_key", None) or visit.request.headers.get(FORM_KEY_HEADER, "")
            if not secret.same(str(key), visit.session.form_key):
                return self._error(visit, 403, "trang đã cũ; hãy tải lại trang rồi làm lại")
            ask = self._ask(visit, fields)
            try:
                result = await self._work.run(action.lane, lambda: action.do(self._door, ask))
            except RefusedError as refusal:
                again = str(fields.get("name", "")) if action.overrules and not fields.get("anyway") else ""
                return self._error(visit, 409, str(refusal), again)
            if action.template is None or "to" in result:
                return RedirectResponse(str(result.get("to") or action.then(result)), SEE_OTHER)
            if action.template.startswith("_"):
                return self._renderer.page(action.template, {"may": visit.session.roles.__contains__} | result)
            return self._render(action.template, action.path, visit, result, int(result.get("status", 200)))

        return self._for_known(do, action.needs)

    def _for_known(self, answer: Callable[[_Visit], Awaitable[Response]], needs: Role = Role.LOOK) -> _Handler:
        async def handle(request: Request) -> Response:
            session = self._gate.session(request)
            if session is None or "key" in request.query_params:
                return self._entry.turn_away(request)
            visit = _Visit(request, session, self._clock.now())
            try:
                require(needs, session.roles, session.name, self._gate.admins())
                return await answer(visit)
            except Exception as error:  # noqa: BLE001 - whatever happens, the officer gets a sentence
                return self._error(visit, *told(error))

        return handle

    def _ask(self, visit: _Visit, fields: dict[str, Any]) -> Ask:
        request = visit.request
        return Ask(
            now=visit.now,
            by=f"{visit.session.name} ({address_of(request)})",
            query=dict(request.query_params),
            body=fields,
            path=request.path_params,
            who=visit.session.name,
            roles=visit.session.roles,
        )

    def _render(self, template: str, here: str, visit: _Visit, values: dict[str, Any], status: int = 200) -> Response:
        self._station = values["station"]
        roles = visit.session.roles
        common = {
            "here": here,
            "now": visit.now,
            "form_key": visit.session.form_key,
            "who": visit.session.name,
            "may": roles.__contains__,
            "bar": bar(roles),
        }
        return self._renderer.page(template, common | values, status)

    def _error(self, visit: _Visit, status: int, sentence: str, again: str = "") -> Response:
        if visit.request.headers.get(FORM_KEY_HEADER):
            return self._renderer.page("_loi.html", {"sentence": sentence}, status)
        values = {"sentence": sentence, "again": again, "station": self._station}
        return self._render("loi.html", "", visit, values, status)

    async def lost(self, request: Request) -> Response:
        """What is shown where there is no page."""

        async def show(visit: _Visit) -> Response:
            return self._error(visit, 404, "không có trang này; hãy chọn một trang ở thanh trên")

        return await self._for_known(show)(request)
