"""The command's way to the running station: plain HTTP to loopback, on nothing but sockets, so that it starts at once.

(`http.client` alone takes 25–45 ms to import on an old PC, more than the request does.)
"""

from __future__ import annotations

import json
import socket
from typing import Any

from broadcaster.errors import BroadcasterError, NotRunningError
from broadcaster.folder import StationFolder

_NOT_RUNNING = "đài chưa chạy; hãy chạy 'broadcaster run' (hoặc 'make run') ở thư mục này rồi thử lại"
_CONNECT_WAIT = 3.0  # seconds; loopback answers in microseconds or not at all


class AnswerError(BroadcasterError):
    """The station answered that it cannot: its sentence, and the HTTP status."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class Client:
    """Talks to the station that runs on `folder`, by the address and the token it left in `var/`."""

    def __init__(self, folder: StationFolder, timeout: float = 30.0) -> None:
        self._folder = folder
        self._timeout = timeout

    def get(self, path: str, **query: str) -> Any:
        """The answer to `GET /api/v1<path>`; raises NotRunningError, AnswerError."""
        return self._ask("GET", path + _query(query), b"")

    def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """The answer to `POST /api/v1<path>` with a JSON body; raises NotRunningError, AnswerError."""
        return self._ask("POST", path, json.dumps(body or {}, ensure_ascii=False).encode())

    def _ask(self, method: str, path: str, body: bytes) -> Any:
        try:
            url = self._folder.door.read_text(encoding="utf-8").strip()
            host, port = _address(url)
            token = self._folder.token.read_text(encoding="utf-8").strip()
            with self._line(url, (host, port)) as line:
                line.settimeout(self._timeout)
                line.sendall(_request(method, path, f"{_bracketed(host)}:{port}", token, body))
                answer = _read_all(line)
        except TimeoutError as error:
            raise NotRunningError("đài không trả lời kịp; hãy xem cửa sổ đang chạy đài") from error
        except (OSError, ValueError) as error:
            raise NotRunningError(_NOT_RUNNING) from error
        return _understood(answer)

    def _line(self, url: str, place: tuple[str, int]) -> socket.socket:
        line = socket.create_connection(place, timeout=_CONNECT_WAIT)
        if not url.startswith("https://"):
            return line
        from broadcaster.panel.trusted import wrapped  # noqa: PLC0415 - loading TLS takes longer than the request

        return wrapped(line, self._folder.tls)


def _address(url: str) -> tuple[str, int]:
    host, _, port = url.partition("://")[2].rstrip("/").rpartition(":")
    return host.strip("[]"), int(port)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _request(method: str, path: str, host: str, token: str, body: bytes) -> bytes:
    head = (
        f"{method} /api/v1{path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    return head.encode("ascii") + body


def _query(query: dict[str, str]) -> str:
    pairs = "&".join(f"{key}={_quoted(value)}" for key, value in query.items())
    return f"?{pairs}" if pairs else ""


def _quoted(value: str) -> str:
    """Percent-encoding of everything but letters and digits of ASCII (RFC 3986)."""
    return "".join(chr(byte) if chr(byte).isalnum() and byte < 128 else f"%{byte:02X}" for byte in value.encode())  # noqa: PLR2004


def _read_all(line: socket.socket) -> bytes:
    parts = []
    while part := line.recv(65536):
        parts.append(part)
    return b"".join(parts)


def _understood(answer: bytes) -> Any:
    """The JSON of a `Connection: close` answer; raises AnswerError on 4xx and 5xx, NotRunningError on a stranger's."""
    head, gap, body = answer.partition(b"\r\n\r\n")
    words = head.split(None, 2)
    if not gap or len(words) < 2 or not words[0].startswith(b"HTTP/"):  # noqa: PLR2004 - the version and the status
        raise NotRunningError(_NOT_RUNNING)
    status = int(words[1])
    try:
        told = json.loads(body)
    except ValueError as error:
        raise NotRunningError(f"một chương trình khác đang trả lời ở địa chỉ của đài; {_NOT_RUNNING}") from error
    if status >= 400:  # noqa: PLR2004 - RFC 9110: from 400 on it is an error
        raise AnswerError(status, str(told.get("error", "đài báo lỗi")))
    return told
