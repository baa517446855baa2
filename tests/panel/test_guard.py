from __future__ import annotations

from collections.abc import Callable
from email.utils import parsedate_to_datetime

import pytest
from fakes.door import FakeDoor
from starlette.testclient import TestClient

from broadcaster.clock import ManualClock
from broadcaster.panel.guard import is_own_host

Visit = Callable[..., TestClient]
NAMES = frozenset({"localhost", "dai-quang-phu"})


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1:8090", "localhost:8090", "localhost", "[::1]:8090", "192.168.1.9:8090", "dai-quang-phu", "LOCALHOST"],
)
def test_bare_addresses_and_own_names_are_the_station(host: str) -> None:
    assert is_own_host(host, NAMES)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "evil.example:8090",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "[::1",
        "a b",
        "127.0.0.1@evil.example",
    ],
)
def test_any_other_name_is_not(host: str) -> None:
    assert not is_own_host(host, NAMES)


def test_a_foreign_name_that_resolves_to_loopback_reads_nothing(command: TestClient, door: FakeDoor) -> None:
    answer = command.get("/api/v1/status", headers={"host": "rebound.example:8090"})
    assert answer.status_code == 403
    assert door.asked == []


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "http://localhost:8090"])
def test_another_sites_order_is_refused_even_with_the_token(command: TestClient, door: FakeDoor, origin: str) -> None:
    assert command.post("/api/v1/stop", headers={"origin": origin}).status_code == 403
    assert door.asked == []


def test_a_browser_that_says_cross_site_is_believed(command: TestClient) -> None:
    assert command.post("/api/v1/stop", headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_every_answer_carries_the_strict_policy(visit: Visit) -> None:
    for path in ("/", "/vao", "/static/panel.js", "/api/v1/status", "/khong-co"):
        headers = visit().get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'self'; ")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"


def test_every_answer_says_when_it_was_given(visit: Visit, clock: ManualClock) -> None:
    browser = visit()
    for path in ("/", "/static/panel.js", "/api/v1/status", "/khong-co"):
        assert parsedate_to_datetime(browser.get(path).headers["date"]) == clock.now().replace(microsecond=0)
        clock.advance(1.0)
