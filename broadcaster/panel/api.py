"""The JSON interface: `/api/v1/…` for the command, the pages' script and other programs."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from broadcaster.errors import BroadcasterError
from broadcaster.panel import secret
from broadcaster.panel.asking import Ask, BadAskError
from broadcaster.panel.audit import Audit
from broadcaster.panel.behind import Behind
from broadcaster.panel.endpoints import ENDPOINTS, Endpoint
from broadcaster.panel.events import Events
from broadcaster.panel.gate import Caller
from broadcaster.panel.incoming import TooLargeError, read_fields
from broadcaster.panel.roles import ForbiddenError
from broadcaster.panel.work import Lane
from broadcaster.station.door import RefusedError, UnknownNameError

BASE = "/api/v1"
"""Where the interface lives; a promise once published is kept under its number."""
FORM_KEY_HEADER = "x-form-key"
"""What a page's script sends to show that it is ours."""

_log = logging.getLogger(__name__)
_STATUS = (
    (TooLargeError, 413),
    (BadAskError, 400),
    (ForbiddenError, 403),
    (UnknownNameError, 404),
    (RefusedError, 409),
    (BroadcasterError, 409),
)


class Api:
    """Answers requests by asking the door."""

    def __init__(self, behind: Behind) -> None:
        self._door = behind.door
        self._gate = behind.gate
        self._work = behind.work
        self._clock = behind.clock
        self._audit = Audit(behind.gate.register.trail, behind.work)
        self.events = Events(self._status_text)

    def routes(self) -> list[Route]:
        """The interface's addresses."""
        known = [Route(BASE + end.path, self._handler(end), methods=[end.method]) for end in ENDPOINTS]
        return [*known, Route(BASE + "/events", self._listen)]

    def _handler(self, end: Endpoint) -> Callable[[Request], Awaitable[Response]]:
        async def handle(request: Request) -> Response:
            caller = self._gate.caller(request)
            if (refusal := _refused(request, caller)) is not None:
                return refusal
            assert caller is not None
            try:
                self._gate.require(end.needs, caller)
                return JSONResponse(await self._answer(end, request, caller))
            except Exception as error:  # noqa: BLE001 - whatever happens, the asker gets a sentence and the station goes on
                return error_answer(error)

        return handle

    async def _answer(self, end: Endpoint, request: Request, caller: Caller) -> Any:
        ask = Ask(
            now=self._clock.now(),
            by=caller.by,
            query=dict(request.query_params),
            body=await read_fields(request) if end.method == "POST" else {},
            path=request.path_params,
            by_command=caller.session is None,
            who=caller.who,
            at_machine=caller.at_machine,
            roles=caller.roles,
        )

        def deed() -> Awaitable[Any]:
            return self._work.run(end.lane, lambda: end.answer(self._door, ask))

        return await self._audit.of(caller, end.tells, end.about(ask), deed)

    async def _status_text(self) -> str:
        status = await self._work.run(Lane.PLAIN, self._door.status)
        return json.dumps(status, ensure_ascii=False)

    async def _listen(self, request: Request) -> Response:
        if (refusal := _refused(request, self._gate.caller(request))) is not None:
            return refusal
        if self.events.full:
            return JSONResponse({"error": "đang có quá nhiều trang mở; hãy đóng bớt"}, status_code=503)
        return StreamingResponse(self._while_known(request), media_type="text/event-stream")

    async def _while_known(self, request: Request) -> AsyncIterator[str]:
        """The events until whoever listens is signed out, or the account is gone."""
        async with aclosing(self.events.listen()) as events:
            async for event in events:
                if self._gate.caller(request) is None:
                    return
                yield event


def _refused(request: Request, caller: Caller | None) -> Response | None:
    if caller is None:
        sentence = "cần đăng nhập, hoặc mã trong tệp var/token"
        return JSONResponse({"error": sentence}, status_code=401, headers={"www-authenticate": "Bearer"})
    if request.method == "GET" or caller.session is None:
        return None
    if secret.same(request.headers.get(FORM_KEY_HEADER, ""), caller.session.form_key):
        return None
    return JSONResponse({"error": "trang đã cũ; hãy tải lại trang rồi làm lại"}, status_code=403)


def error_answer(error: Exception) -> JSONResponse:
    """An error as JSON with its status; the unforeseen is logged whole and told in one sentence."""
    status, sentence = told(error)
    return JSONResponse({"error": sentence}, status_code=status)


def told(error: Exception) -> tuple[int, str]:
    """The status and the Vietnamese sentence of an error."""
    for kind, status in _STATUS:
        if isinstance(error, kind):
            return status, str(error)
    _log.error("the station could not answer", exc_info=error)
    return 500, "đài gặp lỗi khi trả lời; tiếng không bị ảnh hưởng, chi tiết ở cửa sổ đang chạy đài"
