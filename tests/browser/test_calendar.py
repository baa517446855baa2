"""Lịch: an airing dragged, moved by a form, a programme added and undone, a file mended where it is underlined."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from end_to_end.conftest import LiveStation
from morning import ZONE
from playwright.sync_api import Page, expect

from .chromium import until
from .conftest import PHONE, Visit
from .scrutiny import scrutinise

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("keep")]
PROGRAMME = "Bản tin Bluezone"
PATHS = (
    "/lich/thang", "/lich/them", "/lich/them?bai=tin", f"/lich/doi?ten={PROGRAMME}", "/lich/tep", "/lich/tep-moi",
    f"/lich/chuong-trinh?ten={PROGRAMME}", "/lich/tep/lich.yaml",
)  # fmt: skip


def schedules(station: LiveStation) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in sorted((station.folder / "schedules").iterdir()))


@pytest.mark.parametrize("path", PATHS)
def test_its_pages_bear_scrutiny(visit: Visit, station: LiveStation, path: str) -> None:
    name = next((station.folder / "schedules").iterdir()).name
    scrutinise(visit(path.replace("lich.yaml", name)))


def test_an_airing_is_dragged_looked_at_saved_and_undone(visit: Visit, station: LiveStation) -> None:
    before = schedules(station)
    monday = datetime.now(ZONE).date() + timedelta(days=7 - datetime.now(ZONE).weekday())
    page = visit(f"/lich?tu={monday}")
    drag(page, f'[data-day="{monday}"] [data-drag]', f'[data-day="{monday + timedelta(days=1)}"]')
    expect(page).to_have_url(re.compile("/lich/chuong-trinh.*#move"))
    expect(page.get_by_label("Ngày mới")).to_have_value(f"{monday + timedelta(days=1):%d/%m/%Y}")
    page.get_by_label("Giờ mới").fill("06:25")
    page.locator("form", has=page.locator("#move")).get_by_role("button", name="Xem trước").click()
    expect(page.locator(".changed .new")).to_contain_text("06:25")
    assert schedules(station) == before
    page.get_by_role("button", name=re.compile("ưu vào lịch")).click()
    expect(page.get_by_role("status")).to_contain_text("Đã lưu vào lịch")
    expect(page.locator(f'[data-day="{monday + timedelta(days=1)}"]')).to_contain_text("06:25")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_role("status")).to_contain_text("trở lại như trước")
    assert schedules(station) == before


def test_a_drag_is_given_up_by_escape_and_outside(visit: Visit) -> None:
    page = visit("/lich")
    page.goto(f"{page.url}?tu={datetime.now(ZONE).date() + timedelta(days=7)}")
    box = page.locator("[data-drag]").first.bounding_box()
    assert box
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 60, steps=4)
    expect(page.locator(".drop-at")).to_contain_text("Thả để dời")
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator(".drop-at")).to_have_count(0)
    drag(page, "[data-drag]", "h1")
    assert "/lich?" in page.url


def test_a_programme_is_added_by_keyboard_alone(visit: Visit, station: LiveStation) -> None:
    page = visit("/lich/them?bai=tin")
    page.get_by_label(re.compile("^Giờ phát")).focus()
    page.keyboard.type("09:05")
    page.get_by_label("Ngày khác").fill("29/02/2032")
    page.get_by_label("Tên chương trình").fill("Tin riêng")
    page.keyboard.press("Tab")
    save = page.get_by_role("button", name=re.compile("ưu vào lịch"))
    expect(save).to_be_enabled()
    save.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("da=luu"))
    assert "Tin riêng" in schedules(station)


def test_lines_of_content_move_and_one_more_comes(visit: Visit) -> None:
    page = visit("/lich/them?bai=tin")
    selects = page.locator("[data-play] select")
    count = selects.count()
    page.get_by_role("button", name="Đưa lên mục 2").click()
    assert "tin" in selects.nth(0).input_value()
    selects.nth(count - 1).select_option(index=2)
    expect(selects).to_have_count(count + 1)


def test_a_file_is_mended_where_it_is_underlined(visit: Visit, station: LiveStation) -> None:
    path = next((station.folder / "schedules").iterdir())
    page = visit(f"/lich/tep/{path.name}")
    text = page.get_by_label("Nội dung tệp")
    good = text.input_value()
    text.fill(good.replace("nen-nhe", "nen-nhee"))
    expect(page.locator("mark")).to_have_text("nen-nhee")
    mark, line = page.locator("mark").bounding_box(), text.bounding_box()
    assert mark
    assert line
    assert line["x"] < mark["x"] < line["x"] + line["width"]
    page.locator("[data-line]").first.click()
    assert page.evaluate("document.activeElement.id") == "text"
    assert good[: page.evaluate("document.activeElement.selectionStart")].endswith("bed: ")
    text.fill(good.rstrip() + "\n# hết\n")
    expect(page.locator("mark")).to_have_count(0)
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("heading", name="Các bản cũ")).to_be_visible()
    assert path.read_text(encoding="utf-8").endswith("# hết\n")


def test_without_script_and_on_a_phone_all_of_it_is_there(visit: Visit, station: LiveStation) -> None:
    page = visit(f"/lich/chuong-trinh?ten={PROGRAMME}", scripts=False, size=PHONE)
    page.get_by_label("Dừng hẳn, ngày phát cuối là:").check()
    page.get_by_label("Ngày phát cuối cùng").fill("31/12/2035")
    page.locator("form", has=page.locator("#stop")).get_by_role("button", name="Xem trước").click()
    page.get_by_role("button", name=re.compile("ưu vào lịch")).click()
    expect(page.get_by_role("status")).to_contain_text("Đã lưu vào lịch")
    assert "31/12/2035" in schedules(station)


def drag(page: Page, what: str, where: str) -> None:
    """Take the first `what` by the mouse to the middle of the first `where`."""
    start, end = page.locator(what).first.bounding_box(), page.locator(where).first.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 8, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + 30, start["y"] + 30, steps=3)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=8)
    until(page, "document.querySelector('.drop-at') !== null")
    page.mouse.up()
