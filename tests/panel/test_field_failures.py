"""Failures of the field that the panel must not repeat, each by its number."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fakes.door import FakeDoor
from starlette.testclient import TestClient

from broadcaster.settings import read_settings

Visit = Callable[..., TestClient]
USUAL = ("admin:admin", "admin:", "root:root", "operator:1234", "admin:bell", "source:hackme")
"""What the stations that were hijacked opened to."""


@pytest.mark.parametrize("path", ["/api/v1/urgent", "/api/v1/play", "/api/v1/stop"])
@pytest.mark.parametrize("address", ["127.0.0.1", "192.168.1.20", "203.0.113.9"])
def test_f17_a_new_station_takes_orders_from_nobody_who_has_not_its_token(
    visit: Visit, door: FakeDoor, path: str, address: str
) -> None:
    guest = visit(address)
    for word in USUAL:
        name, _, password = word.partition(":")
        answer = guest.post(path, json={"text": "Giả", "name": "tin"}, auth=(name, password))
        assert answer.status_code in {401, 403}
        answer = guest.post(path, json={"text": "Giả", "name": "tin"}, headers={"Authorization": f"Bearer {password}"})
        assert answer.status_code in {401, 403}
    assert door.asked == []


def test_f17_what_is_not_said_listens_on_this_machine_only() -> None:
    settings, _ = read_settings("station: { name: Đài thử, commune: xã Thử }\n")
    assert settings.panel.host == "127.0.0.1"
