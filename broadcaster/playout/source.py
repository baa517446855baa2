"""A stream over HTTP as it arrives: whatever the server calls it, wherever it sends us on to.

Certificates are always checked, by what the machine trusts.
"""

from __future__ import annotations

import base64
import contextlib
import http.client
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from broadcaster.errors import SoundError
from broadcaster.playout import playlist
from broadcaster.playout.icecast import PORT

TIMEOUT = 5.0
"""Seconds without a byte after which a connection is given up."""
HEAD = 16
"""Bytes that tell what it is."""
PAGE = 1 << 16
"""Bytes of a playlist that are read."""
HOPS = 3
"""Playlists that may name each other."""
_AS_THEY_ARE = "%/:=&?~#+!$,;'@()*[]"


class Source:
    """A stream that has been opened."""

    def __init__(self, answer: http.client.HTTPResponse, lines: list[socket.socket]) -> None:
        self.url: str = answer.url
        """Where it was found in the end, without name and password."""
        self.kind = answer.headers.get_content_type() if "content-type" in answer.headers else ""
        """What its server calls it; empty: nothing."""
        self.hls = False
        """Whether it is one in pieces, of which this is only the list."""
        self._answer = answer
        self._lines = lines
        self.head = b""
        """Its first bytes."""
        while len(self.head) < HEAD and (more := answer.read1(1 << 14)):
            self.head += more
        self._next = self.head

    def read(self) -> bytes:
        """The next bytes, as they arrive; none: the server has ended it. Raises OSError and the like."""
        waiting, self._next = self._next, b""
        return waiting or self._answer.read1(1 << 14)

    def text(self) -> str:
        """All of it, up to `PAGE` bytes."""
        page = b""
        while len(page) < PAGE and (more := self.read()):
            page += more
        return page[:PAGE].decode("utf-8", "replace")

    def end(self) -> None:
        """End the connection, from any thread: whoever reads from it is woken and finds its end."""
        for line in self._lines:
            with contextlib.suppress(OSError, ValueError):
                socket.socket.shutdown(line, socket.SHUT_RDWR)

    def close(self) -> None:
        """End it and leave nothing open."""
        self.end()
        self._answer.close()


def opened(url: str) -> Source:
    """Open a stream, through the playlists that stand for it. Raises SoundError where it cannot be had."""
    waiting, lists, refused = [url], 0, SoundError("danh sách phát không có địa chỉ nào dùng được")
    while waiting:
        try:
            source = _connected(waiting.pop(0))
        except (OSError, http.client.HTTPException, ValueError) as error:
            refused = SoundError(in_words(error))
            continue
        if not playlist.is_playlist(source.kind, source.url, source.head):
            return source
        page = source.text()
        source.close()
        source.hls = playlist.is_hls(page)
        if source.hls:
            return source
        lists += 1
        waiting += playlist.addresses(page, source.url) if lists <= HOPS else []
    raise refused


def in_words(error: Exception) -> str:
    """What became of a connection, in an officer's words."""
    if isinstance(error, urllib.error.HTTPError):
        return _ANSWERS.get(error.code, f"máy chủ trả lời {error.code}")
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"máy này không tin chứng chỉ của máy chủ ({reason.verify_message}); hãy báo bên giữ luồng"
    known = next((said for kind, said in _FAULTS if isinstance(reason, kind)), None)
    return known or f"không nối được ({reason or error!r})"


_ANSWERS = {
    401: "máy chủ đòi tên và mật khẩu; hãy viết http://TÊN:MẬT-KHẨU@…",
    403: "máy chủ không cho nghe luồng này",
    404: "máy chủ không có luồng này (404); hãy xem lại địa chỉ, hoặc đài ấy chưa phát",
}
_FAULTS: tuple[tuple[type[Exception], str], ...] = (
    (socket.gaierror, "không tìm thấy máy chủ; hãy xem mạng và địa chỉ"),
    (TimeoutError, f"máy chủ không trả lời trong {TIMEOUT:.0f} giây"),
    (ConnectionRefusedError, "máy chủ không nhận kết nối; đài ấy có thể đang tắt"),
)


def _connected(url: str) -> Source:
    lines = list[socket.socket]()
    opener = urllib.request.build_opener(_Plain(lines.append), _Sealed(lines.append))
    try:
        answer = opener.open(_request(url), timeout=TIMEOUT)
    except urllib.error.HTTPError as error:
        error.close()
        raise
    return Source(answer, lines)


def _request(url: str) -> urllib.request.Request:
    """What is asked of the server; a name and a password in the address are for it alone."""
    parts = urlsplit(url)
    scheme, port = parts.scheme.lower(), parts.port
    if scheme == "icecast":
        scheme, port = "http", port or PORT
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host.encode("idna").decode()
    place = f"{host}:{port}" if port else host
    path, query = (quote(part, safe=_AS_THEY_ARE) for part in (parts.path or "/", parts.query))
    headers = {"User-Agent": "broadcaster", "Accept": "*/*"}
    if parts.username is not None:
        login = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers["Authorization"] = f"Basic {base64.b64encode(login.encode()).decode()}"
    request = urllib.request.Request(urlunsplit((scheme, place, path, query, "")))  # noqa: S310 - the operator's own
    for name, value in headers.items():
        request.add_unredirected_header(name, value)
    return request


class _Answer(http.client.HTTPResponse):
    """SHOUTcast says ICY where others say HTTP/1.0, and means the same."""

    def _read_status(self) -> tuple[str, int, str]:
        if self.fp.peek(4)[:4] != b"ICY ":
            told: tuple[str, int, str] = super()._read_status()  # type: ignore[misc]
            return told
        _, status, reason = (*self.fp.readline(1 << 16).decode("latin-1").split(None, 2), "")[:3]
        return "HTTP/1.0", int(status), reason.strip()


class _Plain(urllib.request.HTTPHandler):
    """Opens HTTP connections, and tells of each."""

    def __init__(self, tell: Callable[[socket.socket], None]) -> None:
        super().__init__()
        self._tell = tell

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        """Open one."""
        return self.do_open(_told_of(http.client.HTTPConnection, self._tell), req)


class _Sealed(urllib.request.HTTPSHandler):
    """Opens HTTPS connections, and tells of each."""

    def __init__(self, tell: Callable[[socket.socket], None]) -> None:
        super().__init__()
        self._tell = tell

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        """Open one."""
        trusted = ssl.create_default_context()
        return self.do_open(_told_of(http.client.HTTPSConnection, self._tell), req, context=trusted)


def _told_of(kind: type[http.client.HTTPConnection], tell: Callable[[socket.socket], None]) -> Any:
    class Told(kind):  # type: ignore[valid-type, misc]
        response_class = _Answer

        def connect(self) -> None:
            super().connect()
            tell(self.sock)

    return Told
