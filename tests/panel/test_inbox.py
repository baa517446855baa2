from __future__ import annotations

import asyncio
import re
import shutil
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from fakes.door import FakeDoor
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.testclient import TestClient

from broadcaster.panel.asking import BadAskError
from broadcaster.panel.inbox import AT_ONCE, KEPT_FREE, LARGEST_UPLOAD, Inbox, bare_name
from broadcaster.panel.incoming import TooLargeError
from broadcaster.panel.panel import Panel
from broadcaster.panel.work import Work
from broadcaster.written.archive import is_inside

BOUNDARY = "ranh-gioi"


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def form(*parts: tuple[str, str | None, bytes]) -> bytes:
    """A body of fields and files: name, file name or None, content."""
    lines = b""
    for name, file, content in parts:
        named = f'; filename="{file}"' if file is not None else ""
        lines += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'.encode()
        lines += content + b"\r\n"
    return lines + f"--{BOUNDARY}--\r\n".encode()


def request(chunks: Iterator[bytes], size: int | None = None) -> Request:
    headers = [(b"content-type", f"multipart/form-data; boundary={BOUNDARY}".encode())]
    headers += [(b"content-length", str(size).encode())] if size is not None else []

    async def receive() -> dict[str, Any]:
        chunk = next(chunks, None)
        return {"type": "http.request", "body": chunk or b"", "more_body": chunk is not None}

    return Request({"type": "http", "method": "POST", "headers": headers}, receive)


@pytest.fixture
def inbox(tmp_path: Path, work: Work) -> Inbox:
    return Inbox(tmp_path / "inbox", work, largest=3_000_000)


def take_in(inbox: Inbox, asked: Request) -> tuple[dict[str, Any], dict[str, tuple[str, bytes]]]:
    async def opened() -> tuple[dict[str, Any], dict[str, tuple[str, bytes]]]:
        async with inbox.opened(asked, files=True) as (fields, files):
            return fields, {key: (file.name, file.path.read_bytes()) for key, file in files.items()}

    return asyncio.run(opened())


def test_fields_and_files_arrive_whole_and_are_gone_afterwards(inbox: Inbox, tmp_path: Path) -> None:
    sound = bytes(range(256)) * 5000
    body = form(("name", None, "chào buổi sáng".encode()), ("tep", "loa.mp3", sound), ("tep", "hai.mp3", b"2"))
    chunks = (body[place : place + 7919] for place in range(0, len(body), 7919))
    fields, files = take_in(inbox, request(chunks, len(body)))
    assert fields == {"name": "chào buổi sáng"}
    assert files == {"tep": ("loa.mp3", sound), "tep.2": ("hai.mp3", b"2")}
    assert list((tmp_path / "inbox").iterdir()) == []


def test_a_file_field_left_empty_is_no_file(inbox: Inbox) -> None:
    body = form(("tep", "", b""), ("sure", None, b"1"))
    assert take_in(inbox, request(iter([body]))) == ({"sure": "1"}, {})


@given(st.lists(st.integers(1, 400), min_size=1, max_size=40))
def test_the_size_of_the_pieces_changes_nothing(sizes: list[int]) -> None:
    almost = b"\r\n--ranh-gio\r\n--ranh-goi--\r\n-" * 20
    body = form(("a", None, b"\r\n--ranh"), ("f", "x", almost), ("b", None, b""))

    def pieces() -> Iterator[bytes]:
        place = 0
        while place < len(body):
            size = sizes[place % len(sizes)]
            yield body[place : place + size]
            place += size

    work = Work()
    with tempfile.TemporaryDirectory() as folder:
        taken = take_in(Inbox(Path(folder) / "inbox", work), request(pieces()))
    work.close()
    assert taken == ({"a": "\r\n--ranh", "b": ""}, {"f": ("x", almost)})


def test_what_says_it_is_too_large_is_refused_before_a_byte_of_it_is_read(inbox: Inbox, tmp_path: Path) -> None:
    untouched = iter([form(("tep", "to.wav", b"x"))])
    with pytest.raises(TooLargeError, match="tệp quá lớn"):
        take_in(inbox, request(untouched, 2_000_000_000))
    assert next(untouched, None) is not None
    assert not (tmp_path / "inbox").exists()


def test_what_does_not_say_is_refused_as_soon_as_it_is_too_large(inbox: Inbox, tmp_path: Path) -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        yield form(("tep", "to.wav", b""))[:-17]
        while True:
            taken += 1
            yield b"\0" * 65536

    with pytest.raises(TooLargeError, match="tệp quá lớn"):
        take_in(inbox, request(endless()))
    assert taken * 65536 < 3_200_000
    assert list((tmp_path / "inbox").iterdir()) == []


