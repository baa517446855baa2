"""All that stands in the tables, now or one day, is held to the same: described, for its role, told, unforgeable."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes.door import FakeDoor
from starlette.testclient import TestClient

from broadcaster.panel.addresses import DOCUMENT, all_actions, all_pages, document
from broadcaster.panel.endpoints import ENDPOINTS
from broadcaster.panel.gate import Gate
from broadcaster.panel.roles import ALL, Role
from broadcaster.panel.showing import DOWNLOADS
from broadcaster.panel.tables import Download, Page
from broadcaster.station.door import RefusedError

ROOT = Path(__file__).resolve().parents[2]
Enter = Callable[..., TestClient]
Visit = Callable[..., TestClient]


def filled(path: str) -> str:
    return re.sub(r"\{[^}]+\}", "x", path)


@pytest.fixture
def strangers(enter: Enter) -> dict[Role, TestClient]:
    """For each role a browser whose account has all the others an account can have without it."""
    others = {role: [one for one in Role if one not in {role, Role.ADMIN, Role.LOOK}] for role in Role}
    return {role: enter(f"không {role.name.lower()}", *others[role]) for role in Role if role is not Role.LOOK}


def key_of(client: TestClient) -> str:
    found = re.search(r'data-form-key="([^"]+)"', client.get("/tai-khoan").text)
    assert found is not None
    return found.group(1)


def test_the_page_of_addresses_is_what_the_tables_say(gate: Gate) -> None:
    written = (ROOT / DOCUMENT).read_text(encoding="utf-8")
    assert written == document(gate), "gõ: python -m broadcaster.panel.addresses"


def test_every_address_of_the_interface_is_described() -> None:
    text = (ROOT / "docs" / "http.md").read_text(encoding="utf-8")
    for end in ENDPOINTS:
        path = end.path.replace("{name}", "NAME")
        assert f"`{end.method} {path}" in text


def test_what_changes_something_needs_more_than_looking_and_tells(gate: Gate) -> None:
    for action in all_actions(gate):
        assert not action.changes or action.tells
        assert action.needs is not Role.LOOK or action.path == "/tai-khoan"
    for end in ENDPOINTS:
        assert (end.needs is Role.LOOK) == (end.method == "GET")
        assert bool(end.tells) == (end.method == "POST" and end.path != "/urgent/preview")


def test_a_page_or_file_opens_for_its_role_only(gate: Gate, strangers: dict[Role, TestClient]) -> None:
    rows: list[Page | Download] = [*all_pages(gate), *DOWNLOADS]
    for row in rows:
        if row.needs is not Role.LOOK:
            answer = strangers[row.needs].get(filled(row.path))
            assert answer.status_code == 403, row.path
            assert f"cần quyền {row.needs.value}" in answer.text
            assert "«Chị Lan»" in answer.text


def test_a_form_is_obeyed_for_its_role_only(gate: Gate, strangers: dict[Role, TestClient], door: FakeDoor) -> None:
    keys = {role: key_of(client) for role, client in strangers.items()}
    asked = list(door.asked)
    for action in all_actions(gate):
        if action.needs is not Role.LOOK:
            fields = {"form_key": keys[action.needs], "sure": "1", "name": "x"}
            answer = strangers[action.needs].post(filled(action.path), data=fields)
            assert answer.status_code == 403, action.path
            assert f"cần quyền {action.needs.value}" in answer.text
    assert door.asked == asked


def test_the_interface_answers_for_its_role_only(strangers: dict[Role, TestClient], door: FakeDoor) -> None:
    keys = {role: key_of(client) for role, client in strangers.items()}
    asked = list(door.asked)
    for end in ENDPOINTS:
        if end.needs is not Role.LOOK:
            headers = {"x-form-key": keys[end.needs]}
            answer = strangers[end.needs].post("/api/v1" + end.path, json={"name": "x"}, headers=headers)
            assert answer.status_code == 403, end.path
            assert f"cần quyền {end.needs.value}" in answer.json()["error"]
    assert door.asked == asked


def test_a_form_without_its_key_or_from_another_site_does_nothing(
    gate: Gate, browser: TestClient, door: FakeDoor
) -> None:
    key = key_of(browser)
    asked = list(door.asked)
    for action in all_actions(gate):
        for fields in ({"name": "x"}, {"name": "x", "form_key": "bịa"}):
            answer = browser.post(filled(action.path), data=fields)
            assert answer.status_code == 403, action.path
            assert "Trang đã cũ" in answer.text
        foreign = browser.post(
            filled(action.path), data={"form_key": key, "name": "x"}, headers={"origin": "http://evil.example"}
        )
        assert foreign.status_code == 403, action.path
    assert door.asked == asked


def test_a_stranger_gets_no_page_no_file_and_no_order(gate: Gate, visit: Visit, door: FakeDoor) -> None:
    gate.register.accounts.found("Chị Lan", "một câu dễ nhớ")
    client = visit("192.168.1.66")
    rows: list[Page | Download] = [*all_pages(gate), *DOWNLOADS]
    for row in rows:
        assert client.get(filled(row.path)).headers.get("location") == "/vao", row.path
    for action in all_actions(gate):
        answer = client.post(filled(action.path), data={"name": "x"}, headers={"origin": "http://127.0.0.1:8090"})
        assert answer.headers.get("location") == "/vao", action.path
    for end in ENDPOINTS:
        assert client.request(end.method, "/api/v1" + filled(end.path)).status_code == 401, end.path
    assert door.asked == []


def test_every_change_leaves_one_line_in_the_trail_done_or_not(gate: Gate, browser: TestClient, door: FakeDoor) -> None:
    key = key_of(browser)
    door.trouble = RefusedError("thử thôi")
    for action in all_actions(gate):
        before = len(gate.register.trail.read(1000)[0])
        browser.post(filled(action.path), data={"form_key": key, "name": "x"})
        deeds = gate.register.trail.read(1000)[0]
        assert len(deeds) - before == bool(action.tells), action.path
        if action.tells:
            assert (deeds[0].what, deeds[0].who, deeds[0].origin) == (action.tells, "người ở máy đài", "127.0.0.1")
            assert deeds[0].outcome != ""


def test_every_change_by_the_interface_leaves_one_too(gate: Gate, command: TestClient, door: FakeDoor) -> None:
    for end in ENDPOINTS:
        before = len(gate.register.trail.read(1000)[0])
        command.request(end.method, "/api/v1" + filled(end.path), json={"text": "Lũ"} if end.method == "POST" else None)
        deeds = gate.register.trail.read(1000)[0]
        assert len(deeds) - before == bool(end.tells), end.path
        if end.tells:
            assert deeds[0].who == "lệnh broadcaster"


def test_the_command_may_do_everything(command: TestClient, door: FakeDoor) -> None:
    assert command.post("/api/v1/urgent", json={"text": "Lũ đang lên"}).status_code == 200
    assert command.get("/api/v1/devices").json()["volume"] == 80
    assert command.get("/api/v1/doctor").json()["findings"][0]["name"] == "Tệp của đài"
    assert frozenset(Role) == ALL
