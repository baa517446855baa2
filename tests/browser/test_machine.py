"""Thiết bị and Người dùng in a real browser: a tone is heard and made softer, a person meets the edge of a role."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest
from end_to_end.conftest import LiveStation
from playwright.sync_api import Browser, expect

from .conftest import Visit, link_of
from .ears import Ears

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("silence", "keep")]


def test_the_tone_is_heard_and_the_volume_makes_it_softer(visit: Visit, station: LiveStation, tmp_path: Path) -> None:
    page = visit("/thiet-bi")
    levels = []
    for volume in ("100%", "50%"):
        page.get_by_label("Âm lượng ra cổng tiếng").select_option(label=volume)
        page.get_by_role("button", name="Đổi âm lượng").click()
        expect(page.get_by_text("Đã đổi âm lượng")).to_be_visible()
        page.get_by_label("Phát cả trong giờ yên tĩnh").check()
        with Ears(tmp_path) as ears:
            page.get_by_role("button", name="Phát âm chuẩn").click()
            expect(page.get_by_text("Đang phát âm chuẩn")).to_be_visible()
            pressed = time.time()
            page.wait_for_timeout(4000)
        assert ears.pitch(pressed + 1.0, pressed + 3.5) == pytest.approx(1000, abs=2)
        levels.append(ears.peak(pressed + 1.0, pressed + 3.5))
        station.ask("stop")
    assert levels[1] / levels[0] == pytest.approx(0.25, rel=0.1)
    assert "volume: " in (station.folder / "config.yaml").read_text(encoding="utf-8")


def test_a_backup_is_saved_and_comes_back(visit: Visit, station: LiveStation, tmp_path: Path) -> None:
    page = visit("/thiet-bi")
    page.get_by_role("button", name="Sao lưu ngay").click()
    expect(page.get_by_text("Đã sao lưu")).to_be_visible()
    with page.expect_download() as saved:
        page.locator(".files a").first.click()
    packed = tmp_path / "sao-luu.zip"
    saved.value.save_as(packed)
    with zipfile.ZipFile(packed) as archive:
        assert archive.read("config.yaml") == (station.folder / "config.yaml").read_bytes()
    config = station.folder / "config.yaml"
    before = config.read_bytes()
    config.write_bytes(before + b"# sua tay\n")
    page.get_by_text("Phục hồi từ một bản sao lưu").click()
    page.locator("#packed").set_input_files(packed)
    page.get_by_label("Tôi chắc chắn thay").check()
    page.get_by_role("button", name="Phục hồi").click()
    expect(page.get_by_text("Đã phục hồi")).to_be_visible()
    assert config.read_bytes() == before


def test_a_person_is_added_comes_in_and_meets_the_edge_of_their_roles(
    visit: Visit, station: LiveStation, browser: Browser
) -> None:
    page = visit("/nguoi-dung")
    for name, role in (("Chị Lan", "Quản trị"), ("Anh Hùng", "Biên tập")):
        page.locator("#name").fill(name)
        page.locator("#password").fill("một câu dễ nhớ")
        page.locator("#again").fill("một câu dễ nhớ")
        page.locator("fieldset").last.get_by_label(role).check()
        page.get_by_role("button", name="Thêm người này").click()
        expect(page.get_by_role("heading", name=name)).to_be_visible()
    context = browser.new_context(locale="vi-VN")
    theirs = context.new_page()
    theirs.goto(link_of(station).split("/?")[0] + "/vao")
    theirs.get_by_label("Tên tài khoản").fill("anh hùng")
    theirs.get_by_label("Mật khẩu").fill("một câu dễ nhớ")
    theirs.get_by_role("button", name="Vào").click()
    expect(theirs.get_by_text("Tài khoản: Anh Hùng")).to_be_visible()
    expect(theirs.get_by_role("link", name="Khẩn cấp")).to_have_count(0)
    theirs.goto(link_of(station).split("/?")[0] + "/khan-cap")
    expect(theirs.get_by_role("alert")).to_contain_text("cần quyền phát")
    expect(theirs.get_by_role("alert")).to_contain_text("«Chị Lan»")
    page.get_by_text("Xoá tài khoản Anh Hùng").click()
    page.locator("form[action='/nguoi-dung/xoa']").filter(has=page.get_by_label("Tôi chắc chắn xoá")).locator(
        "visible=true"
    ).get_by_label("Tôi chắc chắn xoá").check()
    page.get_by_role("button", name="Xoá tài khoản").locator("visible=true").click()
    expect(page.get_by_text("Đã xoá tài khoản")).to_be_visible()
    theirs.reload()
    expect(theirs).to_have_url(link_of(station).split("/?")[0] + "/vao")
    context.close()
    page.goto(link_of(station).split("/?")[0] + "/thao-tac")
    expect(page.get_by_role("row").filter(has_text="Xoá tài khoản: Anh Hùng")).to_be_visible()