def test_words_of_a_form_are_bounded_too(inbox: Inbox) -> None:
    with pytest.raises(TooLargeError, match="phần chữ"):
        take_in(inbox, request(iter([form(("text", None, b"x" * 300_000))])))


def test_a_crowd_of_fields_is_refused(inbox: Inbox) -> None:
    with pytest.raises(TooLargeError, match="quá nhiều phần"):
        take_in(inbox, request(iter([form(*((str(number), None, b"") for number in range(300)))])))


@pytest.mark.parametrize(
    "body", [b"", b"--ranh-gioi", form(("a", "f", b"x" * 1000))[:500], b"nothing of the kind" * 10]
)
def test_what_is_broken_off_says_so(inbox: Inbox, body: bytes, tmp_path: Path) -> None:
    with pytest.raises(BadAskError, match="hãy gửi lại"):
        take_in(inbox, request(iter([body])))
    assert list((tmp_path / "inbox").iterdir()) == []


def test_the_disk_is_not_filled(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, KEPT_FREE + 100))
    with pytest.raises(BadAskError, match="ổ đĩa của đài sắp đầy"):
        take_in(inbox, request(iter([form(("f", "x", b"x"))]), 1000))


def test_not_everybody_sends_at_once(inbox: Inbox) -> None:
    async def crowd() -> int:
        async with AsyncExitStack() as all_of_them:
            for number in range(10):
                sent = request(iter([form(("f", "x", b"1"))]))
                try:
                    await all_of_them.enter_async_context(inbox.opened(sent, files=True))
                except BadAskError:
                    return number
        return 10

    assert asyncio.run(crowd()) == AT_ONCE


def test_what_a_crash_left_is_swept_away(tmp_path: Path, work: Work) -> None:
    (tmp_path / "inbox" / "cu").mkdir(parents=True)
    (tmp_path / "inbox" / "cu" / "0").write_bytes(b"x")
    Inbox(tmp_path / "inbox", work)
    assert not (tmp_path / "inbox").exists()


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("loa.mp3", "loa.mp3"),
        ("C:\\fakepath\\loa.mp3", "loa.mp3"),
        ("../../etc/passwd", "passwd"),
        ("..", "tep"),
        ("", "tep"),
        ("a\0b\r\nc.wav", "abc.wav"),
        ("nha\u0323c.wav", "nhạc.wav"),
        (".htaccess", "htaccess"),
        ("x" * 300 + ".wav", "x" * 116 + ".wav"),
    ],
)
def test_a_name_is_a_bare_name(told: str, name: str) -> None:
    assert bare_name(told) == name


@given(st.text(max_size=60))
def test_no_name_leads_anywhere(told: str) -> None:
    assert is_inside(bare_name(told))


def test_only_forms_that_take_files_take_files(browser: TestClient, door: FakeDoor) -> None:
    found = re.search(r'data-form-key="([^"]+)"', browser.get("/").text)
    assert found is not None
    answer = browser.post("/dung", data={"form_key": found.group(1)}, files={"f": ("x", b"x")})
    assert answer.status_code == 400
    assert "stop" not in [what for what, _ in door.asked]


def test_a_stranger_sends_no_file(visit: Callable[..., TestClient], tmp_path: Path) -> None:
    answer = visit().post("/thiet-bi/phuc-hoi", files={"packed": ("x.zip", b"x")})
    assert answer.status_code == 303
    assert not (tmp_path / "inbox").exists()


def test_two_gigabytes_are_refused_at_once_by_a_panel_that_listens(panel: Panel, tmp_path: Path) -> None:
    """What a browser does: it announces 2 GB and begins to send; the answer comes before it has sent one megabyte."""
    place, _, query = panel.link.partition("://")[2].partition("/")
    cookie = _answer(place, f"GET /{query} HTTP/1.1\r\nHost: {place}\r\nConnection: close\r\n\r\n")
    session = re.search(r"set-cookie: ([^;]+)", cookie)
    assert session is not None
    host, _, port = place.rpartition(":")
    begun = time.monotonic()
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(
            f"POST /thiet-bi/phuc-hoi HTTP/1.1\r\nHost: {place}\r\nOrigin: http://{place}\r\n"
            f"Cookie: {session.group(1)}\r\n"
            f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {2 * 10**9}\r\n\r\n".encode()
        )
        line.sendall(b"--x\r\n" + b"\0" * 65536)
        answer = line.recv(65536).decode()
    assert answer.startswith("HTTP/1.1 413")
    assert time.monotonic() - begun < 5.0
    assert not (tmp_path / "var" / "inbox").exists()
    assert LARGEST_UPLOAD < 2 * 10**9


def _answer(place: str, words: str) -> str:
    host, _, port = place.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(words.encode())
        received = b""
        while part := line.recv(65536):
            received += part
    return received.decode()
