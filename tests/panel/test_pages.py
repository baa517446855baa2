from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from fakes.door import FakeDoor
from starlette.testclient import TestClient

from broadcaster.panel.gate import Gate
from broadcaster.panel.roles import Role
from broadcaster.station.door import Json, UrgentOrder

PATHS = [
    "/",
    "/khan-cap",
    "/khan-cap?mau=khan-bao",
    "/khan-cap?mau=-",
    "/lich",
    "/lich?tu=2020-08-17",
    "/bai",
    "/bai/khan-bao",
    "/lich/thang",
    "/lich/them",
    "/lich/them?bai=bluezone-loi-ich",
    "/lich/chuong-trinh?ten=Bluezone%20bu%E1%BB%95i%20tr%C6%B0a&luc=2020-08-25T11:00:00%2B07:00",
    "/lich/doi?ten=Bluezone%20bu%E1%BB%95i%20tr%C6%B0a",
    "/lich/tep",
    "/lich/tep-moi",
    "/lich/tep/buoi-sang.yaml",
    "/lich/tep/buoi-sang.yaml/ban-cu?ban=buoi-sang-20200823-170000.yaml",
    "/bai?tim=bluezone&tt=ready",
    "/bai/nhap?nghe=1",
    "/bai/hong",
    "/bai/nhap/sua",
    "/bai/nhap/ban-cu?ban=nhap-20200823-170000.md",
    "/viet-bai",
    "/tu-dien",
    "/tu-dien?viet=Zalo&doc=da%20l%C3%B4",
    "/nhat-ky",
    "/nhat-ky?from=18/08/2020&until=24/08/2020",
]
BY = "người ở máy đài (127.0.0.1)"


@pytest.fixture
def key(browser: TestClient) -> str:
    found = re.search(r'data-form-key="([^"]+)"', browser.get("/").text)
    assert found is not None
    return found.group(1)


