"""The page "Bài" as a browser meets it: found, written, heard, approved, brought in, put away."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fakes.door import FakeDoor
from fakes.texts import BODY, VERSION
from starlette.testclient import TestClient

from broadcaster.errors import Mistake
from broadcaster.panel.roles import Role
from broadcaster.station.door import RefusedError

WRONG = Mistake("scripts/vi/a.md", 3, 1, "ngày '31/02/2020' không có", "viết ngày như 28/02/2020")


@pytest.fixture
def key(browser: TestClient) -> str:
    found = re.search(r'data-form-key="([^"]+)"', browser.get("/bai").text)
    assert found is not None
    return found.group(1)


def asked(door: FakeDoor, what: str) -> list[Any]:
    return [detail for name, detail in door.asked if name == what]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("tim=loi+ich", ["Lợi ích của Bluezone"]),
        ("tim=CHUC", ["Chúc Tết"]),
        ("tim=tong+dai+bo+y+te", 7),
        ("tim=khongco", 0),
        ("tt=unapproved", ["Bài nháp về lúa"]),
        ("the=khan", ["Thông báo khẩn về bão"]),
        ("tt=ready&the=bluezone&tim=bluezone", ["Lợi ích của Bluezone"]),
        ("", 7),
    ],
)
def test_texts_are_found_by_words_tag_and_state(browser: TestClient, query: str, titles: list[str] | int) -> None:
    page = browser.get(f"/bai?{query}").text
    found = re.findall(r"<strong>([^<]+)</strong></a>", page)
    assert found == titles if isinstance(titles, list) else len(found) == titles


def test_how_each_stands_is_told_in_words_and_by_a_shape(browser: TestClient) -> None:
    page = browser.get("/bai").text
    for state, words in (("unapproved", "Chưa duyệt"), ("withdrawn", "Đã rút"), ("over", "Hết hiệu lực")):
        assert re.search(rf'state is-{state}"><svg[^>]*>.*?</svg>{words}', page)


def test_a_text_shows_what_will_be_spoken_with_the_changed_words_marked(browser: TestClient) -> None:
    page = browser.get("/bai/bluezone-loi-ich").text
    marked = "<ruby><mark>một chín không không, chín không chín năm</mark><rp> (</rp><rt>19009095</rt>"
    assert marked in page
    assert 'href="/tu-dien?viet=19009095&amp;bai=bluezone-loi-ich"' in page
    assert 'href="/lich/them?bai=bluezone-loi-ich"' in page
    assert "Buổi sáng thứ hai, thứ năm" in page
    assert "Phát ngay ra loa" in page
    assert browser.get("/bai/khong-co").status_code == 404


def test_a_text_is_heard_whole_or_from_a_sentence(browser: TestClient, door: FakeDoor, tmp_path: Path) -> None:
    door.texts.ready = False
    waiting = browser.get("/bai/nhap?nghe=1").text
    assert "xong 40 %" in waiting
    assert 'http-equiv="refresh"' in waiting
    door.texts.ready = True
    page = browser.get("/bai/nhap?nghe=1").text
    assert 'src="/tieng-bai/abc123"' in page
    assert 'href="/tieng-bai/abc123#t=4.5" data-start="4.5" aria-label="Nghe từ câu 2"' in page
    assert browser.get("/tieng-bai/abc123").status_code == 404
    door.texts.sound = tmp_path / "a.flac"
    door.texts.sound.write_bytes(bytes(range(100)))
    part = browser.get("/tieng-bai/abc123", headers={"range": "bytes=10-19"})
    assert (part.status_code, part.content, part.headers["content-type"]) == (206, bytes(range(10, 20)), "audio/flac")


def test_a_new_text(browser: TestClient, door: FakeDoor, key: str) -> None:
    page = browser.get("/viet-bai").text
    assert 'enctype="multipart/form-data"' in page
    fields = {"name": "", "title": " Họp  thôn ", "body": "Một.\r\n\r\nHai.", "tags": "hop, thon ,", "valid_until": "",
              "issued_by": "UBND xã", "form_key": key}  # fmt: skip
    saved = browser.post("/viet-bai/luu", data=fields)
    assert saved.headers["location"] == "/bai/bai-moi?da=luu"
    name, told, body, seen = asked(door, "save_text")[0]
    assert (name, body, seen) == ("", "Một.\n\nHai.", "")
    assert told == {"title": "Họp thôn", "tags": ["hop", "thon"], "issued_by": "UBND xã", "valid_from": None,
                    "valid_until": None, "voice": None, "blanks": None}  # fmt: skip


def test_a_changed_text_that_lost_its_approval_says_so(browser: TestClient, door: FakeDoor, key: str) -> None:
    page = browser.get("/bai/bluezone-loi-ich/sua").text
    assert "phải duyệt lại" in page
    assert unescape(page).count(BODY.split("\n")[0]) >= 1
    door.texts.unapproved = True
    saved = browser.post("/viet-bai/luu", data={"name": "bluezone-loi-ich", "title": "X", "body": "Y", "form_key": key})
    assert saved.headers["location"] == "/bai/bluezone-loi-ich?da=mat-duyet"
    assert "phải duyệt lại mới phát được" in browser.get(saved.headers["location"]).text


def test_a_template_keeps_its_blanks(browser: TestClient, door: FakeDoor, key: str) -> None:
    fields = {"name": "khan-bao", "title": "Bão", "body": "x", "blanks": "ten_bao: bão số 5\ngio: 17h: chiều",
              "form_key": key}  # fmt: skip
    browser.post("/viet-bai/luu", data=fields)
    assert asked(door, "save_text")[0][1]["blanks"] == {"ten_bao": "bão số 5", "gio": "17h: chiều"}


def test_mistakes_are_told_and_nothing_typed_is_lost(browser: TestClient, door: FakeDoor, key: str) -> None:
    door.texts.wrong = [WRONG]
    sent = {"name": "nhap", "title": "Lúa", "body": "Lời dài.\r\n", "valid_until": "31/02/2020", "form_key": key}
    answer = browser.post("/viet-bai/luu", data=sent)
    assert answer.status_code == 409
    assert "viết ngày như 28/02/2020" in answer.text
    assert "Lời dài." in answer.text
    assert 'value="31/02/2020"' in answer.text


def test_words_not_saved_yet_are_shown_and_heard(browser: TestClient, door: FakeDoor, key: str) -> None:
    sent = {"name": "", "title": "", "body": "Gọi 114.", "form_key": key}
    assert "<mark>" in browser.post("/viet-bai/xem", data=sent).text
    heard = browser.post("/viet-bai/xem", data={**sent, "nghe": "1"}).text
    assert 'src="/tieng-bai/abc123"' in heard
    assert asked(door, "hear_text") == [("", "Gọi 114.")]
    assert "Chưa có lời nào" in browser.post("/viet-bai/xem", data={**sent, "body": "", "nghe": "1"}).text
    assert "ngoặc {{ chưa đóng" in browser.post("/viet-bai/xem", data={**sent, "body": "{{ x"}).text


def test_a_file_is_brought_into_the_form_and_not_kept(browser: TestClient, door: FakeDoor, key: str) -> None:
    files = {"tep": ("..\\Thư mời.docx", "Mời bà con.".encode())}
    page = browser.post("/viet-bai/tep", data={"form_key": key}, files=files).text
    assert 'name="title" value="Họp thôn"' in page
    assert "Mời bà con." in page
    assert asked(door, "bring") == ["Thư mời.docx"]
    assert asked(door, "save_text") == []
    refused = browser.post("/viet-bai/tep", data={"form_key": key}, files={"tep": ("a.pdf", b"%PDF")})
    assert refused.status_code == 409
    assert "dán vào ô lời" in refused.text
    assert "chưa chọn tệp" in browser.post("/viet-bai/tep", data={"form_key": key}).text.lower()


def test_approval_names_who_and_what_was_seen(browser: TestClient, door: FakeDoor, key: str) -> None:
    page = browser.get("/bai/nhap").text
    assert "Duyệt cho phát" in page
    fields = {"name": "nhap", "by": " Trưởng  đài ", "seen": "0" * 16, "form_key": key}
    assert browser.post("/bai/duyet", data=fields).headers["location"] == "/bai/nhap?da=duyet"
    assert asked(door, "approve") == [("nhap", "Trưởng đài", "0" * 16)]
    nobody = browser.post("/bai/duyet", data={**fields, "by": " "})
    assert (nobody.status_code, "người duyệt" in nobody.text) == (400, True)
    door.texts.refusal = RefusedError("bài vừa được sửa; hãy đọc lại rồi duyệt")
    assert browser.post("/bai/duyet", data=fields).status_code == 409


def test_withdraw_remove_and_go_back(browser: TestClient, door: FakeDoor, key: str) -> None:
    browser.post("/bai/rut", data={"name": "nhap", "day": "01/09/2020", "form_key": key})
    assert asked(door, "withdraw") == [("nhap", date(2020, 9, 1))]
    gone = browser.post("/bai/xoa", data={"name": "bo-di", "form_key": key})
    assert gone.headers["location"] == "/bai?xoa=bo-di"
    assert "Đã xoá bài bo-di" in browser.get("/bai?xoa=bo-di").text
    assert "19003228" in browser.get(f"/bai/nhap/ban-cu?ban={VERSION}").text
    browser.post("/bai/lui", data={"name": "nhap", "version": VERSION, "form_key": key})
    assert asked(door, "restore") == [("nhap", VERSION, True)]


def test_a_reading_shows_its_effect_before_it_is_taught(browser: TestClient, door: FakeDoor, key: str) -> None:
    page = browser.get("/tu-dien?viet=Zalo&doc=gia+l%C3%B4&bai=nhap").text
    assert "Sau: <strong>Cài gia lô.</strong>" in page
    assert "VNeID" in page
    sent = {"written": "Zalo", "spoken": "gia lô", "text": "nhap", "form_key": key}
    assert browser.post("/tu-dien/luu", data=sent).headers["location"] == "/bai/nhap?da=doc"
    assert asked(door, "teach") == [("Zalo", "gia lô")]
    assert browser.post("/tu-dien/bo", data={"written": "Zalo", "form_key": key}).status_code == 303
    assert asked(door, "forget") == ["Zalo"]
    assert browser.post("/tu-dien/luu", data={**sent, "spoken": ""}).status_code == 400
    door.texts.wrong = [WRONG]
    assert browser.post("/tu-dien/luu", data=sent).status_code == 409


@pytest.mark.parametrize(
    ("role", "path", "fields"),
    [
        (Role.WRITE, "/bai/duyet", {"name": "nhap", "by": "x"}),
        (Role.WRITE, "/bai/rut", {"name": "nhap"}),
        (Role.LOOK, "/viet-bai/luu", {"title": "x", "body": "y"}),
        (Role.LOOK, "/bai/xoa", {"name": "nhap"}),
        (Role.LOOK, "/bai/lui", {"name": "nhap", "version": VERSION}),
        (Role.LOOK, "/tu-dien/luu", {"written": "a", "spoken": "a"}),
        (Role.LOOK, "/lich/luu", {"viec": "dung", "how": "remove"}),
        (Role.LOOK, "/lich/hoan-tac", {"file": "a.yaml", "version": "x"}),
        (Role.LOOK, "/lich/tep/luu", {"file": "a.yaml", "text": ""}),
    ],
)
def test_who_may_not_does_not(
    enter: Callable[..., TestClient], door: FakeDoor, role: Role, path: str, fields: dict[str, str]
) -> None:
    somebody = enter("Anh Nam", role)
    found = re.search(r'data-form-key="([^"]+)"', somebody.get("/bai").text)
    assert found
    answer = somebody.post(path, data={**fields, "form_key": found.group(1)})
    assert answer.status_code == 403
    assert [what for what, _ in door.asked if what in {"approve", "withdraw", "save_text", "save", "remove"}] == []


def test_who_may_only_look_is_offered_nothing_else(enter: Callable[..., TestClient]) -> None:
    looker = enter("Anh Nam", Role.LOOK)
    for path in ("/bai", "/bai/nhap", "/lich", "/lich/thang", "/tu-dien", "/lich/chuong-trinh?ten=Bluezone+buổi+trưa"):
        page = looker.get(path).text
        assert not re.search(r'action="/(bai|viet-bai|lich|tu-dien)/', page), path
        assert "/viet-bai" not in page
    assert looker.get("/viet-bai").status_code == 403


def test_script_in_a_title_is_only_words(browser: TestClient, key: str) -> None:
    bad = "<script>alert(1)</script>"
    page = browser.post("/viet-bai/xem", data={"title": bad, "body": f"</textarea>{bad}", "form_key": key}).text
    assert bad not in page


def test_what_the_station_cannot_take_yet_is_told(browser: TestClient, door: FakeDoor, key: str) -> None:
    door.texts.taken = False
    done = browser.post("/bai/duyet", data={"name": "nhap", "by": "x", "form_key": key})
    assert "đài còn theo bản trước" in browser.get(done.headers["location"]).text
