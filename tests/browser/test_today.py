"""Hôm nay: what is aired from the page is heard, seen without a reload, and stopped."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from end_to_end.conftest import LiveStation
from playwright.sync_api import Page, expect

from .chromium import complaints
from .conftest import Visit
from .ears import Ears
from .scrutiny import SMALLEST, scrutinise

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("silence")]


def level(page: Page) -> str:
    return page.locator("[data-level]").get_attribute("width") or ""


def test_what_is_played_is_heard_seen_as_it_goes_and_stopped(
    visit: Visit, station: LiveStation, tmp_path: Path
) -> None:
    watching = visit()  # a second page, which nobody touches
    page = visit()
    station.wait_until_prepared()
    with Ears(tmp_path) as ears:
        page.get_by_label("Chương trình hoặc bài").select_option("Bản tin Bluezone")
        page.get_by_role("button", name="Phát ngay").click()
        air = watching.locator("[data-part=air]")
        expect(air).to_contain_text("Đang phát")
        expect(air).to_contain_text("Bản tin Bluezone")
        expect(air.locator("[data-text]")).to_contain_text("Bluezone báo cho ta biết", timeout=30_000)
        left, seen = air.locator("[data-remaining]").inner_text(), {level(watching)}
        for _ in range(20):
            watching.wait_for_timeout(200)
            seen.add(level(watching))
        assert len(seen) > 3  # the meter moves
        assert air.locator("[data-remaining]").inner_text() != left
        asked = time.time()
        page.get_by_role("button", name="Dừng tiếng ngay").click()
        expect(page.get_by_text("Đã dừng tiếng")).to_be_visible()
        stopped = time.time()
        expect(air).to_contain_text("Đang im lặng")
        expect(watching.locator("[data-part=day]")).to_contain_text("Bị ngắt")
        page.wait_for_timeout(1000)
    assert ears.heard(asked - 4.0, asked) > 0.8
    assert ears.heard(stopped + 0.2, stopped + 1.0) == 0.0


@pytest.mark.usefixtures("keep")
def test_what_is_still_being_made_is_seen_and_may_be_called_off(visit: Visit, station: LiveStation) -> None:
    before = station.ask("status")["files"]
    long = " ".join(f"Hộ số {number} ở thôn Đông nhận {number + 100} ký gạo." for number in range(1, 200))
    station.write_script("tin-dai", "Tin dài", "tin", long)
    station.wait_for(lambda: station.ask("status")["files"] != before, "the text", 30)
    watching = visit()  # a second page, which nobody touches
    page = visit()
    page.get_by_label("Chương trình hoặc bài").select_option("Tin dài")
    page.get_by_role("button", name="Phát ngay").click()
    for seen in (watching, page):
        expect(seen.locator("[data-part=air]")).to_contain_text("Đang làm tiếng cho «Tin dài», sẽ phát ngay khi xong.")
    assert "Chờ tiếng:  Tin dài, lệnh lúc" in station.type("status").stdout
    assert complaints(page) == []
    button = page.get_by_role("button", name="Thôi, không phát nữa")
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= SMALLEST
    button.click()
    expect(page.get_by_text("Đã thôi, bài ấy không phát nữa")).to_be_visible()
    expect(watching.locator("[data-part=air]")).not_to_contain_text("Đang làm tiếng cho")
    station.wait_for(lambda: station.ask("status")["preparing"] is None, "the sound", 120)
    page.wait_for_timeout(2500)  # the station looks each second what of the orders is made
    assert station.ask("status")["on_air"] is None
    page.get_by_label("Chương trình hoặc bài").select_option("Tin dài")
    page.get_by_role("button", name="Phát ngay").click()
    expect(page.get_by_text("Đài đã nhận, đang phát.")).to_be_visible()  # it was made: nobody called it off this time
    scrutinise(visit("/thao-tac"))  # what was called off has a long name, without a place to break it


def test_the_day_its_tally_and_the_machine_are_told(visit: Visit) -> None:
    page = visit()
    day = page.locator("[data-part=day]")
    expect(day.get_by_text("Sẽ phát").first).to_be_visible()
    assert day.locator("li svg.shape").count() >= 4
    expect(page.locator("[data-part=quota]")).to_contain_text("Tuyên truyền cài đặt Bluezone")
    machine = page.locator("[data-part=machine]")
    for part in ("Loa", "Đồng hồ", "Ổ đĩa", "Giọng đọc"):
        expect(machine.get_by_text(part, exact=True)).to_be_visible()
    waited = page.locator("[data-wait]").first
    expect(waited).to_contain_text("phút nữa")


@pytest.mark.usefixtures("keep")
def test_a_mistake_in_the_files_is_told_and_led_to(visit: Visit, station: LiveStation) -> None:
    (station.folder / "schedules" / "sai.yaml").write_text("programmes:\n  - name: Sai\n    play: [khong-co]\n")
    station.wait_for(lambda: station.ask("status")["problems"], "the mistake", 60)
    page = visit()
    scrutinise(page)
    page.get_by_role("link", name="xem chỗ sai").click()
    expect(page.locator("#loi")).to_contain_text("sai.yaml")


def test_a_page_that_lost_the_station_says_so(visit: Visit) -> None:
    page = visit("/nhat-ky")
    page.route("**/api/v1/events", lambda asked: asked.abort())
    page.get_by_role("link", name="Hôm nay").first.click()
    expect(page.locator("body")).to_have_class("lost")
    page.unroute("**/api/v1/events")
    expect(page.locator("body")).not_to_have_class("lost", timeout=20_000)


def test_play_and_stop_need_no_script(visit: Visit, station: LiveStation, tmp_path: Path) -> None:
    page = visit(scripts=False)
    with Ears(tmp_path) as ears:
        page.get_by_label("Chương trình hoặc bài").select_option("Tin Bluezone")
        page.get_by_role("button", name="Phát ngay").click()
        expect(page.get_by_text("Đài đã nhận")).to_be_visible()
        played = time.time()
        station.wait_for(lambda: station.ask("status")["on_air"], "something on the air", 30)
        page.wait_for_timeout(1500)
        page.reload()
        page.get_by_role("button", name="Dừng tiếng ngay").click()
        expect(page.get_by_text("Đã dừng tiếng")).to_be_visible()
    first = ears.first(played)
    assert first is not None
