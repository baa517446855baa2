from __future__ import annotations

import contextlib
import socket

import pytest

from broadcaster.panel import connection
from broadcaster.panel.panel import Panel


def place(panel: Panel) -> tuple[str, int]:
    host, _, port = panel.url.partition("://")[2].rpartition(":")
    return host, int(port)


def asks(line: socket.socket) -> bytes:
    """What a connection is answered; nothing: it was closed."""
    with contextlib.suppress(ConnectionError):
        line.sendall(b"GET /vao HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        return line.recv(12)
    return b""


def test_a_connection_that_never_says_what_it_wants_is_closed(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "HEAD_PATIENCE", 0.2)
    with socket.create_connection(place(panel), timeout=10) as slow:
        slow.sendall(b"GET /vao HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        assert slow.recv(100) == b""


def test_a_connection_that_has_asked_may_rest(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "HEAD_PATIENCE", 0.2)
    with socket.create_connection(place(panel), timeout=10) as line, socket.create_connection(place(panel)) as idle:
        assert asks(line).startswith(b"HTTP/1.1 303")
        assert idle.recv(100) == b""  # by now the patience is over
        assert asks(line)


def test_one_machine_of_the_network_does_not_take_every_place(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "FROM_ONE", 5)
    monkeypatch.setattr(connection, "is_loopback", lambda address: address != "127.0.0.1")
    with contextlib.ExitStack() as held:
        crowd = [held.enter_context(socket.create_connection(place(panel), timeout=10)) for _ in range(8)]
        assert [bool(asks(line)) for line in crowd] == [True] * 5 + [False] * 3
        other = held.enter_context(socket.create_connection(place(panel), timeout=10, source_address=("127.0.0.2", 0)))
        assert asks(other).startswith(b"HTTP/1.1 303")
