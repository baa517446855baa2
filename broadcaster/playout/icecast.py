"""Live to IP loudspeakers: an MP3 or Ogg Opus stream to a mount of an Icecast server."""

from __future__ import annotations

import base64
import contextlib
import socket
import ssl
from typing import Any
from urllib.parse import unquote, urlsplit

import numpy as np
import soundfile

from broadcaster.clock import Clock
from broadcaster.errors import OutputError
from broadcaster.playout.output import Note
from broadcaster.playout.paced import PacedOutput
from broadcaster.playout.server_watch import ServerWatch
from broadcaster.units import RATE, Samples

TIMEOUT = 5.0
"""Seconds the server gets for an answer."""
PORT = 8000
_OPUS = ("OGG", "OPUS", "application/ogg")
CODECS = {".ogg": _OPUS, ".opus": _OPUS}
"""Container, codec and type by the end of the mount; MP3, which every loudspeaker knows, for any other. No Vorbis: its
encoder sends nothing for as long as there is silence, and a server drops a source that sends nothing."""
MP3 = ("MP3", "MPEG_LAYER_III", "audio/mpeg")


class _Pipe:
    """What the encoder takes for a file: what it writes goes on to the server, and it may not go back."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._place = 0
        self.fault: OSError | None = None

    def write(self, data: bytes) -> int:
        """Send what has been encoded. A fault is kept: an exception would be lost in the encoder."""
        if self._place >= 0 and self.fault is None:
            try:
                self._line.sendall(data)
            except OSError as error:
                self.fault = error
        self._place += len(data)
        return len(data)

    def read(self, _size: int = -1) -> bytes:
        """Nothing can be read back."""
        return b""

    def seek(self, place: int, whence: int = 0) -> int:
        """Pretend."""
        self._place = place if whence == 0 else self._place + place
        return self._place

    def tell(self) -> int:
        """How far it is."""
        return self._place

    def flush(self) -> None:
        """All is sent already."""


class IcecastOutput(PacedOutput):
    """A source client; `icecast://source:PASSWORD@HOST:PORT/MOUNT` (`icecasts://` over TLS)."""

    def __init__(self, url: str, clock: Clock, note: Note) -> None:
        parts = urlsplit(url)
        if not parts.hostname or not parts.path.strip("/"):
            raise OutputError(f"địa chỉ '{url}' không đúng; hãy viết icecast://source:MẬT-KHẨU@MÁY-CHỦ:8000/TÊN-LUỒNG")
        super().__init__(f"icecast://{parts.hostname}:{parts.port or PORT}{parts.path}", clock, note)  # no password
        self._parts = parts
        self._line: socket.socket | None = None
        self._server = ServerWatch(self._ask, self._busy)
        self._pipe: _Pipe | None = None
        self._encoder: Any = None

    def open(self) -> None:
        """Begin."""
        super().open()
        self._server.start()

    def close(self) -> None:
        """Send what is left and close."""
        self._server.close()
        super().close()

    def put(self, sound: Samples, wall: float) -> None:  # noqa: ARG002 - a stream has no time but now
        """Send a block on. Raises OSError where the server does not take it."""
        if self._encoder is None:
            self._connect()
            self._server.forget()
        if self._server.frozen:
            raise TimeoutError
        if len(sound):
            self._encoder.write(np.clip(sound, -1.0, 1.0))
        if self._pipe and self._pipe.fault:
            raise self._pipe.fault

    def let_go(self) -> None:
        """Close the connection."""
        encoder, self._encoder = self._encoder, None
        with contextlib.suppress(soundfile.SoundFileError):
            if encoder is not None:
                encoder.close()
        if self._line is not None:
            self._line.close()
            self._line = None

    def _connect(self) -> None:
        parts = self._parts
        container, codec, kind = CODECS.get(parts.path[parts.path.rfind(".") :].lower(), MP3)
        self._line = line = self._reached()
        line.sendall(self._greeting(kind))
        answer = line.recv(1024).decode("latin-1").partition("\r\n")[0]
        if " 100" not in answer and " 200" not in answer:
            raise OSError(f"máy chủ trả lời '{answer}'")
        self._pipe = _Pipe(line)
        self._encoder = soundfile.SoundFile(self._pipe, "w", RATE, 1, format=container, subtype=codec)

    def _reached(self) -> socket.socket:
        parts = self._parts
        line = socket.create_connection((parts.hostname, parts.port or PORT), TIMEOUT)
        line.settimeout(TIMEOUT)
        if parts.scheme == "icecasts":
            line = ssl.create_default_context().wrap_socket(line, server_hostname=parts.hostname)
        return line

    def _ask(self) -> None:
        """Ask for the server's own page, whatever it says to that. Raises TimeoutError where it says nothing."""
        with self._reached() as line:
            line.sendall(f"GET /status-json.xsl HTTP/1.0\r\nHost: {self._parts.hostname}\r\n\r\n".encode())
            line.recv(1)

    def _greeting(self, kind: str) -> bytes:
        parts = self._parts
        login = f"{unquote(parts.username or 'source')}:{unquote(parts.password or '')}"
        lines = [
            f"PUT {parts.path} HTTP/1.1",
            f"Host: {parts.hostname}",
            f"Authorization: Basic {base64.b64encode(login.encode()).decode()}",
            f"Content-Type: {kind}",
            "Ice-Public: 0",
            "Expect: 100-continue",
        ]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()
