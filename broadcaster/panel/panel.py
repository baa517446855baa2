"""The panel as part of a running station: a web server in a thread of its own, and the way in left in `var/`."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterable
from dataclasses import replace

import uvicorn
from starlette.types import ASGIApp

from broadcaster import machine
from broadcaster.clock import Clock
from broadcaster.errors import BroadcasterError
from broadcaster.folder import StationFolder
from broadcaster.panel.behind import Behind
from broadcaster.panel.certified import Certified, certified
from broadcaster.panel.connection import Connection
from broadcaster.panel.gate import Gate
from broadcaster.panel.inbox import Inbox
from broadcaster.panel.listening import ANY, Listening, own_address
from broadcaster.panel.register import Register
from broadcaster.panel.secret import write_private
from broadcaster.panel.site import build_site
from broadcaster.panel.work import Work
from broadcaster.station.door import Door

_STOP_WAIT = 5.0


class Panel:
    """The pages and the HTTP interface of one station.

    `start` binds, writes `var/token` (mode 0600, new each time) and `var/door`, and serves from a thread; `stop` ends
    all that.
    """

    def __init__(self, door: Door, folder: StationFolder, clock: Clock, host: str, port: int) -> None:
        self._door = door
        self._folder = folder
        self._clock = clock
        self._listening = Listening(host, port)
        self._told: list[str] = []
        self._work = Work()
        self._register = Register(folder.var / "panel.sqlite", clock.timestamp)
        self._gate: Gate | None = None
        self._server: _RestfulServer | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Where it listens, `http://127.0.0.1:8090`, once started."""
        return self._listening.url if self._gate else ""

    @property
    def link(self) -> str:
        """An address that lets whoever opens it in, for the terminal of `run` only; good until the station stops."""
        assert self._gate is not None, "the panel is not started"
        return f"{self.url}/?key={self._gate.link_key}"

    @property
    def notices(self) -> tuple[str, ...]:
        """What an operator must be told: a broken password file; that the panel can be reached from the network."""
        means = self._listening.means
        return (*self._register.notices, *self._told, *([means] if means else []))

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        return self._listening.is_local

    def start(self, *, tls: bool = False) -> str:
        """Serve, by HTTPS with `tls`; returns the URL.

        A port or an address that cannot be had is replaced by one that can, and `notices` tells: a station must not be
        silent because its page is. Without a certificate it is served to this machine only, never bare to a network
        that was promised one. Raises BroadcasterError where not even loopback answers.
        """
        own = self._certified() if tls else None
        listening = self._bind()
        host, port = self._listening.host, listening.getsockname()[1]
        self._listening = Listening(host, port, own.fingerprint if own else "")
        self._gate = Gate(self._register, self._clock, self._work, self._listening)
        inbox = Inbox(self._folder.var / "inbox", self._work)
        behind = Behind(self._door, self._gate, self._work, self._clock, inbox)
        self._server = _RestfulServer(_config(build_site(behind, frozenset(self._names())), own))
        self._thread = threading.Thread(target=self._serve, args=(self._server, listening), name="panel", daemon=True)
        self._thread.start()
        self._leave_word(self._gate.token)
        return self.url

    def _certified(self) -> Certified | None:
        own = own_address()
        names = {"localhost", "127.0.0.1", socket.gethostname().lower(), *([own] if own else [])}
        names |= set() if self._listening.host in ANY else {self._listening.host.lower()}
        try:
            return certified(self._folder.tls, self._clock.now(), filter(str.isascii, names))
        except BroadcasterError as error:
            self._told.append(f"{error}; vì vậy trang điều khiển chỉ mở ở ngay máy này")
            self._listening = replace(self._listening, host="127.0.0.1")
            return None

    def _leave_word(self, token: str) -> None:
        try:
            write_private(self._folder.token, token + "\n")
            write_private(self._folder.door, self.url + "\n")
        except OSError as error:
            self._told.append(
                f"không ghi được var/token ({error.strerror}): các lệnh play, urgent, stop, status chưa dùng được, "
                "hãy dùng trang điều khiển, và kiểm tra ổ đĩa còn chỗ, thư mục var có quyền ghi"
            )

    def stop(self) -> None:
        """Stop serving and take the token and the address away; safe to call twice."""
        if self._server is not None and self._thread is not None:
            for path in (self._folder.door, self._folder.token):
                with contextlib.suppress(OSError):
                    path.unlink()
            self._server.leave()
            self._thread.join(_STOP_WAIT)
            self._server = None
        self._work.close()
        self._register.close()

    def _names(self) -> Iterable[str]:
        yield "localhost"
        yield self._listening.host.lower()
        if not self.is_local:
            yield socket.gethostname().lower()

    def _bind(self) -> socket.socket:
        wanted = host, port = self._listening.host, self._listening.port
        for place in (wanted, (host, 0), ("127.0.0.1", port), ("127.0.0.1", 0)):
            try:
                listening = _listen(*place)
            except OSError as error:
                trouble = error
                continue
            if place != wanted:
                self._listening = replace(self._listening, host=place[0])
                self._told.append(_moved(wanted, listening.getsockname()))
            return listening
        raise BroadcasterError(
            f"không mở được trang điều khiển ({trouble.strerror}); sửa panel: listen: trong config.yaml"
        )

    @staticmethod
    def _serve(server: _RestfulServer, listening: socket.socket) -> None:
        machine.prompt_priority()  # it only hands on: pages are made in other threads
        with listening:
            server.run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=128)


def _moved(wanted: tuple[str, int], got: tuple[str, int]) -> str:
    return (
        f"không mở được trang điều khiển ở {wanted[0]}:{wanted[1]}, chắc cổng đang có chương trình khác dùng; "
        f"tạm mở ở {got[0]}:{got[1]}. Sửa panel: listen: trong config.yaml, ví dụ 127.0.0.1:8091"
    )


class _RestfulServer(uvicorn.Server):
    """Waits to be told to end instead of looking ten times a second: a station at rest costs next to nothing.

    What else the library does at each look, the date of its answers, the guard does.
    """

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._over = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    async def main_loop(self) -> None:
        self._loop = asyncio.get_running_loop()
        while not self.should_exit:
            await self._over.wait()

    def leave(self) -> None:
        """End; from any thread."""
        self.should_exit = True
        if self._loop:
            with contextlib.suppress(RuntimeError):  # its loop has ended by itself
                self._loop.call_soon_threadsafe(self._over.set)


def _config(app: ASGIApp, certified: Certified | None) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        ssl_certfile=certified.certificate if certified else None,
        ssl_keyfile=certified.key if certified else None,
        http=Connection,
        loop="asyncio",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        limit_concurrency=200,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=1,
    )
