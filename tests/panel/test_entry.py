from __future__ import annotations

import asyncio
import re
from collections.abc import Callable

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from broadcaster.clock import ManualClock
from broadcaster.panel.accounts import Accounts
from broadcaster.panel.entry import unfit
from broadcaster.panel.fake import FakeDoor
from broadcaster.panel.gate import Gate

Visit = Callable[..., TestClient]
PASSWORD = "loa xã mình kêu to"
ORIGIN = {"origin": "http://127.0.0.1:8090"}


def set_password(client: TestClient) -> None:
    answer = client.post("/bat-dau", data={"password": PASSWORD, "again": PASSWORD}, headers=ORIGIN)
    assert answer.status_code == 303


@pytest.mark.parametrize("path", ["/", "/khan-cap", "/lich", "/bai", "/bai/khan-bao", "/nhat-ky", "/khong-co"])
def test_a_stranger_sees_no_page(visit: Visit, door: FakeDoor, path: str) -> None:
    answer = visit().get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/bat-dau")
    assert door.asked == []


@pytest.mark.parametrize("path", ["/phat", "/dung", "/khan-cap", "/khan-cap/xem"])
def test_a_stranger_gives_no_order(visit: Visit, door: FakeDoor, path: str) -> None:
    assert visit().post(path, data={"name": "khan-bao", "sure": "1"}, headers=ORIGIN).status_code == 303
    assert door.asked == []


def test_the_first_visit_on_the_stations_machine_sets_the_password_and_comes_in(visit: Visit) -> None:
    client = visit()
    assert "Đặt mật khẩu cho đài" in client.get("/bat-dau").text
    set_password(client)
    assert client.get("/").status_code == 200
    assert visit().get("/bat-dau").headers["location"] == "/vao"


def test_the_first_visit_from_the_network_sets_nothing(visit: Visit, accounts: Accounts) -> None:
    client = visit("192.168.1.50")
    assert "trên chính máy của đài" in client.get("/bat-dau").text
    answer = client.post("/bat-dau", data={"password": PASSWORD, "again": PASSWORD}, headers=ORIGIN)
    assert answer.status_code == 403
    assert not accounts.has_password()


def test_another_site_cannot_set_the_first_password(visit: Visit, accounts: Accounts) -> None:
    fields = {"password": PASSWORD, "again": PASSWORD}
    assert visit().post("/bat-dau", data=fields).status_code == 403
    assert visit().post("/bat-dau", data=fields, headers={"origin": "http://evil.example"}).status_code == 403
    assert not accounts.has_password()


def test_the_password_is_asked_again_in_another_browser(visit: Visit) -> None:
    set_password(visit())
    other = visit("192.168.1.50")
    assert other.get("/").headers["location"] == "/vao"
    answer = other.post("/vao", data={"password": "sai"}, headers=ORIGIN)
    assert answer.status_code == 403
    assert "mật khẩu không đúng" in answer.text
    assert other.post("/vao", data={"password": PASSWORD}, headers=ORIGIN).headers["location"] == "/"
    assert other.get("/").status_code == 200


def test_guessing_is_made_to_wait_and_the_right_word_too(visit: Visit, clock: ManualClock) -> None:
    set_password(visit())
    guesser = visit("192.168.1.66")
    for _ in range(5):
        guesser.post("/vao", data={"password": "đoán mò"}, headers=ORIGIN)
    held = guesser.post("/vao", data={"password": PASSWORD}, headers=ORIGIN)
    assert held.status_code == 403
    assert "hãy đợi" in held.text
    clock.advance(6)
    assert guesser.post("/vao", data={"password": PASSWORD}, headers=ORIGIN).status_code == 303


def test_a_crowd_of_guesses_does_not_queue_up(gate: Gate, accounts: Accounts) -> None:
    accounts.set_first_password(PASSWORD)

    async def crowd() -> list[str | None]:
        asked = [Request({"type": "http", "headers": [], "client": (f"10.0.0.{n}", 1)}) for n in range(50)]
        return await asyncio.gather(*(gate.try_password(request, "đoán mò") for request in asked))

    answers = asyncio.run(crowd())
    assert sum(answer is not None and "nhiều người" in answer for answer in answers) == 46


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(visit: Visit, gate: Gate) -> None:
    cookie = visit().get(f"/?key={gate.link_key}").headers["set-cookie"]
    assert cookie.startswith("dai-8090=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def test_the_link_of_the_terminal_lets_in_and_leaves_the_address_clean(visit: Visit, gate: Gate) -> None:
    client = visit()
    answer = client.get(f"/?key={gate.link_key}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert client.get("/").status_code == 200
    assert visit().get("/?key=bia").headers["location"] == "/bat-dau"


def test_signing_out_needs_the_form_and_ends_the_session(browser: TestClient) -> None:
    key = form_key(browser)
    browser.post("/ra", data={"form_key": "bịa"})
    assert browser.get("/").status_code == 200
    browser.post("/ra", data={"form_key": key})
    assert browser.get("/").status_code == 303


def form_key(client: TestClient) -> str:
    found = re.search(r'data-form-key="([^"]+)"', client.get("/").text)
    assert found is not None
    return found.group(1)


@pytest.mark.parametrize(
    ("password", "again", "says"),
    [
        ("ngắn", "ngắn", "ít nhất 8 chữ"),
        ("11111111", "11111111", "dễ đoán"),
        ("mật khẩu một", "mật khẩu hai", "không giống nhau"),
    ],
)
def test_a_weak_password_is_told_why(visit: Visit, password: str, again: str, says: str) -> None:
    assert says in str(unfit(password, again))
    answer = visit().post("/bat-dau", data={"password": password, "again": again}, headers=ORIGIN)
    assert answer.status_code == 400
    assert says in answer.text
