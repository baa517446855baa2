"""Who is asking: the command by its token, a browser by its session; and the way in for a browser."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from broadcaster.clock import Clock
from broadcaster.errors import BroadcasterError
from broadcaster.panel import secret
from broadcaster.panel.listening import Listening
from broadcaster.panel.register import Register
from broadcaster.panel.roles import ALL, Role, Roles, require
from broadcaster.panel.sessions import AT_THE_MACHINE, LIFE, Session
from broadcaster.panel.throttle import Throttle, is_loopback
from broadcaster.panel.work import Lane, Work

COMMAND = "lệnh broadcaster"
"""Who asks by the token of `var/`: the command on the station's own machine."""
PENALTY = 1.0
"""Seconds a refusal is kept back: a guesser's connection asks once a second, and the machine is left to the sound."""
_TRYING_AT_ONCE = 4  # passwords that may wait to be tried; more is no officer


class NotLetInError(BroadcasterError):
    """The name or the password is wrong, or too many were (HTTP 403)."""


@dataclass(frozen=True)
class Caller:
    """Who asks, once known."""

    who: str
    """The account, or the command."""
    origin: str
    """The address of the machine it comes from."""
    roles: Roles
    """What it may do."""
    session: Session | None
    """The browser's session; None: the command."""

    @property
    def at_machine(self) -> bool:
        """Whether they sit at the station's own machine."""
        return is_loopback(self.origin)

    @property
    def by(self) -> str:
        """Their name for the journal."""
        return f"{self.who} ({self.origin})" if self.session else self.who


class Gate:
    """Knows the token of this run, the sessions and the passwords, and where browsers come to."""

    def __init__(self, register: Register, clock: Clock, work: Work, listening: Listening) -> None:
        self.token = secret.new_secret()
        self.link_key = secret.new_secret()  # opens the panel once `run` has printed it; never on disk
        self.register = register
        self.listening = listening
        self._cookie = f"dai-{listening.port}"  # cookies ignore ports: two stations on one PC keep theirs apart
        self._secure = listening.tls  # browsers drop a `Secure` cookie that comes by plain HTTP from the network
        self._clock = clock
        self._work = work
        self._throttle = Throttle()
        self._trying = 0

    def caller(self, request: Request) -> Caller | None:
        """Who asks, by `Authorization: Bearer` or by the session cookie; None: nobody known."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            known = secret.same(token.strip(), self.token)
            return Caller(COMMAND, address_of(request), ALL, None) if known else None
        session = self.session(request)
        return self.known(request, session) if session else None

    def known(self, request: Request, session: Session) -> Caller:
        """A browser that has come in, as one who asks."""
        return Caller(session.name, address_of(request), session.roles, session)

    def session(self, request: Request) -> Session | None:
        """The browser's session, if its cookie names one."""
        key = request.cookies.get(self._cookie)
        return self.register.sessions.find(key) if key else None

    def require(self, needs: Role, caller: Caller) -> None:
        """Pass, or raise ForbiddenError: every page, order and address comes through here."""
        require(needs, caller.roles, caller.who, self.register.accounts.admins)

    def may_begin(self, request: Request) -> bool:
        """Whether this browser may set the first password: it runs on the station's own machine, or has its link."""
        if self.register.accounts.has_any():
            return False
        session = self.session(request)
        return is_loopback(address_of(request)) or (session is not None and session.name == AT_THE_MACHINE)

    def opens_with_link(self, key: str) -> bool:
        """Whether `key` is the one in the link that `run` printed."""
        return secret.same(key, self.link_key)

    async def try_password(self, request: Request, name: str, password: str) -> str:
        """The account the password opens; raises NotLetInError with what to do. Wrong ones soon have to wait."""
        try:
            return await self._tried(request, name, password)
        except NotLetInError:
            await asyncio.sleep(PENALTY)
            raise

    async def _tried(self, request: Request, name: str, password: str) -> str:
        address, now = address_of(request), self._clock.monotonic()
        if (wait := self._throttle.wait(address, now)) > 0:
            raise NotLetInError(f"đã nhập sai nhiều lần; hãy đợi {round(wait) + 1} giây rồi thử lại")
        if self._trying >= _TRYING_AT_ONCE:
            raise NotLetInError("đang có nhiều người cùng đăng nhập; hãy đợi vài giây rồi thử lại")
        self._trying += 1
        try:
            account = await self._work.run(Lane.PASSWORD, lambda: self.register.accounts.accepts(name, password))
        finally:
            self._trying -= 1
        if account is None:
            self._throttle.wrong(address, self._clock.monotonic())
            known = self.register.accounts.named(name)  # what else was typed there may be somebody's password
            await self.tell(request, known or "không rõ ai", "đăng nhập", "sai tên hoặc mật khẩu")
            raise NotLetInError("tên hoặc mật khẩu không đúng; hãy nhập lại")
        self._throttle.right(address)
        await self.tell(request, account, "đăng nhập")
        return account

    async def tell(self, request: Request, who: str, what: str, outcome: str = "xong") -> None:
        """Write to the audit trail what was done at the way in."""
        origin = address_of(request)
        await self._work.run(Lane.TRAIL, lambda: self.register.trail.add(who, origin, what, outcome=outcome))

    def let_in(self, request: Request, response: Response, name: str) -> Session:
        """Begin a session of `name` and hand the browser its cookie."""
        session = self.register.sessions.begin(name, address_of(request))
        response.set_cookie(
            self._cookie,
            session.key,
            max_age=int(LIFE),
            httponly=True,
            samesite="lax",
            path="/",
            secure=self._secure,
        )
        return session

    def let_out(self, session: Session, response: Response) -> None:
        """End a session."""
        self.register.sessions.end(session.key)
        response.delete_cookie(self._cookie, path="/", httponly=True, samesite="lax", secure=self._secure)


def address_of(request: Request) -> str:
    """The address of the machine that asks."""
    return request.client.host if request.client else "?"
