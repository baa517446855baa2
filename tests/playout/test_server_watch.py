"""Whether a streaming server still answers, asked of one that is told what to do."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from broadcaster.playout import server_watch
from broadcaster.playout.server_watch import ServerWatch


class Server:
    """Answers, or does what it is told instead."""

    def __init__(self) -> None:
        self.asked = 0
        self.fault: Exception | None = None
        self.sounding = True

    def ask(self) -> None:
        self.asked += 1
        if self.fault:
            raise self.fault


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Server, ServerWatch]]:
    monkeypatch.setattr(server_watch, "EVERY", 0.01)
    server = Server()
    watch = ServerWatch(server.ask, lambda: server.sounding)
    watch.start()
    yield server, watch
    watch.close()


def soon(true: Callable[[], object]) -> None:
    until = time.monotonic() + 10.0
    while not true():
        assert time.monotonic() < until
        threading.Event().wait(0.005)


def test_one_that_answers_is_awake(watched: tuple[Server, ServerWatch]) -> None:
    server, watch = watched
    soon(lambda: server.asked > 5)
    assert not watch.frozen


def test_one_that_does_not_is_frozen_until_it_is_connected_to_anew(watched: tuple[Server, ServerWatch]) -> None:
    server, watch = watched
    server.fault = TimeoutError()
    soon(lambda: watch.frozen)
    server.fault = None
    watch.forget()
    assert not watch.frozen


def test_one_that_refuses_is_awake(watched: tuple[Server, ServerWatch]) -> None:
    server, watch = watched
    server.fault = ConnectionRefusedError()
    soon(lambda: server.asked > 5)
    assert not watch.frozen


def test_nothing_is_asked_while_nothing_sounds(watched: tuple[Server, ServerWatch]) -> None:
    server, _ = watched
    server.sounding = False
    threading.Event().wait(0.05)
    asked = server.asked
    threading.Event().wait(0.1)
    assert server.asked == asked
