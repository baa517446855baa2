"""Who is asking: the command by its token, a browser by its session; and the way in for a browser."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from broadcaster.clock import Clock
from broadcaster.panel import secret
from broadcaster.panel.accounts import LIFE, Accounts, Session
from broadcaster.panel.roles import ALL, Roles
from broadcaster.panel.throttle import Throttle
from broadcaster.panel.work import Lane, Work

_TRYING_AT_ONCE = 4  # passwords that may wait to be tried; more is no officer


@dataclass(frozen=True)
class Caller:
    """Who asks, once known."""

    by: str
    """Their name for the journal."""
    session: Session | None
    """The browser's session; None: the command."""

    @property
    def roles(self) -> Roles:
        """What they may do."""
        return self.session.roles if self.session else ALL

    @property
    def who(self) -> str:
        """Their account, without where from."""
        return self.session.name if self.session else self.by


class Gate:
    """Knows the token of this run, the sessions and the password."""

    def __init__(self, accounts: Accounts, clock: Clock, work: Work, port: int) -> None:
        self.token = secret.new_secret()
        self.link_key = secret.new_secret()  # opens the panel once `run` has printed it; never on disk
        self.accounts = accounts
        self._cookie = f"dai-{port}"  # cookies ignore ports: two stations on one PC keep theirs apart
        self._clock = clock
        self._work = work
        self._throttle = Throttle()
        self._trying = 0

    def caller(self, request: Request) -> Caller | None:
        """Who asks, by `Authorization: Bearer` or by the session cookie; None: nobody known."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return Caller("lệnh broadcaster", None) if secret.same(token.strip(), self.token) else None
        session = self.session(request)
        return Caller(f"{session.name} ({address_of(request)})", session) if session else None

    def session(self, request: Request) -> Session | None:
        """The browser's session, if its cookie names one."""
        key = request.cookies.get(self._cookie)
        return self.accounts.find(key) if key else None

    def admins(self) -> list[str]:
        """The accounts that may give roles to others."""
        return []

    def may_begin(self, request: Request) -> bool:
        """Whether this browser may set the first password: it runs on the station's own machine."""
        return not self.accounts.has_password() and is_loopback(address_of(request))

    def opens_with_link(self, key: str) -> bool:
        """Whether `key` is the one in the link that `run` printed."""
        return secret.same(key, self.link_key)

    async def try_password(self, request: Request, password: str) -> str | None:
        """None when it is right; else the Vietnamese sentence to show. Wrong ones soon have to wait."""
        address, now = address_of(request), self._clock.monotonic()
        if (wait := self._throttle.wait(address, now)) > 0:
            return f"đã nhập sai nhiều lần; hãy đợi {round(wait) + 1} giây rồi thử lại"
        if self._trying >= _TRYING_AT_ONCE:
            return "đang có nhiều người cùng đăng nhập; hãy đợi vài giây rồi thử lại"
        self._trying += 1
        try:
            right = await self._work.run(Lane.PASSWORD, lambda: self.accounts.accepts(password))
        finally:
            self._trying -= 1
        if right:
            self._throttle.right(address)
            return None
        self._throttle.wrong(address, self._clock.monotonic())
        return "mật khẩu không đúng; hãy nhập lại"

    def let_in(self, request: Request, response: Response) -> Session:
        """Begin a session and hand the browser its cookie."""
        session = self.accounts.begin(address_of(request))
        response.set_cookie(self._cookie, session.key, max_age=int(LIFE), httponly=True, samesite="lax", path="/")
        return session

    def let_out(self, session: Session, response: Response) -> None:
        """End a session."""
        self.accounts.end(session.key)
        response.delete_cookie(self._cookie, path="/", httponly=True, samesite="lax")


def address_of(request: Request) -> str:
    """The address of the machine that asks."""
    return request.client.host if request.client else "?"


def is_loopback(address: str) -> bool:
    """Whether an address is this machine itself."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
