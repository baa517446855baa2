"""Bài: written, heard from a sentence, taught to read, approved and scheduled, in a browser and by a voice."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from end_to_end.conftest import LiveStation
from playwright.sync_api import expect

from .chromium import until
from .conftest import Visit
from .scrutiny import scrutinise

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("keep")]
PATHS = (
    "/bai?tt=ready",
    "/bai/tin?nghe=1",
    "/viet-bai",
    "/bai/tin/sua",
    "/bai/khan-bao/sua",
    "/tu-dien?viet=Zalo&doc=da lô",
)
BODY = re.compile("^Lời đọc")
WORDS = "Tối nay xã cắt điện từ 19h30. Cần giúp gọi 114."


@pytest.mark.parametrize("path", PATHS)
def test_its_pages_bear_scrutiny(visit: Visit, path: str) -> None:
    scrutinise(visit(path))


def test_a_text_is_heard_from_a_sentence(visit: Visit) -> None:
    page = visit("/bai/tin")
    page.get_by_role("link", name="Nghe bài này").click()
    until(page, "(document.querySelector('[data-sound]') || {}).currentTime > 0.2", 150)
    page.get_by_role("link", name="Nghe từ câu 3").click()
    start = float(page.locator("[data-start]").nth(2).get_attribute("data-start") or 0)
    until(page, f"document.querySelector('[data-sound]').currentTime >= {start}")
    expect(page.locator(".said li.playing")).to_contain_text("hôm nay")


def test_words_not_saved_yet_are_marked_and_heard(visit: Visit) -> None:
    page = visit("/viet-bai")
    page.get_by_label(BODY).fill(WORDS)
    expect(page.locator("ruby mark").last).to_have_text("một một bốn")
    page.get_by_role("button", name="Nghe thử").click()
    until(page, "(document.querySelector('[data-sound]') || {}).currentTime > 0.2", 150)
    assert page.get_by_label(BODY).input_value() == WORDS


def test_words_are_kept_where_the_station_does_not_answer(visit: Visit) -> None:
    page = visit("/viet-bai")
    page.route("**/viet-bai/xem", lambda asked: asked.abort())
    page.get_by_label(BODY).fill(WORDS)
    page.get_by_role("button", name="Nghe thử").click()
    expect(page.get_by_role("alert")).to_contain_text("Đài không trả lời")
    assert page.get_by_label(BODY).input_value() == WORDS


def test_a_reading_is_taught_from_the_text_it_was_heard_in(visit: Visit, station: LiveStation) -> None:
    page = visit("/bai/tin")
    page.get_by_text(re.compile("chỗ đọc khác chữ viết")).click()
    page.get_by_role("link", name="Sửa cách đọc Bluezone").click()
    page.get_by_label("Đọc là").fill("bờ lu giôn")
    page.get_by_role("button", name="Xem đọc thế nào").click()
    expect(page.locator(".effects")).to_contain_text("bờ lu giôn")
    page.get_by_role("button", name="Lưu cách đọc này").click()
    expect(page.get_by_role("status")).to_contain_text("Đã ghi cách đọc mới")
    expect(page.locator("ruby mark").first).to_have_text("bờ lu giôn")
    assert "Bluezone: bờ lu giôn" in (station.folder / "lexicon.yaml").read_text(encoding="utf-8")


def test_other_words_take_the_approval_back(visit: Visit) -> None:
    page = visit("/bai/tin/sua")
    page.get_by_label(BODY).fill("Lời mới hẳn.")
    page.get_by_role("button", name="Lưu bài").click()
    expect(page.get_by_role("status")).to_contain_text("phải duyệt lại")
    expect(page.locator(".state")).to_contain_text("Chưa duyệt")


def test_a_word_document_comes_in(visit: Visit, tmp_path: Path) -> None:
    page = visit("/viet-bai")
    with zipfile.ZipFile(tmp_path / "Thông báo.docx", "w") as packed:
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in ("Họp thôn", "Mời bà con đi họp."))
        packed.writestr("word/document.xml", f"<w:document {space}>{lines}</w:document>")
    page.get_by_label(re.compile("Tệp Word")).set_input_files(tmp_path / "Thông báo.docx")
    page.get_by_role("button", name="Lấy lời").click()
    expect(page.get_by_label("Tên bài")).to_have_value("Họp thôn")
    expect(page.get_by_label(BODY)).to_have_value("Mời bà con đi họp.")


def test_without_script_a_text_is_written_and_approved(visit: Visit) -> None:
    page = visit("/viet-bai", scripts=False)
    page.get_by_label("Tên bài").fill("Không cần script")
    page.get_by_label(BODY).fill(WORDS)
    page.get_by_role("button", name="Xem lời sẽ đọc").click()
    expect(page.locator("ruby mark").last).to_have_text("một một bốn")
    page.get_by_role("button", name="Lưu bài").click()
    page.get_by_role("button", name="Duyệt cho phát").click()
    expect(page.get_by_role("status")).to_contain_text("Đã duyệt")
