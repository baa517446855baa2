"""The way in for a person: first visit, password, link from the terminal, and out again."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from broadcaster.panel import secret
from broadcaster.panel.asking import BadAskError
from broadcaster.panel.gate import Gate
from broadcaster.panel.incoming import read_fields
from broadcaster.panel.render import Renderer
from broadcaster.panel.work import Lane, Work

SIGN_IN, FIRST_VISIT, SIGN_OUT = "/vao", "/bat-dau", "/ra"
SEE_OTHER = 303
"""The status that turns a sent form into a page to look at."""


class Entry:
    """The pages before the pages."""

    def __init__(self, gate: Gate, work: Work, renderer: Renderer) -> None:
        self._gate = gate
        self._work = work
        self._renderer = renderer

    def routes(self) -> list[Route]:
        """Addresses a stranger may open."""
        return [
            Route(SIGN_IN, self._show_sign_in, methods=["GET"]),
            Route(SIGN_IN, self._sign_in, methods=["POST"]),
            Route(FIRST_VISIT, self._show_first_visit, methods=["GET"]),
            Route(FIRST_VISIT, self._set_password, methods=["POST"]),
            Route(SIGN_OUT, self._sign_out, methods=["POST"]),
        ]

    def turn_away(self, request: Request) -> Response:
        """Where to send a browser that may not come in yet: by its link, to the first visit or to the password."""
        key = request.query_params.get("key")
        if key and self._gate.opens_with_link(key):
            response = RedirectResponse(request.url.path, SEE_OTHER)
            self._gate.let_in(request, response)
            return response
        place = SIGN_IN if self._gate.accounts.has_password() else FIRST_VISIT
        return RedirectResponse(place, SEE_OTHER)

    async def _show_sign_in(self, _request: Request) -> Response:
        if not self._gate.accounts.has_password():
            return RedirectResponse(FIRST_VISIT, SEE_OTHER)
        return self._renderer.page("vao.html", {"wrong": None})

    async def _sign_in(self, request: Request) -> Response:
        if _is_foreign(request):
            return self._renderer.page("vao.html", {"wrong": "hãy mở lại trang này rồi nhập mật khẩu"}, 403)
        try:
            fields = await read_fields(request)
        except BadAskError as error:
            return self._renderer.page("vao.html", {"wrong": str(error)}, 400)
        wrong = await self._gate.try_password(request, str(fields.get("password", "")))
        if wrong is not None:
            return self._renderer.page("vao.html", {"wrong": wrong}, 403)
        response = RedirectResponse("/", SEE_OTHER)
        self._gate.let_in(request, response)
        return response

    async def _show_first_visit(self, request: Request) -> Response:
        if self._gate.accounts.has_password():
            return RedirectResponse(SIGN_IN, SEE_OTHER)
        return self._first_page(request, None)

    def _first_page(self, request: Request, wrong: str | None, status: int = 200) -> Response:
        values = {"wrong": wrong, "here": self._gate.may_begin(request), "shortest": secret.SHORTEST_PASSWORD}
        return self._renderer.page("bat-dau.html", values, status)

    async def _set_password(self, request: Request) -> Response:
        if _is_foreign(request) or not self._gate.may_begin(request):
            return self._first_page(request, None, 403)
        try:
            fields = await read_fields(request)
        except BadAskError as error:
            return self._first_page(request, str(error), 400)
        password, again = str(fields.get("password", "")), str(fields.get("again", ""))
        if (wrong := unfit(password, again)) is not None:
            return self._first_page(request, wrong, 400)
        if not await self._work.run(Lane.PASSWORD, lambda: self._gate.accounts.set_first_password(password)):
            return RedirectResponse(SIGN_IN, SEE_OTHER)
        response = RedirectResponse("/", SEE_OTHER)
        self._gate.let_in(request, response)
        return response

    async def _sign_out(self, request: Request) -> Response:
        session = self._gate.session(request)
        response = RedirectResponse(SIGN_IN, SEE_OTHER)
        if session is not None and secret.same(str((await read_fields(request)).get("form_key", "")), session.form_key):
            self._gate.let_out(session, response)
        return response


def unfit(password: str, again: str) -> str | None:
    """Why a new password will not do, in Vietnamese; None: it will."""
    if len(password) < secret.SHORTEST_PASSWORD:
        return f"mật khẩu phải có ít nhất {secret.SHORTEST_PASSWORD} chữ; một câu ngắn dễ nhớ là tốt nhất"
    if len(set(password)) < 4:  # noqa: PLR2004 - 11111111 and its like are tried first
        return "mật khẩu quá dễ đoán; hãy dùng một câu ngắn dễ nhớ"
    if password != again:
        return "hai lần nhập không giống nhau; hãy nhập lại"
    return None


def _is_foreign(request: Request) -> bool:
    """Whether a form came without the `Origin` that browsers send with one, or with another site's."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc != request.headers.get("host")
