from __future__ import annotations

import asyncio
import re
from collections.abc import Callable

import pytest
from fakes.door import FakeDoor
from starlette.requests import Request
from starlette.testclient import TestClient

from broadcaster.clock import ManualClock
from broadcaster.errors import BroadcasterError
from broadcaster.panel import gate as gates
from broadcaster.panel.gate import Gate, NotLetInError
from broadcaster.panel.register import Register

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
    assert "Bắt đầu dùng đài" in client.get("/bat-dau").text
    set_password(client)
    assert client.get("/").status_code == 200
    assert visit().get("/bat-dau").headers["location"] == "/vao"


def test_the_first_visit_from_the_network_sets_nothing(visit: Visit, register: Register) -> None:
    client = visit("192.168.1.50")
    assert "trên chính máy của đài" in client.get("/bat-dau").text
    answer = client.post("/bat-dau", data={"password": PASSWORD, "again": PASSWORD}, headers=ORIGIN)
    assert answer.status_code == 403
    assert not register.accounts.has_any()


def test_another_site_cannot_set_the_first_password(visit: Visit, register: Register) -> None:
    fields = {"password": PASSWORD, "again": PASSWORD}
    assert visit().post("/bat-dau", data=fields).status_code == 403
    assert visit().post("/bat-dau", data=fields, headers={"origin": "http://evil.example"}).status_code == 403
    assert not register.accounts.has_any()


def test_the_password_is_asked_again_in_another_browser(visit: Visit) -> None:
    set_password(visit())
    other = visit("192.168.1.50")
    assert other.get("/").headers["location"] == "/vao"
    answer = other.post("/vao", data={"password": "sai"}, headers=ORIGIN)
    assert answer.status_code == 403
    assert "tên hoặc mật khẩu không đúng" in answer.text
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


def test_a_crowd_of_guesses_does_not_queue_up(gate: Gate, register: Register) -> None:
    register.accounts.found("Chị Lan", PASSWORD)

    async def guess(number: int) -> str:
        request = Request({"type": "http", "headers": [], "client": (f"10.0.0.{number}", 1)})
        try:
            return await gate.try_password(request, "", "đoán mò")
        except NotLetInError as error:
            return str(error)

    async def crowd() -> list[str]:
        return await asyncio.gather(*map(guess, range(50)))

    answers = asyncio.run(crowd())
    assert sum("nhiều người" in answer for answer in answers) == 46


