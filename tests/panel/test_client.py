from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from fakes.door import FakeDoor

from broadcaster.errors import NotRunningError
from broadcaster.folder import StationFolder
from broadcaster.panel.client import AnswerError, Client
from broadcaster.panel.panel import Panel
from broadcaster.station.door import UrgentOrder


def test_the_command_talks_to_the_running_station(panel: Panel, door: FakeDoor, tmp_path: Path) -> None:
    client = Client(StationFolder(tmp_path))
    assert client.get("/status")["station"] == "Đài Truyền thanh xã Quảng Phú"
    client.post("/urgent", {"text": "Lũ đang lên, bà con sơ tán!", "repeat": 1})
    assert door.asked[-1] == (
        "urgent",
        UrgentOrder(text="Lũ đang lên, bà con sơ tán!", repeat=1, by="lệnh broadcaster"),
    )


def test_names_with_accents_and_signs_arrive(panel: Panel, door: FakeDoor, tmp_path: Path) -> None:
    Client(StationFolder(tmp_path)).get("/why", name="Bản tin & thời tiết 100%", on="24/08/2020")
    assert door.asked[-1][1][0] == "Bản tin & thời tiết 100%"


def test_a_no_comes_with_its_sentence_and_status(panel: Panel, tmp_path: Path) -> None:
    with pytest.raises(AnswerError, match="không có chương trình hay bài 'xyz'") as caught:
        Client(StationFolder(tmp_path)).post("/play", {"name": "xyz"})
    assert caught.value.status == 404


def test_no_station_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotRunningError, match="đài chưa chạy"):
        Client(StationFolder(tmp_path)).get("/status")


def test_a_station_that_died_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    folder = StationFolder(tmp_path)
    folder.var.mkdir()
    folder.token.write_text("x")
    folder.door.write_text(f"http://127.0.0.1:{port}\n")
    with pytest.raises(NotRunningError, match="broadcaster run"):
        Client(folder).get("/status")


@pytest.mark.parametrize("answer", [b"", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 200 OK\r\n\r\n<html>"])
def test_a_stranger_at_the_address_is_not_taken_for_the_station(tmp_path: Path, answer: bytes) -> None:
    folder = StationFolder(tmp_path)
    folder.var.mkdir()
    folder.token.write_text("x")
    with socket.create_server(("127.0.0.1", 0)) as stranger:

        def serve() -> None:
            line, _ = stranger.accept()
            with line:
                line.recv(65536)
                line.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        folder.door.write_text(f"http://127.0.0.1:{stranger.getsockname()[1]}\n")
        with pytest.raises(NotRunningError):
            Client(folder).get("/status")
        thread.join()


def test_the_client_needs_nothing_heavy() -> None:
    heavy = "{'starlette', 'uvicorn', 'jinja2', 'sqlite3', 'http.client', 'ssl', 'asyncio', 'numpy'}"
    code = f"import sys, broadcaster.panel.client; print(*({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, env=os.environ)
    assert (done.stdout, done.stderr) == ("\n", "")
