"""Another station's web server on the loopback, as servers of the field are: each path answers in its own way."""

from __future__ import annotations

import contextlib
import io
import socketserver
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import soundfile


def tone(seconds: float = 20.0, level: float = 0.3, rate: int = 44_100, channels: int = 2) -> np.ndarray:
    """A tone of 1000 Hz, the same in every channel."""
    one = level * np.sin(2 * np.pi * 1000 * np.arange(round(seconds * rate)) / rate)
    return np.stack([one] * channels, axis=1)


def encoded(sound: np.ndarray, container: str = "MP3", codec: str = "MPEG_LAYER_III", rate: int = 44_100) -> bytes:
    out = io.BytesIO()
    soundfile.write(out, sound, rate, format=container, subtype=codec)
    return out.getvalue()


@dataclass
class Radio:
    """What it answers, byte for byte, by path; whoever asks for another path is answered 404."""

    answers: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """The requests, whole."""
    stays: bool = False
    """Whether it keeps the connection when all is sent, and says nothing more."""
    port: int = 0
    tls: ssl.SSLContext | None = None

    def url(self, path: str, scheme: str = "http") -> str:
        return f"{scheme}://127.0.0.1:{self.port}{path}"


@contextlib.contextmanager
def on_the_air(radio: Radio) -> Iterator[Radio]:
    over = threading.Event()

    class Listener(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with contextlib.suppress(OSError):
                line = radio.tls.wrap_socket(self.request, server_side=True) if radio.tls else self.request
                request = b""
                while b"\r\n\r\n" not in request:
                    more = line.recv(4096)
                    if not more:
                        return
                    request += more
                radio.asked.append(request.decode())
                line.sendall(radio.answers.get(request.decode().split()[1], b"HTTP/1.0 404 Not Found\r\n\r\n"))
                if radio.stays:
                    over.wait(60.0)
                line.close()

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads, block_on_close = True, False

    with Server(("127.0.0.1", 0), Listener) as server:
        radio.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield radio
        over.set()
        server.shutdown()
