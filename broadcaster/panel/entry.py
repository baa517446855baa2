"""The way in for a person: first visit, password, link from the terminal, and out again."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from broadcaster.errors import BroadcasterError
from broadcaster.panel import secret
from broadcaster.panel.accounts import fit_name, new_password
from broadcaster.panel.asking import BadAskError
from broadcaster.panel.gate import Gate, NotLetInError
from broadcaster.panel.incoming import read_fields
from broadcaster.panel.render import Renderer
from broadcaster.panel.sessions import AT_THE_MACHINE
from broadcaster.panel.work import Lane, Work
from broadcaster.station.door import Door

SIGN_IN, FIRST_VISIT, SIGN_OUT = "/vao", "/bat-dau", "/ra"
TRY_SOUND = "/bat-dau/thu-loa"
"""Where the first visit goes on: the loudspeaker is tried."""
OFFICER = "cán bộ đài"
"""What the first account is called where nobody says otherwise."""
SEE_OTHER = 303
"""The status that turns a sent form into a page to look at."""


class Entry:
    """The pages before the pages."""

    def __init__(self, door: Door, gate: Gate, work: Work, renderer: Renderer) -> None:
        self._door = door
        self._gate = gate
        self._work = work
        self._renderer = renderer

    def routes(self) -> list[Route]:
        """Addresses a stranger may open."""
        return [
            Route(SIGN_IN, self._show_sign_in, methods=["GET"]),
            Route(SIGN_IN, self._sign_in, methods=["POST"]),
            Route(FIRST_VISIT, self._show_first_visit, methods=["GET"]),
            Route(FIRST_VISIT, self._found, methods=["POST"]),
            Route(SIGN_OUT, self._sign_out, methods=["POST"]),
        ]

    def turn_away(self, request: Request) -> Response:
        """Where to send a browser that may not come in yet: by its link, to the first visit or to the password."""
        key = request.query_params.get("key")
        has_any = self._gate.register.accounts.has_any()
        if key and self._gate.opens_with_link(key):
            response = RedirectResponse(request.url.path if has_any else FIRST_VISIT, SEE_OTHER)
            self._gate.let_in(request, response, AT_THE_MACHINE)
            return response
        return RedirectResponse(SIGN_IN if has_any else FIRST_VISIT, SEE_OTHER)

    async def _show_sign_in(self, _request: Request) -> Response:
        if not self._gate.register.accounts.has_any():
            return RedirectResponse(FIRST_VISIT, SEE_OTHER)
        return self._sign_in_page(None)

    def _sign_in_page(self, wrong: str | None, status: int = 200, name: str = "") -> Response:
        accounts = self._gate.register.accounts.everyone()
        values = {"wrong": wrong, "several": len(accounts) > 1, "name": name}
        return self._renderer.page("vao.html", values, status)

    async def _sign_in(self, request: Request) -> Response:
        if _is_foreign(request):
            return self._sign_in_page("hãy mở lại trang này rồi nhập mật khẩu", 403)
        try:
            fields = await read_fields(request)
        except BadAskError as error:
            return self._sign_in_page(str(error), 400)
        name = str(fields.get("name", ""))[:100]
        try:
            account = await self._gate.try_password(request, name, str(fields.get("password", "")))
        except NotLetInError as error:
            return self._sign_in_page(str(error), 403, name)
        response = RedirectResponse("/", SEE_OTHER)
        self._gate.let_in(request, response, account)
        return response

    async def _show_first_visit(self, request: Request) -> Response:
        if self._gate.register.accounts.has_any():
            return RedirectResponse(SIGN_IN, SEE_OTHER)
        return await self._first_page(request, None)

    async def _first_page(
        self, request: Request, wrong: str | None, status: int = 200, fields: dict[str, Any] | None = None
    ) -> Response:
        here, given = self._gate.may_begin(request), fields or {}
        station = given.get("station") or (await self._station() if here else "")
        name = given.get("name") or OFFICER
        values = {"wrong": wrong, "here": here, "shortest": secret.SHORTEST_PASSWORD, "station": station, "name": name}
        return self._renderer.page("bat-dau.html", values, status)

    async def _station(self) -> str:
        return str((await self._work.run(Lane.PLAIN, self._door.status))["station"])

    async def _found(self, request: Request) -> Response:
        if _is_foreign(request) or not self._gate.may_begin(request):
            return await self._first_page(request, None, 403)
        fields: dict[str, Any] = {}
        try:
            fields = await read_fields(request)
            name, password = fit_name(str(fields.get("name") or OFFICER)), new_password(fields)
            await self._name_station(request, str(fields.get("station", "")), name)
        except BroadcasterError as error:
            return await self._first_page(request, str(error), 400, fields)
        if not await self._work.run(Lane.PASSWORD, lambda: self._gate.register.accounts.found(name, password)):
            return RedirectResponse(SIGN_IN, SEE_OTHER)
        await self._gate.tell(request, name, "đặt mật khẩu đầu tiên")
        response = RedirectResponse(TRY_SOUND, SEE_OTHER)
        self._gate.let_in(request, response, name)
        return response

    async def _name_station(self, request: Request, station: str, by: str) -> None:
        if not station.strip() or station.strip() == await self._station():
            return
        await self._work.run(Lane.PLAIN, lambda: self._door.devices.rename(station))
        await self._gate.tell(request, by, "đặt tên đài")

    async def _sign_out(self, request: Request) -> Response:
        session = self._gate.session(request)
        response = RedirectResponse(SIGN_IN, SEE_OTHER)
        if session is not None and secret.same(str((await read_fields(request)).get("form_key", "")), session.form_key):
            self._gate.let_out(session, response)
        return response


def _is_foreign(request: Request) -> bool:
    """Whether a form came without the `Origin` that browsers send with one, or with another site's."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc != request.headers.get("host")
