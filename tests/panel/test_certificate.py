from __future__ import annotations

import os
import socket
import ssl
import stat
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from fakes.door import FakeDoor

from broadcaster.clock import ManualClock
from broadcaster.errors import NotRunningError
from broadcaster.folder import StationFolder
from broadcaster.panel import certified
from broadcaster.panel.certificate import LIFE, see_to
from broadcaster.panel.client import Client
from broadcaster.panel.panel import Panel

NOW = datetime(2026, 11, 25, tzinfo=UTC)


def test_it_is_made_once_and_kept(tmp_path: Path) -> None:
    first = see_to(tmp_path, NOW, ["localhost", "192.168.1.5"])
    assert see_to(tmp_path, NOW + timedelta(days=300), ["localhost"]) == first
    assert first.count(":") == 31
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / certified.KEY).stat().st_mode) == 0o600


def test_it_is_made_anew_before_it_ends_and_for_a_new_address_with_the_same_key(tmp_path: Path) -> None:
    first = see_to(tmp_path, NOW, ["localhost"])
    key = (tmp_path / certified.KEY).read_text()
    second = see_to(tmp_path, NOW + LIFE - timedelta(days=10), ["localhost"])
    assert second != first
    third = see_to(tmp_path, NOW + LIFE, ["192.168.1.9"])
    assert third != second
    assert (tmp_path / certified.KEY).read_text() == key
    names = x509.load_pem_x509_certificate((tmp_path / certified.CERTIFICATE).read_bytes()).extensions
    told = names.get_extension_for_class(x509.SubjectAlternativeName).value
    assert sorted(str(one.value) for one in told) == ["192.168.1.9", "localhost"]


def test_what_is_damaged_is_made_anew(tmp_path: Path) -> None:
    first = see_to(tmp_path, NOW, ["localhost"])
    (tmp_path / certified.CERTIFICATE).write_text("hỏng")
    (tmp_path / certified.KEY).write_text("hỏng")
    assert see_to(tmp_path, NOW, ["localhost"]) != first


def test_a_clock_that_woke_up_in_1970_makes_one_that_holds_today(tmp_path: Path) -> None:
    see_to(tmp_path, datetime(1970, 1, 1, tzinfo=UTC), ["localhost"])
    made = x509.load_pem_x509_certificate((tmp_path / certified.CERTIFICATE).read_bytes())
    assert made.not_valid_before_utc < NOW < made.not_valid_after_utc


@pytest.fixture
def encrypted(door: FakeDoor, clock: ManualClock, tmp_path: Path) -> Iterator[Panel]:
    panel = Panel(door, StationFolder(tmp_path), clock, "127.0.0.1", 0)
    panel.start(tls=True)
    yield panel
    panel.stop()


def test_the_command_talks_to_an_encrypted_panel(encrypted: Panel, tmp_path: Path) -> None:
    assert encrypted.url.startswith("https://127.0.0.1:")
    assert Client(StationFolder(tmp_path)).get("/status")["station"] == "Đài Truyền thanh xã Quảng Phú"


def test_the_command_trusts_no_other_certificate(encrypted: Panel, tmp_path: Path) -> None:
    see_to(tmp_path / "khac", NOW, ["localhost"])
    (tmp_path / "var" / "tls" / certified.CERTIFICATE).write_bytes(
        (tmp_path / "khac" / certified.CERTIFICATE).read_bytes()
    )
    with pytest.raises(NotRunningError):
        Client(StationFolder(tmp_path)).get("/status")


def test_a_cookie_is_secure_where_and_only_where_the_way_is_encrypted(
    encrypted: Panel, panel: Panel, tmp_path: Path
) -> None:
    context = ssl.create_default_context(cafile=str(tmp_path / "var" / "tls" / certified.CERTIFICATE))
    secure = context.wrap_socket(_line(encrypted), server_hostname="127.0.0.1")
    assert "; secure" in _first_cookie(secure, encrypted)
    assert "; secure" not in _first_cookie(_line(panel), panel)


def _line(panel: Panel) -> socket.socket:
    host, _, port = panel.url.partition("://")[2].rpartition(":")
    return socket.create_connection((host, int(port)), timeout=10)


def _first_cookie(line: socket.socket, panel: Panel) -> str:
    place, _, query = panel.link.partition("://")[2].partition("/")
    line.sendall(f"GET /{query} HTTP/1.1\r\nHost: {place}\r\nConnection: close\r\n\r\n".encode())
    received = b""
    while part := line.recv(65536):
        received += part
    line.close()
    return next(row for row in received.decode().lower().split("\r\n") if row.startswith("set-cookie: dai-"))


def test_without_a_certificate_nothing_goes_bare_to_the_network(
    door: FakeDoor, clock: ManualClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise subprocess.CalledProcessError(1, "x", stderr="Traceback\nModuleNotFoundError: cryptography")

    monkeypatch.setattr(subprocess, "run", fail)
    panel = Panel(door, StationFolder(tmp_path), clock, "0.0.0.0", 0)
    try:
        assert panel.start(tls=True).startswith("http://127.0.0.1:")
        assert panel.is_local
        assert "chỉ mở ở ngay máy này" in panel.notices[0]
        assert "cryptography" in panel.notices[0]
    finally:
        panel.stop()


def test_what_is_open_to_the_network_says_what_that_means(door: FakeDoor, clock: ManualClock, tmp_path: Path) -> None:
    for tls, says in ((False, "không mã hoá"), (True, "dấu vân tay")):
        panel = Panel(door, StationFolder(tmp_path), clock, "0.0.0.0", 0)
        panel.start(tls=tls)
        assert says in panel.notices[0]
        assert f"http{'s' if tls else ''}://" in panel.notices[0]
        panel.stop()
