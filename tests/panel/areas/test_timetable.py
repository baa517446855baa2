"""The page "Lịch" as a browser meets it: nothing is saved that was not shown, and every form comes back filled."""

from __future__ import annotations

import re
from datetime import date, datetime
from html import unescape
from typing import Any
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

import pytest
from fakes.door import FakeDoor
from fakes.timetable import FILE, VERSION
from starlette.testclient import TestClient

from broadcaster.errors import Mistake
from broadcaster.panel.register import Register
from broadcaster.station.desks.timetable import Add, Change, End, Move, Remove, Restore, Rewrite, Skip
from broadcaster.station.door import RefusedError

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOON = "Bluezone buổi trưa"
WRONG = Mistake("schedules/buoi-sang.yaml", 4, 9, "giờ '25:00' không có", "viết giờ từ 00:00 đến 23:59")
BREACH = Mistake("schedules/buoi-sang.yaml", 4, 9, "'X' lúc 22:00 nằm trong giờ yên tĩnh", "đổi giờ phát")


@pytest.fixture
def key(browser: TestClient) -> str:
    found = re.search(r'data-form-key="([^"]+)"', browser.get("/lich").text)
    assert found is not None
    return found.group(1)


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the form that saves."""
    form = page[page.rfind("<form", 0, page.find('name="mark"')) :]
    pairs = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in pairs}


def asked(door: FakeDoor, what: str) -> list[Any]:
    return [detail for name, detail in door.asked if name == what]


def test_a_week_tells_both_calendars(browser: TestClient) -> None:
    page = browser.get("/lich").text
    assert "mùng 6 tháng 7 âm lịch" in page
    assert "mùng 1 tháng 7 âm lịch" in browser.get("/lich?tu=2020-08-19").text
    assert 'class="lunar feast"' in browser.get("/lich?tu=2020-08-19").text


def test_a_month_tells_both_calendars_and_every_airing(browser: TestClient) -> None:
    page = browser.get("/lich/thang?thang=2020-08-24").text
    assert "Tháng 8" in page
    assert page.count("<h2>") == 6 * 7
    assert ">1/7</span>" in page
    assert page.count(NOON) == 6 * 7
    assert browser.get("/lich/thang?thang=2020-12-31").status_code == 200


def test_one_programme_tells_what_it_is(browser: TestClient) -> None:
    page = browser.get("/lich/chuong-trinh?" + urlencode({"ten": "Buổi sáng thứ hai, thứ năm"})).text
    for words in ("T2, T5, rằm", "trừ 02/09/2020", "Lợi ích của Bluezone", "Tiếp sóng https://dai.vn/luong, 15 phút"):
        assert words in page
    assert browser.get("/lich/chuong-trinh?ten=la").status_code == 404


def test_a_move_is_shown_before_it_is_saved(browser: TestClient, door: FakeDoor, key: str) -> None:
    opened = browser.get(f"/lich/chuong-trinh?ten={quote(NOON)}&luc=2020-08-25T11:00:00%2B07:00&sang=2020-08-26T12:15")
    assert 'name="day" value="26/08/2020"' in opened.text
    assert 'name="hour" value="12:15"' in opened.text
    fields = {"viec": "doi-gio", "programme": NOON, "at": "2020-08-25T11:00:00+07:00", "day": "26/08/2020",
              "hour": "12h15", "whole": "0", "form_key": key}  # fmt: skip
    shown = browser.post("/lich/xem", data=fields)
    assert asked(door, "save") == []
    assert "1 lần phát" in shown.text
    saved = browser.post("/lich/luu", data=hidden(shown.text))
    assert saved.status_code == 303
    assert saved.headers["location"] == f"/lich?da=luu&tep={FILE}&ban={VERSION}&tu=2020-08-25"
    at = datetime(2020, 8, 25, 11, tzinfo=ZONE)
    move = Move(NOON, at, at.replace(day=26, hour=12, minute=15), whole=False)
    assert asked(door, "save") == [(move, "0" * 16)]
    assert "Hoàn tác" in browser.get(saved.headers["location"]).text


@pytest.mark.parametrize(
    ("fields", "edit"),
    [
        ({"how": "skip", "day": "25/08/2020"}, Skip(NOON, date(2020, 8, 25))),
        ({"how": "end", "last": "31/08/2020", "day": "25/08/2020"}, End(NOON, date(2020, 8, 31))),
        ({"how": "remove"}, Remove(NOON)),
    ],
)
def test_a_stop_is_shown_before_it_is_saved(
    browser: TestClient, door: FakeDoor, key: str, fields: dict[str, str], edit: Skip | End | Remove
) -> None:
    sent = {"viec": "dung", "programme": NOON, "form_key": key, **fields}
    shown = browser.post("/lich/xem", data=sent)
    assert browser.post("/lich/luu", data=hidden(shown.text)).status_code == 303
    assert asked(door, "save") == [(edit, "0" * 16)]


def test_what_was_not_shown_is_not_saved(browser: TestClient, door: FakeDoor, key: str) -> None:
    sent = {"viec": "dung", "programme": NOON, "how": "remove", "form_key": key, "mark": "x", "seen": ""}
    answer = browser.post("/lich/luu", data=sent)
    assert answer.status_code == 409
    assert "hãy xem lại thay đổi" in answer.text.lower()
    assert asked(door, "save") == []


def test_a_new_programme(browser: TestClient, door: FakeDoor, key: str) -> None:
    assert "Thêm chương trình" in browser.get("/lich/them").text
    fields = {"viec": "them", "name": "  Tin   tối ", "at": "19:00, 19h30", "ngay.T2": "1", "ngay.CN": "1",
              "days": "rằm", "play.0": '{"jingle": "nhac-hieu"}', "play.2": '{"script": "bluezone-loi-ich"}',
              "play.3": "", "file": FILE, "form_key": key}  # fmt: skip
    shown = browser.post("/lich/chuong-trinh/xem", data=fields)
    assert 'value="  Tin   tối "' in shown.text
    assert "Lưu vào lịch" in shown.text
    mark = hidden(shown.text)["mark"]
    saved = browser.post("/lich/chuong-trinh/luu", data=fields | {"mark": mark})
    assert saved.status_code == 303
    play: Any = [{"jingle": "nhac-hieu"}, {"script": "bluezone-loi-ich"}]
    told = {"name": "Tin tối", "at": ["19:00", "19h30"], "days": ["T2", "CN", "rằm"], "play": play}
    assert asked(door, "save")[0][0] == Add(FILE, told)


def test_a_text_leads_to_a_programme_of_its_own(browser: TestClient) -> None:
    page = browser.get("/lich/them?bai=bluezone-loi-ich").text
    assert 'name="name" value="Lợi ích của Bluezone"' in page
    assert 'name="until" value="31/12/2020"' in page
    assert re.search(r'<option value="[^"]*bluezone-loi-ich[^"]*" selected>', page)


def test_a_changed_programme_changes_only_what_was_changed(browser: TestClient, door: FakeDoor, key: str) -> None:
    name = "Buổi sáng thứ hai, thứ năm"
    page = browser.get("/lich/doi?" + urlencode({"ten": name})).text
    fields = {
        unescape(n): unescape(v) for n, v in re.findall(r'<input id="[^"]+" name="([^"]+)" value="([^"]*)"', page)
    }
    fields |= dict.fromkeys(re.findall(r'type="checkbox" name="([^"]+)" value="1" checked', page), "1")
    for select in re.findall(r"<select.*?</select>", page, re.DOTALL):
        label = re.search(r'name="([^"]+)"', select)
        value = re.search(r'<option value="([^"]*)" selected>', select)
        assert label
        fields[label[1]] = unescape(value[1]) if value else ""
    fields |= {"viec": "doi", "programme": name, "form_key": key}
    browser.post("/lich/chuong-trinh/xem", data=fields)
    assert asked(door, "preview_edit")[-1] == Change(name, {})
    browser.post("/lich/chuong-trinh/xem", data=fields | {"ngay.T2": "", "bed": "", "at": "05:00"})
    changed: dict[str, Any] = {"at": "05:00", "days": ["T5", "rằm"], "bed": None}
    assert asked(door, "preview_edit")[-1] == Change(name, changed)


def test_mistakes_are_told_and_the_form_keeps_what_was_typed(browser: TestClient, door: FakeDoor, key: str) -> None:
    door.timetable.wrong = [WRONG]
    fields = {"viec": "them", "name": "X", "at": "25:00", "play.0": '{"script": "nhap"}', "form_key": key}
    shown = browser.post("/lich/chuong-trinh/xem", data=fields).text
    assert "Giờ &#39;25:00&#39; không có" in shown
    assert "Lưu vào lịch" not in shown
    saved = browser.post("/lich/chuong-trinh/luu", data=fields | {"mark": hidden(shown)["mark"]})
    assert saved.status_code == 409
    assert 'name="at" value="25:00"' in saved.text


def test_breaches_are_shown_and_may_be_saved_knowingly(browser: TestClient, door: FakeDoor, key: str) -> None:
    door.timetable.breaches = [BREACH]
    fields = {"viec": "them", "name": "X", "at": "22:00", "play.0": '{"script": "nhap"}', "form_key": key}
    shown = browser.post("/lich/chuong-trinh/xem", data=fields).text
    assert "giờ yên tĩnh" in shown
    assert "Vẫn lưu vào lịch" in shown


@pytest.mark.parametrize("play", ["x", "[1]", '{"script": 1}', "{"])
def test_a_strange_line_is_told(browser: TestClient, key: str, play: str) -> None:
    answer = browser.post("/lich/chuong-trinh/xem", data={"viec": "them", "name": "X", "play.0": play, "form_key": key})
    assert answer.status_code == 400
    assert "không đọc được" in answer.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"viec": "doi-gio", "at": "2020-08-25T11:00:00+07:00", "day": "26/08/2020", "hour": "27h"}, "27"),
        ({"viec": "doi-gio", "at": "2020-08-25T11:00:00+07:00", "day": "", "hour": "7h"}, "Chưa có ngày mới"),
        ({"viec": "dung", "how": "skip", "day": "31/02/2020"}, "31/02/2020"),
        ({"viec": "dung"}, "hãy chọn một cách dừng"),
        ({"viec": "lạ"}, "tải lại trang"),
    ],
)
def test_what_cannot_be_meant_says_what_to_do(browser: TestClient, key: str, fields: dict[str, str], said: str) -> None:
    answer = browser.post("/lich/xem", data={"programme": NOON, "form_key": key, **fields})
    assert answer.status_code == 400
    assert said.lower() in answer.text.lower()


def test_undo_goes_back_at_once(browser: TestClient, door: FakeDoor, key: str) -> None:
    answer = browser.post("/lich/hoan-tac", data={"file": FILE, "version": VERSION, "form_key": key})
    assert answer.status_code == 303
    assert asked(door, "save") == [(Restore(FILE, VERSION), "")]


def test_a_file_shows_its_mistakes_underlined_at_their_place(browser: TestClient, door: FakeDoor) -> None:
    door.timetable.wrong = [WRONG]
    page = browser.get(f"/lich/tep/{FILE}").text
    assert re.search(r'id="dong-4">    at: <mark title="[^"]+">&#34;11:00&#34;</mark>', page)
    assert 'href="#dong-4" data-line="4" data-column="9">Dòng 4, cột 9</a>' in page
    assert "Các bản cũ" in page


def test_a_file_is_checked_as_it_is_typed_and_saved(browser: TestClient, door: FakeDoor, key: str) -> None:
    fields = {"file": FILE, "text": "programmes:\r\n  - a\r\n", "seen": "s", "form_key": key}
    assert "Nếu lưu" in browser.post("/lich/tep/xem", data=fields).text
    assert asked(door, "preview_edit") == [Rewrite(FILE, "programmes:\n  - a\n")]
    assert browser.post("/lich/tep/luu", data=fields).headers["location"] == f"/lich/tep/{FILE}?da=luu"
    door.timetable.refusal = RefusedError("vừa được sửa ở nơi khác")
    again = browser.post("/lich/tep/luu", data=fields)
    assert (again.status_code, "ở nơi khác" in again.text, "  - a" in again.text) == (409, True, True)


def test_an_earlier_version_shows_what_differs_and_goes_back_by_a_preview(
    browser: TestClient, door: FakeDoor, key: str
) -> None:
    page = browser.get(f"/lich/tep/{FILE}/ban-cu?ban={VERSION}").text
    assert "10:30" in page
    assert "11:00" in page
    fields = {"viec": "lui", "file": FILE, "version": VERSION, "form_key": key}
    shown = browser.post("/lich/xem", data=fields)
    assert browser.post("/lich/luu", data=hidden(shown.text)).status_code == 303
    assert asked(door, "save") == [(Restore(FILE, VERSION), "0" * 16)]


def test_script_in_a_name_is_only_words(browser: TestClient, key: str) -> None:
    bad = "<script>alert(1)</script>"
    fields = {"viec": "them", "name": bad, "play.0": '{"script": "<img src=x>"}', "form_key": key}
    page = browser.post("/lich/chuong-trinh/xem", data=fields).text
    assert bad not in page
    assert "<img" not in page


def test_a_form_of_another_site_changes_nothing(browser: TestClient, door: FakeDoor) -> None:
    fields = {"viec": "dung", "programme": NOON, "how": "remove"}
    for path in ("/lich/luu", "/lich/hoan-tac", "/lich/tep/luu", "/lich/chuong-trinh/luu"):
        assert browser.post(path, data=fields).status_code == 403
    assert asked(door, "save") == []


def test_the_audit_trail_tells_what_was_saved_and_what_was_not(
    browser: TestClient, door: FakeDoor, key: str, register: Register
) -> None:
    sent = {"viec": "dung", "programme": NOON, "how": "remove", "form_key": key}
    shown = browser.post("/lich/xem", data=sent)
    door.timetable.refusal = RefusedError("tệp vừa được sửa ở nơi khác")
    browser.post("/lich/luu", data=hidden(shown.text))
    door.timetable.refusal = None
    browser.post("/lich/luu", data=hidden(shown.text))
    told = [(deed.what, deed.about, deed.outcome) for deed in register.trail.read(10)[0]]
    assert told[:2] == [
        ("sửa lịch phát", NOON, "xong"),
        ("sửa lịch phát", NOON, "không: tệp vừa được sửa ở nơi khác"),
    ]


def test_what_the_station_cannot_take_yet_is_told(browser: TestClient, door: FakeDoor, key: str) -> None:
    door.timetable.taken = False
    undone = browser.post("/lich/hoan-tac", data={"file": FILE, "version": VERSION, "form_key": key})
    assert "đài còn theo bản trước" in browser.get(undone.headers["location"]).text
    saved = browser.post("/lich/tep/luu", data={"file": FILE, "text": "x", "form_key": key})
    assert "đài còn theo bản trước" in browser.get(saved.headers["location"]).text


def test_what_was_played_by_hand_leads_nowhere(browser: TestClient, door: FakeDoor) -> None:
    assert browser.get("/lich").text.count("data-drag") > 0
    door.log = lambda since, until: [  # type: ignore[method-assign]
        {
            "airing": "x", "programme": "Bài phát tay", "planned": "2020-08-24T09:00:00+07:00",
            "started": "2020-08-24T09:00:00+07:00", "ended": "2020-08-24T09:01:00+07:00", "outcome": "aired", "why": "",
            "seconds_heard": 60.0, "kind": "high", "tags": [],
        }
    ]  # fmt: skip
    page = browser.get("/lich").text
    assert "<strong>Bài phát tay</strong>" in page
