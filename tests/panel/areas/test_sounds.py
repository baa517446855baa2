"""The page "Âm thanh" and the recordings of "Khẩn cấp", by their forms."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes.door import FakeDoor
from starlette.testclient import TestClient

from broadcaster.panel.gate import Gate
from broadcaster.panel.roles import Role
from broadcaster.station.door import UrgentOrder

WAV = b"RIFF\x24\x00\x00\x00WAVEfmt "
CLIP = "20200824-170100-5f0c12ab"


def key_of(browser: TestClient) -> str:
    found = re.search(r'data-form-key="([^"]+)"', browser.get("/").text)
    assert found is not None
    return found.group(1)


def send(browser: TestClient, path: str, called: str = "ghi.wav", **fields: str) -> tuple[int, str]:
    """A form with a file; the status, and where it leads or what it says."""
    form = {"form_key": key_of(browser), **fields}
    answer = browser.post(path, data=form, files={"file": (called, WAV)})
    return answer.status_code, answer.headers.get("location", answer.text)


@pytest.mark.parametrize(
    "path", ["/am-thanh", "/am-thanh?da=xoa", "/am-thanh/tieng/nhac-hieu?da=doi",
             "/am-thanh/tieng/bai%3Abluezone-loi-ich", "/khan-cap?mau=~", f"/khan-cap?mau=~&tep={CLIP}"]
)  # fmt: skip
@pytest.mark.parametrize("measured", [True, False])
def test_every_page_of_sounds_opens(browser: TestClient, door: FakeDoor, path: str, *, measured: bool) -> None:
    door.sounds.measured = measured
    assert browser.get(path).status_code == 200


def test_a_sound_is_shown_with_its_shape_length_loudness_and_use(browser: TestClient) -> None:
    shown = browser.get("/am-thanh").text
    assert 'd="M1 ' in shown
    assert "2 giây, to vừa (−17 LUFS)" in shown
    assert "Dùng ở Bluezone buổi trưa" in shown
    assert "Bị vỡ tiếng ở 214 chỗ" in shown


def test_a_new_sound_goes_to_the_station_and_is_shown(browser: TestClient, door: FakeDoor) -> None:
    status, place = send(browser, "/am-thanh", "Đội ca.wav", name="đội ca", script="", replace="1")
    assert (status, place) == (303, "/am-thanh/tieng/%C4%91%E1%BB%99i%20ca?da=them")
    assert ("add sound", (WAV, "Đội ca.wav", "đội ca", True)) in door.asked


def test_a_recording_goes_beside_its_script(browser: TestClient, door: FakeDoor) -> None:
    status, place = send(browser, "/am-thanh", script="bluezone-loi-ich")
    assert (status, place) == (303, "/am-thanh/tieng/bai%3Abluezone-loi-ich?da=them")
    assert ("record", (WAV, "ghi.wav", "bluezone-loi-ich")) in door.asked


def test_a_sound_is_replaced_renamed_and_put_away(browser: TestClient, door: FakeDoor) -> None:
    assert send(browser, "/am-thanh/thay/nhac-cat", name="nhac-cat")[0] == 303
    form = {"form_key": key_of(browser), "to": "khac"}
    assert browser.post("/am-thanh/ten/doi-ca-thon-phuoc-ly", data=form).headers["location"] == "/am-thanh/tieng/khac"
    assert browser.post("/am-thanh/xoa/khac", data=form).headers["location"] == "/am-thanh?da=xoa"
    asked = [what for what, _ in door.asked]
    assert [what for what in asked if what in {"add sound", "rename sound", "remove sound"}] == [
        "add sound", "rename sound", "remove sound",
    ]  # fmt: skip


def test_what_was_put_away_is_listed_with_what_it_was_and_what_would_become_of_it(browser: TestClient) -> None:
    shown = browser.get("/am-thanh").text.partition("<summary>Đã cất (3)</summary>")[2]
    assert shown
    replaced, free, gone = re.findall(r"<li>(.*?)</li>", shown, re.DOTALL)
    assert "<strong>nhac-hieu</strong>" in replaced
    assert "Tiếng, 380 kB, cất lúc 08:00:00 18/08/2020" in replaced
    assert "lấy lại thì hai bản đổi chỗ" in replaced
    assert 'src="/am-thanh/da-cat/audio/nhac-hieu-20200818-080000.flac"' in replaced
    assert "Giọng đọc của bài Thông báo khẩn về lũ" in free
    assert "đổi chỗ" not in free
    assert "lấy lại bài ấy trước, ở cuối trang Bài" in gone
    assert ["/am-thanh/lay-lai" in row for row in (replaced, free, gone)] == [True, True, False]


def test_a_sound_comes_back_and_the_page_says_whether_another_was_put_away_for_it(
    browser: TestClient, door: FakeDoor, gate: Gate
) -> None:
    form = {"form_key": key_of(browser)}
    free = browser.post("/am-thanh/lay-lai", data={**form, "kept": "scripts/vi/khan-lu-20200810-143000.flac"})
    assert free.headers["location"] == "/am-thanh/tieng/bai%3Akhan-lu?da=lai"
    assert "Đã lấy lại; loa dùng bản này từ nay." in browser.get(free.headers["location"]).text
    swapped = browser.post("/am-thanh/lay-lai", data={**form, "kept": "audio/nhac-hieu-20200818-080000.flac"})
    assert swapped.headers["location"] == "/am-thanh/tieng/nhac-hieu?da=doi"
    assert "bản dùng trước đó được cất vào mục Đã cất" in browser.get(swapped.headers["location"]).text
    assert "Đã cất (2)" in browser.get("/am-thanh").text
    deed = gate.register.trail.read()[0][0]
    assert (deed.what, deed.about) == ("lấy lại tiếng", "audio/nhac-hieu-20200818-080000.flac")


@pytest.mark.parametrize("kept", ["../panel.sqlite", "audio/khong-co-20200818-080000.flac", "/etc/passwd"])
def test_only_what_was_put_away_comes_back_or_is_heard(browser: TestClient, kept: str) -> None:
    answer = browser.post("/am-thanh/lay-lai", data={"form_key": key_of(browser), "kept": kept})
    assert answer.status_code == 404
    assert browser.get(f"/am-thanh/da-cat/{kept}").status_code == 404


def test_what_was_put_away_is_heard(browser: TestClient, door: FakeDoor, tmp_path: Path) -> None:
    (tmp_path / "cu.flac").write_bytes(b"fLaC0123456789")
    door.sounds.files["audio/nhac-hieu-20200818-080000.flac"] = tmp_path / "cu.flac"
    answer = browser.get("/am-thanh/da-cat/audio/nhac-hieu-20200818-080000.flac", headers={"range": "bytes=4-6"})
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (206, b"012", "audio/flac")


def test_what_cannot_be_read_and_what_is_missing_is_told(browser: TestClient) -> None:
    status, said = send(browser, "/am-thanh", "hong.mp3")
    assert status == 409
    assert "bị cụt ở cuối" in said
    answer = browser.post("/am-thanh", data={"form_key": key_of(browser)}, files={"other": ("", b"")})
    assert answer.status_code == 400
    assert "hãy chọn một tệp âm thanh" in answer.text


def test_a_sound_is_played_in_part_and_saved_whole(browser: TestClient, door: FakeDoor, tmp_path: Path) -> None:
    (tmp_path / "nhac-cat.flac").write_bytes(b"fLaC0123456789")
    door.sounds.files["nhac-cat"] = tmp_path / "nhac-cat.flac"
    answer = browser.get("/am-thanh/nghe/nhac-cat", headers={"range": "bytes=4-6"})
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (206, b"012", "audio/flac")
    saved = browser.get("/am-thanh/tai/nhac-cat")
    assert saved.headers["content-disposition"] == 'attachment; filename="nhac-cat.flac"'
    assert browser.get("/am-thanh/nghe/../panel.sqlite").status_code == 404


def test_who_may_only_look_hears_sounds_and_changes_none(enter: Callable[..., TestClient], door: FakeDoor) -> None:
    looker = enter("Bác Tư")
    assert "Thêm tiếng mới" not in looker.get("/am-thanh").text
    assert send(looker, "/am-thanh")[0] == 403
    assert "Đã cất (3)" in looker.get("/am-thanh").text
    assert "/am-thanh/lay-lai" not in looker.get("/am-thanh").text
    assert looker.get(f"/khan-cap/tep/{CLIP}").status_code == 403
    writer = enter("Anh Ba", Role.WRITE)
    assert send(writer, "/am-thanh")[0] == 303
    assert send(writer, "/khan-cap/tep")[0] == 403


def test_a_recording_is_sent_shown_and_broken_in_with(browser: TestClient, door: FakeDoor) -> None:
    status, place = send(browser, "/khan-cap/tep", "ghi-am.wav")
    assert (status, place) == (303, f"/khan-cap?mau=~&tep={CLIP}#hai")
    shown = browser.get(place).text
    assert f'src="/khan-cap/tep/{CLIP}"' in shown
    assert f'name="clip" value="{CLIP}"' in shown
    form = {"form_key": key_of(browser), "clip": CLIP, "title": "Báo lũ", "repeat": "3", "sure": "1"}
    assert browser.post("/khan-cap", data=form).headers["location"] == "/?da=khan"
    order = next(detail for what, detail in door.asked if what == "urgent")
    assert isinstance(order, UrgentOrder)
    assert (order.recording, order.title, order.repeat) == (f"var/recordings/{CLIP}.flac", "Báo lũ", 3)


def test_a_recording_without_a_name_has_one_in_the_log(browser: TestClient, door: FakeDoor) -> None:
    form = {"form_key": key_of(browser), "clip": CLIP, "title": "", "sure": "1"}
    browser.post("/khan-cap", data=form)
    assert [detail.title for what, detail in door.asked if what == "urgent"] == ["Bản ghi âm khẩn"]


def test_the_length_told_is_the_recordings_own(browser: TestClient) -> None:
    form = {"form_key": key_of(browser), "clip": CLIP, "repeat": "2"}
    told = browser.post("/khan-cap/xem", data=form, headers={"x-form-key": form["form_key"]}).text
    assert "hết chừng 23 giây, 2 lần liền" in told
    assert "Loa sẽ đọc" not in told


def test_a_form_names_no_path_of_the_stations_disk(browser: TestClient, door: FakeDoor) -> None:
    key = key_of(browser)
    for form in ({"recording": "/etc/passwd"}, {"clip": "../../etc/passwd"}, {"clip": "x", "text": "y"}):
        answer = browser.post("/khan-cap", data={"form_key": key, "sure": "1", **form})
        assert answer.status_code in {400, 404}
    assert not [what for what, _ in door.asked if what == "urgent"]


def test_words_are_heard_in_a_part_or_on_a_page_of_their_own(browser: TestClient) -> None:
    form = {"form_key": key_of(browser), "name": "khan-thu-nghiem"}
    part = browser.post("/khan-cap/nghe", data=form, headers={"x-form-key": form["form_key"]}).text
    assert part.startswith("<p")
    assert 'src="/khan-cap/nghe/0123456789abcdef"' in part
    page = browser.post("/khan-cap/nghe", data=form).text
    assert '<html lang="vi">' in page
    assert 'src="/khan-cap/nghe/0123456789abcdef"' in page
