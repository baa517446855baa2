from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes.devices import BACKUP
from fakes.door import FakeDoor
from starlette.testclient import TestClient

from broadcaster.panel.gate import Gate
from broadcaster.panel.roles import Role

Enter = Callable[..., TestClient]


def key_of(client: TestClient) -> str:
    found = re.search(r'data-form-key="([^"]+)"', client.get("/").text)
    assert found is not None
    return found.group(1)


def test_the_page_tells_every_part_and_what_to_do(browser: TestClient, door: FakeDoor) -> None:
    door.devices.healthy = False
    text = browser.get("/thiet-bi").text
    for words in (
        "không tìm thấy thiết bị âm thanh",
        "thiếu tiếng 3 lần",
        "đài bật trước khi có tiếng 5 giây",
        "Giọng có sẵn trong máy</strong> đang dùng (nu-trung)",
        "Cần làm: tải giọng rồi đặt vào đó",
        "Cần làm: cắm loa hoặc cạc âm thanh",
        "chỉ mở được ở ngay máy của đài",
        BACKUP,
        "41,3 MB",
    ):
        assert words in text


def test_who_may_only_look_sees_no_button(enter: Enter, door: FakeDoor) -> None:
    text = enter("Cô Mai").get("/thiet-bi").text
    assert "Phát tiếng thử" not in text
    assert BACKUP not in text
    assert "Cho mở từ đâu" not in text
    assert "Giọng đọc" in text


@pytest.mark.parametrize(
    ("path", "fields", "asked"),
    [
        ("/thiet-bi/loa", {}, ("try_sound", ("Anh Hùng (127.0.0.1)", False))),
        ("/thiet-bi/loa", {"anyway": "1"}, ("try_sound", ("Anh Hùng (127.0.0.1)", True))),
        ("/thiet-bi/am-chuan", {}, ("try_tone", ("Anh Hùng (127.0.0.1)", False))),
        ("/thiet-bi/tang-am", {}, ("try_amplifier", None)),
        ("/thiet-bi/am-luong", {"volume": "60"}, ("set_volume", 60)),
    ],
)
def test_whoever_airs_tries_the_machine(
    enter: Enter, door: FakeDoor, path: str, fields: dict[str, str], asked: tuple[str, object]
) -> None:
    client = enter("Anh Hùng", Role.AIR)
    answer = client.post(path, data={"form_key": key_of(client), **fields})
    assert answer.status_code == 303
    assert asked in door.asked
    assert 'role="status"' in client.get(answer.headers["location"]).text


@pytest.mark.parametrize("volume", ["", "5", "101", "to", "１００"])
def test_a_volume_nobody_hears_is_refused(browser: TestClient, door: FakeDoor, volume: str) -> None:
    answer = browser.post("/thiet-bi/am-luong", data={"form_key": key_of(browser), "volume": volume})
    assert answer.status_code == 400
    assert door.devices.volume == 80


def test_a_trial_in_quiet_hours_says_why_not(browser: TestClient, door: FakeDoor) -> None:
    door.devices.rule = "nằm trong giờ yên tĩnh 21:00–04:45"
    answer = browser.post("/thiet-bi/loa", data={"form_key": key_of(browser)})
    assert answer.status_code == 409
    assert "giờ yên tĩnh" in answer.text


@pytest.mark.parametrize(("to", "asked"), [("here", (False, False)), ("tls", (True, True)), ("plain", (True, False))])
def test_an_administrator_opens_the_page_to_the_network_knowingly(
    browser: TestClient, door: FakeDoor, to: str, asked: tuple[bool, bool]
) -> None:
    answer = browser.post("/thiet-bi/mo", data={"form_key": key_of(browser), "to": to})
    assert ("open_panel", asked) in door.asked
    shown = browser.get(answer.headers["location"]).text
    assert ("tắt đài rồi bật lại" in shown) == (to != "here")


def test_a_backup_is_made_and_saved(browser: TestClient, door: FakeDoor) -> None:
    answer = browser.post("/thiet-bi/sao-luu", data={"form_key": key_of(browser)})
    assert answer.headers["location"].startswith("/thiet-bi?da=sao-luu")
    file = browser.get(f"/thiet-bi/sao-luu/{BACKUP}")
    assert file.content == b"PK"
    assert file.headers["content-disposition"].startswith("attachment")
    assert browser.get("/thiet-bi/sao-luu/..%2f..%2fpanel.sqlite").status_code == 404


def test_a_backup_comes_back_as_a_file(browser: TestClient, door: FakeDoor, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("config.yaml", "x")
    fields = {"form_key": key_of(browser), "sure": "1"}
    answer = browser.post(
        "/thiet-bi/phuc-hoi", data=fields, files={"packed": ("C:\\fakepath\\sao-luu.zip", packed.getvalue())}
    )
    assert answer.headers["location"].startswith("/thiet-bi?da=phuc-hoi")
    assert door.devices.restored == packed.getvalue()
    assert ("restore", (True, False)) in door.asked
    assert list((tmp_path / "inbox").iterdir()) == []


@pytest.mark.parametrize(
    ("fields", "files", "says"),
    [({"sure": "1"}, {}, "Hãy chọn tệp"), ({}, {"packed": ("x.zip", b"x")}, "Tôi chắc chắn")],
)
def test_nothing_is_replaced_by_mistake(
    browser: TestClient, door: FakeDoor, fields: dict[str, str], files: dict[str, tuple[str, bytes]], says: str
) -> None:
    sent = {**fields, "form_key": key_of(browser)}
    answer = browser.post("/thiet-bi/phuc-hoi", data=sent, files=files or {"other": ("", b"")})
    assert answer.status_code == 400
    assert says in answer.text
    assert "restore" not in [what for what, _ in door.asked]


@pytest.mark.parametrize("path", ["/thiet-bi/mo", "/thiet-bi/sao-luu", "/thiet-bi/phuc-hoi"])
def test_whoever_airs_does_not_administer(enter: Enter, door: FakeDoor, path: str) -> None:
    client = enter("Anh Hùng", Role.AIR)
    answer = client.post(path, data={"form_key": key_of(client), "to": "plain", "sure": "1"})
    assert answer.status_code == 403
    assert "cần quyền quản trị" in answer.text
    assert "«Chị Lan»" in answer.text
    assert client.get(f"/thiet-bi/sao-luu/{BACKUP}").status_code == 403


def test_what_was_tried_is_in_the_trail(browser: TestClient, gate: Gate) -> None:
    key = key_of(browser)
    browser.post("/thiet-bi/am-luong", data={"form_key": key, "volume": "60"})
    browser.post("/thiet-bi/am-luong", data={"form_key": key, "volume": "6"})
    told = [(deed.what, deed.about, deed.outcome) for deed in gate.register.trail.read()[0]]
    assert told == [
        ("đổi âm lượng", "6", "không: âm lượng từ 10% đến 100%"),
        ("đổi âm lượng", "60", "xong"),
    ]