@pytest.mark.slow
def test_a_refusal_is_kept_back_and_keeps_nobody_else_waiting(
    gate: Gate, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred guesses are answered after one pause together, none of them sooner."""
    register.accounts.found("Chị Lan", PASSWORD)
    monkeypatch.setattr(gates, "PENALTY", 0.3)

    async def guess(number: int) -> float:
        begun = asyncio.get_running_loop().time()
        request = Request({"type": "http", "headers": [], "client": (f"10.0.0.{number}", 1)})
        with pytest.raises(NotLetInError):
            await gate.try_password(request, "", "đoán mò")
        return asyncio.get_running_loop().time() - begun

    async def crowd() -> list[float]:
        return await asyncio.gather(*map(guess, range(100)))

    assert min(asyncio.run(crowd())) >= 0.3


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(visit: Visit, gate: Gate) -> None:
    cookie = visit().get(f"/?key={gate.link_key}").headers["set-cookie"]
    assert cookie.startswith("dai-8090=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def test_the_link_of_the_terminal_lets_in_and_leaves_the_address_clean(visit: Visit, gate: Gate) -> None:
    client = visit()
    answer = client.get(f"/?key={gate.link_key}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/bat-dau")
    assert client.get("/").status_code == 200
    gate.register.accounts.found("Chị Lan", PASSWORD)
    assert visit().get(f"/lich?key={gate.link_key}").headers["location"] == "/lich"
    assert visit().get("/?key=bia").headers["location"] == "/vao"


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
    ("fields", "says"),
    [
        ({"password": "ngắn", "again": "ngắn"}, "ít nhất 8 chữ"),
        ({"password": "mật khẩu một", "again": "mật khẩu hai"}, "không giống nhau"),
        ({"password": PASSWORD, "again": PASSWORD, "name": "<b>"}, "chỉ dùng chữ, số"),
    ],
)
def test_a_first_visit_that_will_not_do_is_told_why(
    visit: Visit, door: FakeDoor, register: Register, fields: dict[str, str], says: str
) -> None:
    answer = visit().post("/bat-dau", data={"station": "Đài xã Mới", **fields}, headers=ORIGIN)
    assert answer.status_code == 400
    assert says in answer.text
    assert 'value="Đài xã Mới"' in answer.text
    assert not register.accounts.has_any()
    assert ("rename", "Đài xã Mới") not in door.asked


def test_the_first_visit_names_the_station_tries_the_loudspeaker_and_shows_the_day(
    visit: Visit, door: FakeDoor, register: Register
) -> None:
    client, door.on_air = visit(), False
    fields = {"station": "Đài xã Mới", "name": "Chị Lan", "password": PASSWORD, "again": PASSWORD}
    answer = client.post("/bat-dau", data=fields, headers=ORIGIN)
    assert ("rename", "Đài xã Mới") in door.asked
    assert register.accounts.admins() == ["Chị Lan"]
    page = client.get(answer.headers["location"])
    assert "Phát tiếng thử" in page.text
    tried = client.post("/bat-dau/thu-loa", data={"form_key": form_key(client)}, headers=ORIGIN)
    assert ("try_sound", ("Chị Lan (127.0.0.1)", True)) in door.asked
    assert "Bạn có nghe thấy không?" in client.get(tried.headers["location"]).text
    assert "Ngày hôm nay" in client.get("/").text


def test_where_the_station_sounds_already_nothing_needs_to_be_tried(visit: Visit, door: FakeDoor) -> None:
    client = visit()
    set_password(client)
    text = client.get("/bat-dau/thu-loa").text
    assert "Đài đang phát «Buổi chiều thứ hai, thứ năm» ra loa" in text
    assert "Bạn có nghe thấy không?" in text
    assert "try_sound" not in [what for what, _ in door.asked]


def test_a_station_that_cannot_be_named_gets_no_password_either(
    visit: Visit, door: FakeDoor, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: str) -> None:
        raise BroadcasterError("config.yaml vừa được sửa ở nơi khác")

    monkeypatch.setattr(door.devices, "rename", refuse)
    fields = {"station": "Đài xã Mới", "password": PASSWORD, "again": PASSWORD}
    answer = visit().post("/bat-dau", data=fields, headers=ORIGIN)
    assert "sửa ở nơi khác" in answer.text
    assert not register.accounts.has_any()


def test_the_link_of_the_terminal_founds_the_station_from_a_phone_too(visit: Visit, gate: Gate) -> None:
    phone = visit("192.168.1.50")
    phone.get(f"/?key={gate.link_key}")
    assert "Mật khẩu mới" in phone.get("/bat-dau").text
    answer = phone.post("/bat-dau", data={"password": PASSWORD, "again": PASSWORD}, headers=ORIGIN)
    assert answer.headers["location"] == "/bat-dau/thu-loa"


def test_with_several_accounts_the_name_is_asked_for(visit: Visit, register: Register) -> None:
    register.accounts.found("Chị Lan", PASSWORD)
    assert 'name="name"' not in visit().get("/vao").text
    register.accounts.add("Anh Hùng", "câu khác hẳn", [])
    assert 'name="name"' in visit().get("/vao").text
    assert visit().post("/vao", data={"password": PASSWORD}, headers=ORIGIN).status_code == 403
    client = visit()
    client.post("/vao", data={"name": "anh hùng", "password": "câu khác hẳn"}, headers=ORIGIN)
    assert "Tài khoản: Anh Hùng" in client.get("/").text


def test_every_way_in_is_told(visit: Visit, register: Register) -> None:
    set_password(visit())
    visit("10.0.0.9").post("/vao", data={"name": "lỡ gõ mật khẩu vào đây", "password": "sai"}, headers=ORIGIN)
    visit("10.0.0.9").post("/vao", data={"name": "CÁN bộ đài", "password": "sai"}, headers=ORIGIN)
    visit("10.0.0.9").post("/vao", data={"password": PASSWORD}, headers=ORIGIN)
    deeds = [(deed.who, deed.origin, deed.what, deed.outcome) for deed in register.trail.read()[0]]
    assert deeds == [
        ("cán bộ đài", "10.0.0.9", "đăng nhập", "xong"),
        ("cán bộ đài", "10.0.0.9", "đăng nhập", "sai tên hoặc mật khẩu"),
        ("không rõ ai", "10.0.0.9", "đăng nhập", "sai tên hoặc mật khẩu"),
        ("cán bộ đài", "127.0.0.1", "đặt mật khẩu đầu tiên", "xong"),
    ]
