from __future__ import annotations

import json
import os
import socket
import stat
import threading
import time
import urllib.request
from datetime import datetime
from pathlib import Path

import pytest
from fakes.door import FakeDoor

from broadcaster.clock import ManualClock
from broadcaster.folder import StationFolder
from broadcaster.panel.client import Client
from broadcaster.panel.panel import Panel
from broadcaster.station.door import Json


def test_the_token_is_private_and_new_each_time(door: FakeDoor, clock: ManualClock, tmp_path: Path) -> None:
    folder = StationFolder(tmp_path)
    tokens = set()
    for _ in range(2):
        panel = Panel(door, folder, clock, "127.0.0.1", 0)
        panel.start()
        tokens.add(folder.token.read_text())
        if os.name == "posix":
            assert stat.S_IMODE(folder.token.stat().st_mode) == 0o600
        panel.stop()
    assert len(tokens) == 2


def test_the_door_file_says_where_and_goes_away(panel: Panel, tmp_path: Path) -> None:
    folder = StationFolder(tmp_path)
    assert folder.door.read_text() == panel.url + "\n"
    panel.stop()
    assert not folder.door.exists()
    assert not folder.token.exists()
    panel.stop()


def test_a_taken_port_does_not_silence_the_station(
    panel: Panel, door: FakeDoor, clock: ManualClock, tmp_path: Path
) -> None:
    port = int(panel.url.rpartition(":")[2])
    second = Panel(door, StationFolder(tmp_path / "other"), clock, "127.0.0.1", port)
    second.start()
    assert second.url != panel.url
    assert f"127.0.0.1:{port}" in second.notices[0]
    assert "config.yaml" in second.notices[0]
    assert Client(StationFolder(tmp_path / "other")).get("/status")["version"] == "0.1.0"
    second.stop()


def test_an_address_that_is_not_ours_falls_back_to_loopback(door: FakeDoor, clock: ManualClock, tmp_path: Path) -> None:
    panel = Panel(door, StationFolder(tmp_path), clock, "192.0.2.77", 0)
    assert panel.start().startswith("http://127.0.0.1:")
    assert panel.is_local
    assert "192.0.2.77" in panel.notices[0]
    panel.stop()


def test_a_token_that_cannot_be_written_is_told_and_the_pages_go_on(
    panel: Panel, door: FakeDoor, clock: ManualClock, tmp_path: Path
) -> None:
    folder = StationFolder(tmp_path / "other")
    (folder.var / "token").mkdir(parents=True)
    (folder.var / "token" / "x").touch()
    other = Panel(door, folder, clock, "127.0.0.1", 0)
    other.start()
    assert "không ghi được var/token" in other.notices[0]
    other.stop()


def test_only_loopback_is_silent_about_the_network(door: FakeDoor, clock: ManualClock, tmp_path: Path) -> None:
    assert Panel(door, StationFolder(tmp_path), clock, "localhost", 0).notices == ()
    assert "mạng nội bộ" in Panel(door, StationFolder(tmp_path), clock, "0.0.0.0", 0).notices[0]


class SlowToPlan(FakeDoor):
    """Answers a plan only when let go, as a station with a huge schedule might."""

    let_go = threading.Event()

    def plan(self, since: datetime, until: datetime) -> Json:
        self.let_go.wait(20)
        return super().plan(since, until)


def test_an_urgent_order_never_queues_behind_slow_pages(clock: ManualClock, tmp_path: Path) -> None:
    door = SlowToPlan(clock.now)
    panel = Panel(door, StationFolder(tmp_path), clock, "127.0.0.1", 0)
    panel.start()
    client = Client(StationFolder(tmp_path))
    pages = [threading.Thread(target=client.get, args=("/plan",)) for _ in range(8)]
    for page in pages:
        page.start()
    took = []
    for number in range(20):
        begun = time.perf_counter()
        client.post("/urgent", {"text": f"lần {number}"})
        took.append(time.perf_counter() - begun)
    door.let_go.set()
    for page in pages:
        page.join()
    panel.stop()
    assert sorted(took)[10] < 0.05
    assert [what for what, _ in door.asked].count("plan") == 8


def test_events_come_while_a_page_listens(panel: Panel, tmp_path: Path) -> None:
    token = StationFolder(tmp_path).token.read_text().strip()
    host, port = panel.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(
            f"GET /api/v1/events HTTP/1.1\r\nHost: {host}:{port}\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
        )
        received = b""
        while b"}\n\n" not in received:
            received += line.recv(65536)
    head, _, body = received.partition(b"\r\n\r\n")
    assert b"text/event-stream" in head
    data = next(part for part in body.split(b"\r\n") if part.startswith(b"data: "))
    assert json.loads(data.removeprefix(b"data: "))["on_air"]["programme"] == "Buổi chiều thứ hai, thứ năm"


@pytest.mark.slow
def test_it_stops_at_once_while_a_page_listens(panel: Panel, tmp_path: Path) -> None:
    token = StationFolder(tmp_path).token.read_text().strip()
    host, port = panel.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(
            f"GET /api/v1/events HTTP/1.1\r\nHost: {host}:{port}\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
        )
        line.recv(65536)
        begun = time.perf_counter()
        panel.stop()
        assert time.perf_counter() - begun < 4.0


@pytest.mark.slow
def test_events_end_when_whoever_listens_is_signed_out(panel: Panel) -> None:
    place, _, query = panel.link.partition("://")[2].partition("/")
    host, _, port = place.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(f"GET /{query} HTTP/1.1\r\nHost: {place}\r\nConnection: close\r\n\r\n".encode())
        cookie = next(row for row in _read(line).split("\r\n") if row.startswith("set-cookie"))[12:].partition(";")[0]
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(f"GET /api/v1/events HTTP/1.1\r\nHost: {place}\r\nCookie: {cookie}\r\n\r\n".encode())
        received = b""
        while b"}\n\n" not in received:
            received += line.recv(65536)
        panel._register.sessions.end(cookie.partition("=")[2])
        while b"0\r\n\r\n" not in received[-5:]:
            received += line.recv(65536)


def _read(line: socket.socket) -> str:
    received = b""
    while part := line.recv(65536):
        received += part
    return received.decode()


def test_the_server_is_asked_for_its_date_once(panel: Panel) -> None:
    with urllib.request.urlopen(panel.url, timeout=10) as answer:
        assert len(answer.headers.get_all("date")) == 1


@pytest.mark.slow
def test_it_stops_while_it_is_only_just_starting(door: FakeDoor, clock: ManualClock, tmp_path: Path) -> None:
    for _ in range(5):
        panel = Panel(door, StationFolder(tmp_path), clock, "127.0.0.1", 0)
        panel.start()
        panel.stop()
    assert not [thread.name for thread in threading.enumerate() if thread.name == "panel"]