class _Seen(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("healthy", [True, False])
@pytest.mark.parametrize("on_air", [True, False])
@pytest.mark.parametrize("path", PATHS)
def test_every_page_opens_in_every_state(
    browser: TestClient, door: FakeDoor, path: str, *, healthy: bool, on_air: bool
) -> None:
    door.healthy, door.on_air = healthy, on_air
    door.waiting = [{"airing": "phat-ngay-1", "programme": "Tin", "since": "2020-08-24T11:29:00+07:00"}]
    door.standing = [
        {"id": "1", "title": "Bão", "every": 1800.0, "until": "2020-08-24T20:00:00+07:00"},
        {"id": "2", "title": "Lũ", "every": None, "until": None},
    ]
    answer = browser.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(browser: TestClient, path: str) -> None:
    for tag, attributes in _Seen(browser.get(path).text).tags:
        assert tag != "style"
        assert not any(name == "style" or name.startswith("on") for name in attributes)
        assert tag != "script" or attributes.get("src")
        for name in ("src", "href", "action", "formaction"):
            assert re.match(r"(/(?!/)|#)", attributes.get(name) or "/")


@pytest.mark.parametrize("path", PATHS)
def test_every_field_has_a_label_and_every_page_one_heading(browser: TestClient, path: str) -> None:
    tags = _Seen(browser.get(path).text).tags
    labelled = {attributes["for"] for tag, attributes in tags if tag == "label" and "for" in attributes}
    for tag, attributes in tags:
        if tag in {"input", "select", "textarea"} and attributes.get("type") not in {"hidden", "checkbox"}:
            assert attributes.get("id") in labelled
    assert [tag for tag, _ in tags].count("h1") == 1
    assert ("html", {"lang": "vi"}) in tags


def test_the_first_page_is_light(browser: TestClient) -> None:
    page = browser.get("/")
    sizes = [len(page.content)]
    for tag, attributes in _Seen(page.text).tags:
        address = attributes.get("src") or (attributes.get("href") if tag == "link" else None)
        if address:
            sizes.append(len(browser.get(address).content))
    fonts = re.findall(r'url\("([^"]+)"\)', browser.get("/static/panel.css").text)
    sizes += [len(browser.get(f"/static/{name}").content) for name in set(fonts)]
    sizes.append(len(browser.get("/static/hinh.svg").content))
    assert sum(sizes) < 200_000


def test_today_tells_the_day_in_words(browser: TestClient) -> None:
    text = browser.get("/").text
    for words in ("Đang phát", "Đã phát", "Bị ngắt", "Sẽ phát", "Không được phát", "Đã phát 1 lần, lịch còn 2 lần"):
        assert words in text


def test_trouble_stands_first(browser: TestClient, door: FakeDoor) -> None:
    door.healthy = False
    text = browser.get("/").text
    assert text.index("không tìm thấy thiết bị âm thanh") < text.index("Ngày hôm nay")


def test_a_script_in_a_title_stays_text(browser: TestClient, door: FakeDoor) -> None:
    evil = "<script>alert('loa')</script>"
    original = door.status
    door.status = lambda: _with_item(original(), evil)  # type: ignore[method-assign]
    text = browser.get("/").text
    assert evil not in text
    assert "&lt;script&gt;" in text


def _with_item(status: Json, item: str) -> Json:
    return {**status, "on_air": {**status["on_air"], "item": item, "programme": item}, "station": item}


@pytest.mark.parametrize(
    "path",
    [
        "/static/../panel.py",
        "/static/..%2fpanel.py",
        "/static/%2e%2e/panel.py",
        "/static/panel.py",
        "/static//etc/passwd",
        "/bai/..%2f..%2fconfig",
        "/bai/../../config.yaml",
    ],
)
def test_no_path_leads_out(browser: TestClient, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 404
    assert "root:" not in answer.text


def test_an_address_that_is_not_there_says_so(browser: TestClient) -> None:
    answer = browser.get("/khong-co")
    assert answer.status_code == 404
    assert "Không có trang này" in answer.text


def test_a_wrong_day_says_what_to_write(browser: TestClient) -> None:
    answer = browser.get("/nhat-ky?from=31/02/2020")
    assert answer.status_code == 400
    assert "31/02/2020" in answer.text


def test_a_failing_station_still_shows_a_sentence(browser: TestClient, door: FakeDoor) -> None:
    door.trouble = RuntimeError("secret detail")
    answer = browser.get("/nhat-ky")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Đài gặp lỗi khi trả lời" in answer.text


def test_play_and_stop_by_form(browser: TestClient, door: FakeDoor, key: str) -> None:
    answer = browser.post("/phat", data={"name": "bluezone-30-giay", "form_key": key})
    assert answer.headers["location"] == "/?da=phat"
    assert browser.post("/dung", data={"form_key": key}).headers["location"] == "/?da=dung"
    assert ("play", ("bluezone-30-giay", BY)) in door.asked
    assert ("stop", BY) in door.asked


def test_what_waits_for_its_sound_is_shown_and_called_off_by_form(
    browser: TestClient, door: FakeDoor, gate: Gate, key: str
) -> None:
    door.waiting = [{"airing": "phat-ngay-tin-1", "programme": "Tin <xã>", "since": "2020-08-24T11:29:00+07:00"}]
    shown = browser.get("/").text
    assert "Đang làm tiếng cho <strong>«Tin &lt;xã&gt;»</strong>, sẽ phát ngay khi xong." in shown
    answer = browser.post("/phat/thoi", data={"airing": "phat-ngay-tin-1", "form_key": key})
    assert answer.headers["location"] == "/?da=thoi"
    assert "Đã thôi, bài ấy không phát nữa." in browser.get("/?da=thoi").text
    assert "Đang làm tiếng cho" not in browser.get("/").text
    late = browser.post("/phat/thoi", data={"airing": "phat-ngay-tin-1", "form_key": key})
    assert late.status_code == 404
    assert "«Dừng tiếng ngay»" in late.text
    told = [(deed.what, deed.about, deed.outcome) for deed in gate.register.trail.read()[0]]
    assert told[1] == ("thôi phát ngay", "phat-ngay-tin-1", "xong")
    assert told[0][:2] == ("thôi phát ngay", "phat-ngay-tin-1")
    assert told[0][2].startswith("không: lệnh phát ấy không còn chờ")


def test_who_may_not_air_sees_what_waits_without_the_button(enter: Callable[..., TestClient], door: FakeDoor) -> None:
    door.waiting = [{"airing": "phat-ngay-tin-1", "programme": "Tin", "since": "2020-08-24T11:29:00+07:00"}]
    for roles, buttons in (((Role.WRITE,), 0), ((Role.AIR,), 1)):
        shown = enter(f"Anh {buttons}", *roles).get("/").text
        assert "Đang làm tiếng cho" in shown
        assert shown.count("/phat/thoi") == buttons


def test_a_person_may_say_that_a_doubted_clock_is_right(browser: TestClient, door: FakeDoor, key: str) -> None:
    assert "/dong-ho" not in browser.get("/").text
    door.healthy = False
    assert "Đúng giờ rồi" in browser.get("/").text
    answer = browser.post("/dong-ho", data={"form_key": key})
    assert answer.headers["location"] == "/?da=gio"
    assert ("clock", BY) in door.asked


def test_a_sound_still_being_made_is_said_to_be(browser: TestClient, door: FakeDoor, key: str) -> None:
    door.healthy = False
    answer = browser.post("/phat", data={"name": "bluezone-30-giay", "form_key": key})
    assert "đang làm tiếng; xong sẽ phát ngay" in browser.get(answer.headers["location"]).text


@pytest.mark.parametrize("fields", [{}, {"form_key": ""}, {"form_key": "bịa"}])
def test_a_form_without_its_key_does_nothing(browser: TestClient, door: FakeDoor, fields: dict[str, str]) -> None:
    assert browser.post("/dung", data=fields).status_code == 403
    assert "stop" not in [what for what, _ in door.asked]


def test_another_site_cannot_send_a_form(browser: TestClient, door: FakeDoor, key: str) -> None:
    answer = browser.post("/dung", data={"form_key": key}, headers={"origin": "http://evil.example"})
    assert answer.status_code == 403
    assert "stop" not in [what for what, _ in door.asked]


def test_an_urgent_form_fills_the_blanks(browser: TestClient, door: FakeDoor, key: str) -> None:
    blanks = {"o.ten_bao": "bão số 5", "o.gio": "17 giờ"}
    fields = {"form_key": key, "name": "khan-bao", "repeat": "3", "every": "", "until": "", "sure": "1", **blanks}
    assert browser.post("/khan-cap", data=fields).headers["location"] == "/?da=khan"
    order = UrgentOrder(name="khan-bao", sets={"ten_bao": "bão số 5", "gio": "17 giờ"}, repeat=3, by=BY)
    assert door.asked[-1] == ("urgent", order)


def test_an_urgent_form_must_be_sure(browser: TestClient, door: FakeDoor, key: str) -> None:
    answer = browser.post("/khan-cap", data={"form_key": key, "name": "khan-thu-nghiem"})
    assert answer.status_code == 400
    assert "Hãy giữ nút" in answer.text
    assert "urgent" not in [what for what, _ in door.asked]


def test_an_end_without_a_repetition_is_asked_about(browser: TestClient, door: FakeDoor, key: str) -> None:
    fields = {"form_key": key, "text": "Lũ", "every": "", "until": "20:00", "sure": "1"}
    answer = browser.post("/khan-cap", data=fields)
    assert answer.status_code == 400
    assert "phải chọn nhắc lại" in answer.text


def test_a_preview_says_what_is_spoken_and_broken_into(browser: TestClient, door: FakeDoor, key: str) -> None:
    fields = {"text": "Lũ đang lên.", "repeat": "2", "every": "30 phút", "until": "20:00"}
    answer = browser.post("/khan-cap/xem", data=fields, headers={"x-form-key": key})
    for words in ("Lũ đang lên.", "Buổi chiều thứ hai, thứ năm", "2 lần liền", "sau mỗi 30 phút, đến 20:00 hôm nay"):
        assert words in answer.text
    assert "urgent" not in [what for what, _ in door.asked]


def test_a_refused_preview_is_a_sentence_of_the_page(browser: TestClient, key: str) -> None:
    answer = browser.post("/khan-cap/xem", data={"text": "x", "every": "5 giây"}, headers={"x-form-key": key})
    assert answer.status_code == 400
    assert answer.text.startswith('<p class="wrong" role="alert">')


def test_the_log_is_narrowed(browser: TestClient) -> None:
    text = browser.get("/nhat-ky?outcome=cut").text
    assert "Bluezone buổi trưa" in text
    assert "1 lần: 1 bị ngắt. Loa đã kêu 1 phút 10 giây." in text
    assert "Buổi sáng" not in text.partition("<table>")[2]


def test_a_house_rule_may_be_overruled_knowingly(browser: TestClient, door: FakeDoor, key: str) -> None:
    answer = browser.post("/phat", data={"name": "loi-xuong-sang", "form_key": key})
    assert answer.status_code == 409
    assert "giờ yên tĩnh" in answer.text
    assert "Vẫn phát" in answer.text
    again = {"name": "loi-xuong-sang", "anyway": "1", "form_key": key}
    assert browser.post("/phat", data=again).headers["location"] == "/?da=phat"
    assert door.asked[-1] == ("play", ("loi-xuong-sang", BY, True))
