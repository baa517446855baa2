"""The pages a person opens, rendered on the server; the script only spares them reloading."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from broadcaster.panel import secret
from broadcaster.panel.addresses import all_actions, all_pages
from broadcaster.panel.api import FORM_KEY_HEADER, told
from broadcaster.panel.asking import Ask, Upload
from broadcaster.panel.audit import Audit
from broadcaster.panel.behind import Behind
from broadcaster.panel.entry import SEE_OTHER, Entry
from broadcaster.panel.gate import Caller
from broadcaster.panel.navigation import bar
from broadcaster.panel.render import Renderer
from broadcaster.panel.roles import Role
from broadcaster.panel.sessions import Session
from broadcaster.panel.showing import DOWNLOADS
from broadcaster.panel.tables import Action, Download, Page
from broadcaster.panel.work import Lane
from broadcaster.station.door import RefusedError

_SOUNDS = {".flac": "audio/flac", ".wav": "audio/wav", ".mp3": "audio/mpeg", ".ogg": "audio/ogg", ".opus": "audio/ogg"}
_UNKNOWN = "application/octet-stream"
_Handler = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class _Visit:
    request: Request
    session: Session
    caller: Caller
    now: datetime


class Pages:
    """Shows PAGES and does ACTIONS for a browser that has come in."""

    def __init__(self, behind: Behind) -> None:
        self._door = behind.door
        self._gate = behind.gate
        self._work = behind.work
        self._clock = behind.clock
        self._inbox = behind.inbox
        self._audit = Audit(behind.gate.register.trail, behind.work)
        self._station = "Đài truyền thanh"  # its name, once a page has told it: an error must not have to ask
        self._renderer = Renderer()
        self._entry = Entry(behind.door, behind.gate, behind.work, self._renderer)

    def routes(self) -> list[Route]:
        """Every address but the interface's."""
        pages, actions = all_pages(self._gate), all_actions(self._gate)
        return [
            Route("/static/{name}", self._renderer.assets.serve),
            *self._entry.routes(),
            *(Route(page.path, self._shower(page), methods=["GET"]) for page in pages),
            *(Route(file.path, self._hander(file), methods=["GET"]) for file in DOWNLOADS),
            *(Route(action.path, self._doer(action), methods=["POST"]) for action in actions),
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
            async with self._inbox.opened(visit.request, files=action.uploads) as (fields, files):
                key = fields.pop("form_key", None) or visit.request.headers.get(FORM_KEY_HEADER, "")
                if not secret.same(str(key), visit.session.form_key):
                    return self._error(visit, 403, "trang đã cũ; hãy tải lại trang rồi làm lại")
                return await self._obey(action, visit, self._ask(visit, fields, files))

        return self._for_known(do, action.needs)

    async def _obey(self, action: Action, visit: _Visit, ask: Ask) -> Response:
        def deed() -> Awaitable[dict[str, Any]]:
            return self._work.run(action.lane, lambda: action.do(self._door, ask))

        try:
            result = await self._audit.of(visit.caller, action.tells, action.about(ask), deed)
        except RefusedError as refusal:
            again = str(ask.body.get("name", "")) if action.overrules and not ask.body.get("anyway") else ""
            return self._error(visit, 409, str(refusal), again)
        if action.template is None or "to" in result:
            return RedirectResponse(str(result.get("to") or action.then(result)), SEE_OTHER)
        if action.template.startswith("_"):
            return self._part(action, visit, result)
        return self._render(action.template, action.path, visit, result, int(result.get("status", 200)))

    def _part(self, action: Action, visit: _Visit, result: dict[str, Any]) -> Response:
        """A part of a page for the script that asked; a page around it for a browser without one."""
        if visit.request.headers.get(FORM_KEY_HEADER):
            return self._renderer.page(str(action.template), {"may": visit.session.roles.__contains__} | result)
        station = {"station": self._station}
        return self._render("phan.html", action.path, visit, station | result | {"part": action.template})

    def _for_known(self, answer: Callable[[_Visit], Awaitable[Response]], needs: Role = Role.LOOK) -> _Handler:
        async def handle(request: Request) -> Response:
            session = self._gate.session(request)
            if session is None or "key" in request.query_params:
                return self._entry.turn_away(request)
            visit = _Visit(request, session, self._gate.known(request, session), self._clock.now())
            try:
                self._gate.require(needs, visit.caller)
                return await answer(visit)
            except Exception as error:  # noqa: BLE001 - whatever happens, the officer gets a sentence
                return self._error(visit, *told(error))

        return handle

    def _ask(self, visit: _Visit, fields: dict[str, Any], files: dict[str, Upload] | None = None) -> Ask:
        return Ask(
            now=visit.now,
            by=visit.caller.by,
            query=dict(visit.request.query_params),
            body=fields,
            path=visit.request.path_params,
            who=visit.caller.who,
            at_machine=visit.caller.at_machine,
            roles=visit.caller.roles,
            files=files or {},
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
